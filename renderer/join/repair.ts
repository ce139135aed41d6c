import { isMeasurable, isRatio } from '../../shared/chart/measure.ts';
import type { Table } from '../../shared/project/project.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { keyMeaning } from '../../shared/sql/text.ts';
import { type Repair, repairSteps } from '../../shared/territory/repairs.ts';
import { t } from '../../shared/text/t.ts';
import { noteReference, type TakenReference, takeReference, withReference } from '../project/reference-table.ts';
import { announce, edit, getState, newId, setState } from '../session.ts';
import { type Extra, withExtra } from './place.ts';

/** The tables of a join as they stand before it: the left one gets its repairs at place `at`, the right one at its end. */
export type RepairPlace = {
  table: string;
  at: number;
  right: Table;
  on: { left: Column; right: Column };
  columns: { left: readonly Column[]; right: readonly Column[] };
  extra: Extra | null;
};

/** Adds the steps of a repair to its table as one undoable edit. Gives how many went to the left table. */
export async function applyRepair(repair: Exclude<Repair, { kind: 'normalise' }>, place: RepairPlace): Promise<number> {
  const needsCodes = repair.kind === 'successors' || repair.kind === 'arrondissements';
  const taken = needsCodes ? await takeReference('anciens-codes') : null;
  const steps = repairSteps(
    repair,
    place.on[repair.side],
    keyMeaning(place.on.left, place.on.right),
    place.columns[repair.side],
    taken?.table.id ?? '',
    newId,
  );
  addSteps(t(`join.repair.${repair.kind}`), repair.side, steps, place, taken);
  return repair.side === 'left' ? steps.length : 0;
}

/** Replaces the left names that a person confirmed by the right ones. Gives how many steps went to the left table. */
export function applyNames(column: string, pairs: { from: string; to: string }[], place: RepairPlace): number {
  const step: Step = { id: newId(), kind: 'recode', column, by: { kind: 'list', pairs } };
  addSteps(t('join.repair.names'), 'left', [step], place, null);
  return 1;
}

function addSteps(
  label: string,
  side: 'left' | 'right',
  steps: Step[],
  place: RepairPlace,
  taken: TakenReference | null,
): void {
  if (taken) noteReference(taken);
  const extra = place.extra && side === 'right' ? place.extra : null;
  if (extra) setState({ opened: { ...getState().opened, [extra.opened.source.id]: extra.opened } });
  const target = side === 'left' ? place.table : place.right.id;
  edit(label, (current) => {
    const known =
      extra && !current.tables.some(({ id }) => id === extra.table.id) ? withExtra(current, extra) : current;
    const next = taken ? withReference(known, taken) : known;
    return {
      ...next,
      tables: next.tables.map((table) => {
        if (table.id !== target) return table;
        return {
          ...table,
          recipe: table.recipe.toSpliced(side === 'left' ? place.at : table.recipe.length, 0, ...steps),
        };
      }),
    };
  });
  announce(t('join.repaired', { repair: label }));
}

/**
 * A copy of the right table with one row per key: stocks added up, rows counted. The table itself stays: others may use
 * it. Gives the id of the copy.
 */
export function aggregateRight(place: RepairPlace, keys: string[]): string {
  const { right, extra } = place;
  const columns = place.columns.right;
  const sums = columns.filter(
    (column) => !keys.includes(column.name) && isNumeric(column.type) && isMeasurable(column) && !isRatio(column),
  );
  const step: Step = {
    id: newId(),
    kind: 'aggregate',
    by: [...new Set(keys)],
    measures: [
      { name: freeName(t('join.aggregated-rows'), columns), measure: 'count' },
      ...sums.map(({ name }) => ({ name, measure: 'sum' as const, column: name })),
    ],
  };
  const name = t('join.aggregated', { table: right.name });
  const copy: Table = {
    id: newId(),
    name,
    source: right.source,
    recipe: [...right.recipe.map((kept) => ({ ...kept, id: newId() })), step],
  };
  if (extra) setState({ opened: { ...getState().opened, [extra.opened.source.id]: extra.opened } });
  edit(t('join.aggregate'), (current) => {
    const sources =
      extra && !current.sources.some(({ id }) => id === extra.opened.source.id)
        ? [...current.sources, extra.opened.source]
        : current.sources;
    return { ...current, sources, tables: [...current.tables, copy] };
  });
  announce(t('join.repaired', { repair: t('join.aggregate') }));
  return copy.id;
}

function freeName(wanted: string, columns: readonly Column[]): string {
  let name = wanted;
  for (let copy = 2; columns.some((column) => column.name.toLowerCase() === name.toLowerCase()); copy += 1)
    name = `${wanted} ${copy}`;
  return name;
}
