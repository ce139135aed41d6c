import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import type { CombinedColumn } from '../../shared/recipe/steps/combine.ts';
import { arrondissementNature, communeNatures } from '../../shared/territory/natures.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';
import { currentCodes } from '../../shared/territory/repairs.ts';
import { cogYear } from '../../shared/territory/vintage.ts';
import { t } from '../../shared/text/t.ts';
import { takeReference } from '../project/reference-table.ts';
import { newId } from '../session.ts';
import { applySteps, type Ground } from './place.ts';

/** Puts the codes of a column in the present COG, and rows of one commune in one when told how. Gives its French name. */
export async function convert(
  ground: Ground,
  column: Column,
  how: { municipal: boolean; spoilt: boolean; combine: CombinedColumn[] | null },
): Promise<string> {
  const codes = await takeReference('anciens-codes');
  const natures = how.municipal ? [...communeNatures, arrondissementNature] : communeNatures;
  const steps: Step[] = [
    ...repaired(column, how.spoilt),
    {
      id: newId(),
      kind: 'recode',
      column: column.name,
      by: currentCodes(codes.table.id, natures),
      ...(how.combine && { combine: { columns: how.combine } }),
    },
  ];
  const label = t('vintage.action', { column: column.name, year: String(cogYear) });
  applySteps(label, ground, [codes], [], steps);
  return label;
}

/** Codes that lost their zeros are codes again before any other takes their place. */
function repaired(column: Column, spoilt: boolean): Step[] {
  if (column.type === 'text' && !spoilt) return [];
  return [{ id: newId(), kind: 'clean', cleaning: { kind: 'code', columns: [column.name], meaning: 'commune' } }];
}

/**
 * A table of the communes whose code stayed and whose perimeter changed, one row per commune taken in: the old codes of
 * the table whose successor it also has. It reads a copy of the table as it is now, since converting takes those codes away.
 */
export async function makeChangedTable(ground: Ground, column: Column, spoilt: boolean): Promise<string> {
  const codes = await takeReference('anciens-codes');
  const copy: Table = {
    id: newId(),
    name: t('vintage.copy-name', { table: ground.table.name }),
    source: ground.table.source,
    recipe: [
      ...ground.table.recipe.slice(0, ground.at).map((step) => ({ ...step, id: newId() })),
      ...repaired(column, spoilt),
    ],
  };
  const meets = (name: string): Step => ({
    id: newId(),
    kind: 'join',
    right: copy.id,
    on: [{ left: name, right: column.name }],
    keep: 'inner',
    columns: [],
    normalise: true,
  });
  const table: Table = {
    id: newId(),
    name: t('vintage.changed-name', { table: ground.table.name }),
    source: codes.table.source,
    recipe: [
      {
        id: newId(),
        kind: 'filter',
        condition: { kind: 'in', column: referenceColumn.oldNature, values: communeNatures },
      },
      meets(referenceColumn.oldCode),
      meets(referenceColumn.code),
    ],
  };
  applySteps(t('vintage.changed-action', { table: ground.table.name }), ground, [], [copy, table], [], codes);
  return table.id;
}
