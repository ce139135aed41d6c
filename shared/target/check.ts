import type { Table } from '../project/project.ts';
import type { Column } from '../recipe/column.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { referenceColumn } from '../territory/reference.ts';
import { buildTarget } from './build.ts';
import type { PopulationChoice, TargetChoices } from './choices.ts';
import { defaultChoices } from './choices.ts';
import type { TargetContext } from './context.ts';
import { type Ask, type Named, queryOf } from './measure.ts';
import { arrondissement, populationColumn } from './population.ts';
import { communeTypeColumn } from './recognise.ts';

export type PopulationTable = Extract<PopulationChoice, { kind: 'table' }>;

/** What the rows of a population file are, besides current communes. Counts are rows of the file. */
export type PopulationCheck = {
  /** The choice with what the rows call for: délégués set aside, arrondissements not added to their own commune. */
  choice: PopulationTable;
  /** Rows set aside because the file says that they are no commune. */
  components: number;
  duplicates: number;
  oldCodes: number;
  arrondissements: number;
  unmatched: Named;
};

/** Reads every code of a population table once, and settles how its rows become communes. */
export async function checkPopulation(
  ask: Ask,
  choice: PopulationTable,
  columns: readonly Column[],
  context: TargetContext,
  signal?: AbortSignal,
): Promise<PopulationCheck> {
  const typed = await communesOnly(ask, choice, columns, context, signal);
  const plain: PopulationTable = { ...choice, ...typed, dropArrondissements: false };
  const choices: TargetChoices = { ...defaultChoices, population: plain };
  const parts = buildTarget(choices, context);
  const table = parts.population as Table;
  const tables = [...context.tables, ...parts.tables];
  const upTo = (last: (step: Step) => boolean) => table.recipe.slice(0, table.recipe.findLastIndex(last) + 1);
  const joined = upTo((step) => step.kind === 'join');
  const count = (recipe: Step[]) => ask('table.count', { query: queryOf({ ...table, recipe }, tables) }, { signal });
  const filter = (condition: Condition): Step => ({ id: 'check', kind: 'filter', condition });
  const isArrondissement: Condition = {
    kind: 'compare',
    column: populationColumn.nature,
    operator: 'eq',
    value: arrondissement,
  };
  const coded: Condition = { kind: 'missing', column: populationColumn.fileCode, negated: true };

  const isCoded = (step: Step) => step.kind === 'derive' && step.name === populationColumn.fileCode;
  const rows = await count([...upTo(isCoded), filter(coded)]);
  const codes = await count([...upTo((step) => step.kind === 'distinct'), filter(coded)]);
  const arrondissements = await count([...joined, filter(isArrondissement)]);
  const old = await count([...joined, filter({ kind: 'missing', column: populationColumn.nature, negated: true })]);
  const cities = await ask(
    'table.values',
    {
      query: queryOf({ ...table, recipe: [...joined, filter(isArrondissement)] }, tables),
      column: populationColumn.successor,
      search: '',
      offset: 0,
      limit: 10,
    },
    { signal },
  );
  const present =
    cities.values.length > 0 &&
    (await count([
      ...joined,
      filter({
        kind: 'in',
        column: populationColumn.fileCode,
        values: cities.values.map((entry) => String(entry.value)),
      }),
    ])) > 0;
  const communes: Table = { id: 'communes of the reference', name: '', source: context.communes, recipe: [] };
  const strangers = queryOf(
    {
      ...table,
      recipe: [
        ...table.recipe,
        filter({ kind: 'missing', column: populationColumn.currentCode, negated: true }),
        {
          id: 'strangers',
          kind: 'join',
          right: communes.id,
          on: [{ left: populationColumn.currentCode, right: referenceColumn.code }],
          keep: 'anti',
          columns: [],
        },
      ],
    },
    [...tables, communes],
  );
  const examples = await ask(
    'table.values',
    { query: strangers, column: populationColumn.currentCode, search: '', offset: 0, limit: 8 },
    { signal },
  );
  return {
    choice: { ...plain, dropArrondissements: present },
    components: typed.dropped,
    duplicates: rows - codes,
    oldCodes: old - arrondissements,
    arrondissements,
    unmatched: {
      count: await ask('table.count', { query: strangers }, { signal }),
      names: examples.values.map((entry) => String(entry.value)),
    },
  };
}

/** A column that holds COM among other types of the COG keeps the COM rows only. */
async function communesOnly(
  ask: Ask,
  choice: PopulationTable,
  columns: readonly Column[],
  context: TargetContext,
  signal?: AbortSignal,
): Promise<Pick<PopulationTable, 'only'> & { dropped: number }> {
  const column = communeTypeColumn(columns);
  const table = context.tables.find((candidate) => candidate.id === choice.table);
  if (column === null || !table) return { dropped: 0 };
  const { values } = await ask(
    'table.values',
    { query: queryOf(table, context.tables), column, search: '', offset: 0, limit: 20 },
    { signal },
  );
  const total = values.reduce((sum, entry) => sum + entry.count, 0);
  const communes = values.find((entry) => entry.value === 'COM')?.count ?? 0;
  if (communes === 0 || communes === total) return { dropped: 0 };
  return { only: { column, value: 'COM' }, dropped: total - communes };
}
