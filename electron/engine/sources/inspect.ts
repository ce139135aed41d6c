import type { Inspection } from '../../../shared/contract.ts';
import type { SourceFormat, SourceOptions } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Database } from '../database.ts';
import { extractEntry } from './archive.ts';
import { withinColumns } from './beside.ts';
import { type CsvHead, readCsvHead } from './csv-head.ts';
import { type DbaseHead, readDbaseHead } from './dbase.ts';
import { areNumbered } from './declared-fields.ts';
import { describe } from './describe.ts';
import { labelFromSheets } from './documentation.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { formatOf, recogniseFormat, type TableKind } from './format.ts';
import { inflateGzip } from './gzip.ts';
import { confirmBy } from './known-codes.ts';
import { findTable, type Layout } from './layout.ts';
import { type Mender, mendedTitles, menderOf, mendRows } from './mending.ts';
import { spreadTitles } from './merged-titles.ts';
import { packedDelimiter } from './packed-cells.ts';
import { unpackSheet } from './packed-text.ts';
import { inspectParquet } from './parquet.ts';
import { type ColumnPlan, planColumns, type SheetHead } from './plan.ts';
import { noShape, readShapeParts, type ShapeParts } from './shape-parts.ts';
import { bestSheet, type SheetHeadRows } from './sheet.ts';
import { measureSpreadsheet, surveySpreadsheet } from './spreadsheet.ts';

/** What the head of a file tells and the open will use again. Paths and formats are those of the entry in a .zip. */
export type Survey = {
  file: StagedFile;
  kind: TableKind;
  entries: string[];
  entry: string | null;
  /** The format of the workbook whose cells hold the lines of this text: `file` and `kind` are those of the text. */
  packed: SourceFormat | null;
  csv: CsvHead | null;
  dbase: DbaseHead | null;
  /** What an archive holds beside the table of a shapefile. */
  shape: ShapeParts;
  sheets: SheetHeadRows[];
  sheet: SheetHeadRows | null;
  head: SheetHead;
  plans: ColumnPlan[];
  /** How the texts of `head` were mended; null where they were not. */
  mender: Mender | null;
  /** The sheet that gave labels to the columns, and to how many. */
  labelled: { sheet: string; count: number } | null;
  options: SourceOptions;
  release: () => Promise<void>;
};

export const mostColumns = 20_000;

/**
 * Reads only the head of a file: format by content, sheets, header rows, types, preview. Never loads it, except for
 * the formats that have no head to read (.xls, .xlsb, .ods). Throws Faults about the file (`file-empty`,
 * `file-damaged`, `password`, `not-a-table`...). `database` is needed for Parquet alone.
 */
export async function inspectSource(
  file: StagedFile,
  options: SourceOptions | undefined,
  signal: AbortSignal | null,
  database?: Database,
  measure = false,
): Promise<Inspection> {
  const survey = await surveySource(file, options ?? {}, signal, database);
  try {
    if (measure) await measureSheets(survey, signal);
    return describe(file, survey);
  } finally {
    await survey.release();
  }
}

/** Reads through the sheets of which only the head was seen, for their exact size. */
async function measureSheets(survey: Survey, signal: AbortSignal | null): Promise<void> {
  if (survey.kind.kind !== 'xlsx') return;
  const names = survey.sheets.filter((sheet) => !sheet.exact).map((sheet) => sheet.name);
  if (names.length === 0) return;
  for (const size of await measureSpreadsheet(survey.file, survey.kind, names, signal)) {
    const sheet = survey.sheets.find(({ name }) => name === size.name);
    if (sheet !== undefined) Object.assign(sheet, size, { exact: true });
  }
}

export async function surveySource(
  given: StagedFile,
  options: SourceOptions,
  signal: AbortSignal | null,
  database?: Database,
): Promise<Survey> {
  const recognised = await recogniseFormat(given);
  const own = { entries: [], entry: null, packed: null, shape: noShape };
  if (recognised.kind === 'gzip') {
    const inflated = await inflateGzip(given, signal);
    return surveyPart(inflated, own, options, signal, database);
  }
  if (recognised.kind !== 'archive')
    return surveyKind({ file: given, kind: recognised, ...own, release: async () => {} }, options, signal, database);
  const names = recognised.entries.map((entry) => entry.name).sort((a, b) => a.localeCompare(b, 'fr'));
  // An archive inside the archive is not opened: a table beside it is.
  const plain = recognised.entries.filter(({ name }) => !/\.zip$/i.test(name));
  const candidates = plain.length > 0 ? plain : recognised.entries;
  const largest = candidates.reduce((best, entry) => (entry.size > best.size ? entry : best));
  const entry = options.entry === undefined ? largest : recognised.entries.find(({ name }) => name === options.entry);
  if (entry === undefined) throw new Fault('entry-missing', { file: given.name, entry: options.entry ?? '' });
  const shape = await readShapeParts(given, entry, recognised.beside);
  const parts = { entries: names, entry: entry.name, packed: null, shape };
  return surveyPart(await extractEntry(given, entry, signal), parts, options, signal, database);
}

/** The survey of a file that was taken out of another. */
async function surveyPart(
  { file, release }: Pick<Parts, 'file' | 'release'>,
  parts: Pick<Parts, 'entries' | 'entry' | 'packed' | 'shape'>,
  options: SourceOptions,
  signal: AbortSignal | null,
  database?: Database,
): Promise<Survey> {
  try {
    const kind = await recogniseFormat(file);
    if (kind.kind === 'archive' || kind.kind === 'gzip')
      throw new Fault('not-a-table', { file: file.name, what: kind.kind === 'gzip' ? 'gzip' : 'zip' });
    return await surveyKind({ file, kind, ...parts, release }, options, signal, database);
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

type Parts = Pick<Survey, 'file' | 'kind' | 'entries' | 'entry' | 'packed' | 'shape' | 'release'>;

async function surveyKind(
  parts: Parts,
  options: SourceOptions,
  signal: AbortSignal | null,
  database?: Database,
): Promise<Survey> {
  const { file, kind } = parts;
  const none = { csv: null, dbase: null, sheets: [], sheet: null, mender: null, labelled: null };
  if (kind.kind === 'parquet') {
    const head = await inspectParquet(file, signal, database);
    return { ...parts, ...none, ...head, plans: head.plan(options), options };
  }
  if (kind.kind === 'dbf') {
    const dbase = await readDbaseHead(file, parts.shape.codepage, options);
    const head: SheetHead = { ...dbase, rows: upTo(dbase.rows, options.lastDataRow), numbers: dbase.numeric };
    const plans = await planColumns(head, options, confirmBy(database), '.');
    return { ...parts, ...none, dbase, head, plans, options };
  }
  if (kind.kind === 'csv') {
    const csv = await readCsvHead(file, options);
    checkWidth(file, csv.width);
    const head: SheetHead = { ...csv, rows: upTo(csv.rows, options.lastDataRow) };
    const plans = await planColumns(head, options, confirmBy(database));
    return { ...parts, ...none, csv, head, mender: csv.mender, plans, options };
  }
  const sheets = await surveySpreadsheet(file, kind, options.sheet, signal);
  const sheet =
    options.sheet === undefined ? bestSheet(sheets) : (sheets.find(({ name }) => name === options.sheet) ?? null);
  if (sheet === null) throw new Fault('sheet-missing', { file: file.name, sheet: options.sheet ?? '' });
  checkWidth(file, sheet.columns);
  const delimiter = options.delimiter === '' ? null : packedDelimiter(sheet);
  if (delimiter !== null) {
    const lines = await unpackSheet(file, kind, sheet.name, delimiter, signal);
    const release = () => Promise.all([lines.release(), parts.release()]).then(() => {});
    try {
      const text = { ...parts, file: lines.file, kind: { kind: 'csv' as const }, packed: formatOf(parts), release };
      const survey = await surveyKind(text, { delimiter, ...options, encoding: 'utf-8' }, signal, database);
      return { ...survey, sheets, sheet };
    } catch (thrown) {
      await lines.release();
      throw thrown;
    }
  }
  const given = sheet.head;
  const mender = menderOf(given, options.mending);
  if (mender !== null) sheet.head = mendRows(given, mender);
  const plain = withinColumns(upTo(sheet.head, options.lastDataRow), options);
  const found = findTable(plain, options);
  const rows = await spreadTitles(plain, found, file, kind, sheet);
  const layout = rows === plain ? found : findTable(rows, { ...options, headerRows: found.headerRows });
  if (mender !== null) mender.titles = mendedTitles(given, rows, layout.firstDataRow);
  const head: SheetHead = {
    layout,
    rows,
    samples: [],
    numbers: new Set(sheet.numeric),
    texts: numberedTexts(rows, layout),
    percents: new Set(sheet.percents),
    date1904: sheet.date1904,
  };
  const plans = await planColumns(head, options, confirmBy(database), '.');
  const survey: Survey = { ...parts, ...none, sheets, sheet, head, mender, plans, options };
  return labelSurvey(survey, false, signal);
}

/** Columns declared as texts whose figures are no numbers. */
function numberedTexts(rows: readonly SheetRow[], { texts, firstDataRow }: Layout): Set<number> {
  const data = rows.filter(({ row }) => row >= firstDataRow);
  return new Set([...(texts ?? [])].filter((index) => areNumbered(data, index)));
}

/** What stands under the last row that the user chose says nothing of the columns. */
function upTo(rows: SheetRow[], last: number | undefined): SheetRow[] {
  return last === undefined ? rows : rows.filter(({ row }) => row <= last);
}

/** The survey of a workbook with the labels of its documentation sheets. `whole`: see labelFromSheets. */
export async function labelSurvey(survey: Survey, whole: boolean, signal: AbortSignal | null): Promise<Survey> {
  if (survey.sheets.length < 2 || survey.packed !== null) return survey;
  const found = await labelFromSheets(survey, whole, signal);
  if (found === null) return survey;
  return { ...survey, plans: found.plans, labelled: { sheet: found.sheet, count: found.count } };
}

function checkWidth(file: StagedFile, count: number): void {
  if (count > mostColumns) throw new Fault('too-many-columns', { file: file.name, count, most: mostColumns });
}
