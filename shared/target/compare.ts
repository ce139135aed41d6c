import type { Table } from '../project/project.ts';
import type { Expression } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import type { Target } from '../recipe/steps/target.ts';
import { referenceColumn } from '../territory/reference.ts';
import { t } from '../text/t.ts';
import { targetColumn } from './choices.ts';
import { copySteps } from './context.ts';

/** What became of a row between two results. A row that keeps its verdict is not listed. */
export const changes = ['enters', 'leaves', 'merged', 'to-check', 'out', 'appeared', 'disappeared'] as const;
export type Change = (typeof changes)[number];

export const compareColumn = {
  change: 'changement',
  newVerdict: 'verdict nouveau',
  newPopulation: 'population nouvelle',
  newReason: 'raison nouvelle',
  successor: 'commune qui a succédé',
} as const;

/**
 * An ordinary table of what changed from `before` to `after`, two tables of verdicts that share a `code` (a name where
 * there is none): entered, left, merged into another commune, undecided since, appeared, disappeared.
 * `oldCodes` is a table over the built-in old codes; null where codes are no communes'.
 */
export function compareTables(
  before: Table,
  after: Table,
  oldCodes: Table | null,
  naming: { name: string; newId: () => string },
): Table {
  const id = naming.newId;
  const key = hasCode(before) && hasCode(after) ? targetColumn.code : targetColumn.name;
  const { newVerdict, newPopulation, newReason, successor, change } = compareColumn;
  const verdict = verdictOf(before);
  const withPopulation = [before, after].every((table) => stepOf(table)?.population !== null);
  const kept = [...new Set([key, targetColumn.name, verdict, ...(withPopulation ? [targetColumn.population] : [])])];
  const recipe: Step[] = [
    ...copySteps(before.recipe, id).filter(({ kind }) => kind !== 'sort'),
    { id: id(), kind: 'select', columns: kept },
    {
      id: id(),
      kind: 'join',
      right: after.id,
      on: [{ left: key, right: key }],
      keep: 'full',
      columns: [
        { name: targetColumn.name, as: 'nom nouveau' },
        { name: verdictOf(after), as: newVerdict },
        ...(withPopulation ? [{ name: targetColumn.population, as: newPopulation }] : []),
        { name: stepOf(after)?.reasonColumn ?? targetColumn.reason, as: newReason },
      ],
    },
    derive(id, targetColumn.name, coalesce(targetColumn.name, 'nom nouveau')),
  ];
  if (oldCodes)
    recipe.push({
      id: id(),
      kind: 'join',
      right: oldCodes.id,
      on: [{ left: key, right: referenceColumn.oldCode }],
      keep: 'left',
      columns: [{ name: referenceColumn.commune, as: successor }],
    });
  recipe.push(
    derive(id, change, changeOf(verdict, oldCodes !== null)),
    { id: id(), kind: 'filter', condition: { kind: 'missing', column: change, negated: true } },
    {
      id: id(),
      kind: 'select',
      columns: [
        ...new Set([key, targetColumn.name]),
        change,
        verdict,
        newVerdict,
        ...(withPopulation ? [targetColumn.population, newPopulation] : []),
        ...(oldCodes ? [successor] : []),
        newReason,
      ],
    },
    { id: id(), kind: 'sort', by: [{ column: change, descending: false }] },
  );
  return { id: id(), name: naming.name, source: before.source, recipe };
}

/** The verdict step of a table that still is a list of bodies: a later comparison or grouping makes it something else. */
export function stepOf(table: Pick<Table, 'recipe'>): Target | null {
  const steps = table.recipe.filter(({ disabled }) => !disabled);
  const at = steps.findLastIndex(({ kind }) => kind === 'target');
  const changed = steps
    .slice(at + 1)
    .some(
      (step) =>
        step.kind === 'aggregate' ||
        step.kind === 'pivot' ||
        step.kind === 'append' ||
        (step.kind === 'join' && step.keep === 'full'),
    );
  return at < 0 || changed ? null : (steps[at] as Target);
}

function verdictOf(table: Table): string {
  return stepOf(table)?.verdictColumn ?? targetColumn.verdict;
}

function hasCode(table: Table): boolean {
  return table.recipe.some((step) => step.kind === 'select' && step.columns.includes(targetColumn.code));
}

function derive(newId: () => string, name: string, expression: Expression): Step {
  return { id: newId(), kind: 'derive', name, expression };
}

function coalesce(...names: string[]): Expression {
  return { kind: 'call', name: 'coalesce', of: names.map((name) => ({ kind: 'column', name })) };
}

/** Missing where nothing changed. Told apart from the rarest to the plainest. */
function changeOf(verdict: string, mayMerge: boolean): Expression {
  const { newVerdict, successor } = compareColumn;
  const say = (change: Change): Expression => ({ kind: 'constant', value: t(`compare.${change}`) });
  const when = (
    condition: Extract<Expression, { kind: 'if' }>['when'],
    yes: Expression,
    otherwise: Expression,
  ): Expression => ({
    kind: 'if',
    when: condition,
    // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
    then: yes,
    otherwise,
  });
  const is = (column: string, value: string) => ({ kind: 'compare', column, operator: 'eq', value }) as const;
  const gone = mayMerge
    ? when({ kind: 'missing', column: successor }, say('disappeared'), say('merged'))
    : say('disappeared');
  const kept = when(is(verdict, 'cible'), say('leaves'), say('out'));
  const moved = when(is(newVerdict, 'cible'), say('enters'), when(is(newVerdict, 'à vérifier'), say('to-check'), kept));
  const same = { kind: 'compare-columns', column: verdict, operator: 'eq', other: newVerdict } as const;
  const present = when(same, { kind: 'constant', value: null }, moved);
  const fresh = when(is(newVerdict, 'cible'), say('enters'), say('appeared'));
  return when(
    { kind: 'missing', column: verdict },
    fresh,
    when({ kind: 'missing', column: newVerdict }, gone, present),
  );
}
