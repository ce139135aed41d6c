import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Project } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { sharedData } from '../tools/shared-data.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crible-command-'));
  const built = spawnSync(process.execPath, ['test/tools/fresh.mjs', '--quiet'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

type Answer = { status: number | null; out: unknown; error: { code: string; text: string } | null; stderr: string };

function crible(...args: string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/crible.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, CRIBLE_DATA_FOLDER: join(folder, 'data') },
    maxBuffer: 64 * 1024 * 1024,
  });
  const error = status === 1 ? JSON.parse(stderr).error : null;
  return { status, out: stdout === '' ? null : JSON.parse(stdout), error, stderr };
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const text = `Code commune;Population;Part
01001;832;12,5 %
2A004;s;3,25 %
01004;15554;
`;

describe('inspect', () => {
  test('tells everything found in one JSON object, and leaves the file as it was', async () => {
    const path = await write('communes.csv', text);
    const answer = crible('inspect', path);
    expect([answer.status, answer.stderr]).toEqual([0, '']);
    expect(answer.out).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      sheets: [],
      sheet: null,
      headerRows: [1],
      firstDataRow: 2,
      lastDataRow: 4,
      notes: [],
      rowCount: 3,
      columns: [
        {
          name: 'Code commune',
          type: 'text',
          meaning: 'commune',
          missing: 0,
          missingReasons: {},
          invalid: 0,
          distinct: 3,
        },
        {
          name: 'Population',
          type: 'integer',
          meaning: 'population',
          missing: 1,
          missingReasons: { secret: 1 },
          invalid: 0,
          distinct: 2,
        },
        { name: 'Part', type: 'decimal', missing: 1, missingReasons: {}, invalid: 0, distinct: 2 },
      ],
    });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('leaves nothing behind in its staging folder', async () => {
    expect(await readdir(join(folder, 'data', 'staging'))).toEqual([]);
  });

  test.each<[string, string, () => string | Uint8Array]>([
    ['an empty file', 'vide.csv', () => ''],
    ['a truncated workbook', 'coupé.xlsx', () => zipOf('xl/workbook.xml', '<workbook/>').subarray(0, 60)],
    [
      'an image under the name of a workbook',
      'image.xlsx',
      () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    ],
    ['a zip that is no workbook', 'autre.xlsx', () => zipOf('photo.jpg', 'x')],
  ])('refuses %s with a French sentence', async (_, name, content) => {
    const path = await write(name, content());
    const { status, out, error } = crible('inspect', path);
    expect([status, out]).toEqual([1, null]);
    expect(error?.code).not.toBe('internal');
    expect(error?.text).toMatch(/[A-ZÀÉ].+\./);
    expect(error?.text).not.toContain(folder);
  });

  const census = sharedData('data/real/insee/ensemble.xlsx');
  test.skipIf(census === null)('finds the table of communes in the workbook of INSEE (skipped: no shared data)', () => {
    const { out } = crible('inspect', census as string, '--sheet', 'Communes');
    const { headerRows, rowCount, columns } = out as {
      headerRows: number[];
      rowCount: number;
      columns: { name: string; type: string }[];
    };
    const typeOf = (name: string) => columns.find((column) => column.name === name)?.type;
    expect([headerRows, rowCount]).toEqual([[8], 34993]);
    expect(['Population municipale', 'Code région', 'Code département', 'Code commune'].map(typeOf)).toEqual([
      'integer',
      'text',
      'text',
      'text',
    ]);
  });
});

describe('run', () => {
  const recipe: Step[] = [
    { id: 'f', kind: 'filter', condition: { kind: 'compare', column: 'Population', operator: 'ge', value: 800 } },
    { id: 's', kind: 'sort', by: [{ column: 'Population', descending: true }] },
  ];
  function projectOf(steps: Step[]): Project {
    const source = {
      id: 'src',
      name: 'communes.csv',
      format: 'csv' as const,
      sha256: createHash('sha256').update(text).digest('hex'),
      size: Buffer.byteLength(text),
      options: {},
      notes: [],
      rowCount: 3,
    };
    const tables = [{ id: 't', name: 'Communes', source: 'src', recipe: steps }];
    return {
      format: 'crible',
      version: 1,
      id: 'p',
      name: 'Essai',
      sources: [source],
      tables,
      charts: [],
      maps: [],
      views: [],
      report: { title: '', blocks: [], attach: true },
    };
  }

  test('replays a project on the file beside it', async () => {
    await write('communes.csv', text);
    const project = await write('essai.crible', JSON.stringify(projectOf(recipe)));
    const out = join(folder, 'out.csv');
    expect(crible('run', project, '--out', out)).toMatchObject({
      status: 0,
      out: {
        steps: [
          { id: 'f', kind: 'filter', rows: 2 },
          { id: 's', kind: 'sort', rows: 2 },
        ],
        rowCount: 2,
      },
    });
    expect(await readFile(out, 'utf8')).toBe('Code commune,Population,Part\n01004,15554,\n01001,832,12.5\n');
  });

  test('crosses two fields, in the order of the recipe, and puts what is new in « Autres »', async () => {
    const staff =
      'Région;Année;Sexe;Agents\nBretagne;2024;F;10\nBretagne;2024;H;4\nBretagne;2025;F;12\nCorse;2025;H;3\n';
    const step: Step = {
      id: 'p',
      kind: 'pivot',
      rows: ['Région'],
      column: 'Année',
      values: ['2024', '2024', '2025', '2025'],
      second: { column: 'Sexe', values: ['F', 'H', 'F', 'H'] },
      others: true,
      measures: [{ measure: 'sum', column: 'Agents', name: 'Agents' }],
      show: 'value',
      totals: { row: true, column: true, group: true },
    };
    const project = await write('croise.crible', JSON.stringify(projectOf([step])));
    const [path, next] = [await write('agents.csv', staff), await write('agents-2026.csv', `${staff}Corse;2026;F;7\n`)];
    const pivoted = async (source: string) => {
      const out = join(folder, 'croise.csv');
      expect(crible('run', project, '--source', `src=${source}`, '--out', out)).toMatchObject({ status: 0 });
      return readFile(out, 'utf8');
    };
    const header = 'Région,2024 – F,2024 – H,2024 – Total,2025 – F,2025 – H,2025 – Total,Autres,Total\n';
    expect([await pivoted(path), await pivoted(next)]).toEqual([
      `${header}Bretagne,10,4,14,12,,12,,26\nCorse,,,,,3,3,,3\nTotal,10,4,14,12,3,15,,29\n`,
      `${header}Bretagne,10,4,14,12,,12,,26\nCorse,,,,,3,3,7,10\nTotal,10,4,14,12,3,15,7,36\n`,
    ]);
  });

  test('takes another file for a source, and says that it has changed', async () => {
    const project = await write('essai.crible', JSON.stringify(projectOf(recipe)));
    const other = await write('2027.csv', `${text}01005;900;1 %\n`);
    const { status, out } = crible('run', project, '--source', `src=${other}`, '--out', join(folder, 'out.xlsx'));
    const { rowCount, warnings } = out as { rowCount: number; warnings: unknown[] };
    expect([status, rowCount, warnings[0]]).toMatchObject([
      0,
      3,
      { code: 'source-changed', params: { rowsBefore: 3, rowsAfter: 4 } },
    ]);
  });

  test('names the column that a replayed step misses', async () => {
    const broken: Step = { id: 'b', kind: 'sort', by: [{ column: 'Altitude' }] };
    const project = await write('cassé.crible', JSON.stringify(projectOf([broken])));
    const out = join(folder, 'never.csv');
    const { status, error } = crible('run', project, '--out', out);
    expect([status, error?.code, error?.text.includes('Altitude')]).toEqual([1, 'column-missing', true]);
    await expect(readFile(out)).rejects.toThrow();
  });

  test('names the file that it cannot find', async () => {
    const lost = projectOf(recipe);
    const sources = lost.sources.map((source) => ({ ...source, name: 'perdu.csv', sha256: '0'.repeat(64) }));
    const project = await write('perdu.crible', JSON.stringify({ ...lost, sources }));
    const { status, error } = crible('run', project, '--out', join(folder, 'never.csv'));
    expect([status, error?.code, error?.text.includes('perdu.csv')]).toEqual([1, 'file-missing', true]);
  });
});

describe('misuse', () => {
  test.each([
    [[]],
    [['bidule']],
    [['inspect']],
    [['inspect', 'a.csv', '--feuille', 'x']],
    [['run', 'p.crible']],
    [['run', 'p.crible', '--out', 'a.pdf']],
    [['targets']],
  ])('%j ends with status 2 and the usage', (args) => {
    const { status, out, stderr } = crible(...args);
    expect([status, out, stderr.includes('Usage')]).toEqual([2, null, true]);
  });
});

/** A zip of one compressed entry. */
function zipOf(name: string, content: string): Buffer {
  const data = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end]);
}
