import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { type Area, type PlaceMeaning, placeColumns, within } from '../../shared/territory/perimeter.ts';
import { repairSteps } from '../../shared/territory/repairs.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';

/** Ids given once, so that what is previewed is what is applied. */
export type PerimeterIds = { table: string; filter: string; join: string; clean: string; recode: string };

/** « Ain, Isère et 3 autres ». */
export function areasText(areas: readonly Area[]): string {
  const names = areas.slice(0, 3).map(({ name }) => name);
  if (areas.length <= 3) return formatList(names);
  return t('territory.areas-more', { names: names.join(', '), count: areas.length - 3 });
}

/** The table of the communes of a perimeter, and the steps that keep the rows of a table within it. */
export function perimeterParts(choice: {
  areas: readonly Area[];
  column: Column;
  meaning: PlaceMeaning;
  columns: readonly Column[];
  /** Source of the built-in communes, table of the old codes. */
  communes: string;
  oldCodes: string | null;
  spoilt: boolean;
  ids: PerimeterIds;
}): { table: Table; steps: Step[] } {
  const { areas, column, meaning, ids, oldCodes } = choice;
  const table: Table = {
    id: ids.table,
    name: t('territory.perimeter-name', { areas: areasText(areas) }),
    source: choice.communes,
    recipe: [{ id: ids.filter, kind: 'filter', condition: within(areas) }],
    working: true,
  };
  const fresh = [ids.clean, ids.recode];
  const repairs =
    oldCodes === null || meaning !== 'commune'
      ? []
      : repairSteps(
          { kind: 'successors', side: 'left', spoilt: choice.spoilt },
          column,
          'commune',
          choice.columns,
          oldCodes,
          () => fresh.shift() ?? ids.recode,
        );
  const join: Step = {
    id: ids.join,
    kind: 'join',
    title: t('territory.action', { areas: areasText(areas) }),
    right: ids.table,
    on: [{ left: column.name, right: placeColumns[meaning] as string }],
    keep: 'inner',
    columns: [],
    normalise: true,
  };
  return { table, steps: [...repairs, join] };
}
