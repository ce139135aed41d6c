import { expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const titles = 'Mandat;Tiers;Objet;Montant';
const rows = (page: number) =>
  Array.from({ length: 30 }, (_, at) => `M${page}${at + 10};EDF;Facture ${page}${at};${at + 100},50`);
const open = async (pages: readonly string[][]) => {
  const opening = await openBytes(`${pages.flat().join('\n')}\n`);
  return {
    types: typesOf(opening),
    rows: opening.opened.source.rowCount,
    tables: opening.inspection.tables.length,
    told: opening.opened.warnings
      .filter(({ code }) => !['invalid-cells', 'invalid-cells-several', 'blank-rows'].includes(code))
      .map(({ code, params }) => [code, params.count, params.values]),
  };
};
const types = ['Mandat:text', 'Tiers:text', 'Objet:text', 'Montant:decimal'];

test('a listing printed by pages is one table: its titles, page numbers and sums carried over are told', async () => {
  const pages = [1, 2, 3].map((page) => [
    titles,
    ...(page > 1 ? [`;Report;;${page * 100},00`] : []),
    ...rows(page),
    `;À reporter;;${page * 100},00`,
    `Page ${page}/3;;;`,
    ';;;',
    'Édité le 12/03/2024;;;',
  ]);
  expect(await open(pages)).toEqual({
    types,
    rows: 3 * 30 + 2 + 2 + 3 + 3 + 2,
    tables: 0,
    told: [
      ['total-rows', 5, '["À reporter","Report"]'],
      ['repeated-headers', 2, '["Mandat"]'],
      ['page-rows', 5, '["Page 1/3","Édité le 12/03/2024","Page 2/3","Page 3/3"]'],
    ],
  });
});

test('a page number beside the titles of the page leaves the types of the columns', async () => {
  const pages = [1, 2, 3, 4].map((page) => [`Mairie de Saint-Ferréol;;;Page ${page}/4`, titles, ...rows(page), '']);
  const { told, ...opening } = await open(pages);
  expect([opening, told]).toEqual([{ types, rows: 126, tables: 0 }, [['repeated-headers', 3, '["Mandat"]']]]);
});

test('a heading printed again at each page is no other table', async () => {
  const pages = [1, 2, 3].map((page) => ['Mairie de Saint-Ferréol;;;', titles, ...rows(page), '']);
  const { told, ...opening } = await open(pages);
  expect([opening, told]).toEqual([
    { types, rows: 94, tables: 0 },
    [
      ['repeated-headers', 2, '["Mandat"]'],
      ['page-rows', 2, '["Mairie de Saint-Ferréol"]'],
    ],
  ]);
});

test('the same titles under a heading of their own are another table', async () => {
  const pages = ['Budget principal', 'Eau', 'Assainissement'].map((budget, at) => [
    `${budget};;;`,
    titles,
    ...rows(at),
    '',
  ]);
  const { tables, told } = await open(pages);
  expect([tables, told.map(([code]) => code)]).toEqual([3, ['repeated-headers', 'stacked-tables']]);
});
