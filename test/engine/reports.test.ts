import { readFile } from 'node:fs/promises';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportDocument } from '../../shared/report/document.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
  await engine.open(
    await engine.write('villes.csv', 'Code;Ville;Habitants\n01001;Ici;10\n01002;Là;30\n01003;Ailleurs;\n'),
  );
});
afterAll(() => engine.close());

const data = {
  head: ['Ville', 'Habitants'],
  names: 1,
  rows: [
    ['Ici', 10],
    ['=1+1', null],
  ] as (string | number | null)[][],
  shown: 1,
  total: 2,
};
const report: ReportDocument = {
  title: 'Essai : <b>1/2</b>',
  subtitle: 'Fait ici',
  parts: [
    { kind: 'heading', level: 1, text: 'Partie & suite' },
    { kind: 'text', passages: [{ kind: 'paragraph', runs: [{ text: '<script>x</script>', bold: true }] }] },
    { kind: 'table', title: 'Villes', caption: ['Source : ici'], data },
    { kind: 'table', title: 'Villes', caption: [], data },
  ],
};

const make = (format: 'html' | 'docx' | 'pdf' | 'xlsx', attach: boolean) =>
  engine.call('report.export', { document: report, format, attach, tables: [{ name: 'Villes', query: queryOf([]) }] });

/** The bytes of an output, as the host would hand them over. */
async function bytesOf(output: string, name: string): Promise<Buffer> {
  await engine.call('output.deliver', { output, name });
  return readFile(engine.host.published.at(-1)?.path ?? '');
}

test('measures key figures over the rows that come out of the recipe', async () => {
  const figure = (measure: 'count' | 'count-distinct' | 'sum' | 'median', column: string | null) =>
    engine.call('report.figure', { query: queryOf([]), measure, column });
  expect(
    await Promise.all([
      figure('count', null),
      figure('sum', 'Habitants'),
      figure('median', 'Habitants'),
      figure('count-distinct', 'Ville'),
    ]),
  ).toEqual([
    { value: 3, rows: 3, missing: 0 },
    { value: 40, rows: 3, missing: 1 },
    { value: 20, rows: 3, missing: 1 },
    { value: 3, rows: 3, missing: 0 },
  ]);
  await expect(figure('sum', 'Ville')).rejects.toMatchObject({ code: 'chart-incomplete' });
});

test('writes the data as a workbook: contents, a sheet per block under names of their own, the whole table', async () => {
  const { output, name } = await make('xlsx', true);
  const book = read(await bytesOf(output, name));
  const rows = (sheet: string) => utils.sheet_to_json(book.Sheets[sheet] as never, { header: 1 });
  expect({
    name,
    sheets: book.SheetNames,
    contents: rows('Sommaire').slice(4),
    block: rows('3 Villes'),
    table: rows('Villes'),
  }).toEqual({
    name: 'Essai b 1 2 b – données.xlsx',
    sheets: ['Sommaire', '3 Villes', '4 Villes', 'Villes'],
    contents: [
      ['Bloc', 'Titre', 'Feuille', 'Lignes'],
      ['3', 'Villes', '3 Villes', 2],
      ['4', 'Villes', '4 Villes', 2],
      [undefined, 'Table entière «\u00a0Villes\u00a0»', 'Villes', 3],
    ],
    block: [['Villes'], ['Source : ici'], [], ['Ville', 'Habitants'], ['Ici', 10], ['=1+1']],
    table: [
      ['Code', 'Ville', 'Habitants'],
      ['01001', 'Ici', 10],
      ['01002', 'Là', 30],
      ['01003', 'Ailleurs'],
    ],
  });
});

test('a page carries its workbook inside; a document goes with it in one zip, alone without', async () => {
  const page = await make('html', true);
  const text = (await bytesOf(page.output, page.name)).toString('utf8');
  const zip = await make('docx', true);
  const zipped = (await bytesOf(zip.output, zip.name)).toString('latin1');
  const alone = await make('docx', false);
  const bare = await make('html', false);
  expect({
    names: [page.name, zip.name, alone.name],
    links: [...text.matchAll(/ download="([^"]*)"/g)].map(([, name]) => name),
    hostile: text.includes('<script') || text.includes('<b>'),
    policy: text.includes("default-src 'none'"),
    inside: ['Essai b 1 2 b .docx', 'Essai b 1 2 b .xlsx'].map((name) => zipped.includes(name.replace(' .', '.'))),
    bare: (await bytesOf(bare.output, bare.name)).includes('download='),
  }).toEqual({
    names: ['Essai b 1 2 b.html', 'Essai b 1 2 b.zip', 'Essai b 1 2 b.docx'],
    links: ['Villes.csv', 'Villes.csv', 'Essai b 1 2 b – données.xlsx'],
    hostile: false,
    policy: true,
    inside: [true, false],
    bare: false,
  });
});

test('a PDF needs a host that prints: elsewhere the fault says what to do', async () => {
  await expect(make('pdf', true)).rejects.toMatchObject({ code: 'print-failed' });
});
