import { expect, test } from 'vitest';
import { placeableCodes } from '../../renderer/map-figures.ts';

test('a row of total is not one of the codes that a map should place', () => {
  const stray = (cause: string, codes: number) => ({ cause, codes, rows: codes, examples: [] });
  const facts = { total: 61, withoutCode: 0, codes: 5, matched: 3, silent: 98, doubled: 0 };
  const counts = [[stray('total-row', 1), stray('leading-zeros', 1)], [stray('leading-zeros', 2)], []].map((strays) =>
    placeableCodes({ ...facts, strays }),
  );
  expect(counts).toEqual([4, 5, 5]);
});
