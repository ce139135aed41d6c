const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A note holds on one sheet; a report is read at arm's length. Sizes in points. */
export type DocxLook = 'note' | 'report';

const sizes = {
  note: { text: 8.5, title: 16, heading: 10.5, second: 10, third: 9.5, table: 7.5, code: 5, value: 22, gap: 0.8 },
  report: { text: 11, title: 20, heading: 15, second: 12.5, third: 11, table: 9, code: 6, value: 26, gap: 2.6 },
} as const;

function style(id: string, name: string, paragraphPart: string, runPart: string, base = 'Normal'): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${base}"/><w:qFormat/><w:pPr>${paragraphPart}</w:pPr><w:rPr>${runPart}</w:rPr></w:style>`;
}

const size = (points: number) => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
const edge = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="B0B0B0"/>`;

/** `word/styles.xml`. Headings are the real ones: a word processor makes its outline of them. */
export function docxStyles(look: DocxLook): string {
  const points = sizes[look];
  const spacing = (before: number, after: number) =>
    `<w:spacing w:before="${Math.round(before * points.gap)}" w:after="${Math.round(after * points.gap)}" w:line="240" w:lineRule="auto"/>`;
  const heading = (level: 1 | 2 | 3, text: number, before: number, rule: string) =>
    style(
      `Heading${level}`,
      `heading ${level}`,
      `<w:keepNext/>${rule}${spacing(before, 30)}<w:outlineLvl w:val="${level - 1}"/>`,
      `<w:b/>${size(text)}`,
    );
  const under = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="8A8A8A"/></w:pBdr>';
  const beside = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="0D5A73"/></w:pBdr>';
  const kept = '<w:keepNext/><w:keepLines/>';
  const grey = '<w:color w:val="4A4A4A"/>';
  const paragraphs = [
    style('Title', 'Title', spacing(0, 20), `<w:b/>${size(points.title)}`),
    style('Subtitle', 'Subtitle', spacing(0, 80), `${grey}${size(points.text)}`),
    heading(1, points.heading, 80, under),
    heading(2, points.second, 70, ''),
    heading(3, points.third, 50, ''),
    style('ListParagraph', 'List Paragraph', spacing(0, 10), ''),
    style('Picture', 'Picture', `<w:keepNext/>${spacing(60, 10)}`, ''),
    style('Caption', 'caption', `<w:keepLines/>${spacing(0, 20)}`, `${grey}${size(points.table)}`),
    style('KeyLabel', 'Key Label', `${kept}${beside}${spacing(0, 0)}`, ''),
    style('KeyValue', 'Key Value', `${kept}${beside}${spacing(0, 0)}`, `<w:b/>${size(points.value)}`),
    style('TableTitle', 'Table Title', `<w:keepNext/>${spacing(60, 20)}`, '<w:b/>'),
    style('TableText', 'Table Text', spacing(0, 0), size(points.table)),
    style('TableHead', 'Table Head', `<w:keepNext/>${spacing(0, 0)}`, `<w:b/>${size(points.table)}`),
    style(
      'TableCode',
      'Table Code',
      spacing(0, 0),
      `<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>${size(points.code)}`,
    ),
    style('Gap', 'Gap', spacing(0, 0), size(4)),
  ];
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>${size(points.text)}<w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${spacing(0, 30)}</w:pPr></w:pPrDefault></w:docDefaults>`;
  return `<w:styles xmlns:w="${word}">${defaults}<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${paragraphs.join('')}<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')}</w:tblBorders></w:tblPr></w:style></w:styles>`;
}

/** `word/numbering.xml`: numbering 1 is the bullets; each of `lists` has its own after it, to start again from 1. */
export function docxNumbering(lists: number): string {
  const level = (format: string, text: string) =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="283"/></w:pPr></w:lvl>`;
  const abstract = (id: number, body: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/>${body}</w:abstractNum>`;
  const instance = (id: number, of: number) =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${of === 1 ? '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' : ''}</w:num>`;
  const ordered = Array.from({ length: lists }, (_, place) => instance(place + 2, 1)).join('');
  return `<w:numbering xmlns:w="${word}">${abstract(0, level('bullet', '•'))}${abstract(1, level('decimal', '%1.'))}${instance(1, 0)}${ordered}</w:numbering>`;
}
