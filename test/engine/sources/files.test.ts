import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { faultData } from '../../../shared/rpc/fault.ts';
import fc from '../../tools/property.ts';
import { sharedData } from '../../tools/shared-data.ts';
import { openBytes, sha256, typesOf } from './opening.ts';

type Table = (string | number | boolean | null)[][];

function workbook(rows: Table, bookType: 'xlsx' | 'xls' | 'xlsb' | 'ods', bookSST = true): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Données');
  return write(book, { type: 'buffer', bookType, bookSST });
}

async function faultOf(content: string | Uint8Array, name: string): Promise<string> {
  return openBytes(content, undefined, name).then(
    () => 'opened',
    (thrown) => faultData(thrown).code,
  );
}

describe('A file in a .gz', () => {
  const text = 'code;valeur\n01001;12,5\n2A004;3\n';

  test.each([
    ['csv', text],
    [
      'xlsx',
      workbook(
        [
          ['code', 'valeur'],
          ['01001', 12.5],
          ['2A004', 3],
        ],
        'xlsx',
      ),
    ],
  ])('opens as the %s that it holds', async (format, content) => {
    const opening = await openBytes(gzipSync(content), undefined, `full.${format}.gz`);
    expect([opening.inspection.format, opening.opened.source.name, typesOf(opening), opening.rows]).toEqual([
      format,
      `full.${format}.gz`,
      ['code:text', 'valeur:decimal'],
      [
        ['01001', 12.5],
        ['2A004', 3],
      ],
    ]);
  });

  test('is refused where it is torn, swollen, or holds no table', async () => {
    const torn = gzipSync(text.repeat(1_000)).subarray(0, 60);
    const archive = gzipSync(Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar'), Buffer.alloc(250)]));
    expect([
      await faultOf(torn, 'a.csv.gz'),
      await faultOf(gzipSync(Buffer.alloc(60_000_000, 'a')), 'b.csv.gz'),
      await faultOf(gzipSync(gzipSync(text)), 'c.csv.gz.gz'),
      await faultOf(archive, 'd.tar.gz'),
      await faultOf(gzipSync(''), 'e.csv.gz'),
    ]).toEqual(['file-damaged', 'archive-unsafe', 'not-a-table', 'not-a-table', 'file-empty']);
  });
});

describe('Workbooks', () => {
  const rows: Table = [
    ['Titre du fichier'],
    ['Source : Insee'],
    [],
    ['Code', 'Nom', 'Population', 'Taux', 'Urbain'],
    ['01001', 'Été & <Hiver>', 1234, 0.1, true],
    ['2A004', 'œuvre', 56, 12.75, false],
  ];

  test.each([
    ['xlsx', true],
    ['xlsx', false],
    ['xls', true],
    ['xlsb', true],
    ['ods', true],
  ] as const)('.%s (shared strings: %s) gives the same table under its titles', async (format, shared) => {
    const opening = await openBytes(workbook(rows, format, shared), undefined, 'n’importe.csv');
    expect({
      format: opening.inspection.format,
      header: opening.inspection.headerRows,
      notes: opening.opened.source.notes,
      types: typesOf(opening),
      rows: opening.rows,
      numbers: opening.rowNumbers,
    }).toEqual({
      format,
      header: [4],
      notes: ['Titre du fichier', 'Source : Insee'],
      types: ['Code:text', 'Nom:text', 'Population:integer:population', 'Taux:decimal', 'Urbain:boolean'],
      rows: [
        ['01001', 'Été & <Hiver>', 1234, 0.1, true],
        ['2A004', 'œuvre', 56, 12.75, false],
      ],
      numbers: [5, 6],
    });
  });

  test('SIREN stored as numbers become text, and it is said', async () => {
    const opening = await openBytes(
      workbook(
        [
          ['siren', 'n'],
          [200069193, 1],
          [210100012, 2],
        ],
        'xlsx',
      ),
    );
    expect([opening.rows, opening.opened.warnings]).toEqual([
      [
        ['200069193', 1],
        ['210100012', 2],
      ],
      [{ code: 'number-codes', params: { column: 'siren' } }],
    ]);
  });

  test('any table comes back as it was written', async () => {
    const cell = fc.oneof(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc
        .string({ unit: fc.constantFrom(...'abé œ€&<>"\'’\u00a0zz'), minLength: 1, maxLength: 12 })
        .map((text) => `x${text}y`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 3, maxLength: 40 }), async (cells) => {
        const table = cells.map(([a, b]) => [`t${a}`, `u${b}`]);
        const opening = await openBytes(workbook([['premier', 'second'], ...table], 'xlsx'));
        expect(opening.rows).toEqual(table);
      }),
      { numRuns: 25 },
    );
  });
});

describe('Rows of a text file', () => {
  test('rows in are rows kept and rows told', async () => {
    const field = fc.string({ unit: fc.constantFrom(...'ab1é ,;"\n0.'), maxLength: 6 });
    const record = fc.array(field, { minLength: 1, maxLength: 5 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 60 }), async (records) => {
        const body = records.map((cells) => cells.map(quoted).join(';')).join('\n');
        const opening = await openBytes(`un;deux;trois\nabc;def;ghi\n${body}\n`, {
          delimiter: ';',
          headerRows: [1],
          firstDataRow: 2,
        });
        const blank = opening.opened.warnings.find(({ code }) => code === 'blank-rows')?.params.count ?? 0;
        const notes = opening.opened.source.notes.length;
        expect(opening.rows.length + Number(blank) + notes).toBe(records.length + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Files that cannot be opened', () => {
  const xlsx = workbook([['a', 'b'], ...Array.from({ length: 3_000 }, (_, at) => [at, `texte ${at}`])], 'xlsx');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const encrypted = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(2_000),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);

  test.each([
    ['an empty file', Buffer.alloc(0), 'file-empty'],
    ['only spaces', Buffer.from('  \n \n'), 'file-empty'],
    ['a truncated .xlsx', xlsx.subarray(0, xlsx.length / 2), 'file-damaged'],
    ['an image renamed', png, 'not-a-table'],
    ['a PDF renamed', Buffer.from('%PDF-1.7\n%\xe2\xe3\n'), 'not-a-table'],
    ['noise', Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256)), 'format-unknown'],
    ['a workbook under a password', encrypted, 'password'],
    ['a truncated Parquet', Buffer.from('PAR1abcdefghijklmnop'), 'file-damaged'],
    ['an empty archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'archive-empty'],
  ])('%s', async (_, content, code) => {
    expect(await faultOf(content, 'fichier.xlsx')).toBe(code);
  });
});

const ensemble = sharedData('data/real/insee/ensemble.xlsx');
const epcicom = sharedData('data/real/dgcl/epcicom.xlsx');
const staff = sharedData('data/real/staff/selected_communities.csv');

describe('Real files (skipped: no shared data)', () => {
  test.skipIf(ensemble === null)('ensemble.xlsx, sheet « Communes »', async () => {
    const before = sha256(ensemble!);
    const { inspection, opened, rows } = await openBytes(readFileSync(ensemble!), undefined, 'ensemble.xlsx');
    const at = opened.columns.findIndex(({ name }) => name === 'Population municipale');
    expect({
      sheet: inspection.sheet,
      header: inspection.headerRows,
      rows: opened.source.rowCount,
      notes: opened.source.notes.length,
      types: typesOf({ opened } as never).filter((text) => /région|département|municipale/.test(text)),
      targets: rows.filter((row) => Number(row[at]) >= 3500).length,
      sum: rows.reduce((sum, row) => sum + Number(row[at]), 0),
      unchanged: sha256(ensemble!) === before,
    }).toEqual({
      sheet: 'Communes',
      header: [8],
      rows: 34_993,
      notes: 6,
      types: [
        'Code région:text:region',
        'Nom de la région:text',
        'Code département:text:departement',
        'Population municipale:integer:population',
      ],
      targets: 3174,
      sum: 66_732_538,
      unchanged: true,
    });
  });

  test.skipIf(epcicom === null)('epcicom.xlsx', async () => {
    const { opened, rows } = await openBytes(readFileSync(epcicom!), undefined, 'epcicom.xlsx');
    const at = opened.columns.findIndex(({ name }) => name === 'pmun_2025');
    expect([
      opened.source.rowCount,
      typesOf({ opened } as never).slice(0, 2),
      rows.reduce((sum, row) => sum + Number(row[at]), 0),
    ]).toEqual([34_871, ['dept:text:departement', 'siren:text:siren'], 68_010_643]);
  });

  test.skipIf(staff === null)('selected_communities.csv', async () => {
    const opening = await openBytes(readFileSync(staff!), undefined, 'selected_communities.csv');
    const at = opening.opened.columns.findIndex(({ meaning }) => meaning === 'tranche-effectif');
    expect([
      opening.rows.length,
      opening.opened.columns[at],
      opening.rows.filter((row) => row[at] === null).length,
      opening.rows.filter((row) => row[at] === '21.0' && row[2] === 'COM').length,
    ]).toEqual([4510, { name: 'trancheEffectifsUniteLegale', type: 'text', meaning: 'tranche-effectif' }, 1270, 867]);
  });
});
