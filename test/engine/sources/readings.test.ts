import { describe, expect, test } from 'vitest';
import { unprotect } from '../../../electron/engine/sources/csv-protected.ts';
import type { SourceColumn } from '../../../shared/project/project.ts';
import { openBytes, typesOf } from './opening.ts';

/** Opens a text twice: as guessed, then with one column read as an answer says. */
async function readTwice(content: string, column: string, change: Partial<SourceColumn>) {
  const guessed = await openBytes(content);
  const columns = guessed.opened.source.options.columns!.map((one) =>
    one.name === column ? { ...one, ...change } : one,
  );
  const chosen = await openBytes(content, { ...guessed.opened.source.options, columns });
  return { guessed, chosen };
}
const column = (opening: Awaited<ReturnType<typeof openBytes>>, place: number) => opening.rows.map((row) => row[place]);
const warningsOf = ({ opened }: Awaited<ReturnType<typeof openBytes>>) =>
  opened.warnings.map(({ code, params }) => ({ code, ...params }));

describe('Numbers and texts in one column', () => {
  const values = ['3', '12,5', '7', 'environ 40', '1 200', '> 100'];
  const text = `nom;effectif\n${values.map((value, at) => `b${at};${value}`).join('\n')}\n`;

  test('stay texts, and it is said that they can be numbers', async () => {
    const opening = await openBytes(
      `nom;effectif\n${['3', '7', '8', 'environ 40', '12,5'].map((v) => `b;${v}`).join('\n')}\n`,
    );
    expect([typesOf(opening), warningsOf(opening)]).toEqual([
      ['nom:text', 'effectif:text'],
      [{ code: 'mixed-text', column: 'effectif', type: 'decimal', count: 1, examples: 'environ 40' }],
    ]);
  });

  test('read as numbers, set the texts aside: counted, listed with their rows', async () => {
    const { chosen } = await readTwice(text, 'effectif', { type: 'decimal' });
    expect([column(chosen, 1), chosen.issues, warningsOf(chosen)]).toEqual([
      [3, 12.5, 7, null, 1200, null],
      [
        { row: 5, column: 'effectif', raw: 'environ 40', reason: 'invalid' },
        { row: 7, column: 'effectif', raw: '> 100', reason: 'invalid' },
      ],
      [{ code: 'invalid-cells', column: 'effectif', count: 2, examples: '> 100\u202f; environ 40', asked: 1 }],
    ]);
  });

  test('a few texts among many numbers are set aside, and can be kept by reading texts', async () => {
    const many = `nom;n\n${Array.from({ length: 300 }, (_, at) => `c${at};${at}`).join('\n')}\nz;voir note\n`;
    const { guessed, chosen } = await readTwice(many, 'n', { type: 'text' });
    expect([warningsOf(guessed), column(guessed, 1).at(-1), column(chosen, 1).at(-1), warningsOf(chosen)]).toEqual([
      [{ code: 'invalid-cells', column: 'n', count: 1, examples: 'voir note' }],
      null,
      'voir note',
      [],
    ]);
  });
});

describe('Cells protected against spreadsheets', () => {
  test.each([
    ['="01001"', '01001'],
    ['="a ""b"""', 'a "b"'],
    ["'01001", '01001'],
    ["'2A004", '2A004'],
    ["'=1+1", '=1+1'],
    ["'- autre", '- autre'],
    ["'s-Hertogenbosch", null],
    ["'68 en mai", null],
    ["'", null],
    ['=A1+B1', null],
    ['="a"&"b"', null],
  ])('%s holds %j', (cell, expected) => {
    expect(unprotect(cell)).toBe(expected);
  });

  test('are read as the texts they are, and counted', async () => {
    const text = `codgeo;réf;nom;solde\n="01001";="120";Ars;'-5\n="01002";="121";'s-Gravenhage;7\n"=""2A004""";'122;Bény;8\n`;
    const opening = await openBytes(text);
    expect([typesOf(opening), opening.rows, warningsOf(opening), opening.inspection.preview[0]]).toEqual([
      ['codgeo:text:commune', 'réf:text', 'nom:text', 'solde:integer'],
      [
        ['01001', '120', 'Ars', -5],
        ['01002', '121', "'s-Gravenhage", 7],
        ['2A004', '122', 'Bény', 8],
      ],
      [
        { code: 'protected-cells', column: 'codgeo', count: 3, examples: '="01001"\u202f; ="01002"' },
        { code: 'protected-cells', column: 'réf', count: 3, examples: '="120"\u202f; ="121"' },
        { code: 'protected-cells', column: 'solde', count: 1, examples: "'-5" },
      ],
      ['01001', '120', 'Ars', '-5'],
    ]);
  });

  test('are found far past the head, whatever the columns around', async () => {
    const lines = Array.from({ length: 40_000 }, (_, at) => `c${at};x = "y";${at}`);
    lines[39_000] = `="00012";l'été;7`;
    const opening = await openBytes(`nom;texte;n\n${lines.join('\n')}\n`);
    expect([opening.rows[39_000], warningsOf(opening)]).toEqual([
      ['00012', "l'été", 7],
      [{ code: 'protected-cells', column: 'nom', count: 1, examples: '="00012"' }],
    ]);
  });
});
