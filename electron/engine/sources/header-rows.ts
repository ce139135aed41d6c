import { type ColumnProfile, isDay, isNumber, profileColumns, shareOfCodes } from './column-profiles.ts';
import type { SheetRow } from './file.ts';
import { isForm } from './header-forms.ts';
import { areBeside, codeName, isUnit } from './header-names.ts';
import { areNumbered, isMarkedNumber, isNumbering, isYear, seriesHeader } from './header-series.ts';
import { isFilled } from './names.ts';
import { shapeOf } from './shapes.ts';

export function fillOf(row: SheetRow): number {
  let count = 0;
  for (const cell of row.cells) if (isFilled(cell)) count += 1;
  return count;
}

/** Indexes into `rows` of the header rows: none, one or several. */
export function findHeader(rows: readonly SheetRow[]): number[] {
  const series = seriesHeader(rows);
  if (series !== null) return series;
  if (isForm(rows)) return [];
  const numbered = isNumbering(rows) ? 1 : 0;
  const found = withAbove(rows.slice(numbered), findTitles(rows.slice(numbered)));
  return numbered > 0 && found[0] !== 0 ? withAbove(rows, findTitles(rows)) : found.map((at) => at + numbered);
}

function findTitles(rows: readonly SheetRow[]): number[] {
  if (rows.length === 0) return [];
  const fills = rows.map(fillOf);
  const later = [...fills.slice(Math.min(Math.floor(rows.length / 3), 30))].sort((a, b) => a - b);
  const typical = later[Math.floor(later.length / 2)] ?? 1;
  const enough = typical <= 2 ? typical : Math.max(2, typical * 0.6);
  const full = fills.findIndex((fill) => fill >= enough);
  const first = pastTitle(rows, fills, Math.max(0, full), enough);
  // Titles may come back at each page.
  const columns = profileColumns(rows.slice(first + 1).filter((row) => !repeats(row, rows[first]!)));
  if (!looksLikeHeader(rows[first]!, columns, rows.length - first)) {
    const above = rows[first - 1];
    if (above !== undefined && fills[first - 1]! >= 2 && !holdsFigure(above))
      if (looksLikeHeader(above, columns, rows.length)) return [first - 1];
    // Titles of a few columns, above the first rows that leave the others empty.
    const top = fills[0]! >= 2 && !holdsFigure(rows[0]!) && rows[first]!.row - rows[0]!.row === first && first > 1;
    return top && looksLikeHeader(rows[0]!, profileColumns(rows.slice(1)), rows.length) ? [0] : [];
  }
  const next = rows[first + 1];
  // Merged cells leave gaps: only a row of groups is sparser than the details under it.
  const below = profileColumns(rows.slice(first + 2));
  if (next !== undefined && fills[first + 1]! > fills[first]! && isGroupRow(rows[first]!, next))
    if (looksLikeHeader(next, below, rows.length - first - 1))
      return withGroups(rows, fills, withFurther(rows, [first, first + 1]));
  if (next !== undefined && (isDetailRow(rows[first]!, next, below) || isSecondHeader(rows[first]!, next, below)))
    return withGroups(rows, fills, withFurther(rows, [first, first + 1]));
  return withGroups(rows, fills, [first]);
}

/** What an export says of itself on its first line, « finess;etalab;65;2024-01-09 », has figures that titles of a few columns have not. */
function holdsFigure({ cells }: SheetRow): boolean {
  return cells.some(
    (cell) => isFilled(cell) && isNumber(shapeOf(cell!)) && !isDay(shapeOf(cell!)) && !isYear(cell!.trim()),
  );
}

/** The groups just above titles that come back under each of them. */
function withGroups(rows: readonly SheetRow[], fills: readonly number[], found: number[]): number[] {
  const first = found[0]!;
  const above = rows[first - 1];
  if (above === undefined || fills[first - 1]! < 2 || found.length >= mostHeaders) return found;
  if (found.length > 1 && rows[first]!.row - above.row > 1) return found;
  return isGroupRow(above, rows[first]!) ? withGroups(rows, fills, [first - 1, ...found]) : found;
}

/** The row just above the titles belongs to them where it names a column of the table that they leave without a name. */
function withAbove(rows: readonly SheetRow[], found: number[]): number[] {
  const [first] = found;
  const above = first === undefined ? undefined : rows[first - 1];
  if (first === undefined || above === undefined || found.length >= mostHeaders) return found;
  const filled = above.cells.filter(isFilled).map((cell) => cell!.trim());
  const isTitles = filled.length > 1 && filled.every((cell) => cell.length < 120 && !isNumber(shapeOf(cell)));
  if (!isTitles || rows[first]!.row - above.row !== 1) return found;
  const columns = profileColumns(rows.slice(found.at(-1)! + 1));
  const names = above.cells.some(
    (cell, index) =>
      isFilled(cell) && (columns[index]?.filled ?? 0) > 0 && found.every((row) => !isFilled(rows[row]!.cells[index])),
  );
  return names ? [first - 1, ...found] : found;
}

function repeats({ cells }: SheetRow, titles: SheetRow): boolean {
  const isSame = cells.length === titles.cells.length && cells.every((cell, at) => cell === titles.cells[at]);
  return isSame && cells.filter(isFilled).length > 1;
}

const mostHeaders = 4;

/** The header rows found, and those that go on under them: codes, units, details of details. */
function withFurther(rows: readonly SheetRow[], found: readonly number[]): number[] {
  const all = [...found];
  while (all.length < mostHeaders) {
    const last = all.at(-1)!;
    const next = rows[last + 1];
    if (next === undefined || !isSecondHeader(rows[last]!, next, profileColumns(rows.slice(last + 2)))) break;
    all.push(last + 1);
  }
  return all;
}

/**
 * Details under merged titles: each gap to the right of a title is filled below it by a word or a year, and titles that go
 * down over both rows, as the first does, leave nothing there: "Code | Titulaires | | Part" above " | 2022 | 2023 | ".
 */
function isDetailRow(labels: SheetRow, next: SheetRow, columns: readonly (ColumnProfile | undefined)[]): boolean {
  const first = labels.cells.findIndex(isFilled);
  if (next.cells.slice(0, first + 1).some(isFilled)) return false;
  let gaps = 0;
  let figures = 0;
  for (let index = first + 1; index < Math.max(labels.cells.length, next.cells.length); index += 1) {
    const below = next.cells[index];
    const isGap = !isFilled(labels.cells[index]);
    if (!isFilled(below)) {
      if (isGap && labels.cells.slice(index).some(isFilled)) return false;
      continue;
    }
    if (isNumber(shapeOf(below!)) && !isYear(below!.trim())) return false;
    if (isGap) gaps += 1;
    // A title of one column alone would not have a detail.
    else if (isFilled(labels.cells[index + 1]) || !isFilled(next.cells[index + 1])) return false;
    const column = columns[index];
    if (column !== undefined && column.numeric / column.filled >= 0.7) figures += 1;
  }
  return gaps > 0 && figures > 0;
}

/** A title as wide as a narrow table is told by a sparser row under it, then a gap, then the header. */
function pastTitle(rows: readonly SheetRow[], fills: readonly number[], first: number, enough: number): number {
  for (let at = first + 1; at < Math.min(rows.length - 1, first + 8); at += 1) {
    if (rows[at]!.row - rows[at - 1]!.row < 2 || fills[at]! < enough) continue;
    const sparser = fills.slice(first, at).some((fill) => fill < enough);
    const before = rows.slice(first, at).flatMap(({ cells }) => cells.filter(isFilled));
    const areWords = fills[first]! <= 2 && before.every((cell) => shapeOf(cell!) === 'text');
    if (sparser || (areWords && namesFigures(rows[at]!, rows.slice(at + 1)))) return at;
  }
  return first;
}

/** Words over columns of figures, on each of them. */
function namesFigures({ cells }: SheetRow, below: readonly SheetRow[]): boolean {
  const columns = profileColumns(below);
  const figures = columns.flatMap((column, index) => (column && column.numeric / column.filled >= 0.7 ? [index] : []));
  return figures.length > 0 && figures.every((index) => isFilled(cells[index]) && shapeOf(cells[index]!) === 'text');
}

/** A day above numbers names their month: workbooks have dates there. */
function isMonth(cell: string | null | undefined, column: ColumnProfile | undefined): boolean {
  return isFilled(cell) && column !== undefined && isDay(shapeOf(cell!)) && column.dates < column.numeric * 0.3;
}

const isCode = /^(?:\d{2,14}|2[AB])$/i;

/** « Année | 01 | 02 | 2A | 75 »: codes of places or of series over figures, each its own, some with a zero before, which no figure under them has. */
function areCodes({ cells }: SheetRow, columns: readonly (ColumnProfile | undefined)[]): boolean {
  const [first, ...others] = cells.map((cell) => cell?.trim() ?? '');
  const codes = others.filter((cell) => isCode.test(cell));
  if (codes.length < 3 || codes.length < others.length * 0.8 || new Set(codes).size < codes.length) return false;
  if (shapeOf(first!) !== 'text' || !codes.some((cell) => cell.startsWith('0'))) return false;
  return columns.slice(1).every((column) => {
    if (column === undefined) return true;
    return column.numeric / column.filled >= 0.7 && ![...column.texts()].some((text) => /^0\d+$/.test(text));
  });
}

export function looksLikeHeader(
  row: SheetRow,
  columns: readonly (ColumnProfile | undefined)[],
  rowsLeft: number,
): boolean {
  let contrast = 0;
  let against = 0;
  let texts = 0;
  let filled = 0;
  let repeated = 0;
  let long = 0;
  let years = 0;
  const seen = new Set<string>();
  const months = row.cells.filter((cell, index) => isMonth(cell, columns[index])).length;
  const codes = areCodes(row, columns);
  for (const [index, cell] of row.cells.entries()) {
    if (!isFilled(cell)) continue;
    filled += 1;
    const text = cell!.trim();
    const column = columns[index];
    const number = isNumber(shapeOf(text)) && !(months > 1 && isMonth(text, column)) && !(codes && isCode.test(text));
    if (!number) texts += 1;
    if (text.length > 200) long += 1;
    if (isYear(text)) years += 1;
    // The same years come back under each group of a header.
    else if (seen.has(text)) repeated += 1;
    seen.add(text);
    if (column === undefined) continue;
    const numericBody = column.numeric / column.filled >= 0.7;
    if (numericBody && !number) contrast += 1;
    else if (numericBody && number && !isYear(text)) against += 1;
    else if (!numericBody && column.texts().has(text)) against += 1;
  }
  if (filled === 0 || rowsLeft < 1 || long > filled / 3) return false;
  if (against > contrast) return false;
  if (contrast > 0) return true;
  return texts + years >= filled * 0.6 && repeated <= filled / 2;
}

/** A row under the labels that is still no data: codes of the columns, units, or the stub of a table of years. */
function isSecondHeader(labels: SheetRow, next: SheetRow, columns: readonly (ColumnProfile | undefined)[]): boolean {
  const cells = next.cells.map((cell) => cell?.trim() ?? '');
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0 || !columns.some((column) => column !== undefined)) return false;
  const labelCells = labels.cells.filter(isFilled);
  if (areNumbered(filled) && filled.length >= labelCells.length * 0.6) return true;
  // Under titles that come back, or that leave gaps, details and units come back too.
  const isUnderGroups = new Set(labelCells).size < labelCells.length;
  const areUnits = filled.every((cell) => isUnit(cell)) || isOneUnit(labels, next, columns);
  if (new Set(filled).size < filled.length && !areUnits && !isUnderGroups) return false;
  const enough = filled.length >= labelCells.length * 0.6;
  const codes = filled.filter((cell) => codeName.test(cell)).length;
  const labelCodes = labelCells.filter((cell) => codeName.test(cell!.trim())).length;
  const areCodes = enough && codes === filled.length && labelCodes < labelCells.length * 0.7;
  if (areCodes && shareOfCodes(columns) < 0.7) return true;
  if (enough && filled.every((cell) => isUnit(cell))) return true;
  // Text where every row below has numbers.
  let numericColumns = 0;
  let textThere = 0;
  let emptyThere = 0;
  for (const [index, column] of columns.entries()) {
    if (column === undefined || column.filled < 2 || column.numeric / column.filled < 0.7) continue;
    numericColumns += 1;
    const cell = cells[index] ?? '';
    if (cell === '') emptyThere += 1;
    else if (shapeOf(cell) === 'text' && !isMarkedNumber(cell)) textThere += 1;
  }
  if (numericColumns === 0) return false;
  // « Ain | moins de 5 » under « Commune | Effectif » is the first row of data.
  const isRow = labels.cells.every(isFilled) && filled.length === labels.cells.length && filled.length > 1;
  if (isRow && numericColumns === 1 && next.cells.every((cell, index) => isStub(cell!, columns[index]))) return false;
  if (textThere > 0 && textThere + emptyThere === numericColumns && textThere >= numericColumns * 0.6) return true;
  // Years on the first row and the names of the stub columns alone on the second.
  const years = labelCells.filter((cell) => /^(?:19|20)\d{2}\b/.test(cell!.trim())).length;
  if (years >= labelCells.length * 0.6 && years > 1 && filled.length <= 2 && emptyThere === numericColumns) return true;
  const labelFilled = (index: number) => isFilled(labels.cells[index]);
  const complements = cells.every((cell, index) => cell === '' || !labelFilled(index));
  // A column of codes is one of figures with its title.
  const apart = emptyThere > 0 && emptyThere + textThere === numericColumns;
  return complements && apart && filled.every((cell) => shapeOf(cell) === 'text');
}

/** « ETP » over each column of figures and nothing over the others, which have titles: what they are counted in. */
function isOneUnit(labels: SheetRow, next: SheetRow, columns: readonly (ColumnProfile | undefined)[]): boolean {
  const [unit, ...others] = new Set(next.cells.filter(isFilled).map((cell) => cell!.trim()));
  if (unit === undefined || others.length > 0 || shapeOf(unit) !== 'text' || unit.length > 30) return false;
  return (
    !isFilled(next.cells[labels.cells.findIndex(isFilled)]) &&
    columns.every((column, index) => {
      const isFigures = column !== undefined && column.numeric / column.filled >= 0.7;
      return isFilled(next.cells[index]) ? isFigures && isFilled(labels.cells[index]) : !isFigures;
    })
  );
}

/** A text over texts, or one with figures over figures. */
function isStub(cell: string, column: ColumnProfile | undefined): boolean {
  const isFigures = column !== undefined && column.numeric / column.filled >= 0.7;
  return !isFigures || (/\d/.test(cell) && shapeOf(cell) === 'text');
}

/** Groups over details: "Population | | Logements |" above "2015 | 2020 | 2015 | 2020". */
function isGroupRow(above: SheetRow, header: SheetRow): boolean {
  const details = header.cells.filter(isFilled).map((cell) => cell!.trim());
  const groups = above.cells.filter(isFilled);
  const isApart = header.row - above.row === 1 && groups.every((cell) => shapeOf(cell!) === 'text');
  if (new Set(details).size === details.length && !(isApart && areBeside(above.cells, header.cells))) return false;
  return groups.every((cell) => cell!.length < 120);
}
