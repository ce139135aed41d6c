import type { Client, Query } from '../contract.ts';
import type { Table } from '../project/project.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import type { TargetParts } from './build.ts';
import { type TargetChoices, targetColumn, type Verdict, verdicts } from './choices.ts';

/** The one way to the engine that these questions need: the page's client and the command line both give it. */
export type Ask = Client['call'];

/** Some communes: how many, and the first names in the order of the table. */
export type Named = { count: number; names: string[] };

export type VerdictCounts = { cible: number; horsCible: number; aVerifier: number; total: number };

/** What the assistant tells of a result before and after making it. Staff figures are null where no table gives any. */
export type TargetFacts = {
  verdicts: VerdictCounts;
  population: { passed: number; failed: number; missing: Named };
  /** Of the communes that pass the population test (all of them when the connective is `or`). */
  staff: { unmatched: Named; blank: number; duplicates: number } | null;
};

const shownNames = 8;

/** Counts of the three verdicts. They always add up to `total`: one row has one verdict. */
export async function countVerdicts(
  ask: Ask,
  parts: TargetParts,
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<VerdictCounts> {
  const query = queryOf(parts.table, [...tables, ...parts.tables]);
  const { values } = await ask(
    'table.values',
    { query, column: targetColumn.verdict, search: '', offset: 0, limit: verdicts.length },
    { signal },
  );
  const count = (verdict: Verdict) => values.find((entry) => entry.value === verdict)?.count ?? 0;
  return {
    cible: count('cible'),
    horsCible: count('hors cible'),
    aVerifier: count('à vérifier'),
    total: await ask('table.count', { query }, { signal }),
  };
}

/** Everything that a result must say about the rows that it could not decide. */
export async function measureTarget(
  ask: Ask,
  choices: TargetChoices,
  parts: TargetParts,
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<TargetFacts> {
  const all = [...tables, ...parts.tables];
  const before = parts.table.recipe.slice(
    0,
    parts.table.recipe.findIndex((step) => step.kind === 'target'),
  );
  const countWhere = (...conditions: Condition[]) =>
    ask('table.count', { query: queryOf(where(parts.table, before, conditions), all) }, { signal });
  const name = async (...conditions: Condition[]): Promise<Named> => {
    const query = queryOf(where(parts.table, before, conditions), all);
    const [count, names] = await Promise.all([
      ask('table.count', { query }, { signal }),
      ask('table.values', { query, column: targetColumn.name, search: '', offset: 0, limit: shownNames }, { signal }),
    ]);
    return { count, names: names.values.map((entry) => String(entry.value)) };
  };
  const passes: Condition = {
    kind: 'compare',
    column: targetColumn.population,
    operator: choices.operator,
    value: choices.minPopulation,
  };
  const noPopulation: Condition = { kind: 'missing', column: targetColumn.population };
  const counts = await countVerdicts(ask, parts, tables, signal);
  const passed = await countWhere(passes);
  const missing = await name(noPopulation);
  const concerned = choices.connective === 'and' ? [passes] : [];
  return {
    verdicts: counts,
    population: { passed, failed: counts.total - passed - missing.count, missing },
    staff: await measureStaff(),
  };

  async function measureStaff(): Promise<TargetFacts['staff']> {
    const choice = choices.staff;
    if (choice.kind !== 'table' || !parts.staff) return null;
    const noStaff: Condition = { kind: 'missing', column: targetColumn.staff };
    const key = choice.key.stands === 'siren' ? targetColumn.siren : targetColumn.code;
    const without = where(parts.table, before, [...concerned, noStaff]);
    const present: Step = {
      id: 'present',
      kind: 'join',
      right: choice.table,
      on: [{ left: key, right: choice.key.column }],
      keep: 'inner',
      columns: [],
      normalise: true,
    };
    const blank = await ask(
      'table.count',
      { query: queryOf({ ...without, recipe: [...without.recipe, present] }, all) },
      { signal },
    );
    const absent = { ...without, recipe: [...without.recipe, { ...present, keep: 'anti' as const }] };
    const unmatched = queryOf(absent, all);
    const names = await ask(
      'table.values',
      { query: unmatched, column: targetColumn.name, search: '', offset: 0, limit: shownNames },
      { signal },
    );
    return {
      blank,
      unmatched: {
        count: await ask('table.count', { query: unmatched }, { signal }),
        names: names.values.map((entry) => String(entry.value)),
      },
      duplicates: await countDuplicates(ask, parts.staff, choice.key.column, all, signal),
    };
  }
}

/** Keys that several rows of the table bear. */
async function countDuplicates(
  ask: Ask,
  table: Table,
  key: string,
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<number> {
  const recipe: Step[] = [
    ...table.recipe,
    { id: 'keyed', kind: 'filter', condition: { kind: 'missing', column: key, negated: true } },
    { id: 'by-key', kind: 'aggregate', by: [key], measures: [{ name: 'rows of the key', measure: 'count' }] },
    {
      id: 'several',
      kind: 'filter',
      condition: { kind: 'compare', column: 'rows of the key', operator: 'gt', value: 1 },
    },
  ];
  return ask('table.count', { query: queryOf({ ...table, recipe }, tables) }, { signal });
}

function where(table: Table, recipe: readonly Step[], conditions: Condition[]): Table {
  return { ...table, recipe: [...recipe, { id: 'where', kind: 'filter', condition: { kind: 'all', of: conditions } }] };
}

/** A query on a table that takes the place of the one of the same id. */
export function queryOf(table: Table, tables: readonly Table[]): Query {
  return { table: table.id, tables: [table, ...tables.filter((other) => other.id !== table.id)] };
}
