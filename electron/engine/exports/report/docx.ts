import type { PartData, ReportDocument, ReportPart } from '../../../../shared/report/document.ts';
import type { NoteColumn } from '../../../../shared/report/note.ts';
import { cellText, moreText } from '../../../../shared/report/read.ts';
import { type DocxBlock, writeDocx } from '../note/docx.ts';

/** Writes a report as a word-processor file at a new `path`: real headings, real tables, described pictures. */
export async function writeReportDocx(path: string, { title, subtitle, parts }: ReportDocument): Promise<void> {
  await writeDocx(path, { title, subtitle, look: 'report', blocks: parts.flatMap(blocksOf) });
}

const words = (text: string, style?: string): DocxBlock => ({
  kind: 'words',
  runs: [{ text, bold: false }],
  ...(style === undefined ? {} : { style }),
});

function blocksOf(part: ReportPart): DocxBlock[] {
  switch (part.kind) {
    case 'heading':
      return [{ kind: 'title', level: part.level, text: part.text }];
    case 'text':
      return part.passages.map(
        (passage): DocxBlock =>
          passage.kind === 'paragraph'
            ? { kind: 'words', runs: passage.runs }
            : { kind: 'items', ordered: passage.ordered, items: passage.items },
      );
    case 'figure':
      return [
        words(part.label, 'KeyLabel'),
        words(part.unit === '' ? part.value : `${part.value}\u00a0${part.unit}`, 'KeyValue'),
        ...(part.comparison === '' ? [] : [words(part.comparison, 'KeyLabel')]),
        ...part.caption.map((line) => words(line, 'Caption')),
      ];
    case 'picture':
      return [
        ...(part.png ? [pictureOf(part, part.png)] : [words(part.title, 'TableTitle')]),
        words(part.summary, 'Caption'),
        ...(part.data.shown > 0 ? dataBlocks(part.data, part.data.shown) : []),
      ];
    case 'table':
      return [
        words(part.title, 'TableTitle'),
        ...dataBlocks(part.data, part.data.rows.length),
        ...part.caption.map((line) => words(line, 'Caption')),
      ];
    case 'note':
      return [
        { kind: 'title', level: 1, text: part.note.title },
        words(part.note.subtitle, 'Caption'),
        ...part.note.blocks.map(
          (block): DocxBlock => (block.kind === 'heading' ? { kind: 'title', level: 2, text: block.text } : block),
        ),
      ];
  }
}

function pictureOf(part: Extract<ReportPart, { kind: 'picture' }>, png: Uint8Array): DocxBlock {
  const { title, summary, caption, width, height } = part;
  return { kind: 'picture', png, name: title, description: [title, summary, ...caption].join(' '), width, height };
}

function dataBlocks(data: PartData, shown: number): DocxBlock[] {
  const rows = data.rows.slice(0, shown).map((row) => row.map(cellText));
  const more = moreText(data, shown);
  return [{ kind: 'table', columns: columnsOf(data, rows), rows }, ...(more === '' ? [] : [words(more, 'Caption')])];
}

/** Letters that a title is as wide as: a bold capital takes half as much again. */
function titleLength(title: string): number {
  return title.length + (title.match(/\p{Lu}/gu)?.length ?? 0) / 2;
}

/** What the sides of a cell take, in letters. */
const sides = 3;

/** Widths follow the longest text of each column, none under a fair share of the narrowest. */
function columnsOf({ head, names, rows: all }: PartData, rows: readonly string[][]): NoteColumn[] {
  const longest = head.map((title, place) =>
    Math.min(40, sides + Math.max(6, titleLength(title), ...rows.map((row) => row[place]?.length ?? 0))),
  );
  const sum = longest.reduce((total, length) => total + length, 0);
  return head.map((title, place) => ({
    title,
    width: ((longest[place] ?? 0) / sum) * 100,
    style: place >= names && all.every((row) => typeof row[place] !== 'string') ? 'number' : 'text',
  }));
}
