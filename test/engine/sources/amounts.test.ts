import { expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const table = (title: string, values: readonly string[]) =>
  `Objet;${title}\n${values.map((value, at) => `Objet ${at};${value}`).join('\n')}\n`;

test('the dash of a format for accounts is no text among amounts', async () => {
  const opening = await openBytes(
    table('Montant', [' 1 234,50 € ', ' -   € ', ' 12,00 € ', '-\u00a0\u00a0 €', ' 3,00 € ']),
  );
  expect([typesOf(opening), opening.rows.map((row) => row[1]), opening.issues.map(({ reason }) => reason)]).toEqual([
    ['Objet:text', 'Montant:decimal'],
    [1234.5, null, 12, null, 3],
    ['tiret (souvent zéro)', 'tiret (souvent zéro)'],
  ]);
});

test.each([['€'], ['%']])('thousands parted by dots are read before a sign, %s', async (sign) => {
  const opening = await openBytes(table('Valeur', [`1.234.567,50 ${sign}`, `-2.000,00 ${sign}`, `12,25 ${sign}`]));
  expect(opening.rows.map((row) => row[1])).toEqual([1_234_567.5, -2000, 12.25]);
});

test('a day and an hour are read with « à » between them', async () => {
  const opening = await openBytes(table('Séance', ['31/01/2015 à 18h30', '01/02/2015 à 9h00', '02/02/2015 20:15']));
  expect([typesOf(opening)[1], opening.rows.map((row) => row[1])]).toEqual([
    'Séance:timestamp',
    ['2015-01-31 18:30:00', '2015-02-01 09:00:00', '2015-02-02 20:15:00'],
  ]);
});
