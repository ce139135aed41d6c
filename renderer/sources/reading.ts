import type { TableInSheet } from '../../shared/answers.ts';
import type { Inspection, Warning } from '../../shared/contract.ts';
import { withoutExtension } from '../../shared/project/data-extensions.ts';
import type { SourceColumn, SourceFormat, SourceOptions } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { foldName } from '../../shared/recipe/relation.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import type { ColumnReading } from '../project/reading-answers.ts';

/** What the user corrected of each column's reading, by its place in the file. */
export type ColumnEdits = Readonly<Record<number, ColumnReading & Partial<Pick<SourceColumn, 'name' | 'kept'>>>>;

/** The corrections, one column being read as an answer says. */
export function withReading(edits: ColumnEdits, index: number, change: ColumnReading): ColumnEdits {
  return { ...edits, [index]: { ...edits[index], ...change } };
}

/** The corrections without what an answer had changed of a column. */
export function withoutReading(edits: ColumnEdits, index: number, change: ColumnReading): ColumnEdits {
  const { [index]: edit, ...others } = edits;
  const kept = Object.entries(edit ?? {}).filter(([key]) => !(key in change));
  return kept.length === 0 ? others : { ...others, [index]: Object.fromEntries(kept) };
}

/** A correction that changes which cells are read, so that the file must be looked at again. */
export type Correction = Partial<Omit<SourceOptions, 'columns'>>;

/**
 * The options to look again with. Only what the user pinned is kept: another sheet or entry starts from a new guess,
 * another header lets the first data row follow it, another delimiter the quotes.
 */
export function correct(pinned: SourceOptions | undefined, correction: Correction): SourceOptions {
  if ('entry' in correction) return { entry: correction.entry };
  if ('sheet' in correction) return { ...(pinned?.entry && { entry: pinned.entry }), sheet: correction.sheet };
  const { columns: _, ...kept } = pinned ?? {};
  if ('headerRows' in correction) delete kept.firstDataRow;
  if ('delimiter' in correction) delete kept.quote;
  return { ...kept, ...correction };
}

/** Columns as they will be read: the guess, then the corrections. */
export function readColumns(inspection: Inspection, edits: ColumnEdits): SourceColumn[] {
  return inspection.columns.map(({ samples: _, ...column }) => {
    const edit = edits[column.index];
    if (edit?.name === undefined) return { ...column, ...edit };
    const heading = column.heading ?? column.name;
    const name = edit.name.trim();
    // Given back the name of the file, a column is no longer a renamed one.
    const { heading: _former, ...plain } = column;
    return name === heading ? { ...plain, ...edit, name } : { ...plain, ...edit, name, heading };
  });
}

/** Places in the file of the kept columns whose name is empty, reserved, or that of another one. */
export function wrongNames(columns: readonly SourceColumn[]): Set<number> {
  const seen = new Map<string, number>();
  const wrong = new Set<number>();
  for (const { index, name, kept } of columns) {
    if (!kept) continue;
    const folded = foldName(name);
    const other = seen.get(folded);
    if (other !== undefined) wrong.add(other).add(index);
    if (folded === '' || folded.startsWith('__')) wrong.add(index);
    seen.set(folded, index);
  }
  return wrong;
}

/** The columns as the table will have them. */
export function columnsToBe(columns: readonly SourceColumn[]): Column[] {
  return columns.filter(({ kept }) => kept).map(({ name, type, meaning }) => ({ name, type, meaning }));
}

/** The options to open with. Columns are pinned only when the user touched one. */
export function openingOptions(inspection: Inspection, edits: ColumnEdits): SourceOptions {
  if (Object.keys(edits).length === 0) return inspection.options;
  return { ...inspection.options, columns: readColumns(inspection, edits) };
}

/** « ensemble – Communes »: the file, and its sheet when there are several with data. */
export function proposeName(inspection: Inspection, taken: readonly string[]): string {
  const file = stem(inspection.options.entry ?? inspection.file.name);
  const sheets = inspection.sheets.filter((sheet) => sheet.kind === 'data');
  const base = inspection.sheet && sheets.length > 1 ? `${file} – ${inspection.sheet}` : file;
  let name = base;
  for (let number = 2; taken.includes(name); number++) name = `${base} (${number})`;
  return name;
}

function stem(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  return withoutExtension(name) || name;
}

export function warningText(warning: Warning): string {
  return tDynamic(`warning.${warning.code}`, warning.params, 'warning.unknown');
}

/** Rows `from` to `to`; none when `from` is empty. */
export function headerRows(from: number | null, to: number | null): number[] {
  if (from === null) return [];
  const last = Math.max(from, to ?? from);
  return Array.from({ length: last - from + 1 }, (_, place) => from + place);
}

const delimiterNames: Readonly<Record<string, string>> = {
  ';': t('sources.delimiter.semicolon'),
  ',': t('sources.delimiter.comma'),
  '\t': t('sources.delimiter.tab'),
  '|': t('sources.delimiter.pipe'),
  ' ': t('sources.delimiter.space'),
  '': t('sources.delimiter.none'),
};

/** Usual delimiters, and the one of this file when it is another. For lines inside the cells of a spreadsheet, which have no encoding, none is one of them. */
export function delimiterOptions({ delimiter, encoding }: Inspection): { value: string; label: string }[] {
  const usual = [';', ',', '\t', '|', encoding === null ? '' : ' '];
  return (delimiter === null || usual.includes(delimiter) ? usual : [...usual, delimiter]).map((value) => ({
    value,
    label: delimiterNames[value] ?? t('sources.delimiter.other', { sign: value }),
  }));
}

/** « 2. Recettes (lignes 40 à 80) », « 2. Recettes (colonnes F à I) ». */
export function tableLabel(table: TableInSheet, number: number): string {
  const { headerRows: titles, firstDataRow, lastDataRow, firstColumn, lastColumn, title } = table;
  const named = { number, title: title.slice(0, 60), first: titles[0] ?? firstDataRow };
  if (firstColumn !== undefined && lastColumn !== undefined)
    return t('sources.tables-columns', {
      ...named,
      first: columnLetters(firstColumn),
      last: columnLetters(lastColumn),
    });
  return lastDataRow === null
    ? t('sources.tables-last', named)
    : t('sources.tables-one', { ...named, last: lastDataRow });
}

/** The letters of a column in a spreadsheet, from its 0-based place. */
function columnLetters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : columnLetters(Math.floor(place / 26) - 1) + last;
}

/** Encodings that the engine reads, by the names that users may have met. The fields of a .dbf are never of UTF-16. */
export function encodingOptions(present: string, format: SourceFormat): { value: string; label: string }[] {
  const named: [string, string][] = [
    ['utf-8', 'UTF-8'],
    ['utf-8-twice', t('sources.encoding.twice')],
    ['windows-1252', 'Windows-1252 (ANSI)'],
    ['iso-8859-15', 'ISO-8859-15 (Latin-9)'],
    ['utf-16le', 'UTF-16 LE'],
    ['utf-16be', 'UTF-16 BE'],
    ['mac-roman', 'Mac Roman'],
    ['cp850', 'CP850 (DOS)'],
    ['cp850-twice', t('sources.encoding.asDos')],
  ];
  const possible = format === 'dbf' ? named.filter(([value]) => !value.startsWith('utf-16')) : named;
  const options = possible.map(([value, label]) => ({ value, label }));
  return options.some(({ value }) => value === present) ? options : [...options, { value: present, label: present }];
}
