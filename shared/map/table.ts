import type { MarkTable } from '../chart/table.ts';
import { t } from '../text/t.ts';
import type { Painting } from './paint.ts';

/** The areas shown as a table: what a CSV or a report gives. */
export function mapTable(painting: Painting, shown: (area: number) => boolean): MarkTable {
  return {
    head: [t('map.data.code'), t('map.data.name'), painting.legendTitle, t('map.data.rows')],
    names: 2,
    rows: painting.facts.filter(({ area }) => shown(area)).map((fact) => [fact.code, fact.name, fact.value, fact.rows]),
  };
}
