import type { Client, Query } from '../contract.ts';
import type { Table } from '../project/project.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { t } from '../text/t.ts';
import type { TargetParts } from './build.ts';
import { type TargetChoices, targetColumn, type Verdict, verdicts } from './choices.ts';

/** The one way to the engine that these questions need: the page's client and the command line both give it. */
export type Ask = Client['call'];

/** Some communes: how many, and the first names in the order of the table. */
export type Named = { count: number; names: string[] };

/** Rows to check for one reason. */
export type CauseCount = { cause: string; rows: number };

export type VerdictCounts = { cible: number; horsCible: number; aVerifier: number; total: number };

/** What the assistant tells of a result before and after making it. Staff figures are null where no table gives any. */
export type TargetFacts = {
  verdicts: VerdictCounts;
  population: { passed: number; failed: number; missing: Named };
  causes: CauseCount[];
  /** Of the rows to check: what another figure could not decide. */
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
  const where = (...conditions: Condition[]): Query => {
    const filter: Step = { id: 'where', kind: 'filter', condition: { kind: 'all', of: conditions } };
    return queryOf({ ...parts.table, recipe: [...parts.table.recipe, filter] }, all);
  };
  const count = (...conditions: Condition[]) => ask('table.count', { query: where(...conditions) }, { signal });
  const name = async (...conditions: Condition[]): Promise<Named> => {
    const query = where(...conditions);
    const options = { query, column: targetColumn.name, search: '', offset: 0, limit: shownNames };
    const [total, { values }] = await Promise.all([
      ask('table.count', { query }, { signal }),
      ask('table.values', options, { signal }),
    ]);
    return { count: total, names: values.map((entry) => String(entry.value)) };
  };
  const isTested = choices.population.kind !== 'ignored';
  const noPopulation: Condition = { kind: 'missing', column: targetColumn.population };
  const absent: Condition = {
    kind: 'in',
    column: targetColumn.cause,
    values: [t('target.cause.absent'), t('target.cause.elsewhere')],
  };
  const fromTable = choices.staff.kind === 'table' && parts.staff !== null;
  const [counts, causes, passed, missing, unmatched, duplicates] = await Promise.all([
    countVerdicts(ask, parts, tables, signal),
    countCauses(ask, parts, tables, signal),
    isTested ? count(...passing(choices)) : null,
    isTested ? name(noPopulation) : { count: 0, names: [] },
    fromTable ? name(absent) : null,
    fromTable && parts.staff && parts.staffKey ? countDuplicates(ask, parts.staff, parts.staffKey, all, signal) : 0,
  ]);
  const blank = causes.find(({ cause }) => cause === t('target.cause.blank'))?.rows ?? 0;
  return {
    verdicts: counts,
    causes,
    population: {
      passed: passed ?? counts.total,
      failed: counts.total - (passed ?? counts.total) - missing.count,
      missing,
    },
    staff: unmatched && { unmatched, blank, duplicates },
  };
}

function passing(choices: TargetChoices): Condition[] {
  const { minPopulation, maxPopulation, operator } = choices;
  const column = targetColumn.population;
  return [
    { kind: 'compare', column, operator, value: minPopulation },
    ...(maxPopulation === null
      ? []
      : [{ kind: 'compare', column, operator: 'le', value: maxPopulation } satisfies Condition]),
  ];
}

/** The rows to check, by cause, most frequent first. */
export async function countCauses(
  ask: Ask,
  parts: TargetParts,
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<CauseCount[]> {
  const query = queryOf(parts.table, [...tables, ...parts.tables]);
  const { values } = await ask(
    'table.values',
    { query, column: targetColumn.cause, search: '', offset: 0, limit: 20 },
    { signal },
  );
  return values.flatMap(({ value, count }) => (value === null ? [] : [{ cause: String(value), rows: count }]));
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

/** A query on a table that takes the place of the one of the same id. */
export function queryOf(table: Table, tables: readonly Table[]): Query {
  return { table: table.id, tables: [table, ...tables.filter((other) => other.id !== table.id)] };
}
