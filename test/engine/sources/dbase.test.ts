import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { inspectSource } from '../../../electron/engine/sources/inspect.ts';
import { readZip } from '../../../electron/engine/sources/zip.ts';
import type { SourceOptions } from '../../../shared/project/project.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { tDynamic } from '../../../shared/text/t.ts';
import { zipOf } from '../../tools/pack-zip.ts';
import fc from '../../tools/property.ts';
import { openBytes, stage, typesOf } from './opening.ts';

type Field = readonly [name: string, type: string, length: number, decimals?: number];
type Parts = { version?: number; driver?: number; announced?: number; end?: string; nullable?: readonly string[] };

/** A dBase table: cells are given as the bytes of their field, filled with spaces. "*" as first character of a record deletes it. */
function dbase(
  fields: readonly Field[],
  records: readonly (readonly (string | Buffer)[])[],
  parts: Parts = {},
): Buffer {
  const width = fields.reduce((sum, [, , length]) => sum + length, 1);
  const header = Buffer.alloc(32 + fields.length * 32 + 1);
  header.set([parts.version ?? 0x03, 124, 1, 31]);
  header.writeUInt32LE(parts.announced ?? records.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(width, 10);
  header[29] = parts.driver ?? 0;
  for (const [at, [name, type, length, decimals = 0]] of fields.entries()) {
    header.write(name, 32 + at * 32, 'latin1');
    header.write(type, 32 + at * 32 + 11, 'latin1');
    header[32 + at * 32 + 16] = length;
    header[32 + at * 32 + 17] = decimals;
    header[32 + at * 32 + 18] = parts.nullable?.includes(name) ? 2 : 0;
  }
  header[header.length - 1] = 0x0d;
  const bodies = records.map((cells) => {
    const deleted = cells.length > fields.length;
    const own = deleted ? cells.slice(1) : cells;
    const body = Buffer.alloc(width, 0x20);
    if (deleted) body[0] = 0x2a;
    let start = 1;
    for (const [at, [, , length]] of fields.entries()) {
      Buffer.from(own[at]! as string, 'latin1').copy(body, start, 0, length);
      start += length;
    }
    return body;
  });
  return Buffer.concat([header, ...bodies, Buffer.from(parts.end ?? '\x1a', 'latin1')]);
}

const right = (text: string, length: number) => text.padStart(length);

async function faultOf(content: Uint8Array, name: string, options?: SourceOptions) {
  return openBytes(content, options, name).then(
    () => 'opened',
    (thrown) => faultData(thrown),
  );
}

const told = (opening: Awaited<ReturnType<typeof openBytes>>) =>
  opening.opened.warnings.map(({ code, params }) => tDynamic(`warning.${code}`, params, 'warning.unknown'));

describe('dBase tables', () => {
  const fields: Field[] = [
    ['CODGEO', 'C', 5],
    ['LIBGEO', 'C', 12],
    ['POP', 'N', 9],
    ['TAUX', 'F', 19, 11],
    ['MAJ', 'D', 8],
    ['URBAIN', 'L', 1],
  ];
  const records = [
    ['01001', 'Été à Œuilly', right('1234', 9), right('1.05000000000e+001', 19), '20240131', 'T'],
    ['*', '01002', 'effacé', right('1', 9), right('1.0', 19), '20240131', 'F'],
    ['2A004', '', right('56', 9), right('-0.25000000000', 19), '        ', 'F'],
    ['01004', 'Ambérieu', '*********', right('', 19), '00000000', '?'],
    ['     ', '', '', '', '', ''],
  ];

  test('open by content, with their types, whatever their name', async () => {
    const bytes = dbase(
      fields,
      records.map((cells) => cells.map((cell) => cell.replace('Œ', '\x8c'))),
      { driver: 0x03 },
    );
    const opening = await openBytes(bytes, undefined, 'n’importe.csv');
    expect({
      format: opening.inspection.format,
      encoding: opening.inspection.encoding,
      options: Object.keys(opening.inspection.options),
      types: typesOf(opening),
      rows: opening.rows,
      numbers: opening.rowNumbers,
      told: told(opening),
    }).toEqual({
      format: 'dbf',
      encoding: 'windows-1252',
      options: ['encoding', 'columns'],
      types: [
        'CODGEO:text:commune',
        'LIBGEO:text',
        'POP:integer:population',
        'TAUX:decimal',
        'MAJ:date',
        'URBAIN:boolean',
      ],
      rows: [
        ['01001', 'Été à Œuilly', 1234, 10.5, '2024-01-31', true],
        ['2A004', null, 56, -0.25, null, false],
        ['01004', 'Ambérieu', null, null, null, null],
      ],
      numbers: [1, 3, 4],
      told: [
        '1 enregistrement marqué comme effacé dans le fichier n’est pas repris.',
        '1 nombre écrit avec des astérisques (sans valeur, ou trop grand pour son champ) est lu comme vide.',
        '1 lignes entièrement vides ne sont pas reprises.',
      ],
    });
  });

  test.each([
    ['utf-8, whatever the header says', 'Éléphant', 'utf8', 0x57, 'utf-8'],
    ['windows-1252 when nothing says', 'Éléphant', 'latin1', 0, 'windows-1252'],
    ['cp850 by its letters when nothing says', '\x90l\x82phant', 'latin1', 0, 'cp850'],
    ['cp850 by the header', '\x90l\x82phant', 'latin1', 0x02, 'cp850'],
    ['a character cut by the end of its field', 'Éléphanté', 'utf8', 0, 'utf-8'],
  ] as const)('read the texts of their encoding: %s', async (_, text, writing, driver, encoding) => {
    const bytes = dbase(
      [
        ['NOM', 'C', 11],
        ['N', 'N', 3],
      ],
      [
        [Buffer.from(text, writing), '  1'],
        ['lieu', '  2'],
      ],
      { driver },
    );
    const opening = await openBytes(bytes, undefined, 'a.dbf');
    expect([opening.inspection.encoding, opening.rows]).toEqual([
      encoding,
      [
        ['Éléphant', 1],
        ['lieu', 2],
      ],
    ]);
  });

  test('are read again in the encoding that the user chooses', async () => {
    const bytes = dbase(
      [
        ['NOM', 'C', 8],
        ['N', 'N', 3],
      ],
      [
        ['\x90t\x82', '  1'],
        ['\xc9', '  2'],
      ],
      { driver: 0x03 },
    );
    const opening = await openBytes(bytes, { encoding: 'cp850' }, 'a.dbf');
    expect([opening.inspection.options.encoding, opening.rows]).toEqual([
      'cp850',
      [
        ['Été', 1],
        ['╔', 2],
      ],
    ]);
    expect(await faultOf(bytes, 'a.dbf', { encoding: 'klingon' })).toEqual({
      code: 'encoding-unknown',
      params: { encoding: 'klingon' },
    });
  });

  test('keep figures exactly: codes, long numbers, decimals, numbered texts', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => [
      String(at + 1).padStart(3, '0'),
      `248.${at + 1}`,
      right(String(999_999_999_999_980 + at), 16),
      right('3.141592653589793', 31),
      right('0.10000000', 19),
    ]);
    const table: Field[] = [
      ['CODE', 'N', 3],
      ['ARBRE', 'C', 10],
      ['LONG', 'N', 16],
      ['PI', 'N', 31, 15],
      ['DIXIEME', 'N', 19, 8],
    ];
    const opening = await openBytes(dbase(table, rows), undefined, 'a.dbf');
    expect([typesOf(opening), opening.rows[0], opening.rows[9], opening.rows[11]]).toEqual([
      ['CODE:text', 'ARBRE:text', 'LONG:text', 'PI:decimal', 'DIXIEME:decimal'],
      ['001', '248.1', '999999999999980', Math.PI, 0.1],
      ['010', '248.10', '999999999999989', Math.PI, 0.1],
      ['012', '248.12', '999999999999991', Math.PI, 0.1],
    ]);
  });

  test('of FoxPro have binary values, null ones, and memos that are told', async () => {
    const binary = (length: number, write: (bytes: Buffer) => unknown) => {
      const bytes = Buffer.alloc(length);
      write(bytes);
      return bytes;
    };
    const instant = binary(8, (bytes) => bytes.writeInt32LE(2_460_341) && bytes.writeInt32LE(30_600_000, 4));
    const values = (count: number, flags: number) => [
      binary(4, (bytes) => bytes.writeInt32LE(count)),
      binary(8, (bytes) => bytes.writeDoubleLE(count / 4)),
      binary(8, (bytes) => bytes.writeBigInt64LE(BigInt(count) * 12_345n)),
      instant,
      binary(4, (bytes) => bytes.writeInt32LE(7)),
      Buffer.from([flags]),
    ];
    const table: Field[] = [
      ['ENTIER', 'I', 4],
      ['REEL', 'B', 8],
      ['MONTANT', 'Y', 8],
      ['QUAND', 'T', 8],
      ['NOTE', 'M', 4],
      ['_NullFlags', '0', 1],
    ];
    const bytes = dbase(table, [values(-5, 0), values(10, 2)], { version: 0x30, nullable: ['ENTIER', 'MONTANT'] });
    const opening = await openBytes(bytes, undefined, 'a.dbf');
    expect([typesOf(opening), opening.rows, told(opening)]).toEqual([
      ['ENTIER:integer', 'REEL:decimal', 'MONTANT:decimal', 'QUAND:timestamp'],
      [
        [-5, -1.25, -6.1725, '2024-01-31 08:30:00'],
        [10, 2.5, null, '2024-01-31 08:30:00'],
      ],
      [
        'Le champ «\u00a0NOTE\u00a0» n’est pas repris\u00a0: son contenu est dans un autre fichier (.dbt, .fpt) ou n’est pas du texte.',
      ],
    ]);
  });

  test.each([
    [
      5,
      '',
      'Le fichier annonce 5 enregistrements et n’en contient que 3\u00a0: il est peut-être tronqué. Téléchargez-le ou copiez-le de nouveau.',
    ],
    [
      4,
      ' 01',
      'Le fichier annonce 4 enregistrements et n’en contient que 3\u00a0: il est peut-être tronqué. Téléchargez-le ou copiez-le de nouveau.',
    ],
    [
      4_000_000_000,
      '\x1a',
      'Le fichier annonce 4 000 000 000 enregistrements et n’en contient que 3\u00a0: il est peut-être tronqué. Téléchargez-le ou copiez-le de nouveau.',
    ],
    [0, '\x1a', 'Le fichier annonce 0 enregistrements et en contient 3\u00a0: tous sont lus.'],
  ] as const)('tell the records that are missing (%d announced)', async (announced, end, sentence) => {
    const bytes = dbase(
      [
        ['CODE', 'C', 5],
        ['N', 'N', 3],
      ],
      [
        ['01001', '  1'],
        ['01002', '  2'],
        ['01004', '  3'],
      ],
      { announced, end },
    );
    const opening = await openBytes(bytes, undefined, 'a.dbf');
    expect([opening.rows, told(opening).map((text) => text.replaceAll('\u202f', ' '))]).toEqual([
      [
        ['01001', 1],
        ['01002', 2],
        ['01004', 3],
      ],
      [sentence],
    ]);
  });

  test('are read whole, far past their first records', async () => {
    const count = 12_000;
    const rows = Array.from({ length: count }, (_, at) => [
      String(at).padStart(5, '0'),
      at === count - 1 ? 'Été' : `texte ${at % 100}`,
      right(at % 7 === 0 ? '' : String(at), 8),
    ]);
    const bytes = dbase(
      [
        ['CODE', 'C', 5],
        ['NOM', 'C', 110],
        ['N', 'N', 8],
      ],
      rows,
    );
    const opening = await openBytes(bytes, undefined, 'a.dbf');
    const expected = rows.map(([code, name, figure], at) => [code, name, figure!.trim() === '' ? null : at]);
    expect([opening.inspection.rowCount, typesOf(opening)]).toEqual([null, ['CODE:text', 'NOM:text', 'N:integer']]);
    expect(opening.rows).toEqual(expected);
  });

  test.each([
    ['a record length of 0', (bytes: Buffer) => bytes.writeUInt16LE(0, 10)],
    ['a header longer than the file', (bytes: Buffer) => bytes.writeUInt16LE(60_000, 8)],
    ['a header without a field', (bytes: Buffer) => bytes.writeUInt16LE(33, 8)],
    ['records shorter than their fields', (bytes: Buffer) => bytes.writeUInt16LE(4, 10)],
    ['a field without a name', (bytes: Buffer) => bytes.writeUInt8(1, 32 + 32)],
  ])('are refused clearly with %s', async (_, break_) => {
    const bytes = dbase(
      [
        ['CODE', 'C', 5],
        ['N', 'N', 3],
      ],
      [['01001', '  1']],
    );
    break_(bytes);
    expect(await faultOf(bytes, 'a.dbf')).toEqual({ code: 'file-damaged', params: { file: 'a.dbf' } });
  });

  test('are a table or a clear refusal, whatever bytes of their header are changed', async () => {
    const bytes = dbase(fields, records.slice(2, 4));
    const place = fc.integer({ min: 4, max: 32 + fields.length * 32 });
    const changes = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    const known = new Set(['opened', 'file-damaged', 'not-a-table', 'format-unknown', 'file-empty']);
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of all) changed[at] = byte;
        const outcome = await inspectSource(stage(changed, 'a.dbf'), undefined, null).then(
          () => 'opened',
          (thrown) => faultData(thrown).code,
        );
        expect(known).toContain(outcome);
      }),
      { numRuns: 200 },
    );
  });

  test('of MapInfo, whose numbers are binary, are refused', async () => {
    const bytes = dbase(
      [
        ['CODE', 'C', 5],
        ['N', 'F', 8],
      ],
      [['01001', Buffer.from(new Float64Array([1.5]).buffer)]],
    );
    expect(await faultOf(bytes, 'a.dat')).toEqual({ code: 'not-a-table', params: { file: 'a.dat', what: 'MapInfo' } });
  });
});

describe('Spreadsheets made of dBase tables', () => {
  const csv = (titles: readonly string[]) =>
    [titles, ...Array.from({ length: 12 }, (_, at) => [String(at), '31/01/2024', `248.${at + 1}`])]
      .map((cells) => cells.join(';'))
      .join('\n');
  const book = (titles: readonly string[]): Buffer => {
    const book = utils.book_new();
    const rows = Array.from({ length: 12 }, (_, at) => [at, '2024-01-31', `248.${at + 1}`]);
    utils.book_append_sheet(book, utils.aoa_to_sheet([[...titles], ...rows]), 'Arbres');
    return write(book, { type: 'buffer', bookType: 'ods' });
  };

  test('name their columns by the fields that their titles declare', async () => {
    const titles = ['SITE,N,11,0', 'MAJ,D', 'IDARBRE,C,10'];
    const [text, sheet] = [await openBytes(csv(titles)), await openBytes(book(titles), undefined, 'a.ods')];
    const seen = (opening: typeof text) => [typesOf(opening).slice(0, 2), opening.opened.source.notes];
    const expected = [['SITE:integer', 'MAJ:date'], ['SITE,N,11,0 MAJ,D IDARBRE,C,10']];
    expect([seen(text), seen(sheet)]).toEqual([expected, expected]);
    expect([typesOf(sheet)[2], sheet.rows.map((row) => row[2]).slice(8, 10)]).toEqual([
      'IDARBRE:text',
      ['248.9', '248.10'],
    ]);
  });

  test('keep titles of which one is of another form', async () => {
    const opening = await openBytes(book(['SITE,N,11,0', 'MAJ', 'IDARBRE,C,10']), undefined, 'a.ods');
    expect(opening.opened.columns.map(({ name }) => name)).toEqual(['SITE,N,11,0', 'MAJ', 'IDARBRE,C,10']);
  });
});

describe('Archives of shapefiles', () => {
  const table = (name: string) =>
    dbase(
      [
        ['NOM', 'C', 8],
        ['N', 'N', 3],
      ],
      [[Buffer.from(name, 'latin1'), '  1']],
    );
  const outlines = Buffer.concat([Buffer.from([0, 0, 0x27, 0x0a]), Buffer.alloc(96)]);
  const sentence =
    'Ce tableau accompagne des contours (.shp), qui ne sont pas lus. Pour les dessiner, ouvrez le GeoJSON de la même source comme fond de carte.';

  test('give their tables, in the encoding of their .cpg, and tell that outlines are not read', async () => {
    const zip = zipOf([
      ['quartiers.shp', [outlines]],
      ['quartiers.DBF', [table('\x82t\x82')]],
      ['quartiers.cpg', ['850\r\n']],
      ['quartiers.prj', ['PROJCS["RGF93"]'.repeat(1_000)]],
      ['voies.dbf', [table('Été').subarray(0, -1)]],
    ]);
    const file = stage(zip, 'ville.zip');
    const first = await inspectSource(file, undefined, null);
    const opening = await openBytes(zip, undefined, 'ville.zip');
    const other = await openBytes(zip, { entry: 'voies.dbf' }, 'ville.zip');
    expect({
      entries: first.entries,
      encodings: [first.encoding, other.inspection.encoding],
      rows: [opening.rows, other.rows],
      told: [told(opening), told(other)],
    }).toEqual({
      entries: ['quartiers.DBF', 'voies.dbf'],
      encodings: ['cp850', 'windows-1252'],
      rows: [[['été', 1]], [['Été', 1]]],
      told: [[sentence], []],
    });
  });

  test('with nothing but outlines are refused, and so is an outline alone', async () => {
    const refusal = (file: string) => ({ code: 'outlines-only', params: { file } });
    const shapes = zipOf([
      ['a.shp', [outlines]],
      ['a.shx', [outlines]],
      ['a.prj', ['GEOGCS']],
    ]);
    const earth = zipOf([['doc.kml', ['<kml></kml>']]]);
    expect([await faultOf(shapes, 'a.zip'), await faultOf(earth, 'a.kmz'), await faultOf(outlines, 'a.shp')]).toEqual([
      refusal('a.zip'),
      refusal('a.kmz'),
      refusal('a.shp'),
    ]);
  });

  test('may shrink more than anything else, spaces being most of them', async () => {
    const swollen = (name: string, size: number) =>
      readZip(
        stage(zipOf([[name, ['x'.repeat(1_000)]]], (_, fields) => Object.assign(fields, { size }))).path,
        'a.zip',
      ).then(
        ([entry]) => entry?.size,
        (thrown) => faultData(thrown).code,
      );
    expect([
      await swollen('a.dbf', 60_000_000),
      await swollen('a.csv', 60_000_000),
      await swollen('a.dbf', 1_100_000_000),
    ]).toEqual([60_000_000, 'archive-unsafe', 'archive-unsafe']);
  });

  test('open a table rather than the archive beside it, and name entries written in DOS', async () => {
    const parts = [
      ['d#tail.csv', ['code;nom\n01001;Été\n']],
      ['ancien.zip', ['x'.repeat(10_000)]],
    ] as const;
    const zip = zipOf(parts, (_, fields) => {
      fields.flags = 0;
    });
    const dos = Buffer.from(zip.toString('latin1').replaceAll('d#tail', 'd\x82tail'), 'latin1');
    const { inspection } = await openBytes(dos, undefined, 'a.zip');
    expect(inspection.options.entry).toBe('détail.csv');
  });
});
