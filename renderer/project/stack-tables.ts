import type { Table } from '../../shared/project/project.ts';
import { shortList } from '../../shared/recipe/describe.ts';
import { foldName } from '../../shared/recipe/relation.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { ask, editRecipe, getState, newId, project, showTable } from '../session.ts';

/** Proposes to put tables just opened one under the other, where they have the same columns or most of them. */
export async function offerStack(ids: readonly string[]): Promise<void> {
  const tables = ids.flatMap((id) => project().tables.find((table) => table.id === id) ?? []);
  const [first, ...others] = tables;
  if (!first || others.length === 0) return;
  const match = matchColumns(tables);
  if (match === null) return;
  const params = { count: tables.length, names: shortList(tables.map(({ name }) => name)) };
  const { choice } = await ask({
    title: t('sources.stack-title'),
    text:
      match.apart.length === 0
        ? t('sources.stack-text', params)
        : t('sources.stack-text-apart', { ...params, shared: match.shared, apart: match.apart.join('\u202f; ') }),
    choices: [
      { id: 'keep', label: t('sources.stack-keep') },
      { id: 'stack', label: t('sources.stack-do'), kind: 'primary' },
    ],
  });
  if (choice !== 'stack') return;
  const labels = originsOf(tables.map(({ name }) => name));
  const step: Step = {
    id: newId(),
    kind: 'append',
    tables: others.map(({ id }, place) => ({ table: id, label: labels[place + 1]! })),
    origin: { column: freeColumn(first, t('steps.append.origin-name')), label: labels[0]! },
  };
  editRecipe(t('sources.stack-action', { count: tables.length }), first.id, (recipe) => [...recipe, step]);
  showTable(first.id);
}

function columnsOf(table: Table): string[] {
  return (getState().opened[table.source]?.columns ?? []).map(({ name }) => name);
}

const mostApart = 8;

/**
 * How many columns all the tables have, and those that only some have: « Logements (dans 2023) ». Null when one of them
 * shares less than half of its columns: stacking makes little sense.
 */
function matchColumns(tables: readonly Table[]): { shared: number; apart: string[] } | null {
  const places = new Map<string, { name: string; tables: Table[] }>();
  for (const table of tables) {
    for (const name of columnsOf(table)) {
      const known = places.get(foldName(name)) ?? { name, tables: [] };
      known.tables.push(table);
      places.set(foldName(name), known);
    }
  }
  const shared = [...places.values()].filter((column) => column.tables.length === tables.length).length;
  if (shared === 0 || tables.some((table) => columnsOf(table).length > 2 * shared)) return null;
  const apart = [...places.values()].flatMap(({ name, tables: those }) =>
    those.length === tables.length
      ? []
      : t('sources.stack-apart', { column: name, names: shortList(those.map((table) => table.name)) }),
  );
  return { shared, apart: apart.length > mostApart ? [...apart.slice(0, mostApart), '…'] : apart };
}

function freeColumn(table: Table, wanted: string): string {
  const taken = new Set(columnsOf(table).map(foldName));
  let name = wanted;
  for (let copy = 2; taken.has(foldName(name)); copy += 1) name = `${wanted} (${copy})`;
  return name;
}

/** What tells names apart: « effectifs-2022 », « effectifs-2023 » -> « 2022 », « 2023 ». Whole words only. */
export function originsOf(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(/(?<=[^\p{L}\p{N}])|(?=[^\p{L}\p{N}])/u));
  const shortest = Math.min(...words.map((of) => of.length));
  const same = (at: (of: string[]) => string | undefined) => words.every((of) => at(of) === at(words[0]!));
  let head = 0;
  while (head < shortest && same((of) => of[head])) head += 1;
  let tail = 0;
  while (tail < shortest - head && same((of) => of[of.length - 1 - tail])) tail += 1;
  const kept = words.map((of) =>
    of
      .slice(head, of.length - tail)
      .join('')
      .trim(),
  );
  return kept.every((name) => name !== '') && new Set(kept).size === names.length ? kept : [...names];
}
