import { describe, expect, test } from 'vitest';
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
