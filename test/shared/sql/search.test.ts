import { afterAll, beforeAll, expect, test } from 'vitest';
import { literal } from '../../../shared/sql/quote.ts';
import { searchSql } from '../../../shared/sql/search.ts';
import { foldText } from '../../../shared/sql/text.ts';
import fc from '../../tools/property.ts';
import { type Laboratory, openLaboratory } from '../recipe/laboratory.ts';

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

const signs = fc.constantFrom(...'aeoœŒéÉÈïçñÀzZ01 -’\'.*+?()[]{}|\\^$/%_"', 'e\u0301', 'ô', '\n', '€', '👍');
const text = (maxLength: number) => fc.array(signs, { maxLength }).map((parts) => parts.join(''));

test('searching is comparing both texts folded', async () => {
  const words = { contains: 'contains', starts: 'starts_with', ends: 'ends_with' } as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(text(6), { minLength: 1, maxLength: 20 }),
      text(3),
      fc.constantFrom('contains' as const, 'starts' as const, 'ends' as const),
      async (hays, needle, search) => {
        const from = `(VALUES ${hays.map((hay, n) => `(${n}, ${literal(hay)})`).join(', ')}) AS v(n, hay)`;
        const [row] = await laboratory.rows<{ found: string; folded: string }>(
          `SELECT string_agg(CASE WHEN ${searchSql('hay', needle, search)} THEN n END, ' ' ORDER BY n) AS found,
                string_agg(CASE WHEN ${words[search]}(${foldText('hay')}, ${foldText(literal(needle))}) THEN n END, ' ' ORDER BY n) AS folded FROM ${from}`,
        );
        expect(row!.found).toBe(row!.folded);
      },
    ),
    { numRuns: 500 },
  );
});

test('a pattern is compared folded too, half of a ligature only beside a joker', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(text(6), { minLength: 1, maxLength: 20 }),
      fc.array(text(2), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('*')),
      async (hays, pattern) => {
        const like = pattern
          .replace(/[%_\\]/g, '\\$&')
          .replaceAll('*', '%')
          .replaceAll('?', '_');
        const from = `(VALUES ${hays.map((hay, n) => `(${n}, ${literal(hay)})`).join(', ')}) AS v(n, hay)`;
        const [row] = await laboratory.rows<{ found: string; folded: string }>(
          `SELECT string_agg(CASE WHEN ${searchSql('hay', pattern, 'pattern')} THEN n END, ' ' ORDER BY n) AS found,
                string_agg(CASE WHEN ${foldText('hay')} LIKE ${foldText(literal(like))} ESCAPE '\\' THEN n END, ' ' ORDER BY n) AS folded FROM ${from}`,
        );
        expect(row!.found, pattern).toBe(row!.folded);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['é*', 'œuf', false],
  ['*euf', 'œuf', true],
  ['c*oeur', 'cœur', true],
  ['o*', 'Œuilly', true],
  ['?é*', 'œuf', true],
  ['?uf', 'œuf', false],
])('the pattern %s is that of %s: %s', async (pattern, hay, found) => {
  expect(await laboratory.rows(`SELECT ${searchSql(literal(hay), pattern, 'pattern')} AS found`)).toEqual([{ found }]);
});

test.each([
  ['ÎLE', 'Belle-Île-en-Mer', true],
  ['oeuil', 'Œuilly', true],
  ['Œ', 'oe', true],
  ["l'hay", 'L’Haÿ-les-Roses', true],
  ['.', 'Rennes', false],
  ['a'.repeat(5000), 'Rennes', false],
  ['é'.repeat(300), 'E'.repeat(300), true],
])('%s is in %s: %s', async (needle, hay, found) => {
  expect(await laboratory.rows(`SELECT ${searchSql(literal(hay), needle, 'contains')} AS found`)).toEqual([{ found }]);
});
