import type { Run } from '../../../../shared/report/markup.ts';
import type { NoteBlock, NoteColumn, NoteDocument } from '../../../../shared/report/note.ts';
import { createZip } from '../zip.ts';
import { type DocxLook, docxNumbering, docxStyles } from './docx-styles.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006';

/** A4 in twentieths of a point, and the width between its margins. */
const page = { width: 11906, height: 16838, side: 794, top: 567 };
const inside = page.width - 2 * page.side;
/** English metric units in a twentieth of a point, and the tallest picture that leaves room for its caption. */
const emu = 635;
const tallest = 11_000;

/** What a word-processor file holds: the blocks of a note, and those of a report. */
export type DocxBlock =
  | NoteBlock
  | { kind: 'title'; level: 1 | 2 | 3; text: string }
  /** `style` is an identifier of docx-styles.ts. */
  | { kind: 'words'; style?: string; runs: readonly Run[] }
  | { kind: 'items'; ordered: boolean; items: readonly (readonly Run[])[] }
  /** `width` and `height` are in CSS pixels; `name` and `description` are what a screen reader says. */
  | { kind: 'picture'; png: Uint8Array; name: string; description: string; width: number; height: number };

export type DocxDocument = { title: string; subtitle: string; blocks: readonly DocxBlock[]; look: DocxLook };

/** Writes a note as a word-processor file (Office Open XML, ECMA-376 part 1, WordprocessingML) at a new `path`. */
export async function writeDocx(path: string, note: NoteDocument | DocxDocument): Promise<void> {
  const zip = await createZip(path);
  try {
    for (const [name, bytes] of parts({ look: 'note', ...note })) await zip.add(name, [bytes]);
    await zip.finish();
  } catch (thrown) {
    await zip.abandon();
    throw thrown;
  }
}

function parts(note: DocxDocument): [string, string | Uint8Array][] {
  const lists = note.blocks.filter(({ kind }) => kind === 'list' || kind === 'items').length;
  const pictures = note.blocks.flatMap((block) => (block.kind === 'picture' ? [block] : []));
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const link = (number: number, type: string, target: string) =>
    `<Relationship Id="rId${number}" Type="${type}" Target="${target}"/>`;
  const images = pictures.map((_, place) => link(place + 3, `${relations}/image`, `media/image${place + 1}.png`));
  const texts: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${override('word/document.xml', `${content}.document.main+xml`)}${override('word/styles.xml', `${content}.styles+xml`)}${override('word/numbering.xml', `${content}.numbering+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packageRelations}">${link(1, `${relations}/officeDocument`, 'word/document.xml')}${link(2, 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml')}</Relationships>`,
    ],
    [
      'word/_rels/document.xml.rels',
      `<Relationships xmlns="${packageRelations}">${link(1, `${relations}/styles`, 'styles.xml')}${link(2, `${relations}/numbering`, 'numbering.xml')}${images.join('')}</Relationships>`,
    ],
    [
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(note.title)}</dc:title><dc:language>fr-FR</dc:language></cp:coreProperties>`,
    ],
    ['word/styles.xml', docxStyles(note.look)],
    ['word/numbering.xml', docxNumbering(lists)],
    ['word/document.xml', documentXml(note)],
  ];
  return [
    ...texts.map(([name, text]): [string, string] => [name, declaration + text]),
    ...pictures.map(({ png }, place): [string, Uint8Array] => [`word/media/image${place + 1}.png`, png]),
  ];
}

function documentXml(note: DocxDocument): string {
  let list = 0;
  let picture = 0;
  const blocks = note.blocks.map((block) => {
    if (block.kind === 'list' || block.kind === 'items') list += 1;
    if (block.kind === 'picture') picture += 1;
    return blockXml(block, list, picture);
  });
  return `<w:document xmlns:w="${word}" xmlns:r="${relations}" xmlns:wp="${drawing}/wordprocessingDrawing" xmlns:a="${drawing}/main" xmlns:pic="${drawing}/picture"><w:body>${paragraph(note.title, 'Title')}${paragraph(note.subtitle, 'Subtitle')}${blocks.join('')}<w:sectPr><w:pgSz w:w="${page.width}" w:h="${page.height}"/><w:pgMar w:top="${page.top}" w:right="${page.side}" w:bottom="${page.top}" w:left="${page.side}" w:header="340" w:footer="340" w:gutter="0"/></w:sectPr></w:body></w:document>`;
}

/** `list` and `picture` are the rank of the block among those of its kind, from 1. */
function blockXml(block: DocxBlock, list: number, picture: number): string {
  switch (block.kind) {
    case 'heading':
      return paragraph(block.text, 'Heading1');
    case 'title':
      return paragraph(block.text, `Heading${block.level}`);
    case 'paragraph':
      return paragraph(block.text);
    case 'words':
      return paragraph(block.runs, block.style);
    case 'list':
    case 'items': {
      const number = block.ordered ? list + 1 : 1;
      const properties = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${number}"/></w:numPr>`;
      return block.items.map((item) => paragraph(item, 'ListParagraph', properties)).join('');
    }
    case 'table':
      // A word processor wants a paragraph between a table and what follows.
      return `${tableXml(block.columns, block.rows)}${paragraph('', 'Gap')}`;
    case 'picture':
      return pictureXml(block, picture);
  }
}

function pictureXml(block: Extract<DocxBlock, { kind: 'picture' }>, rank: number): string {
  // 96 CSS pixels are an inch, which is 1 440 twentieths of a point.
  const shrink = Math.min(1, inside / (block.width * 15), tallest / (block.height * 15));
  const [width, height] = [block.width, block.height].map((pixels) => Math.round(pixels * 15 * shrink * emu));
  const size = `cx="${width}" cy="${height}"`;
  const named = `id="${rank}" name="${escapeXml(block.name)}" descr="${escapeXml(block.description)}"`;
  return `<w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr ${named}/><a:graphic><a:graphicData uri="${drawing}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId${rank + 2}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}

function tableXml(columns: readonly NoteColumn[], rows: readonly string[][]): string {
  const widths = columns.map((column) => Math.round((inside * column.width) / 100));
  const cell = (text: string, place: number, style: string) => {
    const align = columns[place]?.style === 'number' ? '<w:jc w:val="right"/>' : '';
    return `<w:tc><w:tcPr><w:tcW w:w="${widths[place] ?? 0}" w:type="dxa"/></w:tcPr>${paragraph(text, style, align)}</w:tc>`;
  };
  const head = columns.map((column, place) => cell(column.title, place, 'TableHead')).join('');
  const body = rows.map(
    (row) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr>${row.map((text, place) => cell(text, place, columns[place]?.style === 'code' ? 'TableCode' : 'TableText')).join('')}</w:tr>`,
  );
  return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="${inside}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head}</w:tr>${body.join('')}</w:tbl>`;
}

/** `properties` come after the style, in the order of the schema. */
function paragraph(words: string | readonly Run[], style?: string, properties = ''): string {
  const named = style ? `<w:pStyle w:val="${style}"/>` : '';
  const own = named || properties ? `<w:pPr>${named}${properties}</w:pPr>` : '';
  const runs = typeof words === 'string' ? [{ text: words, bold: false }] : words;
  const texts = runs
    .filter(({ text }) => text !== '')
    .map(
      ({ text, bold }) =>
        `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`,
    );
  return `<w:p>${own}${texts.join('')}</w:p>`;
}

/** XML 1.0 has no control characters but tab and line feeds, nor lone surrogates: they are left out. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"]|(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, (character) =>
    '&<>"'.includes(character) ? `&#${character.charCodeAt(0)};` : '',
  );
}
