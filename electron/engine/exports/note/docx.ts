import { createZip } from '../zip.ts';
import type { NoteBlock, NoteColumn, NoteDocument } from './document.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** A4 in twentieths of a point, and the width between its margins. */
const page = { width: 11906, height: 16838, side: 794, top: 567 };
const inside = page.width - 2 * page.side;

/** Writes a note as a word-processor file (Office Open XML, ECMA-376 part 1, WordprocessingML) at a new `path`. */
export async function writeDocx(path: string, note: NoteDocument): Promise<void> {
  const zip = await createZip(path);
  try {
    for (const [name, text] of parts(note)) await zip.add(name, [declaration + text]);
    await zip.finish();
  } catch (thrown) {
    await zip.abandon();
    throw thrown;
  }
}

function parts(note: NoteDocument): [string, string][] {
  const lists = note.blocks.filter((block) => block.kind === 'list').length;
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const link = (number: number, type: string, target: string) =>
    `<Relationship Id="rId${number}" Type="${type}" Target="${target}"/>`;
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('word/document.xml', `${content}.document.main+xml`)}${override('word/styles.xml', `${content}.styles+xml`)}${override('word/numbering.xml', `${content}.numbering+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packageRelations}">${link(1, `${relations}/officeDocument`, 'word/document.xml')}${link(2, 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml')}</Relationships>`,
    ],
    [
      'word/_rels/document.xml.rels',
      `<Relationships xmlns="${packageRelations}">${link(1, `${relations}/styles`, 'styles.xml')}${link(2, `${relations}/numbering`, 'numbering.xml')}</Relationships>`,
    ],
    [
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(note.title)}</dc:title><dc:language>fr-FR</dc:language></cp:coreProperties>`,
    ],
    ['word/styles.xml', styles],
    ['word/numbering.xml', numbering(lists)],
    ['word/document.xml', documentXml(note)],
  ];
}

function documentXml(note: NoteDocument): string {
  let list = 0;
  const blocks = note.blocks.map((block) => blockXml(block, block.kind === 'list' ? ++list : 0));
  return `<w:document xmlns:w="${word}"><w:body>${paragraph(note.title, 'Title')}${paragraph(note.subtitle, 'Subtitle')}${blocks.join('')}<w:sectPr><w:pgSz w:w="${page.width}" w:h="${page.height}"/><w:pgMar w:top="${page.top}" w:right="${page.side}" w:bottom="${page.top}" w:left="${page.side}" w:header="340" w:footer="340" w:gutter="0"/></w:sectPr></w:body></w:document>`;
}

function blockXml(block: NoteBlock, list: number): string {
  switch (block.kind) {
    case 'heading':
      return paragraph(block.text, 'Heading1');
    case 'paragraph':
      return paragraph(block.text);
    case 'list': {
      // Numbering 1 is the bullets; each ordered list has its own, so that it starts again from 1.
      const number = block.ordered ? list + 1 : 1;
      const properties = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${number}"/></w:numPr>`;
      return block.items.map((item) => paragraph(item, 'ListParagraph', properties)).join('');
    }
    case 'table':
      // A word processor wants a paragraph between a table and what follows.
      return `${tableXml(block.columns, block.rows)}${paragraph('', 'Gap')}`;
  }
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
function paragraph(text: string, style?: string, properties = ''): string {
  const named = style ? `<w:pStyle w:val="${style}"/>` : '';
  const own = named || properties ? `<w:pPr>${named}${properties}</w:pPr>` : '';
  return `<w:p>${own}${text === '' ? '' : `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`}</w:p>`;
}

function numbering(lists: number): string {
  const level = (format: string, text: string) =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="283"/></w:pPr></w:lvl>`;
  const abstract = (id: number, body: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/>${body}</w:abstractNum>`;
  const instance = (id: number, of: number) =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${of === 1 ? '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' : ''}</w:num>`;
  const ordered = Array.from({ length: lists }, (_, place) => instance(place + 2, 1)).join('');
  return `<w:numbering xmlns:w="${word}">${abstract(0, level('bullet', '•'))}${abstract(1, level('decimal', '%1.'))}${instance(1, 0)}${ordered}</w:numbering>`;
}

function style(id: string, name: string, paragraphPart: string, runPart: string, base = 'Normal'): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${base}"/><w:qFormat/><w:pPr>${paragraphPart}</w:pPr><w:rPr>${runPart}</w:rPr></w:style>`;
}

const size = (points: number) => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
const spacing = (before: number, after: number) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="240" w:lineRule="auto"/>`;
const edge = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="B0B0B0"/>`;

const styles = `<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>${size(9)}<w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${spacing(0, 30)}</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${[
  style('Title', 'Title', spacing(0, 20), `<w:b/>${size(16)}`),
  style('Subtitle', 'Subtitle', spacing(0, 80), `<w:color w:val="4A4A4A"/>${size(9)}`),
  style(
    'Heading1',
    'heading 1',
    `<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="8A8A8A"/></w:pBdr>${spacing(80, 30)}<w:outlineLvl w:val="0"/>`,
    `<w:b/>${size(10.5)}`,
  ),
  style('ListParagraph', 'List Paragraph', spacing(0, 10), ''),
  style('TableText', 'Table Text', spacing(0, 0), size(8)),
  style('TableHead', 'Table Head', spacing(0, 0), `<w:b/>${size(8)}`),
  style(
    'TableCode',
    'Table Code',
    spacing(0, 0),
    `<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>${size(6)}`,
  ),
  style('Gap', 'Gap', spacing(0, 0), size(4)),
].join(
  '',
)}<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')}</w:tblBorders></w:tblPr></w:style></w:styles>`;

/** XML 1.0 has no control characters but tab and line feeds, nor lone surrogates: they are left out. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"]|(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, (character) =>
    '&<>"'.includes(character) ? `&#${character.charCodeAt(0)};` : '',
  );
}
