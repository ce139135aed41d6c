import type { Warning } from '../../../shared/contract.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import type { StagedFile } from './file.ts';
import { applyLabels, type Labels, readLabels } from './labels.ts';
import type { ColumnPlan } from './plan.ts';
import type { SheetHeadRows } from './sheet.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import type { SpreadsheetKind } from './spreadsheet-read.ts';

const documentationSheet =
  /variables?\b|dictionnaire|\bdico|modalit|liste des|lexique|glossaire|m[ée]ta|descri|champs|structure|libell|colonnes|^infos?$|l[ée]gende|notice|lisez|lire|readme|documentation/i;
const mostRows = 20_000;
const width = 12;

type Workbook = {
  file: StagedFile;
  kind: { kind: string };
  sheets: readonly SheetHeadRows[];
  sheet: SheetHeadRows | null;
  plans: readonly ColumnPlan[];
};

/**
 * The columns of a sheet under the labels that another sheet of its workbook gives them, and the name of that sheet.
 * With `whole`, sheets of which only the first rows are known are read to their end. Null when none lists them.
 */
export async function labelFromSheets(
  book: Workbook,
  whole: boolean,
  signal: AbortSignal | null,
): Promise<{ plans: ColumnPlan[]; sheet: string; count: number } | null> {
  const names = book.plans.map(({ name }) => name);
  for (const sheet of book.sheets) {
    if (sheet === book.sheet || !documentationSheet.test(sheet.name) || sheet.rows > mostRows) continue;
    if (isProse(sheet)) continue;
    // "?" stands for a text not looked up yet: see surveyXlsx.
    const known = sheet.exact && sheet.head.length >= Math.min(sheet.rows, 40) && !sheet.head.some(isUnread);
    const complete = known && sheet.head.at(-1)?.row === sheet.rows;
    if (!complete && !whole) continue;
    const rows = complete ? sheet.head.map(({ cells }) => cells) : await readTexts(book, sheet.name, signal);
    const labels = readLabels(rows, names);
    if (labels === null) continue;
    const { columns, count } = applyLabels(book.plans, labels);
    if (count > 0) return { plans: columns, sheet: sheet.name, count };
  }
  return null;
}

/** A list puts a name and a label side by side; explanations take a line each. */
function isProse({ head }: SheetHeadRows): boolean {
  const pairs = head.filter(({ cells }) => cells.filter((cell) => cell !== null).length > 1).length;
  return pairs < 2 || pairs < head.length * 0.3;
}

const isUnread = (row: { cells: readonly (string | null)[] }) => row.cells.includes('?');

async function readTexts(book: Workbook, sheet: string, signal: AbortSignal | null): Promise<(string | null)[][]> {
  const columns = Array.from({ length: width }, (_, index) => ({ index, type: 'text' as const, kept: true }));
  const range = { firstDataRow: 1, lastDataRow: mostRows, lastHeaderRow: 0, columns };
  const context = { signal, progress: () => {} };
  let texts: string[] = [];
  let rows: (string | null)[][] = [];
  for await (const run of readSpreadsheet(book.file, book.kind as SpreadsheetKind, sheet, range, context)) {
    if (run.restart) [texts, rows] = [[], []];
    for (const text of run.texts) texts.push(text);
    for (let at = 0; at < run.count; at += 1) {
      rows.push(
        run.columns.map((column) => {
          const told = ((column?.told?.[at >> 6] ?? 0n) >> BigInt(at & 63)) & 1n;
          return told === 1n ? (texts[column!.texts![at]! - 1] ?? null) : null;
        }),
      );
    }
  }
  return rows;
}

const mostLines = 100_000;

/** What an opened source says of the variables of another file, when it is a list of variables; else null. */
export async function labelsOfSource(
  connection: Connection,
  id: string,
  columns: readonly { name: string }[],
): Promise<Labels | null> {
  const header = columns.map(({ name }) => name);
  if (!isDocumentation(header)) return null;
  const texts = header.map((name, at) => `CAST(${identifier(name)} AS VARCHAR) AS c${at}`);
  const rows = await connection.rows<Record<string, string | null>>(
    `SELECT ${texts.join(', ')} FROM ${identifier(`source_${id}`)} ORDER BY "__row" LIMIT ${mostLines}`,
  );
  return readLabels([header, ...rows.map((row) => header.map((_, at) => row[`c${at}`] ?? null))]);
}

/** Whether the columns of a table are those of a list of variables: COD_VAR, LIB_VAR... */
export function isDocumentation(header: readonly string[]): boolean {
  return header.length <= 30 && readLabels([header, header.map((name) => `${name} x`)]) !== null;
}

const mostNamed = 500;

/** Warning `documentation`: how many variables an opened source describes; `columns` names them. */
export async function warnDocumentation(
  connection: Connection,
  id: string,
  columns: readonly { name: string }[],
): Promise<Warning[]> {
  const labels = await labelsOfSource(connection, id, columns);
  if (labels === null) return [];
  const names = Object.keys(labels.columns);
  const params = { count: names.length, columns: JSON.stringify(names.slice(0, mostNamed)) };
  return [{ code: 'documentation', params }];
}
