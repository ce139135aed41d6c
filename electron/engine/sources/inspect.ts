import type { FileRef, Inspection, SheetSummary } from '../../../shared/contract.ts';
import type { SourceFormat, SourceOptions } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Database } from '../database.ts';
import { extractEntry } from './archive.ts';
import { type CsvHead, readCsvHead } from './csv-head.ts';
import { type DbaseHead, readDbaseHead } from './dbase.ts';
import { areNumbered } from './declared-fields.ts';
import { labelFromSheets } from './documentation.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { type FileKind, recogniseFormat } from './format.ts';
import { gatherWarnings } from './gather.ts';
import { confirmBy } from './known-codes.ts';
import { findTable, type Layout, rowText } from './layout.ts';
import { isFilled } from './names.ts';
import { packedDelimiter } from './packed-cells.ts';
import { unpackSheet } from './packed-text.ts';
import { inspectParquet } from './parquet.ts';
import {
  type ColumnPlan,
  inspectColumns,
  planColumns,
  previewOf,
  type SheetHead,
  sourceColumn,
  withoutFooters,
} from './plan.ts';
import { headWarnings } from './remarks-head.ts';
import { noShape, readShapeParts, type ShapeParts } from './shape-parts.ts';
import { bestSheet, type SheetHeadRows, sheetKind } from './sheet.ts';
import { measureSpreadsheet, surveySpreadsheet } from './spreadsheet.ts';
import { tablesOf } from './stacked.ts';

/** What the head of a file tells and the open will use again. Paths and formats are those of the entry in a .zip. */
export type Survey = {
  file: StagedFile;
  kind: Exclude<FileKind, { kind: 'archive' }>;
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
  if (recognised.kind !== 'archive') {
    const own = { entries: [], entry: null, packed: null, shape: noShape, release: async () => {} };
    const parts = { file: given, kind: recognised, ...own };
    return surveyKind(parts, options, signal, database);
  }
  const names = recognised.entries.map((entry) => entry.name).sort((a, b) => a.localeCompare(b, 'fr'));
  // An archive inside the archive is not opened: a table beside it is.
  const plain = recognised.entries.filter(({ name }) => !/\.zip$/i.test(name));
  const candidates = plain.length > 0 ? plain : recognised.entries;
  const largest = candidates.reduce((best, entry) => (entry.size > best.size ? entry : best));
  const entry = options.entry === undefined ? largest : recognised.entries.find(({ name }) => name === options.entry);
  if (entry === undefined) throw new Fault('entry-missing', { file: given.name, entry: options.entry ?? '' });
  const extracted = await extractEntry(given, entry, signal);
  try {
    const kind = await recogniseFormat(extracted.file);
    if (kind.kind === 'archive') throw new Fault('not-a-table', { file: entry.name, what: 'zip' });
    const shape = await readShapeParts(given, entry, recognised.beside);
    const { file, release } = extracted;
    const parts = { file, kind, entries: names, entry: entry.name, packed: null, shape, release };
    return await surveyKind(parts, options, signal, database);
  } catch (thrown) {
    await extracted.release();
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
  const none = { csv: null, dbase: null, sheets: [], sheet: null, labelled: null };
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
    return { ...parts, ...none, csv, head, plans, options };
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
  const rows = upTo(sheet.head, options.lastDataRow);
  const layout = findTable(rows, options);
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
  const survey: Survey = { ...parts, ...none, sheets, sheet, head, plans, options };
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

/** Whether the format itself says the names of its columns: nothing of it is a header row. */
export function namesItsColumns({ kind }: Survey): boolean {
  return kind.kind === 'parquet' || kind.kind === 'dbf';
}

export function formatOf({ kind, packed }: Pick<Survey, 'kind' | 'packed'>): SourceFormat {
  return packed ?? (kind.kind === 'workbook' ? kind.format : kind.kind);
}

function describe(file: StagedFile, survey: Survey): Inspection {
  const { csv, dbase, sheet, head, plans } = survey;
  const hasNames = namesItsColumns(survey);
  const reference: FileRef = { id: file.id, name: file.name, size: file.size };
  const known = csv === null ? dbase?.complete === true || sheet?.exact === true : csv.complete;
  const data = dataRows(survey);
  const last = data.at(-1)?.row ?? null;
  // Whatever the user chose to read of the sheet, its tables are these.
  const { headerRows, firstDataRow, lastDataRow } = survey.options;
  const asFound = headerRows === undefined && firstDataRow === undefined && lastDataRow === undefined;
  const whole = hasNames || (asFound && csv?.directive !== true) ? head.layout : findTable(seen);
  const sheets: SheetSummary[] = survey.sheets.map((each) => ({
    name: each.name,
    rows: each.exact ? each.rows : null,
    ...(each.exact ? {} : { about: each.rows }),
    columns: each.columns,
    kind: sheetKind(each),
  }));
  return {
    file: reference,
    format: formatOf(survey),
    entries: survey.entries,
    encoding: survey.packed === null ? (csv?.encoding ?? dbase?.encoding ?? null) : null,
    delimiter: csv?.dialect.delimiter ?? (survey.options.delimiter === '' ? '' : null),
    sheets,
    sheet: sheet?.name ?? null,
    headerRows: head.layout.headerRows,
    firstDataRow: head.layout.firstDataRow,
    lastDataRow: survey.options.lastDataRow ?? (known ? (csv || isWhole(survey) ? last : (sheet?.rows ?? null)) : null),
    tables: hasNames ? [] : tablesOf(seen, whole),
    notes: [...head.layout.notes, ...(isWhole(survey) ? notesBelow(seen, last ?? head.layout.firstDataRow - 1) : [])],
    columns: inspectColumns(data, plans),
    preview: previewOf(data, plans),
    rowCount: csv?.complete || dbase?.complete ? data.length : null,
    warnings: gatherWarnings(headWarnings(survey)),
    options: resolvedOptions(survey),
  };
}

/** Whether the rows seen are all of the file or of the sheet. */
function isWhole({ csv, dbase, sheet }: Survey): boolean {
  if (csv !== null || dbase !== null) return (csv ?? dbase)!.complete;
  return sheet?.exact === true && (sheet.head.at(-1)?.row ?? 0) >= sheet.rows;
}

/** The rows seen that are rows of the table: the notes under a table seen whole are set aside, as at its opening. */
function dataRows(survey: Survey): SheetRow[] {
  const { head, options } = survey;
  const rows = isWhole(survey) && options.lastDataRow === undefined ? withoutFooters(head) : head.rows;
  return rows.filter(({ row, cells }) => row >= head.layout.firstDataRow && cells.some(isFilled));
}

const mostNotes = 100;

function notesBelow(seen: readonly SheetRow[], last: number): string[] {
  const below = seen.filter(({ row }) => row > last).map(({ cells }) => rowText(cells));
  return below.filter((text) => text !== '').slice(0, mostNotes);
}

/** The user's wish that the lines in the cells of a sheet be left as they are. */
function keptWhole({ delimiter }: SourceOptions): SourceOptions {
  return delimiter === '' ? { delimiter } : {};
}

/** Options that read the file the same way again. */
export function resolvedOptions(survey: Survey): SourceOptions {
  const { csv, dbase, sheet, head, plans, options } = survey;
  return {
    ...(survey.entry === null ? {} : { entry: survey.entry }),
    ...(sheet === null ? {} : { sheet: sheet.name }),
    ...(csv === null ? keptWhole(options) : { delimiter: csv.dialect.delimiter, quote: csv.dialect.quote }),
    ...(csv === null || survey.packed !== null ? {} : { encoding: csv.encoding }),
    ...(dbase === null ? {} : { encoding: dbase.encoding }),
    ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
    ...(namesItsColumns(survey) ? {} : { headerRows: head.layout.headerRows, firstDataRow: head.layout.firstDataRow }),
    ...(options.lastDataRow === undefined ? {} : { lastDataRow: options.lastDataRow }),
    columns: plans.map(sourceColumn),
  };
}
