/** A short document as data, before it is written as HTML or as a word-processor file. Texts are plain. */
export type NoteBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; columns: NoteColumn[]; rows: string[][] };

/** `width` is a share of the page's width; the widths of a table add up to 100. */
export type NoteColumn = { title: string; width: number; style: 'text' | 'number' | 'code' };

export type NoteDocument = { title: string; subtitle: string; blocks: NoteBlock[] };
