import type { Condition, Scalar } from '../recipe/expression.ts';

/** Equal-width bins from `min` to `max`: numbers, or milliseconds since 1970 for dates. A single value has one bin. */
export type Spread = { min: number; max: number; bins: number[] };

export type ValueCount = { value: Scalar; count: number };

/** What a header draws of its column, counted over every row. */
export type ColumnSketch = {
  name: string;
  rows: number;
  missing: number;
  /** Numbers and dates; null for the others, and where nothing is there to spread. */
  spread: Spread | null;
  /** The most frequent values of the others; null where too many differ for bars to say anything. */
  top: ValueCount[] | null;
};

/**
 * What a numeric or date column is made of (dates: milliseconds since 1970, without mean nor deviation). Quantiles are
 * interpolated as a spreadsheet's CENTILE. `low`, `high`: values farther than three interquartile ranges below the
 * first quartile or above the third, null where the quartiles are equal.
 */
export type Quantities = {
  min: number;
  p5: number;
  q1: number;
  median: number;
  q3: number;
  p95: number;
  max: number;
  mean: number | null;
  deviation: number | null;
  low: number | null;
  high: number | null;
};

/** Everything counted over every row of one column; nothing is sampled. */
export type ColumnDetails = {
  name: string;
  rows: number;
  missing: number;
  distinct: number;
  quantities: Quantities | null;
  spread: Spread | null;
  top: ValueCount[];
  /** Shortest and longest text, in characters. */
  lengths: { least: number; most: number } | null;
  /** Texts that read as numbers once spaces and the decimal comma are set aside; 0 for other types. */
  numbers: number;
};

/** Rows that bear a key that another row bears too: `rows` of them under `keys` different keys. */
export type Duplicates = { rows: number; keys: number; examples: { key: string; rows: number }[] };

/** A cell as it reads; null when it is missing. */
export type Cell = { column: string; text: string | null };

/** What became of a row of the file: `place` is 0-based, in the table or among its steps. */
export type Fate =
  | { kind: 'kept'; place: number }
  /** `parts`: the questions of a filter that the row does not answer yes to, with the cells that they look at. */
  | { kind: 'removed'; step: string; place: number; parts: { condition: Condition; cells: Cell[] }[] }
  /** From this step on rows are groups of rows. */
  | { kind: 'merged'; step: string; place: number };

/** Rows of the file where a text was found, `total` of them; `cells` tell them apart. */
export type Absence = { total: number; rows: { row: number; cells: Cell[]; fate: Fate }[] };
