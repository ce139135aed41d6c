import type { InspectedColumn } from '../../../shared/contract.ts';
import type { SourceColumn, SourceOptions } from '../../../shared/project/project.ts';
import { isNumeric } from '../../../shared/recipe/column.ts';
import { figuresAsDates } from './date-figures.ts';
import type { SheetRow } from './file.ts';
import { firstFooter } from './footers.ts';
import { fileMark } from './groups.ts';
import { type ColumnGuess, guessColumn } from './guess.ts';
import type { Layout } from './layout.ts';
import { meanByLevel } from './level-codes.ts';
import { labelWithUnit } from './quantities.ts';
import { markCodes, withoutCodes } from './series-codes.ts';

/** How a column is read: the user's choice where `pinned`, else a guess that the whole column must confirm. */
export type ColumnPlan = SourceColumn & Omit<ColumnGuess, keyof SourceColumn> & { pinned: boolean };

/** What the readers of every format hand over about the head of one sheet. */
export type SheetHead = {
  layout: Layout;
  rows: SheetRow[];
  /** Cells met further on, without row numbers. */
  samples: (string | null)[][];
  /** Columns whose cells the file protects as texts: figures there are no numbers. */
  texts?: ReadonlySet<number>;
  /** Columns with cells that the format itself says are numbers. */
  numbers?: ReadonlySet<number>;
  /** Those whose numbers are shown as percentages. */
  percents?: ReadonlySet<number>;
  /** Days are counted since 1904 and not since 1900. */
  date1904?: boolean | undefined;
};

/** Cells looked at to guess types: more would hold the preview past a tenth of a second. */
const cellBudget = 12_000;
const previewRows = 50;

/** Judges a guess by more than its texts (see confirmMeaning): what to change of it, if anything. */
export type Confirm = (
  column: Layout['columns'][number],
  guess: ColumnGuess,
  samples: readonly string[],
) => Promise<Partial<ColumnGuess> | null>;

/**
 * One plan per column of the table, in file order: guesses from samples, then the user's corrections over them. `mark`
 * is the decimal mark of the numbers that the format itself writes.
 */
export async function planColumns(
  head: SheetHead,
  options: SourceOptions,
  confirm: Confirm,
  mark: ',' | '.' = ',',
): Promise<ColumnPlan[]> {
  const isData = (row: SheetRow) => row.row >= head.layout.firstDataRow && !repeatsTitles(row, head.layout);
  const data = withoutCodes({ ...head, rows: withoutFooters(head).filter(isData) });
  const plans: ColumnPlan[] = [];
  const seenColumns = head.layout.columns.map((column) => {
    const samples = samplesOf(data, column.index);
    return {
      column,
      samples,
      seen: guessColumn(column, samples, options.decimal, mark, head.numbers?.has(column.index)),
    };
  });
  const usual = fileMark(seenColumns.map(({ seen }) => seen));
  for (const { column, samples, seen: alone } of seenColumns) {
    const seen = alone.grouping?.doubt && usual !== null ? withMark(column, samples, alone, usual) : alone;
    const isText = head.texts?.has(column.index) && seen.meaning !== 'population';
    const isFull = seen.crosses && data.rows.every(({ cells }) => (cells[column.index] ?? '').trim() !== '');
    const guess = isText || isFull ? asTexts(seen) : seen;
    if (guess.dates === 'serial' && head.date1904) guess.dates = 'serial-1904';
    const percent = head.percents?.has(column.index) ? { percent: true } : {};
    const confirmed = await confirm(column, guess, samples);
    plans.push({ ...column, ...guess, ...percent, ...confirmed, kept: true, pinned: false });
  }
  markCodes(plans, head);
  meanByLevel(plans, ({ index }) => samplesOf(data, index));
  shareMarks(plans, ({ index }) => samplesOf(data, index));
  if (options.columns === undefined) return plans;
  const byIndex = new Map(plans.map((plan) => [plan.index, plan]));
  return options.columns.map((column): ColumnPlan => {
    const guess = byIndex.get(column.index);
    const asGuessed = guess !== undefined && isSameReading(guess, column);
    const fallback: ColumnGuess =
      guess ?? guessColumn(column, samplesOf(head, column.index), options.decimal, mark, true);
    return {
      ...fallback,
      ...writing(fallback, column),
      ...column,
      ...share(fallback, column, head),
      dates: datesOf(fallback, column, head),
      missing: column.missing ?? [],
      kept: column.kept ?? true,
      pinned: !asGuessed,
      evident: fallback.evident,
      plain: asGuessed && fallback.plain,
      period: column.type === fallback.type ? fallback.period : undefined,
    };
  });
}

/**
 * What a program writes for a cell without a value ("NA" by R, "NULL" by a database) it writes in all of its columns: among
 * the figures of two columns at least it is that, and then among texts too.
 */
function shareMarks(plans: ColumnPlan[], samples: (plan: ColumnPlan) => readonly string[]): void {
  const counts = new Map<string, number>();
  for (const plan of plans)
    for (const mark of plan.type === 'text' ? [] : plan.missing)
      if (programMark.test(mark)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  // No text is « \\N ».
  const shared = new Set([databaseNull, ...[...counts].flatMap(([mark, count]) => (count > 1 ? [mark] : []))]);
  for (const plan of plans) {
    if (plan.type !== 'text' || plan.meaning !== null) continue;
    const found = new Set(samples(plan).flatMap((text) => (shared.has(text.trim()) ? [text.trim()] : [])));
    if (found.size > 0) plan.missing = [...found].sort();
  }
}

const databaseNull = '\\N';
const programMark = /^(?:NA|<NA>|NULL|\\N|#N\/A|#N\/D|NaN|None)$/;

function isSameReading(guess: ColumnPlan, column: SourceColumn): boolean {
  return (
    guess.type === column.type &&
    guess.meaning === column.meaning &&
    (guess.thousands ?? '') === (column.thousands ?? '') &&
    (column.negatives ?? guess.negatives ?? false) === (guess.negatives ?? false) &&
    (column.scales ?? guess.scales ?? false) === (guess.scales ?? false)
  );
}

/** How the numbers of a column are written, where its options say it. A project of before they did is read as it was. */
function writing(guess: ColumnGuess, { thousands, negatives, scales }: SourceColumn): Partial<ColumnGuess> {
  // Without separators of thousands, the mark taken for one is that of decimals.
  const bare = guess.thousands === '' ? undefined : guess.thousands;
  const decimal = thousands === '.' ? ',' : thousands === ',' ? '.' : (bare ?? guess.decimal);
  return { thousands, decimal, negatives: negatives ?? guess.negatives, scales: scales ?? guess.scales };
}

/** Numbers that the user says are dates are days since the beginning of the workbook's calendar, or "20240131". */
function datesOf(guess: ColumnGuess, { type, index }: SourceColumn, head: SheetHead): ColumnGuess['dates'] {
  if ((type !== 'date' && type !== 'timestamp') || !isNumeric(guess.type)) return guess.dates;
  const dates = figuresAsDates(samplesOf(head, index).map((text) => text.trim()));
  return dates === 'serial' && head.date1904 ? 'serial-1904' : dates;
}

/** A project of before percentages were told has their numbers as the workbook stores them: 0.125. */
function share(guess: ColumnGuess, { index, percent }: SourceColumn, head: SheetHead): Partial<ColumnPlan> {
  if (!head.percents?.has(index)) return { percent, unit: guess.unit };
  return { percent: percent === true, unit: percent ? guess.unit : { kind: 'ratio', scale: 1 } };
}

/** "1.234" beside columns of "12.5" is a decimal; beside columns of "12,5" its dot is that of thousands, most likely. */
function withMark(
  column: Layout['columns'][number],
  samples: readonly string[],
  alone: ColumnGuess,
  usual: ',' | '.',
): ColumnGuess {
  const seen = guessColumn(column, samples, usual);
  return seen.grouping === undefined ? seen : { ...seen, grouping: { ...seen.grouping, doubt: alone.grouping!.doubt } };
}

function asTexts(guess: ColumnGuess): ColumnGuess {
  return { ...guess, type: 'text', missing: [], plain: false, mixed: undefined, period: undefined, crosses: false };
}

/** Titles that come back among the rows, at each page or where a file was pasted under another, say nothing of the columns. */
function repeatsTitles({ cells }: SheetRow, { columns }: Layout): boolean {
  if (columns.length < 2) return false;
  return columns.every(({ index, name }) => (cells[index] ?? '').trim() === name);
}

/** The rows seen, less the notes that end a short sheet: their words say nothing of the columns. */
export function withoutFooters(head: SheetHead): SheetRow[] {
  const tail = head.rows
    .filter((row) => row.row >= head.layout.firstDataRow && row.cells.some((cell) => cell !== null))
    .slice(-60)
    .map((row) => ({ row: row.row, cells: row.cells.filter((cell) => cell !== null && cell.trim() !== '') }));
  const first = firstFooter(tail, head.layout.columns.length);
  const end = first < 0 ? Number.POSITIVE_INFINITY : tail[first]!.row;
  return head.rows.filter((row) => row.row < end);
}

function samplesOf(head: SheetHead, index: number): string[] {
  const width = Math.max(1, head.layout.columns.length);
  const budget = Math.max(60, Math.floor(cellBudget / width));
  const samples: string[] = [];
  for (const row of head.rows) {
    if (samples.length >= budget) break;
    const cell = row.cells[index];
    if (row.row >= head.layout.firstDataRow && cell !== null && cell !== undefined) samples.push(cell);
  }
  const step = Math.max(1, Math.ceil(head.samples.length / budget));
  for (let place = 0; place < head.samples.length; place += step) {
    const cell = head.samples[place]?.[index];
    if (cell !== null && cell !== undefined) samples.push(cell);
  }
  return samples;
}

/** The guesses as the page shows them, with texts of the rows of data. */
export function inspectColumns(data: readonly SheetRow[], plans: readonly ColumnPlan[]): InspectedColumn[] {
  return plans.map((plan) => ({ ...sourceColumn(plan), samples: distinctSamples(data, plan.index) }));
}

function distinctSamples(data: readonly SheetRow[], index: number): string[] {
  const found = new Set<string>();
  for (const row of data) {
    const cell = row.cells[index];
    if (cell !== null && cell !== undefined) found.add(cell.slice(0, 200));
    if (found.size >= 5) break;
  }
  return [...found];
}

export function sourceColumn(plan: ColumnPlan): SourceColumn {
  const column: SourceColumn = {
    index: plan.index,
    name: plan.name,
    type: plan.type,
    meaning: plan.meaning,
    missing: plan.missing,
    kept: plan.kept,
  };
  if (plan.thousands !== undefined && isNumeric(plan.type)) column.thousands = plan.thousands;
  if (plan.negatives === true || plan.negative !== undefined) column.negatives = plan.negatives === true;
  if (plan.scales !== undefined && isNumeric(plan.type)) column.scales = plan.scales;
  if (plan.percent) column.percent = true;
  if (plan.merged) column.merged = true;
  const label = labelOf(plan);
  if (label !== undefined) column.label = label;
  if (plan.values !== undefined) column.values = plan.values;
  return column;
}

/** With the unit of its numbers, where they are written with it. */
export function labelOf({ name, label, suffix, type }: ColumnPlan): string | undefined {
  return suffix === undefined || !isNumeric(type) ? label : labelWithUnit(label ?? name, suffix);
}

export function previewOf(data: readonly SheetRow[], plans: readonly ColumnPlan[]): (string | null)[][] {
  return data.slice(0, previewRows).map((row) => plans.map((plan) => row.cells[plan.index] ?? null));
}
