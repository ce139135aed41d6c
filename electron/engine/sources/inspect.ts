import type { FileRef, Inspection, SheetSummary, Warning } from '../../../shared/contract.ts';
import type { SourceFormat, SourceOptions } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Database } from '../database.ts';
import { extractEntry } from './archive.ts';
import { type CsvHead, readCsvHead } from './csv-head.ts';
import { warnProtected } from './csv-protected.ts';
import { labelFromSheets } from './documentation.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { type FileKind, recogniseFormat } from './format.ts';
import { gatherWarnings } from './gather.ts';
import { confirmBy } from './known-codes.ts';
import { findTable } from './layout.ts';
import { missingReason } from './missing.ts';
import { isFilled } from './names.ts';
import { inspectParquet } from './parquet.ts';
import { type ColumnPlan, inspectColumns, planColumns, previewOf, type SheetHead, sourceColumn } from './plan.ts';
import { warnScaledTitles, warnWriting } from './remarks-writing.ts';
import { bestSheet, type SheetHeadRows, sheetKind } from './sheet.ts';
import { measureSpreadsheet, surveySpreadsheet } from './spreadsheet.ts';
import { findStacked, tablesOf } from './stacked.ts';

/** What the head of a file tells and the open will use again. Paths and formats are those of the entry in a .zip. */
export type Survey = {
  file: StagedFile;
  kind: Exclude<FileKind, { kind: 'archive' }>;
  entries: string[];
  entry: string | null;
  csv: CsvHead | null;
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
    const parts = { file: given, kind: recognised, entries: [], entry: null, release: async () => {} };
    return surveyKind(parts, options, signal, database);
  }
  const names = recognised.entries.map((entry) => entry.name).sort((a, b) => a.localeCompare(b, 'fr'));
  const largest = recognised.entries.reduce((best, entry) => (entry.size > best.size ? entry : best));
  const entry = options.entry === undefined ? largest : recognised.entries.find(({ name }) => name === options.entry);
  if (entry === undefined) throw new Fault('entry-missing', { file: given.name, entry: options.entry ?? '' });
  const extracted = await extractEntry(given, entry, signal);
  try {
    const kind = await recogniseFormat(extracted.file);
    if (kind.kind === 'archive') throw new Fault('not-a-table', { file: entry.name, what: 'zip' });
    const parts = { file: extracted.file, kind, entries: names, entry: entry.name, release: extracted.release };
    return await surveyKind(parts, options, signal, database);
  } catch (thrown) {
    await extracted.release();
    throw thrown;
  }
}

type Parts = Pick<Survey, 'file' | 'kind' | 'entries' | 'entry' | 'release'>;

async function surveyKind(
  parts: Parts,
  options: SourceOptions,
  signal: AbortSignal | null,
  database?: Database,
): Promise<Survey> {
  const { file, kind } = parts;
  if (kind.kind === 'parquet') {
    const head = await inspectParquet(file, signal, database);
    return {
      ...parts,
      csv: null,
      sheets: [],
      sheet: null,
      ...head,
      plans: head.plan(options),
      labelled: null,
      options,
    };
  }
  if (kind.kind === 'csv') {
    const csv = await readCsvHead(file, options);
    checkWidth(file, csv.width);
    const head: SheetHead = { ...csv, rows: upTo(csv.rows, options.lastDataRow) };
    return {
      ...parts,
      csv,
      sheets: [],
      sheet: null,
      head,
      plans: await planColumns(head, options, confirmBy(database)),
      labelled: null,
      options,
    };
  }
  const sheets = await surveySpreadsheet(file, kind, options.sheet, signal);
  const sheet =
    options.sheet === undefined ? bestSheet(sheets) : (sheets.find(({ name }) => name === options.sheet) ?? null);
  if (sheet === null) throw new Fault('sheet-missing', { file: file.name, sheet: options.sheet ?? '' });
  checkWidth(file, sheet.columns);
  const rows = upTo(sheet.head, options.lastDataRow);
  const head: SheetHead = {
    layout: findTable(rows, options),
    rows,
    samples: [],
    numbers: new Set(sheet.numeric),
    percents: new Set(sheet.percents),
    date1904: sheet.date1904,
  };
  const plans = await planColumns(head, options, confirmBy(database), '.');
  const survey: Survey = { ...parts, csv: null, sheets, sheet, head, plans, labelled: null, options };
  return labelSurvey(survey, false, signal);
}

/** What stands under the last row that the user chose says nothing of the columns. */
function upTo(rows: SheetRow[], last: number | undefined): SheetRow[] {
  return last === undefined ? rows : rows.filter(({ row }) => row <= last);
}

/** The survey of a workbook with the labels of its documentation sheets. `whole`: see labelFromSheets. */
export async function labelSurvey(survey: Survey, whole: boolean, signal: AbortSignal | null): Promise<Survey> {
  if (survey.sheets.length < 2) return survey;
  const found = await labelFromSheets(survey, whole, signal);
  if (found === null) return survey;
  return { ...survey, plans: found.plans, labelled: { sheet: found.sheet, count: found.count } };
}

function checkWidth(file: StagedFile, count: number): void {
  if (count > mostColumns) throw new Fault('too-many-columns', { file: file.name, count, most: mostColumns });
}

export function formatOf(kind: Survey['kind']): SourceFormat {
  return kind.kind === 'workbook' ? kind.format : kind.kind;
}

function describe(file: StagedFile, survey: Survey): Inspection {
  const { csv, sheet, head, plans, kind } = survey;
  const reference: FileRef = { id: file.id, name: file.name, size: file.size };
  const known = csv?.complete === true || sheet?.exact === true;
  const rows = head.rows.filter((row) => row.row >= head.layout.firstDataRow);
  const seen = csv?.rows ?? sheet?.head ?? [];
  // Whatever the user chose to read of the sheet, its tables are these.
  const { headerRows, firstDataRow, lastDataRow } = survey.options;
  const asFound = headerRows === undefined && firstDataRow === undefined && lastDataRow === undefined;
  const whole = asFound && csv?.directive !== true ? head.layout : findTable(seen);
  const sheets: SheetSummary[] = survey.sheets.map((each) => ({
    name: each.name,
    rows: each.exact ? each.rows : null,
    ...(each.exact ? {} : { about: each.rows }),
    columns: each.columns,
    kind: sheetKind(each),
  }));
  return {
    file: reference,
    format: formatOf(survey.kind),
    entries: survey.entries,
    encoding: csv?.encoding ?? null,
    delimiter: csv?.dialect.delimiter ?? null,
    sheets,
    sheet: sheet?.name ?? null,
    headerRows: head.layout.headerRows,
    firstDataRow: head.layout.firstDataRow,
    lastDataRow:
      survey.options.lastDataRow ?? (known ? (csv ? (rows.at(-1)?.row ?? null) : (sheet?.rows ?? null)) : null),
    tables: kind.kind === 'parquet' ? [] : tablesOf(seen, whole),
    notes: head.layout.notes,
    columns: inspectColumns(head, plans),
    preview: previewOf(head, plans),
    rowCount: csv?.complete ? rows.length : null,
    warnings: gatherWarnings(headWarnings(survey)),
    options: resolvedOptions(survey),
  };
}

/** Options that read the file the same way again. */
export function resolvedOptions(survey: Survey): SourceOptions {
  const { csv, sheet, head, plans, options } = survey;
  return {
    ...(survey.entry === null ? {} : { entry: survey.entry }),
    ...(sheet === null ? {} : { sheet: sheet.name }),
    ...(csv === null ? {} : { encoding: csv.encoding, delimiter: csv.dialect.delimiter, quote: csv.dialect.quote }),
    ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
    ...(survey.kind.kind === 'parquet'
      ? {}
      : { headerRows: head.layout.headerRows, firstDataRow: head.layout.firstDataRow }),
    ...(options.lastDataRow === undefined ? {} : { lastDataRow: options.lastDataRow }),
    columns: plans.map(sourceColumn),
  };
}

/** What the head alone shows. Counts of missing codes are of the head; the opened table has its own. */
export function headWarnings(survey: Survey): Warning[] {
  const warnings: Warning[] = [];
  const { csv, head, kind, plans, options } = survey;
  if (kind.kind !== 'parquet' && head.layout.headerRows.length === 0) warnings.push({ code: 'no-header', params: {} });
  if (csv !== null && csv.invalid > 0) warnings.push({ code: 'mixed-encoding', params: { encoding: csv.encoding } });
  if (csv?.encoding === 'utf-8-twice') warnings.push({ code: 'encoded-twice', params: {} });
  if (csv !== null && csv.wrapped > 0) warnings.push({ code: 'wrapped-lines', params: { count: csv.wrapped } });
  if (csv !== null) warnings.push(...warnProtected(csv.unprotected, plans));
  warnings.push(...warnWriting(plans, (plan) => countValues(head, plan)), ...warnScaledTitles(plans));
  if (survey.labelled !== null) warnings.push({ code: 'labelled', params: survey.labelled });
  const stacked = kind.kind === 'parquet' ? [] : findStacked(head.rows, head.layout);
  const end = options.lastDataRow ?? Number.POSITIVE_INFINITY;
  const [first] = stacked.filter(({ row }) => row <= end);
  if (first !== undefined) warnings.push({ code: 'stacked-tables', params: { count: stacked.length, ...first } });
  for (const plan of plans) {
    if (plan.type === 'decimal' && plan.unit?.scale === 100)
      warnings.push({ code: 'percentages', params: { column: plan.name } });
    if (plan.promised !== undefined && !plan.pinned) {
      const code = plan.promised === 'commune' ? 'postal-as-insee' : 'insee-as-postal';
      warnings.push({ code, params: { column: plan.name } });
    }
    const isCode = plan.meaning !== null && plan.meaning !== 'population' && plan.type === 'text';
    if (isCode && survey.sheet?.numeric.includes(plan.index))
      warnings.push({ code: 'number-codes', params: { column: plan.name } });
    if (plan.missing.length > 0 && plan.type !== 'text')
      warnings.push({
        code: 'missing-codes',
        params: { column: plan.name, codes: plan.missing.join(', '), count: countCoded(survey, plan) },
      });
  }
  return warnings;
}

function countValues({ rows, layout }: SheetHead, { index }: ColumnPlan): number {
  const isValue = (cell: string | null | undefined) => isFilled(cell) && missingReason(cell!) === null;
  return rows.filter(({ row, cells }) => row >= layout.firstDataRow && isValue(cells[index])).length;
}

function countCoded(survey: Survey, plan: ColumnPlan): number {
  const codes = new Set(plan.missing);
  return survey.head.rows.filter((row) => codes.has((row.cells[plan.index] ?? '').trim())).length;
}
