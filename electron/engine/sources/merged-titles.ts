import type { SheetRow, StagedFile } from './file.ts';
import type { Layout } from './layout.ts';
import { createMergeScanner, type MergedCells } from './merged-cells.ts';
import { isFilled } from './names.ts';
import type { SheetHeadRows } from './sheet.ts';
import type { SpreadsheetKind } from './spreadsheet-read.ts';
import { readXlsxBook } from './xlsx-book.ts';
import { streamEntry } from './zip.ts';

/** Merged cells end the part of a sheet: in a larger one, reading to them would keep the preview waiting. */
const mostBytes = 64_000_000;

/**
 * The rows with the titles that the sheet shows over several columns repeated over those of them that have cells and no
 * title of their own: « Population (2) » says more than « colonne 3 ». The same rows where there are none.
 */
export async function spreadTitles(
  rows: SheetRow[],
  layout: Layout,
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: SheetHeadRows,
): Promise<SheetRow[]> {
  const heads = rows.filter(({ row }) => layout.headerRows.includes(row));
  const untitled = untitledColumns(heads, layout);
  if (untitled.size === 0) return rows;
  const merges = sheet.merges ?? (kind.kind === 'xlsx' ? await mergesOf(file, kind, sheet.name) : []);
  const spread = new Map<SheetRow, SheetRow>();
  for (const head of heads)
    for (const { index, until, first } of merges) {
      const title = head.cells[index];
      if (first !== head.row || !isFilled(title)) continue;
      for (let at = index + 1; at <= until; at += 1) {
        if (!untitled.has(at)) continue;
        const changed = spread.get(head) ?? { row: head.row, cells: [...head.cells] };
        while (changed.cells.length < at) changed.cells.push(null);
        changed.cells[at] = title!;
        spread.set(head, changed);
      }
    }
  return spread.size === 0 ? rows : rows.map((row) => spread.get(row) ?? row);
}

/** Columns of the table without a title, at the right of one that has one. */
function untitledColumns(heads: readonly SheetRow[], { columns }: Layout): Set<number> {
  const isTitled = (index: number) => heads.some(({ cells }) => isFilled(cells[index]));
  const first = columns.find(({ index }) => isTitled(index))?.index ?? Number.POSITIVE_INFINITY;
  return new Set(columns.flatMap(({ index }) => (index > first && !isTitled(index) ? [index] : [])));
}

async function mergesOf(
  file: StagedFile,
  { entries }: Extract<SpreadsheetKind, { kind: 'xlsx' }>,
  name: string,
): Promise<MergedCells[]> {
  const book = await readXlsxBook(file, entries);
  const sheet = book.sheets.find((each) => each.name === name);
  if (sheet === undefined || sheet.entry.size > mostBytes) return [];
  const scanner = createMergeScanner();
  let ended = false;
  let before = '';
  for await (const bytes of streamEntry(file.path, sheet.entry, file.name)) {
    const around = before + bytes.toString('latin1', 0, end.length);
    ended ||= bytes.includes(end) || around.includes(end);
    if (ended) scanner.push(bytes);
    before = bytes.toString('latin1', Math.max(0, bytes.length - end.length));
  }
  return scanner.found;
}

const end = '</sheetData>';
