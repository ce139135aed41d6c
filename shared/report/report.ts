import { z } from 'zod';
import { figureMeasures } from './measures.ts';

const base = { id: z.string() };
/** Rows of data printed under a drawing; all of them go with the file. */
const dataRows = z.number().int().min(0).max(50).default(8);

/** What a key figure is set beside: a value that one types, or the same measure of another table. */
export const comparisonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('value'), value: z.number().nullable(), label: z.string() }),
  z.object({ kind: z.literal('table'), table: z.string().nullable() }),
]);
export type Comparison = z.infer<typeof comparisonSchema>;

/** Charts, maps and tables are named, not copied: a block shows what they are now. */
export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  /** Plain markup: see markup.ts. */
  z.object({ ...base, kind: z.literal('text'), text: z.string() }),
  z.object({
    ...base,
    kind: z.literal('figure'),
    table: z.string(),
    measure: z.enum(figureMeasures),
    /** Null when rows are counted. */
    column: z.string().nullable(),
    unit: z.string().default(''),
    label: z.string().default(''),
    comparison: comparisonSchema.default({ kind: 'none' }),
  }),
  z.object({ ...base, kind: z.literal('chart'), chart: z.string(), dataRows }),
  z.object({ ...base, kind: z.literal('map'), map: z.string(), dataRows }),
  z.object({
    ...base,
    kind: z.literal('table'),
    table: z.string(),
    title: z.string().default(''),
    /** Empty: the first ones. */
    columns: z.array(z.string()).default([]),
    rows: z.number().int().min(1).max(200).default(10),
  }),
  z.object({ ...base, kind: z.literal('note'), table: z.string() }),
]);
/** One piece of a report. */
export type Block = z.infer<typeof blockSchema>;
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

export const reportSchema = z.object({
  title: z.string().default(''),
  blocks: z.array(blockSchema).default([]),
  /** « Données brutes associées »: the data go with every file made of the report. */
  attach: z.boolean().default(true),
});
/** The report of a project, read from top to bottom. */
export type Report = z.infer<typeof reportSchema>;

export const emptyReport: Report = { title: '', blocks: [], attach: true };
