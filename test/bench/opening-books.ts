import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { zipOf } from '../tools/pack-zip.ts';

/** Rows of data under one header row. */
export type BookSize = { rows: number; columns: number };

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/**
 * Writes an .xlsx as Excel does (shared strings, cell references, styles): codes and names as text, whole numbers,
 * decimals and dates in turn, one number in a hundred missing. Same cells each time; kept for the next run.
 */
export function writeBigBook(path: string, { rows, columns }: BookSize): void {
  if (existsSync(path)) return;
  const strings = new Map<string, number>();
  const shared = (text: string) => {
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  const letters = Array.from({ length: columns }, (_, index) => letterOf(index));
  const pieces: string[] = [];
  let lines: string[] = [
    `${head}<worksheet xmlns="${main}"><dimension ref="A1:${letters.at(-1)}${rows + 1}"/><sheetData>`,
  ];
  lines.push(
    `<row r="1">${letters.map((letter, at) => `<c r="${letter}1" t="s"><v>${shared(titleOf(at))}</v></c>`).join('')}</row>`,
  );
  let seed = 4321;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let row = 0; row < rows; row += 1) {
    let line = `<row r="${row + 2}" spans="1:${columns}">`;
    for (let at = 0; at < columns; at += 1) {
      const place = `r="${letters[at]}${row + 2}"`;
      const kind = at % 5;
      const chance = random();
      if (kind === 0)
        line += `<c ${place} t="s"><v>${shared(String((row * 7 + at) % 95_000).padStart(5, '0'))}</v></c>`;
      else if (kind === 1)
        line += `<c ${place} t="s"><v>${shared(`Commune n° ${Math.floor(chance * 30_000)}`)}</v></c>`;
      else if (chance < 0.01) line += `<c ${place} s="0"/>`;
      else if (kind === 2) line += `<c ${place}><v>${Math.floor(chance ** 4 * 500_000)}</v></c>`;
      else if (kind === 3) line += `<c ${place}><v>${chance * 100}</v></c>`;
      else line += `<c ${place} s="1"><v>${36_526 + Math.floor(chance * 9_000)}</v></c>`;
    }
    lines.push(`${line}</row>`);
    if (lines.length === 2_000) {
      pieces.push(lines.join(''));
      lines = [];
    }
  }
  pieces.push(`${lines.join('')}</sheetData></worksheet>`);
  const parts: [string, string[]][] = [
    ['[Content_Types].xml', [contentTypes]],
    ['_rels/.rels', [relationsOf([['officeDocument', 'xl/workbook.xml']])]],
    [
      'xl/workbook.xml',
      [
        `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Données" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    ],
    [
      'xl/_rels/workbook.xml.rels',
      [
        relationsOf([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
          ['sharedStrings', 'sharedStrings.xml'],
        ]),
      ],
    ],
    ['xl/styles.xml', [styles]],
    ['xl/worksheets/sheet1.xml', pieces],
    [
      'xl/sharedStrings.xml',
      [`${head}<sst xmlns="${main}">`, [...strings.keys()].map((text) => `<si><t>${text}</t></si>`).join(''), '</sst>'],
    ],
  ];
  writeFileSync(`${path}.partial`, zipOf(parts));
  renameSync(`${path}.partial`, path);
}

function titleOf(index: number): string {
  return `${['code', 'nom', 'population', 'taux', 'date'][index % 5]} ${Math.floor(index / 5) + 1}`;
}

function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`;
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function relationsOf(links: [string, string][]): string {
  const tags = links.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${packages}/relationships">${tags.join('')}</Relationships>`;
}
