import { Fault } from '../../../shared/rpc/fault.ts';
import type { LoadContext } from './csv-open.ts';
import type { StagedFile } from './file.ts';
import type { FileKind } from './format.ts';
import type { SheetBatch, SheetHeadRows } from './sheet.ts';
import { readBook, surveyBook } from './sheetjs.ts';

type SpreadsheetKind = Extract<FileKind, { kind: 'xlsx' | 'workbook' }>;

/** The sheets of a workbook with their first rows. */
export async function surveySpreadsheet(
  file: StagedFile,
  _kind: SpreadsheetKind,
  _sheet: string | undefined,
  signal: AbortSignal | null,
): Promise<SheetHeadRows[]> {
  if (signal?.aborted) throw new Fault('cancelled');
  return surveyBook(file);
}

/** The rows of one sheet, in runs. */
export async function* readSpreadsheet(
  file: StagedFile,
  _kind: SpreadsheetKind,
  sheet: string,
  context: LoadContext,
): AsyncGenerator<SheetBatch> {
  for (const batch of readBook(file, sheet)) {
    if (context.signal?.aborted) throw new Fault('cancelled');
    yield batch;
  }
}
