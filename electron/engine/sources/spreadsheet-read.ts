import { Fault } from '../../../shared/rpc/fault.ts';
import type { LoadContext } from './csv-open.ts';
import { readBytes, type StagedFile } from './file.ts';
import type { FileKind } from './format.ts';
import { countUncalculated } from './ods-formulas.ts';
import { bestSheet, type SheetHeadRows } from './sheet.ts';
import type { SheetRange, SheetRun } from './spreadsheet-run.ts';
import { measureXlsx, readXlsx, surveyXlsx } from './xlsx.ts';
import { UnusualWorkbook } from './xlsx-book.ts';
import { countXmlUncalculated } from './xml-formulas.ts';
import { checkInflated } from './zip.ts';

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
      return await glanceHere(file, kind, sheet);
    } catch (thrown) {
      if (!(thrown instanceof UnusualWorkbook)) throw thrown;
    }
  }
  const { surveyBook, book } = await openBook(file);
  return surveyBook(book);
}

/** surveyHere of an .xlsx, by the fast reader alone: milliseconds. Throws UnusualWorkbook where it gives up. */
export function glanceHere(
  file: StagedFile,
  kind: Extract<SpreadsheetKind, { kind: 'xlsx' }>,
  sheet: string | undefined,
): Promise<SheetHeadRows[]> {
  return surveyXlsx(file, kind.entries, (sheets) =>
    sheet === undefined ? bestSheet(sheets) : (sheets.find(({ name }) => name === sheet) ?? null),
  );
}

/** A workbook read whole by SheetJS: half a megabyte of code that most files do not need. */
async function openBook(file: StagedFile) {
  const sheetJs = await import('./sheetjs.ts');
  // It inflates a whole package at once, trusting what it says of itself.
  if (!(await sheetJs.holdsBook(file)) && (await readBytes(file.path, 0, 2)).toString('latin1') === 'PK')
    await checkInflated(file.path, file.name);
  return { ...sheetJs, book: await sheetJs.loadBook(file) };
}

/** The rows of one sheet, in runs: by the fast reader where it can, else by SheetJS, from the start. */
export async function* readHere(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string,
  range: SheetRange,
  context: Pick<LoadContext, 'signal' | 'progress'>,
): AsyncGenerator<SheetRun> {
  const check = () => {
    if (context.signal?.aborted) throw new Fault('cancelled');
  };
  let given = false;
  if (kind.kind === 'xlsx') {
    try {
      const runs = readXlsx(file, kind.entries, sheet, range, (done) => context.progress('reading', done));
      for await (const run of runs) {
        check();
        given = true;
        yield run;
      }
      return;
    } catch (thrown) {
      if (!(thrown instanceof UnusualWorkbook)) throw thrown;
    }
  }
  const { readBook, book } = await openBook(file);
  const uncalculated = await countFormulas(file, kind, sheet, range);
  for (const run of readBook(book, sheet, range, given, uncalculated)) {
    check();
    yield run;
  }
}

/** Formulas without a result, where SheetJS does not tell them and the format does. */
async function countFormulas(file: StagedFile, kind: SpreadsheetKind, sheet: string, range: SheetRange) {
  if (kind.kind !== 'workbook') return 0;
  if (kind.format === 'ods') return countUncalculated(file, sheet, range);
  const isXml = /<Workbook[\s>]/.test((await readBytes(file.path, 0, 4_096)).toString('latin1'));
  return kind.format === 'xls' && isXml ? countXmlUncalculated(file, sheet, range) : 0;
}

/** Exact sizes of sheets; those that the fast reader cannot count are left out. */
export async function measureHere(
  file: StagedFile,
  kind: SpreadsheetKind,
  names: readonly string[],
): Promise<{ name: string; rows: number; columns: number }[]> {
  if (kind.kind !== 'xlsx') return [];
  try {
    return await measureXlsx(file, kind.entries, names);
  } catch (thrown) {
    if (!(thrown instanceof UnusualWorkbook)) throw thrown;
    const { surveyBook, book } = await openBook(file);
    return surveyBook(book).filter(({ name }) => names.includes(name));
  }
}
