import { expect, test } from 'vitest';
import { Pages } from '../../../renderer/grid/pages.ts';
import type { Input, Outputs } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { cellAt, makeColumns, makePage } from '../../bench/grid-page/provider.ts';

const columns = makeColumns(40);
const names = columns.map(({ name }) => name);
const page = makePage(1000, columns);
const query = { table: 't', tables: [] };
const view = { firstRow: 0, lastRow: 20, frozen: 2, firstColumn: 2, lastColumn: 12, direction: 1 as const };
type Call = { input: Input<'table.page'>; answer(): void; fail(fault: Fault): void };

/** Pages whose answers the test gives, and what they told. */
function openPages(previous: Pages | null = null) {
  const calls: Call[] = [];
  const told: unknown[] = [];
  const ask = (input: Input<'table.page'>) =>
    new Promise<Outputs['table.page']>((resolve, reject) => {
      calls.push({
        input,
        answer: () => resolve({ rows: page(input.columns, input.offset, input.limit), total: 1000 }),
        fail: reject,
      });
    });
  const heard = {
    onLoad: (everyCell: boolean) => void told.push(everyCell ? 'every cell' : 'those that waited'),
    onFault: (fault: Fault) => void told.push(fault.code),
    onGivenUp: () => void told.push('given up'),
  };
  return { pages: new Pages(ask, query, names, heard, previous), calls, told };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test('the cells of the former query stand in until those of the new one come, all at once', async () => {
  const former = openPages();
  former.pages.want(view);
  former.calls[0]?.answer();
  await settle();
  const next = openPages(former.pages);
  next.pages.want(view);
  const meanwhile = [next.pages.total, next.pages.cell(3, 0)];
  next.calls[0]?.answer();
  await settle();
  next.pages.want({ ...view, firstRow: 500, lastRow: 520 });
  for (const call of next.calls) call.answer();
  await settle();
  expect([former.told, meanwhile, next.told.slice(0, 2), next.pages.cell(510, 0)]).toEqual([
    ['those that waited'],
    [1000, cellAt(3, 0, columns[0]!)],
    ['every cell', 'those that waited'],
    cellAt(510, 0, columns[0]!),
  ]);
});

test('cells that the engine gave up by itself are asked for again, and come', async () => {
  const { pages, calls, told } = openPages();
  pages.want(view);
  calls[0]?.fail(new Fault('cancelled'));
  await settle();
  const again = calls.slice(1).map(({ input }) => input.offset);
  calls[1]?.answer();
  await settle();
  expect([again, told, pages.cell(7, 1)]).toEqual([[0], ['those that waited'], cellAt(7, 1, columns[1]!)]);
});

test('cells given up too often in a row are said so once, and come when asked for again', async () => {
  const { pages, calls, told } = openPages();
  pages.want(view);
  for (let call = 0; told.length === 0; call++) {
    await expect.poll(() => calls.length).toBeGreaterThan(call);
    calls[call]?.fail(new Fault('cancelled'));
    await settle();
  }
  const stopped = calls.length;
  await settle();
  const meanwhile = [calls.length - stopped, pages.cell(7, 1)];
  pages.askAgain();
  calls.at(-1)?.answer();
  await settle();
  expect([meanwhile, told, pages.cell(7, 1)]).toEqual([
    [0, undefined],
    ['given up', 'those that waited'],
    cellAt(7, 1, columns[1]!),
  ]);
});
