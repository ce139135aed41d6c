import type { CellIssue } from '../../../shared/contract.ts';
import type { ColumnType } from '../../../shared/recipe/column.ts';
import type { MergedCells } from './merged-cells.ts';
import { percentOf, percentText } from './percent.ts';
import { columnOf, dateDays, emptyFilling, type Filling, isOrdinary } from './run-filling.ts';
import { numberText, serialText } from './serial.ts';

/** What is wanted of a sheet: which rows, and of which columns (0-based `index` in the sheet) under which type. */
export type SheetRange = {
  /** Of the header, else the one above the data. Rows between it and the first of data are given as texts, like those past the last. */
  lastHeaderRow: number;
  firstDataRow: number;
  lastDataRow: number | null;
  /** `kept` is false for a column the user left out: its cells are no surprise. `percent`: its numbers are read as a hundred times what they are. */
  columns: { index: number; type: ColumnType; kept: boolean; percent?: boolean | undefined }[];
};

/**
 * A run of rows of a sheet, column by column. Numbers stand as DuckDB stores them, texts as numbers of texts given once:
 * typed arrays go from the worker to the engine without being copied, cell by cell texts took most of the time.
 */
export type SheetRun = {
  /** The reader started over: what earlier runs gave is void. */
  restart: boolean;
  /** Texts not met before; the first of all runs is number 1, and so on. */
  texts: string[];
  count: number;
  /** 1-based row of the sheet of each entry. */
  rows: BigInt64Array;
  /** One per kept column of the range, in order; null where no cell is filled. */
  columns: (RunColumn | null)[];
  /** Cells where the table has no column, and how many rows have some. */
  extras: CellIssue[];
  longRows: number;
  /** Rows under the header that are not wanted, as texts. */
  beyond: string[];
} & SheetFacts;

/**
 * What is known at the end of a sheet: its merged cells, and where values were wanted, how many formulas have no result and
 * how many cells have lost a part of their text.
 */
export type SheetFacts = { merges?: MergedCells[]; uncalculated?: number; damaged?: number };

/** Bit n of `valid` and `told` says whether entry n has a value, or a text. */
export type RunColumn = {
  /** The value of number cells in the column's own type: doubles, BIGINT, days since 1970. */
  values: Float64Array | BigInt64Array | Int32Array | null;
  valid: BigUint64Array | null;
  /** Number of the text of any other cell. */
  texts: Int32Array | null;
  told: BigUint64Array | null;
};

export type RunBuilder = {
  startRow(row: number): void;
  number(column: number, value: number): void;
  serial(column: number, serial: number): void;
  text(column: number, text: string): void;
  /** The nth of the texts given to `takeShared`. */
  shared(column: number, index: number): void;
  takeShared(strings: readonly string[]): void;
  /** A run once it is complete, else null. */
  endRow(): SheetRun | null;
  /** What is left, if anything. */
  finish(facts: SheetFacts): SheetRun | null;
};

/** Entries of a run: as many as a DuckDB chunk holds, fewer for wide sheets so that a run stays under 16 MB. */
function runLength(columns: number): number {
  return Math.max(64, Math.min(2048, Math.floor(1_500_000 / Math.max(1, columns) / 64) * 64));
}

const mostExtras = 10_000;
const mostBeyond = 100;
/** Inline texts remembered, so that a text met again is not sent again. */
const mostRemembered = 500_000;
const wholeText = /^-?(?:0|[1-9]\d{0,14})$/;

export function createRunBuilder(range: SheetRange, date1904: boolean, restart = false): RunBuilder {
  const kept = range.columns.filter((column) => column.kept);
  const length = runLength(kept.length);
  // Where a column of the sheet goes: a place among the kept ones, -1 nowhere, -2 on purpose.
  const places = new Int32Array(16_384).fill(-1);
  for (const column of range.columns) places[column.index] = -2;
  for (const [place, column] of kept.entries()) places[column.index] = place;
  const percents = kept.map(({ percent }) => percent === true);
  const last = range.lastDataRow ?? Number.POSITIVE_INFINITY;
  const fillings: Filling[] = kept.map(({ type }) => emptyFilling(type));
  const remembered = new Map<string, number>();
  let shared: readonly string[] = [];
  let sharedNumbers = new Int32Array(0);
  let given = 0;
  let started = restart;
  let fresh: string[] = [];
  let rows = new BigInt64Array(length);
  let extras: CellIssue[] = [];
  let beyond: string[] = [];
  let longRows = 0;
  let count = 0;
  let row = 0;
  let filled = false;
  let long = false;
  let past: string[] | null = null;
  let wanted = false;
  let anything = false;

  function startRow(next: number): void {
    row = next;
    filled = false;
    long = false;
    wanted = row >= range.firstDataRow && row <= last;
    past = !wanted && row > range.lastHeaderRow ? [] : null;
  }

  function numberOf(text: string): number {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    given += 1;
    fresh.push(text);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(text, given);
    return given;
  }

  function putText(filling: Filling, text: number): void {
    filling.texts ??= new Int32Array(length);
    filling.told ??= new Int32Array(length / 32);
    filling.texts[count] = text;
    filling.told[count >> 5]! |= 1 << (count & 31);
    filled = true;
  }

  /** A cell that has no place in the table: past the last row, before the first, or in a column it does not have. */
  function stray(column: number, text: string): void {
    past?.push(text);
    if (!wanted || places[column] !== -1) return;
    long = true;
    if (extras.length < mostExtras)
      extras.push({ row, column: '', raw: text.slice(0, 1_000), reason: 'cellule en trop' });
  }

  function putWhole(filling: Filling, value: number): void {
    filling.words ??= new Int32Array(length * 2);
    filling.valid ??= new Int32Array(length / 32);
    filling.words[count * 2] = value;
    filling.words[count * 2 + 1] = Math.floor(value / 4_294_967_296);
    filling.valid[count >> 5]! |= 1 << (count & 31);
    filled = true;
  }

  function number(column: number, raw: number): void {
    const place = wanted ? places[column]! : -1;
    if (place < 0) {
      stray(column, numberText(raw));
      return;
    }
    const filling = fillings[place]!;
    const value = percents[place] === true ? percentOf(raw) : raw;
    if (filling.type === 'decimal' && isOrdinary(value)) {
      filling.doubles ??= new Float64Array(length);
      filling.valid ??= new Int32Array(length / 32);
      filling.doubles[count] = value;
      filling.valid[count >> 5]! |= 1 << (count & 31);
      filled = true;
    } else if (filling.type === 'integer' && Number.isSafeInteger(value)) putWhole(filling, value);
    else putText(filling, numberOf(percents[place] === true ? percentText(raw) : numberText(value)));
  }

  function serial(column: number, value: number): void {
    const place = wanted ? places[column]! : -1;
    if (place < 0) {
      stray(column, serialText(value, date1904));
      return;
    }
    const filling = fillings[place]!;
    const days = filling.type === 'date' ? dateDays(value, date1904) : null;
    if (days === null) {
      putText(filling, numberOf(serialText(value, date1904)));
      return;
    }
    filling.words ??= new Int32Array(length);
    filling.valid ??= new Int32Array(length / 32);
    filling.words[count] = days;
    filling.valid[count >> 5]! |= 1 << (count & 31);
    filled = true;
  }

  function text(column: number, value: string): void {
    const place = wanted ? places[column]! : -1;
    if (place < 0) {
      stray(column, value);
      return;
    }
    const filling = fillings[place]!;
    if (filling.type === 'integer' && wholeText.test(value)) putWhole(filling, Number(value));
    else putText(filling, numberOf(value));
  }

  function sharedText(column: number, index: number): void {
    const value = shared[index];
    if (value === undefined || value === '') return;
    const place = wanted ? places[column]! : -1;
    if (place < 0) {
      stray(column, value);
      return;
    }
    const filling = fillings[place]!;
    if (filling.type === 'integer' && wholeText.test(value)) {
      putWhole(filling, Number(value));
      return;
    }
    let known = sharedNumbers[index]!;
    if (known === 0) {
      given += 1;
      known = given;
      sharedNumbers[index] = known;
      fresh.push(value);
    }
    putText(filling, known);
  }

  function endRow(): SheetRun | null {
    if (past !== null && past.length > 0 && beyond.length < mostBeyond) beyond.push(past.join(' '));
    past = null;
    if (long) longRows += 1;
    anything ||= long || beyond.length > 0;
    if (!filled) return null;
    filled = false;
    rows[count] = BigInt(row);
    count += 1;
    anything = true;
    return count === length ? take() : null;
  }

  function take(): SheetRun {
    const run: SheetRun = {
      restart: started,
      texts: fresh,
      count,
      rows,
      columns: fillings.map(columnOf),
      extras,
      longRows,
      beyond,
    };
    started = false;
    for (let place = 0; place < fillings.length; place += 1) fillings[place] = emptyFilling(kept[place]!.type);
    fresh = [];
    rows = new BigInt64Array(length);
    extras = [];
    beyond = [];
    longRows = 0;
    count = 0;
    anything = false;
    return run;
  }

  return {
    startRow,
    number,
    serial,
    text,
    shared: sharedText,
    takeShared(strings) {
      shared = strings;
      sharedNumbers = new Int32Array(strings.length);
    },
    endRow,
    finish: (facts) => (anything || started || Object.keys(facts).length > 0 ? { ...take(), ...facts } : null),
  };
}

/** The buffers of a run, to hand over instead of copying. */
export function buffersOf(run: SheetRun): ArrayBuffer[] {
  const buffers = [run.rows.buffer];
  for (const column of run.columns)
    for (const array of [column?.values, column?.valid, column?.texts, column?.told])
      if (array !== null && array !== undefined) buffers.push(array.buffer);
  return buffers as ArrayBuffer[];
}
