import type { SheetKind } from '../../../shared/contract.ts';
import type { SheetRow } from './file.ts';
import type { MergedCells } from './merged-cells.ts';
import { packedDelimiter } from './packed-cells.ts';

/** The first rows of one sheet, and what is known of its size. */
export type SheetHeadRows = {
  name: string;
  /** Used rows and columns; `exact` when all of the sheet was seen. */
  rows: number;
  columns: number;
  exact: boolean;
  head: SheetRow[];
  hidden: boolean;
  /** 0-based columns where the first rows hold number cells, dates apart. */
  numeric: number[];
  /** Those whose numbers are shown as percentages: their texts are "12.5 %" for 0.125. */
  percents: number[];
  /** The workbook counts days since 1904. */
  date1904?: boolean;
  /** Cells of its first rows merged over several columns, where the whole book was read. */
  merges?: MergedCells[];
};

export const headRows = 200;

const documentationName =
  /documentation|variables?\b|historique|lisez|\blire\b|notice|sommaire|m[ée]tadonn|dictionnaire|\bdico|varmod|dessin de fichier|glossaire|d[ée]finition|^descriptif|^infos?$|readme|[àa] propos|l[ée]gende|\bindex\b|avertissement|m[ée]thod|contenu|^menu|pr[ée]sentation|page de garde|\bliste des (?:variables|onglets|feuilles)/i;

const figures = /^[-\d][\d\s\u00a0\u202f.,]*$/;

/** Cells that tell what a sheet is. */
const enoughCells = 2_000;

/** Whether a sheet holds a table to work on, explanations, or nothing. */
export function sheetKind(sheet: SheetHeadRows): SheetKind {
  const rows = sheet.head.filter((row) => row.cells.some((cell) => cell !== null && cell.trim() !== ''));
  if (rows.length === 0) return 'empty';
  if (packedDelimiter(sheet) !== null) return 'data';
  let cells = 0;
  let long = 0;
  let short = 0;
  let widest = 0;
  let counted = 0;
  for (const row of rows) {
    if (cells > enoughCells) break;
    const filled = row.cells.filter((cell) => cell !== null && cell.trim() !== '');
    widest = Math.max(widest, filled.length);
    for (const cell of filled) {
      cells += 1;
      if (cell!.length > 60) long += 1;
      if (cell!.length <= 30) short += 1;
      if (figures.test(cell!)) counted += 1;
    }
  }
  // « Index des prix », « Présentation des communes »: mostly figures, whatever their name, are to work on.
  const table = widest >= 3 && rows.length >= 5 && counted / cells >= 0.5;
  if (documentationName.test(sheet.name) && sheet.rows < 2_000 && !table) return 'documentation';
  if (widest === 1 && (long > 0 || rows.length < 3)) return 'documentation';
  if (widest <= 3 && long / cells > 0.3 && short / cells < 0.6) return 'documentation';
  return 'data';
}

/** The share of cells that are figures, among the filled ones of the first rows. */
function shareOfFigures({ head }: SheetHeadRows): number {
  let filled = 0;
  let counted = 0;
  for (const { cells } of head)
    for (const cell of cells) {
      if (filled === enoughCells) return counted / filled;
      if (cell === null || cell === undefined || cell.trim() === '') continue;
      filled += 1;
      if (figures.test(cell)) counted += 1;
    }
  return counted / Math.max(1, filled);
}

/**
 * The sheet a user most likely wants: visible, of data, with the most rows; the first of equals. Beside a wide table of
 * figures, a narrow one of words tells what they are, however long it is.
 */
export function bestSheet(sheets: readonly SheetHeadRows[]): SheetHeadRows | null {
  const figured = sheets.some((sheet) => sheet.columns >= 5 && shareOfFigures(sheet) >= 0.4);
  let best: SheetHeadRows | null = null;
  let bestScore = -1;
  for (const sheet of sheets) {
    const kind = sheetKind(sheet);
    const isWords = figured && sheet.columns < 5 && shareOfFigures(sheet) < 0.05;
    const worth = (kind === 'empty' ? 0 : kind === 'documentation' || isWords ? 2 : 4) + (sheet.hidden ? 0 : 1);
    // Between data sheets, one with a tenth more rows is the detailed one; equal sheets keep the workbook's order.
    const score = worth * 1e9 + Math.floor(Math.log(Math.max(1, sheet.rows)) / Math.log(1.1)) * 100;
    if (score > bestScore) {
      best = sheet;
      bestScore = score;
    }
  }
  return best;
}
