import type { MarkTable } from '../chart/table.ts';
import { t } from '../text/t.ts';
import { measureText, type Painting } from './paint.ts';
import type { MapView } from './view.ts';

/** The areas shown as a table: what a CSV or a report gives. */
export function mapTable(map: MapView, painting: Painting, shown: (area: number) => boolean): MarkTable {
  return {
    head: [t('map.data.code'), t('map.data.name'), measureText(map, painting.single), t('map.data.rows')],
    names: 2,
    rows: painting.facts.filter(({ area }) => shown(area)).map((fact) => [fact.code, fact.name, fact.value, fact.rows]),
  };
}
