import type { Chart } from '../../shared/chart/encoding.ts';
import { blankChart } from '../../shared/chart/suggest.ts';
import { findReferenceTable, type ReferenceTableId, referenceColumn } from '../../shared/territory/reference.ts';
import { t } from '../../shared/text/t.ts';
import { addReference } from '../project/add-table.ts';
import { edit, getState, newId, project, setState } from '../session.ts';

/** Small sets made of what is built in, each with a first chart. */
export const exampleIds = ['communes', 'epci', 'departements'] as const;
export type ExampleId = (typeof exampleIds)[number] & ReferenceTableId;

const firstCharts: Record<ExampleId, Partial<Chart>> = {
  communes: { kind: 'bar', x: referenceColumn.region, y: referenceColumn.municipale, measure: 'sum' },
  epci: { kind: 'histogram', x: 'Nombre de communes', measure: 'count' },
  departements: {
    kind: 'dot',
    x: referenceColumn.departement,
    y: referenceColumn.municipale,
    measure: 'sum',
    others: false,
  },
};

/** Opens an example on its first chart, with the guide beside it. */
export async function openExample(id: ExampleId): Promise<void> {
  const before = getState().table;
  await addReference({ id, name: findReferenceTable(id)?.name ?? id });
  const { table } = getState();
  // It could not be opened, and the user was told.
  if (table === null || table === before) return;
  const chart: Chart = { ...blankChart(table), ...firstCharts[id], id: newId() };
  if (!project().tables.some((one) => one.id === table)) return;
  edit(t('chart.action.create'), (current) => ({ ...current, charts: [...current.charts, chart] }));
  setState({ tab: 'chart', guide: 0 });
}
