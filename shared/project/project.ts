import { z } from 'zod';
import { chartSchema } from '../chart/encoding.ts';
import { mapViewSchema } from '../map/view.ts';
import { columnTypeSchema, meaningSchema } from '../recipe/column.ts';
import { stepSchema } from '../recipe/step.ts';
import { emptyReport, reportSchema } from '../report/report.ts';
import { mendings } from '../text/mending.ts';
import { displaySchema } from './display.ts';
import { savedViewSchema } from './saved-view.ts';

export const sourceFormats = ['csv', 'xlsx', 'xls', 'xlsb', 'ods', 'parquet', 'dbf', 'reference'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

/** How one column is read: its place in the sheet, and what the user kept or corrected of the guess. */
export const sourceColumnSchema = z.object({
  /** 0-based place in the file. */
  index: z.number().int().nonnegative(),
  name: z.string(),
  /** Name in the file, where the user gave another. */
  heading: z.string().optional(),
  type: columnTypeSchema,
  meaning: meaningSchema.nullable(),
  label: z.string().optional(),
  /** Exact texts read as missing in this column besides the empty cell, for instance "nd". */
  missing: z.array(z.string()).default([]),
  /** Meaning of its codes, from a documentation file or sheet. */
  values: z.record(z.string(), z.string()).optional(),
  /** Mark between its thousands, that "1.234" alone does not tell from a decimal one; '' for none. */
  thousands: z.enum(['.', ',', '']).optional(),
  /** Whether "(5)", "- 5" and "12-" are its negative numbers. */
  negatives: z.boolean().optional(),
  /** Whether "12,5 k€" is 12 500 there, and its numbers are euros. */
  scales: z.boolean().optional(),
  /** Its empty cells under a cell that the workbook merges over several rows take the value of that cell. */
  merged: z.boolean().optional(),
  /** Its numbers are shown as percentages by the workbook, and read so: 0.125 is 12.5 %. */
  percent: z.boolean().optional(),
  /** False leaves the column out. */
  kept: z.boolean().default(true),
});
export type SourceColumn = z.infer<typeof sourceColumnSchema>;

/** Everything that decides how a file's cells become a table. Rows are 1-based rows of the sheet or file. */
export const sourceOptionsSchema = z.object({
  /** Path inside a .zip that holds several files. */
  entry: z.string().optional(),
  sheet: z.string().optional(),
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  quote: z.string().optional(),
  decimal: z.enum([',', '.']).optional(),
  headerRows: z.array(z.number().int().positive()).optional(),
  firstDataRow: z.number().int().positive().optional(),
  /** Last row of data, footnotes left out. Absent: to the end. */
  lastDataRow: z.number().int().positive().optional(),
  /** 0-based places of the columns of a table that stands beside others, which are not read. Absent: all of the sheet. */
  firstColumn: z.number().int().nonnegative().optional(),
  lastColumn: z.number().int().nonnegative().optional(),
  /** What its texts are mended of, having been saved wrongly. Absent: what is found; empty: they are left as they are. */
  mending: z.array(z.enum(mendings)).optional(),
  columns: z.array(sourceColumnSchema).optional(),
});
export type SourceOptions = z.infer<typeof sourceOptionsSchema>;

/** One opened file, or one sheet of it. `name` is a file name, never a path; for `reference`, the built-in table. */
export const sourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(sourceFormats),
  sha256: z.string(),
  size: z.number().int().nonnegative(),
  options: sourceOptionsSchema,
  /** What stood around the table in the sheet: titles, footnotes. */
  notes: z.array(z.string()).default([]),
  rowCount: z.number().int().nonnegative(),
});
export type Source = z.infer<typeof sourceSchema>;

export const tableSchema = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  recipe: z.array(stepSchema),
  /** Made on the way by an assistant: folded in the list of tables, like any other elsewhere. */
  working: z.boolean().optional(),
});
export type Table = z.infer<typeof tableSchema>;

export const projectSchema = z.object({
  format: z.literal('crible'),
  version: z.literal(1),
  id: z.string(),
  name: z.string(),
  sources: z.array(sourceSchema),
  tables: z.array(tableSchema),
  charts: z.array(chartSchema).default([]),
  maps: z.array(mapViewSchema).default([]),
  views: z.array(savedViewSchema).default([]),
  report: reportSchema.default(emptyReport),
  display: displaySchema.optional(),
});
/** Everything one works on. Immutable: edits make a new one (see history.ts). */
export type Project = z.infer<typeof projectSchema>;

export function emptyProject(id: string, name: string): Project {
  return {
    format: 'crible',
    version: 1,
    id,
    name,
    sources: [],
    tables: [],
    charts: [],
    maps: [],
    views: [],
    report: emptyReport,
  };
}
