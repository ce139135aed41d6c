import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearse } from '../../electron/engine/rehearsal.ts';
import { openEngine } from './open-engine.ts';

/** How many readings were begun when only so many may be, and what is left of them. */
async function rehearsed(most: number): Promise<{ begun: number; left: string[] }> {
  const { engine, folder, close } = await openEngine();
  let asked = 0;
  await rehearse(engine.session, () => {
    asked += 1;
    return asked > most;
  });
  const left = readdirSync(join(folder, 'staging/outputs'));
  await close();
  return { begun: Math.min(asked, most), left };
}

test('the engine looks at a text and a workbook of its own twelve times, and leaves nothing of them', async () => {
  expect(await rehearsed(Number.POSITIVE_INFINITY)).toEqual({ begun: 24, left: [] });
});

test('it stops as soon as it is wanted', async () => {
  expect(await rehearsed(1)).toEqual({ begun: 1, left: [] });
});

test('it makes no file while the engine answers calls', async () => {
  const { engine, folder, close } = await openEngine();
  const seen: string[][] = [];
  const look = () => {
    seen.push(readdirSync(join(folder, 'staging/outputs')));
    return seen.length >= 3;
  };
  await rehearse(engine.session, look, () => true);
  await close();
  expect({ asked: seen.length >= 3, made: seen.flat() }).toEqual({ asked: true, made: [] });
});
