import { expect, test } from 'vitest';
import { openBytes } from './opening.ts';

/** Rows with no accent, or with right ones, far past the head of the file; then those that were damaged. */
function file(damaged: readonly string[], right = 'Poste simple'): string {
  const before = Array.from({ length: 8_000 }, (_, at) => `${at};${right} ${at};rien à dire de cette ligne`);
  const after = Array.from({ length: 40 }, (_, at) => `${8_000 + at};${damaged[at % damaged.length]};rien`);
  return `Numéro;Libellé;Note\n${[...before, ...after].join('\n')}\n`;
}

const right = ['Prévu pour l’été', 'Réfection de la médiathèque', 'École à créer', 'Près de la forêt'];
const utf8As1252 = [
  'PrÃ©vu pour lâ€™Ã©tÃ©',
  'RÃ©fection de la mÃ©diathÃ¨que',
  'Ã‰cole Ã\u00a0 crÃ©er',
  'PrÃ¨s de la forÃªt',
];
const as1252As850 = ["PrÚvu pour l'ÚtÚ", 'RÚfection de la mÚdiathÞque', 'Ecole Ó crÚer', 'PrÞs de la forÛt'];

async function lastOf(content: string | Uint8Array, options = {}) {
  const { rows, opened } = await openBytes(content, options);
  const told = opened.warnings.find(({ code }) => code === 'misread-texts');
  return { rows: rows.length, texts: rows.slice(-40, -36).map((row) => row[1]), count: told?.params.count };
}

test('accents damaged past the head of a text file are mended, counted and told', async () => {
  expect([await lastOf(file(utf8As1252)), await lastOf(file(utf8As1252, 'Poste prévu à l’été'))]).toEqual([
    { rows: 8_040, texts: right, count: 40 },
    { rows: 8_040, texts: right, count: 40 },
  ]);
});

test('so are those that another program took for a text of DOS', async () => {
  const mended = ["Prévu pour l'été", 'Réfection de la médiathèque', 'Ecole à créer', 'Près de la forêt'];
  expect((await lastOf(file(as1252As850))).texts).toEqual(mended);
  expect((await lastOf(Buffer.from(file(as1252As850), 'latin1'))).texts).toEqual(mended);
});

test('they stay as they are where the user says so', async () => {
  expect(await lastOf(file(utf8As1252), { mending: [] })).toEqual({ rows: 8_040, texts: utf8As1252, count: undefined });
});

test('names of other languages are no damage', async () => {
  const names = [
    'Þór Jóhannsdóttir',
    'PERÚ Ñandú',
    'São João',
    'Straße Šiauliai',
    'José André IsÈre',
    'l´eau R&D C & A',
  ];
  expect(await lastOf(file(names))).toEqual({ rows: 8_040, texts: names.slice(0, 4), count: undefined });
});
