import { Fault } from '../../../shared/rpc/fault.ts';
import type { LoadContext } from './csv-open.ts';
import type { StagedFile } from './file.ts';
import type { FileKind } from './format.ts';
import { bestSheet, type SheetBatch, type SheetHeadRows } from './sheet.ts';
import { readBook, surveyBook } from './sheetjs.ts';
import { readXlsx, surveyXlsx } from './xlsx.ts';
import { UnusualWorkbook } from './xlsx-book.ts';

/** Workbook formats, as recogniseFormat tells them. */
export type SpreadsheetKind = Extract<FileKind, { kind: 'xlsx' | 'workbook' }>;

/** The sheets of a workbook with their first rows, and the full head of `sheet`, else of the best one. */
export async function surveyHere(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string | undefined,
  signal: AbortSignal | null,
): Promise<SheetHeadRows[]> {
  if (signal?.aborted) throw new Fault('cancelled');
  if (kind.kind === 'xlsx') {
    try {
      return await surveyXlsx(file, kind.entries, (sheets) =>
        sheet === undefined ? bestSheet(sheets) : (sheets.find(({ name }) => name === sheet) ?? null),
      );
    } catch (thrown) {
      if (!(thrown instanceof UnusualWorkbook)) throw thrown;
    }
  }
  return surveyBook(file);
}

/** The rows of one sheet, in runs: by the fast reader where it can, else by SheetJS. */
export async function* readHere(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string,
  context: Pick<LoadContext, 'signal' | 'progress'>,
): AsyncGenerator<SheetBatch> {
  const check = () => {
    if (context.signal?.aborted) throw new Fault('cancelled');
  };
  if (kind.kind === 'xlsx') {
    let given = false;
    try {
      for await (const batch of readXlsx(file, kind.entries, sheet, (done) => context.progress('reading', done))) {
        check();
        given = true;
        yield batch;
      }
      return;
    } catch (thrown) {
      // Once rows were given, starting over would repeat them.
      if (!(thrown instanceof UnusualWorkbook)) throw thrown;
      if (given) throw new Fault('file-damaged', { file: file.name });
    }
  }
  for (const batch of readBook(file, sheet)) {
    check();
    yield batch;
  }
}
