import type { Table } from '../project/project.ts';
import type { Step } from '../recipe/step.ts';
import type { Target } from '../recipe/steps/target.ts';
import { baseOf, type TargetBase } from './bodies.ts';
import {
  type PopulationChoice,
  referenceFigures,
  type StaffChoice,
  type TargetChoices,
  targetColumn,
} from './choices.ts';
import type { TargetContext } from './context.ts';
import { populationColumn, populationTable } from './population.ts';
import { type JoinedStaff, joinStaffTable } from './staff.ts';

/**
 * `table` is the result, at the end of `tables`; the others are those that its joins reach and that were made for it:
 * `population` (one row per current commune) and `staff` (rows that hold a figure), null where the choices need none.
 * `staffKeys` are the columns of `staff` that identify a body, together.
 */
export type TargetParts = {
  table: Table;
  tables: Table[];
  population: Table | null;
  staff: Table | null;
  staffKeys: string[];
};

/**
 * Turns the assistant's choices into ordinary tables with ordinary recipes, to be edited by hand afterwards.
 * One row per body of the territory, whatever the other tables hold: joins never multiply nor drop rows.
 */
export function buildTarget(choices: TargetChoices, context: TargetContext): TargetParts {
  const support: Table[] = [];
  const id = context.newId;
  const base = baseOf(choices, context, support);
  const recipe: Step[] = [...base.steps];
  const population = joinPopulation(choices.population, base, context, support, recipe);
  const staff = joinStaff(choices.staff, base, context, support, recipe);
  const renamed: [string | null, string][] = [
    [base.code, targetColumn.code],
    [base.name, targetColumn.name],
    [base.type, targetColumn.type],
    [base.siren, targetColumn.siren],
    [base.departement, targetColumn.departement],
    [base.region, targetColumn.region],
    [population, targetColumn.population],
    [staff?.column ?? null, targetColumn.staff],
  ];
  const present = renamed.filter((pair): pair is [string, string] => pair[0] !== null);
  const names = present.filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to }));
  if (names.length > 0) recipe.push({ id: id(), kind: 'rename', names });
  const step = targetStep(choices, population !== null, staff, id());
  const wanted = [
    targetColumn.code,
    targetColumn.name,
    targetColumn.type,
    targetColumn.verdict,
    targetColumn.population,
    targetColumn.staff,
    ...(step.bandColumn === undefined ? [] : [step.bandColumn]),
    targetColumn.cause,
    targetColumn.reason,
    targetColumn.siren,
    targetColumn.departement,
    targetColumn.region,
  ];
  const made = [targetColumn.verdict, targetColumn.reason, step.causeColumn, step.bandColumn];
  recipe.push(
    step,
    {
      id: id(),
      kind: 'select',
      columns: wanted.filter((name) => made.includes(name) || present.some(([, to]) => to === name)),
    },
    population === null
      ? { id: id(), kind: 'sort', by: [{ column: targetColumn.verdict, descending: false }] }
      : { id: id(), kind: 'sort', by: [{ column: targetColumn.population, descending: true }] },
  );
  const table: Table = { id: id(), name: context.names.target, source: base.source, recipe };
  const joined = (as: string) => {
    const step = recipe.find((one) => one.kind === 'join' && one.columns[0]?.as === as);
    return step?.kind === 'join' ? step : null;
  };
  const supportOf = (tableId: string | undefined) => support.find((candidate) => candidate.id === tableId) ?? null;
  const staffJoin = joined(targetColumn.staff);
  return {
    table,
    tables: [...support.map((made) => ({ ...made, working: true })), table],
    population: supportOf(joined(targetColumn.population)?.right),
    staff: supportOf(staffJoin?.right),
    staffKeys: staffJoin?.on.map(({ right }) => right) ?? [],
  };
}

function targetStep(choices: TargetChoices, tested: boolean, staff: JoinedStaff | null, id: string): Target {
  const { minPopulation, maxPopulation, minStaff, operator, connective } = choices;
  return {
    id,
    kind: 'target',
    population: tested
      ? {
          column: targetColumn.population,
          threshold: minPopulation,
          ...(maxPopulation === null ? {} : { maximum: maxPopulation }),
        }
      : null,
    staff: staff ? { ...staff, column: targetColumn.staff, threshold: minStaff } : null,
    operator,
    connective,
    verdictColumn: targetColumn.verdict,
    reasonColumn: targetColumn.reason,
    causeColumn: targetColumn.cause,
    ...(staff?.form === 'band' && choices.staff.kind !== 'unknown' ? { bandColumn: targetColumn.band } : {}),
  };
}

/** The column that holds the population before the renaming; null where no such test is made. */
function joinPopulation(
  choice: PopulationChoice,
  base: TargetBase,
  context: TargetContext,
  support: Table[],
  recipe: Step[],
): string | null {
  if (choice.kind === 'ignored') return null;
  if (choice.kind === 'own') return choice.column;
  if (choice.kind === 'reference') return referenceFigures[choice.figure];
  const right = populationTable(choice, context, support);
  recipe.push({
    id: context.newId(),
    kind: 'join',
    right,
    on: [{ left: base.code ?? base.name, right: populationColumn.currentCode }],
    keep: 'left',
    columns: [{ name: targetColumn.population, as: targetColumn.population }],
  });
  return targetColumn.population;
}

/** Without figures the column exists and is empty: as a band, so that each row says « tranche inconnue », never 0. */
function joinStaff(
  choice: StaffChoice,
  base: TargetBase,
  context: TargetContext,
  support: Table[],
  recipe: Step[],
): JoinedStaff | null {
  switch (choice.kind) {
    case 'ignored':
      return null;
    case 'own':
      return { column: choice.column, form: choice.form };
    case 'unknown':
      recipe.push({
        id: context.newId(),
        kind: 'derive',
        name: targetColumn.staff,
        expression: { kind: 'constant', value: null },
      });
      return { column: targetColumn.staff, form: 'band' };
    case 'table':
      return joinStaffTable(choice, base, context, support, recipe);
  }
}
