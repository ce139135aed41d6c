import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { inspectSource } from '../../../electron/engine/sources/inspect.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { tDynamic } from '../../../shared/text/t.ts';
import { slowness } from '../../tools/pace.ts';
import { type EntryFields, zipOf } from '../../tools/pack-zip.ts';
import { openBytes, stage, testDatabase } from './opening.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const head = '<?xml version="1.0" encoding="UTF-8"?>';

type Part = readonly [string, readonly (string | Buffer)[]];

/** The parts of an .xlsx of one sheet, of which `rows` is the inside of <sheetData>. */
function partsOf(rows: string, extra: { before?: string; after?: string; strings?: string } = {}): Part[] {
  return [
    [
      '[Content_Types].xml',
      [
        `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
      ],
    ],
    [
      '_rels/.rels',
      [
        `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    ],
    [
      'xl/workbook.xml',
      [
        `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Feuille" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    ],
    [
      'xl/_rels/workbook.xml.rels',
      [
        `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      ],
    ],
    [
      'xl/worksheets/sheet1.xml',
      [
        `${head}${extra.before ?? ''}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${extra.after ?? ''}</worksheet>`,
      ],
    ],
    [
      'xl/sharedStrings.xml',
      [extra.strings ?? `${head}<sst xmlns="${main}"><si><t>nom</t></si><si><t>n</t></si></sst>`],
    ],
  ];
}

const title = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
const rowAt = (row: number) =>
  `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>ligne ${row}</t></is></c><c r="B${row}"><v>${row}</v></c></row>`;

/** The rows of a file that opens, or the code of its fault. Every fault says what happened in French. */
async function outcome(content: string | Uint8Array, name = 'fichier.xlsx'): Promise<unknown> {
  try {
    return (await openBytes(content, undefined, name)).rows;
  } catch (thrown) {
    const fault = faultData(thrown);
    expect(tDynamic(`fault.${fault.code}`, fault.params, 'fault.internal')).toMatch(/«\s(?:fichier|\w+)\.\w+\s»/);
    return fault.code;
  }
}

const bomb = (megabytes: number) => Buffer.alloc(megabytes * 1_000_000, ' ');

describe('Hostile archives', () => {
  const swollen = partsOf(title).map(
    ([name, pieces]): Part => (name.endsWith('sheet1.xml') ? [name, [...pieces, bomb(60)]] : [name, pieces]),
  );
  const lying = (change: (fields: EntryFields) => void) =>
    zipOf(partsOf(title + rowAt(2) + rowAt(3)), (name, fields) => {
      if (name.endsWith('sheet1.xml')) change(fields);
    });

  test.each([
    ['a sheet that inflates a thousand times', zipOf(swollen), 'archive-unsafe'],
    ['a sheet larger than it says', lying((fields) => Object.assign(fields, { size: 40 })), 'archive-unsafe'],
    ['a sheet smaller than it says', lying((fields) => Object.assign(fields, { size: 4_000 })), 'file-damaged'],
    [
      'more than it says it inflates to, said to be terabytes',
      lying((fields) => Object.assign(fields, { size: 0xfffffff0 })),
      'archive-unsafe',
    ],
    ['packed with an unknown method', lying((fields) => Object.assign(fields, { method: 99 })), 'file-damaged'],
    ['encrypted parts', lying((fields) => Object.assign(fields, { flags: 0x801 })), 'password'],
    ['a name that leaves the folder', zipOf([...partsOf(title), ['../../evil.xml', ['x']]]), 'archive-unsafe'],
    ['an absolute name', zipOf([...partsOf(title), ['/etc/passwd', ['x']]]), 'archive-unsafe'],
    ['a name of a Windows disk', zipOf([...partsOf(title), ['C:\\evil.xml', ['x']]]), 'archive-unsafe'],
    [
      'more than 10 000 entries',
      zipOf([...partsOf(title), ...Array.from({ length: 10_001 }, (_, at): Part => [`e${at}`, ['']])]),
      'archive-unsafe',
    ],
    [
      'a DOCTYPE in the sheet',
      zipOf(partsOf(title + rowAt(2), { before: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' })),
      'archive-unsafe',
    ],
    [
      'a DOCTYPE in the strings',
      zipOf(partsOf(title + rowAt(2), { strings: `<!DOCTYPE x><sst xmlns="${main}"><si><t>nom</t></si></sst>` })),
      'archive-unsafe',
    ],
    [
      'an .ods with a bomb in it',
      zipOf([
        ['mimetype', ['application/vnd.oasis.opendocument.spreadsheet']],
        ['content.xml', [bomb(60)]],
      ]),
      'archive-unsafe',
    ],
    [
      'an .ods with a DOCTYPE',
      zipOf([
        ['mimetype', ['application/vnd.oasis.opendocument.spreadsheet']],
        ['content.xml', ['<?xml version="1.0"?><!DOCTYPE x><office:document-content/>']],
      ]),
      'archive-unsafe',
    ],
  ])('%s', async (_, content, code) => {
    expect(await outcome(content)).toBe(code);
  });

  test('an archive in an archive is not followed', async () => {
    const inner = zipOf([['a.csv', ['a;b\n1;2\n']]]);
    expect(await outcome(zipOf([['inner.zip', [inner]]]), 'fichier.zip').catch(() => 'x')).toBe('not-a-table');
  });
});

describe('Hostile sheets', () => {
  test.each([
    ['a column beyond XFD', '<row r="2"><c r="XFE2"><v>1</v></c></row>'],
    ['a column of ten letters', '<row r="2"><c r="AAAAAAAAAA2"><v>1</v></c></row>'],
    ['a row beyond 1 048 576', rowAt(1_048_577)],
    ['a row of twenty figures', '<row r="99999999999999999999"><c><v>1</v></c></row>'],
    ['row zero', '<row r="0"><c><v>1</v></c></row>'],
    ['too many cells without place', `<row r="2">${'<c><v>1</v></c>'.repeat(16_385)}</row>`],
    ['a sheet that stops in a cell', '<row r="2"><c r="A2"><v>1'],
  ])('%s: damaged, and said', async (_, rows) => {
    expect(await outcome(zipOf(partsOf(title + rows)))).toBe('file-damaged');
  });

  test('rows out of order are read in order', async () => {
    const order = [3, 2, 5, 4].map(rowAt).join('');
    expect(await outcome(zipOf(partsOf(title + order)))).toEqual([
      ['ligne 2', 2],
      ['ligne 3', 3],
      ['ligne 4', 4],
      ['ligne 5', 5],
    ]);
  });

  test('a row out of order after thousands in order', async () => {
    const order = Array.from({ length: 5_000 }, (_, at) => rowAt(at < 10 ? at + 2 : at + 3)).join('') + rowAt(12);
    const rows = (await outcome(zipOf(partsOf(title + order)))) as unknown[];
    expect([rows.length, rows[0], rows[10], rows.at(-1)]).toEqual([
      5_001,
      ['ligne 2', 2],
      ['ligne 12', 12],
      ['ligne 5002', 5_002],
    ]);
  });

  test('a row before the first that was seen is in the table or among the notes', async () => {
    const order = Array.from({ length: 5_000 }, (_, at) => rowAt(at + 3)).join('') + rowAt(2);
    const { rows, opened } = await openBytes(zipOf(partsOf(title + order)));
    expect(rows.length + opened.source.notes.length).toBe(5_001);
  });

  test('cells out of order keep their columns', async () => {
    const row = '<row r="2"><c r="B2"><v>7</v></c><c r="A2" t="inlineStr"><is><t>sept</t></is></c></row>';
    expect(await outcome(zipOf(partsOf(title + row + rowAt(3))))).toEqual([
      ['sept', 7],
      ['ligne 3', 3],
    ]);
  });

  test('merges over the whole sheet and a declared range of the whole grid change nothing', async () => {
    const merges = `<mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:B1048576"/></mergeCells>`;
    const parts = partsOf(title + rowAt(2) + rowAt(3), { after: merges }).map(
      ([name, pieces]): Part => [
        name,
        pieces.map((piece) => String(piece).replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>')),
      ],
    );
    expect(await outcome(zipOf(parts))).toEqual([
      ['ligne 2', 2],
      ['ligne 3', 3],
    ]);
  });

  test('a last cell at the end of the grid is no million rows', async () => {
    expect(await outcome(zipOf(partsOf(title + rowAt(2) + rowAt(3) + rowAt(1_048_576))))).toEqual([
      ['ligne 2', 2],
      ['ligne 3', 3],
      ['ligne 1048576', 1_048_576],
    ]);
  });

  test('cells beyond the last column of the table are listed', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => rowAt(at + 2)).join('');
    const far = '<row r="402"><c r="A402" t="inlineStr"><is><t>z</t></is></c><c r="Z402"><v>12.5</v></c></row>';
    const opening = await openBytes(zipOf(partsOf(title + rows + far)));
    expect([opening.rows.length, opening.issues, opening.opened.warnings.map(({ code }) => code)]).toEqual([
      401,
      [{ row: 402, column: '', raw: '12.5', reason: 'cellule en trop' }],
      expect.arrayContaining(['long-rows']),
    ]);
  });

  test('shared strings of every form keep their numbers, wherever the file is cut into pieces', async () => {
    const forms: [xml: (n: number) => string, text: (n: number) => string | null][] = [
      [(n) => `<si><t>Été ${n} €</t></si>`, (n) => `Été ${n} €`],
      [() => '<si/>', () => null],
      [(n) => `<si><r><t>Saint</t></r><r><rPr><b/></rPr><t>-${n}</t></r></si>`, (n) => `Saint-${n}`],
      [(n) => `<si><t xml:space="preserve">a &amp; b ${n}</t></si>`, (n) => `a & b ${n}`],
      [() => '<si><t/></si>', () => null],
    ];
    const count = 30_002;
    const items = Array.from({ length: count }, (_, n) => forms[n % forms.length]![0](n)).join('');
    const cells = (n: number) =>
      `<row r="${n + 2}"><c r="A${n + 2}"><v>${n}</v></c><c r="B${n + 2}" t="s"><v>${n + 2}</v></c></row>`;
    const strings = `${head}<sst xmlns="${main}"><si><t>n</t></si><si><t>nom</t></si>${items}</sst>`;
    const rows = title + Array.from({ length: count }, (_, n) => cells(n)).join('');
    const { rows: read } = await openBytes(zipOf(partsOf(rows, { strings })), undefined, 'textes.xlsx');
    expect(read).toEqual(Array.from({ length: count }, (_, n) => [n, forms[n % forms.length]![1](n)]));
  });

  test('shared strings that do not exist are empty cells', async () => {
    const row = '<row r="2"><c r="A2" t="s"><v>99999</v></c><c r="B2"><v>1</v></c></row>';
    expect(await outcome(zipOf(partsOf(title + row + rowAt(3))))).toEqual([
      [null, 1],
      ['ligne 3', 3],
    ]);
  });

  test('a workbook cut anywhere is damaged or whole, never half', async () => {
    const whole = zipOf(partsOf(title + Array.from({ length: 300 }, (_, at) => rowAt(at + 2)).join('')));
    for (let at = 1; at <= 12; at += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * at) / 13));
      expect(['file-damaged', 'format-unknown']).toContain(await outcome(cut));
    }
  });

  test('bytes changed anywhere never give a wrong number of rows in silence', async () => {
    const whole = zipOf(partsOf(title + Array.from({ length: 300 }, (_, at) => rowAt(at + 2)).join('')));
    const found = new Set<unknown>();
    for (let at = 0; at < 40; at += 1) {
      const spoilt = Buffer.from(whole);
      const place = Math.floor((whole.length * at) / 40);
      spoilt[place] = spoilt[place]! ^ 0x5a;
      const result = await outcome(spoilt).catch(() => 'unsaid');
      found.add(Array.isArray(result) ? 'opened' : result);
    }
    expect([...found].filter((code) => code === 'unsaid' || code === 'internal')).toEqual([]);
  });
});

describe('Hostile workbooks of other formats', () => {
  const rows = [['nom', 'n'], ...Array.from({ length: 500 }, (_, at) => [`nom ${at}`, at])];
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Feuille');

  test.each(['xls', 'xlsb', 'ods'] as const)('a truncated .%s is a fault', async (format) => {
    const whole: Buffer = write(book, { type: 'buffer', bookType: format });
    for (const part of [0.3, 0.6, 0.95]) {
      const result = await outcome(whole.subarray(0, Math.floor(whole.length * part)), `fichier.${format}`);
      expect(typeof result).toBe('string');
    }
  });
});

describe('Hostile text files', () => {
  test('100 000 columns are refused by their number', async () => {
    const line = Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(';');
    expect(await outcome(`${line}\n${line}\n`, 'fichier.csv')).toBe('too-many-columns');
  });

  test('a line without end is refused early, whatever its length', async () => {
    const file = stage('a', 'fichier.csv');
    const size = 300_000_000;
    const bytes = openSync(file.path, 'w');
    ftruncateSync(bytes, size);
    closeSync(bytes);
    const began = performance.now();
    const zeros = await inspectSource({ ...file, size }, undefined, null, await testDatabase()).catch(
      (thrown) => thrown,
    );
    expect([faultData(zeros).code, performance.now() - began < 2_000]).toEqual(['format-unknown', true]);
    expect(await outcome('x'.repeat(20_000_000), 'fichier.csv')).toBe('record-too-long');
  });

  test('a line without end after a good head is refused, not kept in memory', async () => {
    const good = Array.from({ length: 2_000 }, (_, at) => `${at};"a"b";${at}\n`).join('');
    expect(await outcome(`a;b;c\n${good}${'x'.repeat(70_000_000)}`, 'fichier.csv')).toBe('record-too-long');
  });

  test('quotes never closed, on every line, end in reasonable time with every row', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `"nom ${at};${at}`);
    const began = performance.now();
    const rows = (await outcome(`nom;n\n${lines.join('\n')}\n`, 'fichier.csv')) as unknown[][];
    expect([rows.length, rows.at(-1)?.[1], performance.now() - began < 20_000 * slowness()]).toEqual([
      60_000,
      59_999,
      true,
    ]);
  });

  test('NUL bytes are left out, the rows stay', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => `nom ${at};${at}`);
    lines[100] = 'a\0b;1\0';
    const rows = (await outcome(`nom;n\n${lines.join('\n')}\n`, 'fichier.csv')) as unknown[][];
    expect([rows.length, rows[100]]).toEqual([500, ['ab', 1]]);
  });

  test('bytes that are not UTF-8 are read as windows-1252, and said', async () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => Buffer.from(`été ${at};${at}\n`));
    lines[2_000] = Buffer.from([0xe9, 0x74, 0xe9, 0x3b, 0x37, 0x0a]);
    const opening = await openBytes(Buffer.concat([Buffer.from('nom;n\n'), ...lines]), undefined, 'fichier.csv');
    expect([opening.rows.length, opening.rows[2_000]]).toEqual([3_000, ['été', 7]]);
  });

  test('a file of delimiters alone, of line ends alone, of quotes alone', async () => {
    const found: unknown[] = [];
    for (const text of [';'.repeat(5_000), '\n'.repeat(50_000), '"'.repeat(50_000), ';;;\n'.repeat(3_000)])
      found.push(await outcome(text, 'fichier.csv'));
    for (const result of found) expect(typeof result === 'string' || Array.isArray(result)).toBe(true);
    expect(found.map((result) => (typeof result === 'string' ? result : 'opened'))).not.toContain('internal');
  });

  test('the engine answers after all of it', async () => {
    expect(await outcome('a;b\n1;2\n3;4\n', 'fichier.csv')).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});
