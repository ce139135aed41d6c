import { describe, expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const lines = (...each: string[]) => `${each.join('\n')}\n`;

describe('days with their hour', () => {
  test.each([
    ['lundi 8 janvier 2024 à 18h30', '2024-01-08 18:30:00'],
    ['Le 8 janvier 2024 à 9h', '2024-01-08 09:00:00'],
    ['8 janvier 2024, 20 h 15', '2024-01-08 20:15:00'],
    ['lundi 08/01/2024, à 18:05:09', '2024-01-08 18:05:09'],
    ['1er août\u00a02024 à 18h05', '2024-08-01 18:05:00'],
    ['21/02/24 23:00:00', '2024-02-21 23:00:00'],
    ['21/02/95 7:05', '1995-02-21 07:05:00'],
  ])('%s', async (text, expected) => {
    const opening = await openBytes(
      lines('Objet;Séance', ...Array.from({ length: 6 }, (_, at) => `Conseil ${at};${text}`)),
    );
    expect([typesOf(opening)[1], opening.rows[0]?.[1], opening.issues]).toEqual(['Séance:timestamp', expected, []]);
  });

  test('are read beside days without an hour, and what is no hour is listed', async () => {
    const days = Array.from({ length: 30 }, (_, at) => `Conseil ${at};${(at % 28) + 1} mars 2024 à 18h30`);
    const { rows, issues } = await openBytes(
      lines('Objet;Séance', ...days, 'Autre;2 mai 2024', 'Autre;2 mai 2024 à 27h30'),
    );
    expect([rows.slice(-2).map(([, day]) => day), issues.map(({ raw, reason }) => [raw, reason])]).toEqual([
      ['2024-05-02 00:00:00', null],
      [['2 mai 2024 à 27h30', 'invalid']],
    ]);
  });

  test('words that end with a figure and an h are words', async () => {
    const rows = ['Salle 2024 3h', 'Poste 24h', 'Rang 2024 A 4 h', 'Parking 24 h'].map((text, at) => `${at};${text}`);
    expect(typesOf(await openBytes(lines('Id;Libellé', ...rows)))[1]).toBe('Libellé:text');
  });
});

describe('titles in two languages', () => {
  test.each([
    ['Commune;Nombre de ménages;Revenu médian', 'Municipality;Number of households;Median income'],
    ['Produit;Valeur;Quantité', 'Product;Value;Quantity'],
    ['Region;Population;Share of women', 'Région;Population;Part des femmes'],
  ])('%s over %s: the French ones are the names', async (first, second) => {
    const opening = await openBytes(
      lines(first, second, ...Array.from({ length: 9 }, (_, at) => `Lieu ${at};${at + 10};${at},5`)),
    );
    const [french, english] = first.startsWith('Region') ? [second, first] : [first, second];
    expect(opening.opened.columns.map(({ name, label }) => [name, label])).toEqual(
      french.split(';').map((name, at) => [name, english.split(';')[at] === name ? undefined : english.split(';')[at]]),
    );
  });

  test('codes under long titles stay the names', async () => {
    const rows = Array.from({ length: 9 }, (_, at) => `0100${at + 1};${at + 10};${at},5`);
    const { opened } = await openBytes(lines('Commune;Ménages;Part des aides', 'CODGEO;NB_MEN;PART_UNIT', ...rows));
    expect(opened.columns.map(({ name }) => name)).toEqual(['CODGEO', 'NB_MEN', 'PART_UNIT']);
  });
});

test("Eurostat's colon is a missing value, with the reason of its flag", async () => {
  const values = ['12.5', ':', '8.1', ': c', '7', '6.5'].map((value, at) => `FR1${at},2021,${value},p`);
  const { issues, ...opening } = await openBytes(lines('geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG', ...values));
  expect([typesOf({ issues, ...opening })[2], issues.map(({ raw, reason }) => [raw, reason])]).toEqual([
    'OBS_VALUE:decimal',
    [
      [':', 'non disponible'],
      [': c', 'secret'],
    ],
  ]);
});

test('months over the names of the first columns are titles with them', async () => {
  const rows = Array.from({ length: 9 }, (_, at) => `${at + 10};A, B, C;${at};${at + 1};${at + 2};${at + 3}`);
  const opening = await openBytes(lines(';;janv.-23;févr.-23;mars-23;avr.-23', 'Département;Catégorie;;;;', ...rows));
  expect([opening.inspection.headerRows, typesOf(opening), opening.rows.length]).toEqual([
    [1, 2],
    [
      'Département:text:departement',
      'Catégorie:text',
      'janv.-23:integer',
      'févr.-23:integer',
      'mars-23:integer',
      'avr.-23:integer',
    ],
    9,
  ]);
});

test.each([
  [['01', '02', '2A', '33', '59', '974'], 'Code:text:departement'],
  [['01', '02', '03', '33', '59', '74'], 'Code:text'],
  [['11', '24', '27', '974', '1200', '3'], 'Code:text'],
])('a « Code » of %j', async (codes, expected) => {
  const opening = await openBytes(lines('Code;Nom;Emploi', ...codes.map((code, at) => `${code};Lieu ${at};${at}`)));
  expect(typesOf(opening)[0]).toBe(expected);
});
