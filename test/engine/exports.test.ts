import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportFormat } from '../../shared/contract.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { convertWithOffice, hasOffice, withoutOffice } from '../tools/office.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

const columns = ['Code', 'Nom', 'Population', 'Taux', 'Ouverte', 'Date'];
const text = `Code;Nom;Population;Taux;Ouverte;Date
01001;"L’Abergement ; ""le bas""";832;12,5;oui;21/11/2026
2A004;=2+3;72561;0,1;non;01/03/1900
01004;  bord  ;;-3,25;oui;
01005;<b>&_x0041_;15;100;;29/02/2024
01006;@cmd;-4;0;non;31/12/1999
`;
const filter: Step = {
  id: 'f',
  kind: 'filter',
  condition: { kind: 'compare', column: 'Code', operator: 'ne', value: '01006' },
  comment: 'sans le dernier',
};
let project: Project;

beforeAll(async () => {
  engine = await openEngine();
  const { source } = await engine.open(await engine.write('communes.csv', text));
  const [table] = queryOf([filter]).tables;
  project = { ...emptyProject('p', 'Essai'), sources: [source], tables: table ? [table] : [] };
});
afterAll(() => engine.close());

async function exported(format: ExportFormat, recipe: Step[] = [filter]): Promise<string> {
  const query = queryOf(recipe);
  const made = await engine.call('table.export', { query, format, name: 'Mes communes', project });
  const delivery = await engine.call('output.deliver', { output: made.output, name: made.name });
  expect(delivery).toEqual({ kind: 'download', path: `/output/${made.output}`, name: made.name });
  return engine.host.published.at(-1)?.path ?? '';
}

describe('an exported table opened again is the same', () => {
  test.each(['xlsx', 'parquet', 'csv-open', 'csv-excel'] as const)('%s', async (format) => {
    const before = await pageOf(engine, queryOf([filter]), columns);
    const path = await exported(format);
    const opened = await engine.open(path, `again_${format.replace('-', '_')}`);
    expect(opened.columns.map(({ name, type }) => [name, type])).toEqual([
      ['Code', 'text'],
      ['Nom', 'text'],
      ['Population', 'integer'],
      ['Taux', 'decimal'],
      ['Ouverte', 'boolean'],
      ['Date', 'date'],
    ]);
    expect(await pageOf(engine, queryOf([], opened.source.id), columns)).toEqual(before);
  });
});

describe('a workbook', () => {
  test('keeps codes as text, numbers as numbers, dates as dates', async () => {
    const book = read(await readFile(await exported('xlsx')), { cellNF: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    const cells = ['A2', 'B3', 'C2', 'D2', 'E2', 'F2'].map((at) => [sheet?.[at]?.t, sheet?.[at]?.v]);
    expect(cells).toEqual([
      ['s', '01001'],
      ['s', '=2+3'],
      ['n', 832],
      ['n', 12.5],
      ['b', true],
      ['n', 46347],
    ]);
  });

  test('says where its figures come from and how they were made', async () => {
    const book = read(await readFile(await exported('xlsx')));
    expect(book.SheetNames).toEqual(['Table', 'Sources et méthode']);
    const rows = utils.sheet_to_json<unknown[]>(book.Sheets['Sources et méthode'] ?? {}, {
      header: 1,
      blankrows: false,
    });
    const source = project.sources[0];
    const below = (title: string, count: number) => {
      const place = rows.findIndex(([first]) => first === title);
      return rows.slice(place + 1, place + 1 + count);
    };
    expect(below('Fichiers utilisés', 2)[1]).toEqual(
      ['communes.csv', undefined, 5, source?.size, source?.sha256].map((cell) => cell ?? undefined),
    );
    expect(below('Étapes, dans l’ordre', 3).slice(1)).toEqual([
      [0, 'Lecture de « communes.csv »', 5],
      [1, expect.stringContaining('Code'), 4, 'sans le dernier'],
    ]);
    expect(below('Référentiels intégrés', 1)).toHaveLength(1);
  });

  test.skipIf(!hasOffice)(
    `opens in LibreOffice with its codes intact, and comes back the same when LibreOffice has saved it${withoutOffice}`,
    async () => {
      const path = await exported('xlsx');
      const folder = join(engine.folder, 'office');
      const csv = await readFile(convertWithOffice(path, 'csv:Text - txt - csv (StarCalc):59,34,76', folder), 'utf8');
      const lines = csv.replace('\ufeff', '').split(/\r?\n/);
      const opened = await engine.open(convertWithOffice(path, 'ods', folder), 'again_ods');
      // LibreOffice saves true and false as 1 and 0.
      const kept = ['Code', 'Population', 'Taux', 'Date'];
      expect({
        codes: lines.slice(0, 4).map((line) => line.split(';')[0]),
        formula: lines[2]?.includes('=2+3'),
        again: await pageOf(engine, queryOf([], opened.source.id), kept),
      }).toEqual({
        codes: ['Code', '01001', '2A004', '01004'],
        formula: true,
        again: await pageOf(engine, queryOf([filter]), kept),
      });
    },
  );
});

describe('CSV', () => {
  test('for Excel: semicolons, BOM, decimal commas, no formula', async () => {
    const bytes = await readFile(await exported('csv-excel', []), 'utf8');
    expect(bytes).toBe(
      `\ufeffCode;Nom;Population;Taux;Ouverte;Date\r
01001;"L’Abergement ; ""le bas""";832;12,5;VRAI;21/11/2026\r
2A004;'=2+3;72561;0,1;FAUX;01/03/1900\r
01004;"  bord  ";;-3,25;VRAI;\r
01005;<b>&_x0041_;15;100;;29/02/2024\r
01006;'@cmd;-4;0;FAUX;31/12/1999\r
`,
    );
  });

  test('for data portals: commas, decimal points, ISO dates, texts untouched', async () => {
    expect(await readFile(await exported('csv-open', []), 'utf8')).toBe(
      `Code,Nom,Population,Taux,Ouverte,Date
01001,"L’Abergement ; ""le bas""",832,12.5,true,2026-11-21
2A004,=2+3,72561,0.1,false,1900-03-01
01004,"  bord  ",,-3.25,true,
01005,<b>&_x0041_,15,100,,2024-02-29
01006,@cmd,-4,0,false,1999-12-31
`,
    );
  });
});

describe('an export that cannot end', () => {
  test('cancelled, leaves no file', async () => {
    const outputs = join(engine.folder, 'staging', 'outputs');
    const before = await readdir(outputs);
    const lines = Array.from({ length: 300_000 }, (_, row) => `${row};${row * 3};nom ${row}`).join('\n');
    const { source } = await engine.open(await engine.write('grand.csv', `a;b;c\n${lines}\n`), 'grand');
    const controller = new AbortController();
    const query = queryOf([], source.id);
    const asked = engine.call(
      'table.export',
      { query, format: 'xlsx', name: 'grand', project },
      { signal: controller.signal, onProgress: ({ phase }) => phase === 'writing' && controller.abort() },
    );
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    for (let wait = 0; wait < 40 && (await readdir(outputs)).length > before.length; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await readdir(outputs)).toEqual(before);
  });

  test('a text too long for a cell is refused before Excel has to repair the file', async () => {
    await engine.open(await engine.write('long.csv', `a;b\n1;${'x'.repeat(40_000)}\n`), 'long');
    const asked = engine.call('table.export', { query: queryOf([], 'long'), format: 'xlsx', name: 'long', project });
    await expect(asked).rejects.toMatchObject({ code: 'export-text-too-long', params: { cell: 'B2' } });
  });
});
