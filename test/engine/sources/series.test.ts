import { expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const periods = ['2023-T1', '2023-T2', '2023-T3', '2023-T4'];
const titles = ['Libellé', 'idBank', 'Dernière mise à jour', 'Période', ...periods];
const quoted = (cells: readonly (string | number)[]) => cells.map((cell) => `"${cell}"`).join(';');
const series = (at: number) => [
  quoted([
    `Chômage ${at}`,
    `00151500${at}`,
    '14/11/2023 12:00',
    '',
    ...periods.map((_, quarter) => `${at}.${quarter}`),
  ]),
  quoted(['Codes', '', '', '', 'A', 'A', 'A', at % 2 === 0 ? 'P' : 'E']),
];

test('series in rows have numbers, and their rows of codes are told apart', async () => {
  const text = `${[quoted(titles), ...[1, 2, 3, 4].flatMap(series)].join('\n')}\n`;
  const opening = await openBytes(text, undefined, 'valeurs_trimestrielles.csv');
  const told = opening.opened.warnings.map(({ code, params }) => [code, params.count]);
  expect([typesOf(opening).slice(4), opening.rows.slice(0, 2).map((row) => row.slice(4)), told]).toEqual([
    periods.map((period) => `${period}:decimal`),
    [
      [1, 1.1, 1.2, 1.3],
      [null, null, null, null],
    ],
    [
      ['wide-years', 4],
      ['status-rows', 4],
    ],
  ]);
  expect(opening.issues.slice(0, 1)).toEqual([{ row: 3, column: '2023-T1', raw: 'A', reason: 'code de la série' }]);
});

test('values that a series leaves out are still told, with their own codes', async () => {
  const rows = [1, 2, 3, 4].flatMap(series);
  rows[0] = rows[0]!.replace('"1.2"', '"nd"');
  const opening = await openBytes(`${[quoted(titles), ...rows].join('\n')}\n`, undefined, 'valeurs_trimestrielles.csv');
  expect(opening.opened.warnings.filter(({ code }) => code === 'missing-codes')).toEqual([
    { code: 'missing-codes', params: { column: '2023-T3', codes: 'nd', count: 1 } },
  ]);
});

test('letters of another table stay letters', async () => {
  const rows = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? `Codes;A;B` : `Zone ${at};${at};${at}`));
  const opening = await openBytes(`Libellé;Classe;Note\n${rows.join('\n')}\n`);
  expect([typesOf(opening), opening.opened.warnings.map(({ code }) => code)]).toEqual([
    ['Libellé:text', 'Classe:text', 'Note:text'],
    [],
  ]);
});
