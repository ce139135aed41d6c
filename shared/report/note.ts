import { z } from 'zod';

/** `width` is a share of the page's width; the widths of a table add up to 100. */
const columnSchema = z.object({ title: z.string(), width: z.number(), style: z.enum(['text', 'number', 'code']) });
export type NoteColumn = z.infer<typeof columnSchema>;

/** A short document as data, before it is written as HTML or as a word-processor file. Texts are plain. */
const noteBlockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.string()) }),
  z.object({ kind: z.literal('table'), columns: z.array(columnSchema), rows: z.array(z.array(z.string())) }),
]);
export type NoteBlock = z.infer<typeof noteBlockSchema>;

export const noteDocumentSchema = z.object({
  title: z.string(),
  subtitle: z.string(),
  blocks: z.array(noteBlockSchema),
});
export type NoteDocument = z.infer<typeof noteDocumentSchema>;
