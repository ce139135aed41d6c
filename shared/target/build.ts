import type { Territory } from '../contract.ts';
import type { Table } from '../project/project.ts';
import type { Condition, Expression } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { referenceColumn, zones } from '../territory/reference.ts';
import {
  type CommuneKey,
  type PopulationChoice,
  referenceFigures,
  type StaffChoice,
  type TargetChoices,
  targetColumn,
} from './choices.ts';

/** What the builder needs of the project: ids of opened sources, the tables that the choices name, fresh ids. */
export type TargetContext = {
  /** Source of the built-in communes. */
  communes: string;
  /** Source of the built-in old codes; needed only when the population comes from a table. */
  oldCodes: string | null;
  tables: readonly Table[];
  newId: () => string;
  names: { target: string; population: string; oldCodes: string; staff: string };
};

/** `table` is the result, at the end of `tables`; the others are those that its joins reach and that were made for it. */
export type TargetParts = { table: Table; tables: Table[] };

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
  const kept: [string, string][] = [
    [referenceColumn.code, targetColumn.code],
    [referenceColumn.commune, targetColumn.name],
    [referenceColumn.siren, targetColumn.siren],
    [referenceColumn.departement, targetColumn.departement],
    [referenceColumn.region, targetColumn.region],
    [population, targetColumn.population],
    ...(staff ? [[staff.column, targetColumn.staff] as [string, string]] : []),
  ];
  const renamed = kept.filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to }));
  recipe.push(
    { id: id(), kind: 'select', columns: kept.map(([from]) => from) },
    { id: id(), kind: 'rename', names: renamed },
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
    { id: id(), kind: 'sort', by: [{ column: targetColumn.population, descending: true }] },
  );
  const table: Table = { id: id(), name: context.names.target, source: context.communes, recipe };
  return { table, tables: [...support, table] };
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
    on: [{ left: referenceColumn.code, right: currentCode }],
    keep: 'left',
    columns: [{ name: targetColumn.population, as: targetColumn.population }],
  });
  return targetColumn.population;
}

const fileCode = 'code commune du fichier';
const successor = 'commune qui a succédé';
const nature = 'nature de l’ancien code';
const currentCode = 'code commune actuel';

/** One row per current commune: code assembled and its zeros restored, old codes and arrondissements added up. */
function populationTable(
  choice: Extract<PopulationChoice, { kind: 'table' }>,
  context: TargetContext,
  support: Table[],
): string {
  const id = context.newId;
  const origin = findTable(context, choice.table);
  if (context.oldCodes === null) throw new Error('the old codes are needed to read a population table');
  const oldCodes: Table = { id: id(), name: context.names.oldCodes, source: context.oldCodes, recipe: [] };
  const steps: Step[] = [];
  if (choice.only)
    steps.push({
      id: id(),
      kind: 'filter',
      condition: { kind: 'compare', column: choice.only.column, operator: 'eq', value: choice.only.value },
    });
  steps.push(
    { id: id(), kind: 'derive', name: fileCode, expression: communeCode(choice.key) },
    { id: id(), kind: 'distinct', columns: [fileCode] },
    {
      id: id(),
      kind: 'join',
      right: oldCodes.id,
      on: [{ left: fileCode, right: referenceColumn.oldCode }],
      keep: 'left',
      columns: [
        { name: referenceColumn.code, as: successor },
        { name: referenceColumn.oldNature, as: nature },
      ],
    },
  );
  if (choice.dropArrondissements)
    steps.push({
      id: id(),
      kind: 'filter',
      condition: {
        kind: 'any',
        of: [
          { kind: 'missing', column: nature },
          { kind: 'compare', column: nature, operator: 'ne', value: 'arrondissement municipal' },
        ],
      },
    });
  steps.push(
    {
      id: id(),
      kind: 'derive',
      name: currentCode,
      expression: {
        kind: 'call',
        name: 'coalesce',
        of: [
          { kind: 'column', name: successor },
          { kind: 'column', name: fileCode },
        ],
      },
    },
    {
      id: id(),
      kind: 'aggregate',
      by: [currentCode],
      measures: [{ name: targetColumn.population, measure: 'sum', column: choice.column }],
    },
  );
  const table: Table = {
    id: id(),
    name: context.names.population,
    source: origin.source,
    recipe: [...copySteps(origin.recipe, id), ...steps],
  };
  support.push(oldCodes, table);
  return table.id;
}

/** Text of five characters. In the DOM the département ends with the digit that begins the commune: 971 + 101 -> 97101. */
export function communeCode(key: CommuneKey): Expression {
  const padded = (name: string, length: number): Expression => ({
    kind: 'call',
    name: 'pad',
    of: [
      {
        kind: 'call',
        name: 'upper',
        of: [{ kind: 'call', name: 'trim', of: [{ kind: 'column', name }] }],
      },
      { kind: 'constant', value: length },
    ],
  });
  if (key.kind === 'code') return padded(key.column, 5);
  const departement = padded(key.departement, 2);
  const rest: Expression = {
    kind: 'arithmetic',
    operator: 'subtract',
    left: { kind: 'constant', value: 5 },
    right: { kind: 'call', name: 'length', of: [departement] },
  };
  return {
    kind: 'concat',
    of: [departement, { kind: 'call', name: 'right', of: [padded(key.commune, 3), rest] }],
  };
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
): { column: string; form: 'number' | 'band' } | null {
  const id = context.newId;
  if (choice.kind === 'ignored') return null;
  if (choice.kind === 'unknown') {
    recipe.push({
      id: id(),
      kind: 'derive',
      name: targetColumn.staff,
      expression: { kind: 'constant', value: null },
    });
    return { column: targetColumn.staff, form: 'band' };
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
  return { column: targetColumn.staff, form: choice.form };
}

function copySteps(recipe: readonly Step[], newId: () => string): Step[] {
  return recipe.map((step) => ({ ...step, id: newId() }));
}

function findTable(context: TargetContext, id: string): Table {
  const table = context.tables.find((candidate) => candidate.id === id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
}
