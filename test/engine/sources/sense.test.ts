import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openBytes, summaryOf } from './opening.ts';

const folder = fileURLToPath(new URL('../../fixtures/csv/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => name.slice(0, -4));

/** Each file beside what it must give: a change of either is a change of what Crible reads. */
describe('French text files, opened with no setting touched', () => {
  test.each(names)('%s', async (name) => {
    const opening = await openBytes(readFileSync(`${folder}${name}.csv`), undefined, `${name}.csv`);
    expect(summaryOf(opening)).toEqual(JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')));
  });
});
