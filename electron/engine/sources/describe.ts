import type { TableInSheet } from '../../../shared/answers.ts';
import type { FileRef, Inspection, SheetSummary } from '../../../shared/contract.ts';
import type { SourceOptions } from '../../../shared/project/project.ts';
import { besideTables } from './beside.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { formatOf, namesItsColumns } from './format.ts';
import { gatherWarnings } from './gather.ts';
import type { Survey } from './inspect.ts';
import { findTable, type Layout, rowText } from './layout.ts';
import { isFilled } from './names.ts';
import { inspectColumns, previewOf, sourceColumn, withoutFooters } from './plan.ts';
import { headWarnings } from './remarks-head.ts';
import { sheetKind } from './sheet.ts';
import { tablesOf } from './stacked.ts';

/** What the opening dialog shows of a file, from the head of its table. */
export function describe(file: StagedFile, survey: Survey): Inspection {
  const { csv, dbase, sheet, head, plans } = survey;
  const hasNames = namesItsColumns(survey);
  const reference: FileRef = { id: file.id, name: file.name, size: file.size };
  const known = csv === null ? dbase?.complete === true || sheet?.exact === true : csv.complete;
  const seen = csv?.rows ?? dbase?.rows ?? sheet?.head ?? [];
  const data = dataRows(survey);
  const last = data.at(-1)?.row ?? null;
  // Whatever the user chose to read of the sheet, its tables are these.
  const { headerRows, firstDataRow, lastDataRow, firstColumn } = survey.options;
  const asFound =
    headerRows === undefined && firstDataRow === undefined && lastDataRow === undefined && firstColumn === undefined;
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
    tables: hasNames ? [] : tablesIn(seen, whole, sheet !== null && csv === null),
    notes: [...head.layout.notes, ...(isWhole(survey) ? notesBelow(seen, last ?? head.layout.firstDataRow - 1) : [])],
    columns: inspectColumns(data, plans),
    preview: previewOf(data, plans),
    rowCount: csv?.complete || dbase?.complete ? data.length : null,
    warnings: gatherWarnings(headWarnings(survey)),
    options: resolvedOptions(survey),
  };
}

/** The tables of a sheet one under another, else side by side. */
function tablesIn(seen: SheetRow[], whole: Layout, isSheet: boolean): TableInSheet[] {
  const stacked = tablesOf(seen, whole);
  return stacked.length > 0 || !isSheet ? stacked : besideTables(seen, whole);
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
    ...(options.firstColumn === undefined ? {} : { firstColumn: options.firstColumn }),
    ...(options.lastColumn === undefined ? {} : { lastColumn: options.lastColumn }),
    ...mendingOf(survey),
    columns: plans.map(sourceColumn),
  };
}

/** What was found to mend, or the user's choice. */
function mendingOf({ mender, options }: Survey): SourceOptions {
  const mending = mender?.mendings ?? options.mending;
  return mending === undefined ? {} : { mending };
}
