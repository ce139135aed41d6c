import type { FileRef } from './contract.ts';
import type { MapLevel } from './map/view.ts';
import type { Source, SourceColumn, SourceFormat, SourceOptions } from './project/project.ts';
import type { Column } from './recipe/column.ts';

// What the calls of contract.ts answer, besides the reports of territory/reports.ts.

export type Warning = { code: import('./text/fr/warnings.ts').WarningCode; params: Record<string, string | number> };

export type SheetKind = 'data' | 'documentation' | 'empty';
/**
 * `rows`, `columns`: the last that hold something. `rows` is null where only the start of the sheet was read; `about` is
 * then what the sheet says of itself or its size suggests.
 */
export type SheetSummary = { name: string; rows: number | null; about?: number; columns: number; kind: SheetKind };

/** A guess about a column with the evidence seen in the preview. */
export type InspectedColumn = SourceColumn & { samples: string[] };

/** What the head of a file tells, before anything is loaded. Rows are 1-based rows of the sheet or file. */
/** One of several tables of a sheet, one under another or side by side, as options would read it alone. */
export type TableInSheet = {
  headerRows: number[];
  firstDataRow: number;
  /** Null for the last one: it goes to the end. */
  lastDataRow: number | null;
  /** Of tables side by side, the columns of this one: 0-based places. */
  firstColumn?: number;
  lastColumn?: number;
  /** What stands just above it, or the names of its first columns. */
  title: string;
};

export type Inspection = {
  file: FileRef;
  format: SourceFormat;
  /** Files inside a .zip that Crible can open. */
  entries: string[];
  encoding: string | null;
  delimiter: string | null;
  sheets: SheetSummary[];
  sheet: string | null;
  headerRows: number[];
  firstDataRow: number;
  lastDataRow: number | null;
  /** The tables that stand one under another in the sheet, or side by side; none when there is only one. */
  tables: TableInSheet[];
  notes: string[];
  columns: InspectedColumn[];
  /** First data rows as they stand in the file: one text per column of `columns`, null when empty. */
  preview: (string | null)[][];
  /** Exact when the whole sheet is known, else null until opened. */
  rowCount: number | null;
  warnings: Warning[];
  /** The options that reproduce this reading; the user's corrections are edits of it. */
  options: SourceOptions;
};

/** Counts over every row of an opened column. `invalid` cells did not convert: they are listed, and read as missing. */
export type ColumnProfile = {
  name: string;
  missing: number;
  missingReasons: Record<string, number>;
  invalid: number;
  distinct: number;
};

export type OpenedSource = {
  source: Source;
  columns: Column[];
  profiles: ColumnProfile[];
  warnings: Warning[];
};

/** A cell of the file that was not read as a value: coded missing, or impossible to convert. */
export type CellIssue = { row: number; column: string; raw: string; reason: string };

export type ProgressOf = { phase: 'reading' | 'typing' | 'computing' | 'writing'; fraction: number | null };

/** What a cleaning would change: `cells` in all, and its most frequent changes. A null `after` is a missing cell. */
export type CleaningReport = {
  cells: number;
  examples: { column: string; before: string | null; after: string | null; count: number }[];
};

/**
 * What differs between two states of a table. `follow`: rows are told by their record in the file, or by what they hold.
 * `changed` counts the rows of both states with a cell that differs, and such cells by column. Cells are as one reads them.
 */
export type StateComparison = {
  before: { rows: number; columns: number };
  after: { rows: number; columns: number };
  follow: 'record' | 'content';
  rows: { added: number; removed: number; changed: number };
  columns: {
    added: string[];
    removed: string[];
    renamed: { from: string; to: string }[];
    retyped: { name: string; from: Column['type']; to: Column['type'] }[];
    changed: { name: string; cells: number }[];
  };
  samples: {
    added: { columns: string[]; rows: (string | null)[][] };
    removed: { columns: string[]; rows: (string | null)[][] };
    /** `label`: a column that tells which row it is. */
    changed: {
      label: string | null;
      columns: string[];
      rows: { label: string | null; cells: { before: string | null; after: string | null }[] }[];
    };
  };
};

/** What a drawn chart leaves out or sums up, over every row and not only those drawn. */
export type ChartFacts = {
  /** Rows of the table under the chart's own filter, and those of them without the value that places a mark. */
  total: number;
  missing: number;
  /** Categories or points drawn; categories gathered in « Autres » (or left out). */
  shown: number;
  others: number;
  /**
   * What « Autres » is, drawn or not: the longest of its bars (all its colours where they are piled), and the sum of what
   * it measures where that adds up. Null without a rest, and for kinds that name all or none.
   */
  rest: { longest: number; sum: number | null } | null;
  sampled: boolean;
  /** Rows placed but without a value to measure. */
  unmeasured: number;
  /** Different values, drawn or not. */
  distinct: { x: number; color: number; panels: number };
  /** Range of the measured column, row by row; null when nothing is measured. */
  lowest: number | null;
  highest: number | null;
  /** Mean and median of the measured column where the mean is drawn. */
  mean: number | null;
  median: number | null;
  /** How time or a long axis was summed up; null when drawn as it is. */
  bucket: 'month' | 'quarter' | 'year' | 'steps' | null;
  /** Points replaced by counts in squares. */
  squares: boolean;
  /** Least-squares line over every row; null when not asked or not defined. */
  trend: { slope: number; intercept: number; r2: number; rows: number } | null;
  /** Values of the chart's reference lines, in their order. */
  references: (number | null)[];
  /** A territory column within which the measured column never changes: a total repeated on each row. */
  repeatedBy: string | null;
  /** Drawn names that several codes of the column `code` bear, most codes first: two towns drawn as one. */
  namesakes: { code: string; names: string[] } | null;
  /** Municipal arrondissements of the column of codes `column` whose commune is drawn too: the same people twice. */
  doubled: { column: string; codes: string[] } | null;
  /** A column of years that a sum runs across, and its last one: the same inhabitants counted each year. */
  yearsAdded: { column: string; last: number } | null;
};

/** Outlines of areas that maps can be drawn on: the built-in ones, or a file that was opened and is remembered. */
export type Basemap = {
  id: string;
  name: string;
  builtIn: boolean;
  /** Who made it and under which licence, printed on each map; what the user wrote for an opened file. */
  credit: string;
  /** `known` of the areas bear a code of the present reference. */
  levels: { level: MapLevel; areas: number; known: number }[];
  /** Features without an outline, a place or a code: not drawn. */
  left: number;
};

/** Codes of the table that the map has no area for, by cause. `rows` of the table bear them. */
export type MapStray = { cause: string; codes: number; rows: number; examples: string[] };

export type MapFacts = {
  /** Rows of the table, and those without a code. */
  total: number;
  withoutCode: number;
  /** Different codes of the table and how many of them have an area; areas of the map that no row speaks of. */
  codes: number;
  matched: number;
  silent: number;
  /** Municipal arrondissements gathered in the same areas as their commune: the same people twice. */
  doubled: number;
  strays: MapStray[];
};

/** Where a finished output went: `saved` names the file, `download` is a path to fetch once, null when cancelled. */
export type Delivery = { kind: 'saved'; name: string } | { kind: 'download'; path: string; name: string } | null;

export type RecentProject = { handle: string; name: string; folder: string; savedAt: number };

export type ReferenceInfo = {
  /** « COG 2026 », « populations 2023 »...: shown wherever the figures are. */
  vintages: { label: string; value: string }[];
  licence: string;
  tables: { id: string; name: string; rows: number; vintage: string }[];
};
