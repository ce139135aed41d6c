import { z } from 'zod';
import { noteDocumentSchema } from './note.ts';

const runs = z.array(z.object({ text: z.string(), bold: z.boolean() }));
const passageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), runs }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(runs) }),
]);

/** Figures of a block: `rows` are all of them, of which the first `shown` are printed; `names` leading columns name a row. */
const dataSchema = z.object({
  head: z.array(z.string()),
  names: z.number().int().nonnegative(),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  shown: z.number().int().nonnegative(),
  /** Rows of the whole, where `rows` are only its first ones. */
  total: z.number().int().nonnegative(),
});
export type PartData = z.infer<typeof dataSchema>;

const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('text'), passages: z.array(passageSchema) }),
  z.object({
    kind: z.literal('figure'),
    label: z.string(),
    value: z.string(),
    unit: z.string(),
    comparison: z.string(),
    caption: z.array(z.string()),
    data: dataSchema,
  }),
  /** A chart or a map. `svg` carries title and caption; `png` is the same, for word processors; sizes in CSS pixels. */
  z.object({
    kind: z.literal('picture'),
    title: z.string(),
    summary: z.string(),
    caption: z.array(z.string()),
    svg: z.string(),
    png: z.instanceof(Uint8Array).nullable(),
    width: z.number().positive(),
    height: z.number().positive(),
    data: dataSchema,
  }),
  z.object({ kind: z.literal('table'), title: z.string(), caption: z.array(z.string()), data: dataSchema }),
  z.object({ kind: z.literal('note'), note: noteDocumentSchema }),
]);
/** A block as it reads: every text and figure is there. */
export type ReportPart = z.infer<typeof partSchema>;
export type PartOf<K extends ReportPart['kind']> = Extract<ReportPart, { kind: K }>;

export const reportDocumentSchema = z.object({
  title: z.string(),
  subtitle: z.string(),
  parts: z.array(partSchema),
});
/** A report as it reads, whatever file is made of it. */
export type ReportDocument = z.infer<typeof reportDocumentSchema>;
