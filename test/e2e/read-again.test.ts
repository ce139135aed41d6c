import { Decoder, Encoder } from '@msgpack/msgpack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Frame } from '../../shared/rpc/wire.ts';
import { checkScreen } from './check-screen.ts';
import { fixture, openWindow, sizes, type Window } from './open-window.ts';

let window: Window;
let isGivenUp = false;
const decoder = new Decoder({ useBigInt64: true });
const encoder = new Encoder({ useBigInt64: true, ignoreUndefined: true });

beforeAll(async () => {
  window = await openWindow();
  // An engine that gives up every page of cells while `isGivenUp`, as one does under too many questions.
  await window.page.routeWebSocket(/./, (page) => {
    const engine = page.connectToServer();
    page.onMessage((message) => {
      const frame = decoder.decode(message as Buffer) as Frame;
      if (!isGivenUp || frame.kind !== 'call' || frame.name !== 'table.page') return engine.send(message);
      const answer: Frame = { kind: 'fail', id: frame.id, fault: { code: 'cancelled', params: {} } };
      page.send(Buffer.from(encoder.encode(answer)));
    });
  });
  await window.page.reload();
  await window.page.getByRole('button', { name: /^Ouvrir un fichier/ }).waitFor();
  await window.openFile(fixture('communes.csv'));
}, 120_000);
afterAll(() => window?.close());

it('cells that the engine gave up are said so, and « Relire » brings them by the keyboard', async () => {
  const { page } = window;
  const cell = page.locator('[role=row][aria-rowindex="2"] [role=gridcell]:not(:empty)').first();
  await cell.waitFor();
  isGivenUp = true;
  await window.headerMenu('Population', /^Trier/);
  const again = page.getByRole('button', { name: 'Relire', exact: true });
  await again.waitFor();
  const found: Record<string, string[]> = {};
  for (const [size, viewport] of Object.entries(sizes).toReversed()) {
    await page.setViewportSize(viewport);
    await again.waitFor();
    found[size] = await checkScreen(page);
    await window.look(`read-again-${size}`);
  }
  isGivenUp = false;
  await again.press('Enter');
  await again.waitFor({ state: 'hidden' });
  await cell.waitFor();
  expect({ found, complaints: window.complaints }).toEqual({ found: { zoomed: [], whole: [] }, complaints: [] });
});
