import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { type Area, type PlaceMeaning, placeLists, within } from '../../shared/territory/perimeter.ts';
import { t } from '../../shared/text/t.ts';
import { takeReference } from '../project/reference-table.ts';
import { newId } from '../session.ts';
import { areasText } from './perimeter.ts';
import { applySteps, type Ground } from './place.ts';

/** Two columns of places, met without those of the other side. */
function without(left: string, right: Table, rightColumn: string): Step {
  return {
    id: newId(),
    kind: 'join',
    right: right.id,
    on: [{ left, right: rightColumn }],
    keep: 'anti',
    columns: [],
    normalise: true,
  };
}

/** A table of the places of a territory that no row bears, as an ordinary recipe over the reference. */
export async function makeAbsentTable(
  ground: Ground,
  column: Column,
  meaning: PlaceMeaning,
  areas: readonly Area[],
): Promise<string> {
  const communes = await takeReference('communes');
  const { code } = placeLists[meaning];
  const isCommune = meaning === 'commune' || meaning === 'siren';
  const table: Table = {
    id: newId(),
    name: t('coverage.absent-name', { table: ground.table.name, areas: areasText(areas) }),
    source: communes.table.source,
    recipe: [
      { id: newId(), kind: 'filter', condition: within(areas) },
      ...(isCommune ? [] : [{ id: newId(), kind: 'distinct', columns: [code] } satisfies Step]),
      without(code, ground.table, column.name),
    ],
  };
  applySteps(t('coverage.absent-table'), ground, [], [table], [], communes);
  return table.id;
}

/** A copy of the table with only the rows that bear no place of the reference. */
export async function makeStrangersTable(ground: Ground, column: Column, meaning: PlaceMeaning): Promise<string> {
  const communes = await takeReference('communes');
  const table: Table = {
    id: newId(),
    name: t('coverage.strangers-name', { table: ground.table.name }),
    source: ground.table.source,
    recipe: [
      ...ground.table.recipe.slice(0, ground.at).map((step) => ({ ...step, id: newId() })),
      without(column.name, communes.table, placeLists[meaning].code),
    ],
  };
  applySteps(t('coverage.strangers-table'), ground, [communes], [table], []);
  return table.id;
}
