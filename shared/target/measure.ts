import type { Client, Query } from '../contract.ts';
import type { Table } from '../project/project.ts';
import type { Step } from '../recipe/step.ts';
import { t } from '../text/t.ts';
import { countAround, groupedRecipe, passes, place, type ThresholdCount, thresholdsAround } from './around.ts';
import type { TargetParts } from './build.ts';
import { type TargetChoices, targetColumn, type Verdict } from './choices.ts';

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
  /** The same list under other population thresholds; empty where none is tested. */
  around: ThresholdCount[];
  causes: CauseCount[];
  /** Of the rows to check: what another figure could not decide. */
  staff: { unmatched: Named; blank: number; duplicates: number } | null;
};

const shownNames = 8;

/**
 * Everything that a result must say, in one pass over it: rows are counted by verdict, cause, highest population
 * threshold passed and what the staff alone decides. Verdicts always add up to `total`: one row has one verdict.
 */
export async function measureTarget(
  ask: Ask,
  choices: TargetChoices,
  parts: TargetParts,
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<TargetFacts> {
  const all = [...tables, ...parts.tables];
  const thresholds = thresholdsAround(choices.minPopulation);
  const { recipe, columns } = groupedRecipe(choices, parts.table, thresholds);
  const query = queryOf({ ...parts.table, recipe }, all);
  const asked = { query, by: columns, example: targetColumn.name, examples: shownNames, limit: 1000 };
  const [found, duplicates] = await Promise.all([
    ask('table.groups', asked, { signal }),
    choices.staff.kind === 'table' && parts.staff ? countDuplicates(ask, parts.staff, parts.staffKeys, all, signal) : 0,
  ]);
  const groups = found.map(({ values: [verdict, cause, passed, staff], count, examples }) => ({
    verdict,
    cause: cause ?? null,
    passed: passed ?? '',
    staff: staff ?? '',
    count,
    examples,
  }));
  const rows = (keep: (group: (typeof groups)[number]) => boolean): Named => {
    const kept = groups.filter(keep);
    const names = kept.flatMap(({ examples }) => examples).sort((left, right) => left.localeCompare(right, 'fr'));
    return { count: kept.reduce((sum, { count }) => sum + count, 0), names: names.slice(0, shownNames) };
  };
  const withVerdict = (verdict: Verdict) => rows((group) => group.verdict === verdict).count;
  const total = rows(() => true).count;
  const isTested = choices.population.kind !== 'ignored';
  const missing = isTested ? rows(({ passed }) => passed === place.unknown) : { count: 0, names: [] };
  const chosen = thresholds.indexOf(choices.minPopulation);
  const passed = isTested ? rows((group) => passes(group.passed, chosen) === true).count : total;
  const causes = new Map<string, number>();
  for (const { cause, count } of groups) if (cause !== null) causes.set(cause, (causes.get(cause) ?? 0) + count);
  const absent = [t('target.cause.absent'), t('target.cause.elsewhere')];
  return {
    verdicts: {
      cible: withVerdict('cible'),
      horsCible: withVerdict('hors cible'),
      aVerifier: withVerdict('à vérifier'),
      total,
    },
    causes: [...causes].map(([cause, count]) => ({ cause, rows: count })).sort((left, right) => right.rows - left.rows),
    population: { passed, failed: total - passed - missing.count, missing },
    staff:
      choices.staff.kind === 'table'
        ? {
            unmatched: rows(({ cause }) => cause !== null && absent.includes(cause)),
            blank: causes.get(t('target.cause.blank')) ?? 0,
            duplicates,
          }
        : null,
    around: isTested ? countAround(groups, thresholds, choices) : [],
  };
}

/** Keys that several rows of the table bear. */
async function countDuplicates(
  ask: Ask,
  table: Table,
  keys: readonly string[],
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<number> {
  const recipe: Step[] = [
    ...table.recipe,
    ...keys.map((column): Step => {
      return { id: `keyed ${column}`, kind: 'filter', condition: { kind: 'missing', column, negated: true } };
    }),
    { id: 'by-key', kind: 'aggregate', by: [...keys], measures: [{ name: 'rows of the key', measure: 'count' }] },
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
