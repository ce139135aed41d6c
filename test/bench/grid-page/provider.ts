import { Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import type { CallName, Client, Outputs, Query } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { Fault } from '../../../shared/rpc/fault.ts';

/** Columns of a generated table: a code, a label, then quantities, texts and a date in turn. */
export function makeColumns(count: number): Column[] {
  return Array.from({ length: count }, (_, place): Column => {
    if (place === 0) return { name: 'Code commune', type: 'text', meaning: 'commune' };
    if (place === 1) return { name: 'Commune', type: 'text', meaning: null, label: 'Nom de la commune' };
    if (place % 7 === 3) return { name: `Libellé ${place}`, type: 'text', meaning: null };
    if (place % 7 === 5) return { name: `Taux ${place}`, type: 'decimal', meaning: null };
    if (place % 11 === 6) return { name: `Date ${place}`, type: 'date', meaning: null };
    return { name: `Population ${place}`, type: 'integer', meaning: null };
  });
}

/** The generated cell: always the same for a place. One in nineteen is missing. */
export function cellAt(row: number, place: number, column: Column): string | number | null {
  const seed = Math.abs(Math.imul(row + 1, 2654435761) ^ Math.imul(place + 7, 40503)) >>> 0;
  if (place > 1 && seed % 19 === 0) return null;
  if (place === 0) return String(1001 + (row % 95_000)).padStart(5, '0');
  if (place === 1) return `Saint-Martin-de-la-Rivière ${row + 1}`;
  if (column.type === 'integer') return seed % 250_000;
  if (column.type === 'decimal') return (seed % 100_000) / 1000;
  if (column.type === 'date') return (seed % 20_000) * 86_400_000;
  return `valeur ${seed % 5000}`;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

type MakePage = (names: readonly string[], offset: number, limit: number) => Uint8Array | Promise<Uint8Array>;

/** Pages of the generated table as Arrow, columns by name. */
export function makePage(rows: number, columns: readonly Column[]) {
  const byName = new Map(columns.map((column, place) => [column.name, place]));
  return (names: readonly string[], offset: number, limit: number): Uint8Array => {
    const length = Math.max(0, Math.min(limit, rows - offset));
    const arrays = names.map((name) => {
      const place = byName.get(name) ?? 0;
      const column = columns[place]!;
      const values = Array.from({ length }, (_, row) => cellAt(offset + row, place, column));
      return [name, column.type === 'text' ? vectorFromArray(values, new Utf8()) : vectorFromArray(values)] as const;
    });
    return tableToIPC(new Table(Object.fromEntries(arrays)), 'stream');
  };
}

/** Answers as the engine would, a few milliseconds later; pages come from `page`, which may be a worker's. */
export function makeClient(rows: number, columns: readonly Column[], delay: number, page: MakePage): Client {
  const byName = new Map(columns.map((column, place) => [column.name, place]));
  const answers: Partial<{ [N in CallName]: (input: never) => Outputs[N] | Promise<Outputs[N]> }> = {
    'table.columns': () => [...columns],
    'table.page': async (input: { columns: string[]; offset: number; limit: number; query: Query }) => ({
      rows: await page(input.columns, input.offset, input.limit),
      total: rows,
    }),
    'table.count': () => rows,
    'table.profile': (input: { columns: string[] }) =>
      input.columns.map((name) => ({
        name,
        missing: (byName.get(name) ?? 0) > 1 ? Math.floor(rows / 19) : 0,
        missingReasons: {},
        invalid: 0,
        distinct: Math.min(rows, 5000),
      })),
  };
  return {
    async call(name, input, options) {
      await pause(delay);
      if (options?.signal?.aborted) throw new Fault('cancelled');
      const answer = answers[name] as
        | ((input: unknown) => Outputs[typeof name] | Promise<Outputs[typeof name]>)
        | undefined;
      if (!answer) throw new Fault('unknown-call', { name });
      return answer(input);
    },
    closed: new Promise(() => {}),
  };
}
