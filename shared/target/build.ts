import type { Territory } from '../contract.ts';
import type { Table } from '../project/project.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { referenceColumn, zones } from '../territory/reference.ts';
import {
  type PopulationChoice,
  referenceFigures,
  type StaffChoice,
  type StaffForm,
  type TargetChoices,
  targetColumn,
} from './choices.ts';
import { copySteps, findTable, type TargetContext } from './context.ts';
import { populationColumn, populationTable } from './population.ts';

/**
 * `table` is the result, at the end of `tables`; the others are those that its joins reach and that were made for it:
 * `population` (one row per current commune) and `staff` (rows that hold a figure), null where the choices need none.
 */
export type TargetParts = { table: Table; tables: Table[]; population: Table | null; staff: Table | null };

/**
 * Turns the assistant's choices into ordinary tables with ordinary recipes, to be edited by hand afterwards.
 * One row per current commune of the territory, whatever the other tables hold: joins never multiply nor drop rows.
 */
export function buildTarget(choices: TargetChoices, context: TargetContext): TargetParts {
  const support: Table[] = [];
  const id = context.newId;
  const recipe: Step[] = [{ id: id(), kind: 'filter', condition: within(choices.territories) }];
  const population = joinPopulation(choices.population, context, support, recipe);
  const staff = joinStaff(choices.staff, context, support, recipe);
  const renamed: [string, string][] = [
    [referenceColumn.code, targetColumn.code],
    [referenceColumn.commune, targetColumn.name],
    [referenceColumn.departement, targetColumn.departement],
    [referenceColumn.region, targetColumn.region],
    [population, targetColumn.population],
  ];
  const names = renamed.filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to }));
  recipe.push(
    { id: id(), kind: 'rename', names },
    {
      id: id(),
      kind: 'target',
      population: { column: targetColumn.population, threshold: choices.minPopulation },
      staff: staff ? { column: targetColumn.staff, form: staff.form, threshold: choices.minStaff } : null,
      operator: choices.operator,
      connective: choices.connective,
      verdictColumn: targetColumn.verdict,
      reasonColumn: targetColumn.reason,
    },
    {
      id: id(),
      kind: 'select',
      columns: [
        targetColumn.code,
        targetColumn.name,
        targetColumn.verdict,
        targetColumn.population,
        ...(staff ? [targetColumn.staff] : []),
        targetColumn.reason,
        targetColumn.siren,
        targetColumn.departement,
        targetColumn.region,
      ],
    },
    { id: id(), kind: 'sort', by: [{ column: targetColumn.population, descending: true }] },
  );
  const table: Table = { id: id(), name: context.names.target, source: context.communes, recipe };
  const made = (tableId: string | undefined) => support.find((candidate) => candidate.id === tableId) ?? null;
  const joins = recipe.flatMap((step) => (step.kind === 'join' ? [step] : []));
  return {
    table,
    tables: [...support, table],
    population: made(joins.find((step) => step.columns[0]?.as === targetColumn.population)?.right),
    staff: made(joins.find((step) => step.columns[0]?.as === targetColumn.staff)?.right),
  };
}

/** « France » is metropole and DROM: the code applies otherwise in the COM. */
export function within(territories: readonly Territory[]): Condition {
  const conditions = territories.map((territory): Condition => {
    if (territory.kind === 'france')
      return { kind: 'in', column: referenceColumn.zone, values: [zones.metropole, zones.drom] };
    const column = {
      region: referenceColumn.regionCode,
      departement: referenceColumn.departementCode,
      epci: referenceColumn.epciCode,
    }[territory.kind];
    return { kind: 'compare', column, operator: 'eq', value: territory.code };
  });
  return conditions.length === 1 ? (conditions[0] as Condition) : { kind: 'any', of: conditions };
}

function joinPopulation(choice: PopulationChoice, context: TargetContext, support: Table[], recipe: Step[]): string {
  if (choice.kind === 'reference') return referenceFigures[choice.figure];
  const right = populationTable(choice, context, support);
  recipe.push({
    id: context.newId(),
    kind: 'join',
    right,
    on: [{ left: referenceColumn.code, right: populationColumn.currentCode }],
    keep: 'left',
    columns: [{ name: targetColumn.population, as: targetColumn.population }],
  });
  return targetColumn.population;
}

/**
 * Without figures the column exists and is empty: as a band, so that each row says « tranche inconnue », never 0.
 * Rows of the staff table that hold nothing are set aside first, so that a key listed twice keeps its filled row.
 */
function joinStaff(
  choice: StaffChoice,
  context: TargetContext,
  support: Table[],
  recipe: Step[],
): { form: StaffForm } | null {
  const id = context.newId;
  if (choice.kind === 'ignored') return null;
  if (choice.kind === 'unknown') {
    recipe.push({
      id: id(),
      kind: 'derive',
      name: targetColumn.staff,
      expression: { kind: 'constant', value: null },
    });
    return { form: 'band' };
  }
  const origin = findTable(context, choice.table);
  const filled: Table = {
    id: id(),
    name: context.names.staff,
    source: origin.source,
    recipe: [
      ...copySteps(origin.recipe, id),
      { id: id(), kind: 'filter', condition: { kind: 'missing', column: choice.column, negated: true } },
    ],
  };
  support.push(filled);
  recipe.push({
    id: id(),
    kind: 'join',
    right: filled.id,
    on: [
      {
        left: choice.key.stands === 'siren' ? referenceColumn.siren : referenceColumn.code,
        right: choice.key.column,
      },
    ],
    keep: 'left',
    columns: [{ name: choice.column, as: targetColumn.staff }],
    normalise: true,
  });
  return { form: choice.form };
}
