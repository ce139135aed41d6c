import { type Column, titleOf } from '../recipe/column.ts';
import { t } from '../text/t.ts';

type Columns = readonly Column[];

/** What an axis, a legend or a sentence calls a column. */
export function columnTitle(columns: Columns, name: string | null): string {
  const column = columns.find((candidate) => candidate.name === name);
  return column ? titleOf(column) : (name ?? '');
}

/** « P21_LOG (Nombre de logements en 2021) » for each column drawn whose name is not the one that the reader sees. */
export function codedNames(columns: Columns, names: readonly (string | null)[]): string[] {
  return [...new Set(names)].flatMap((name) => {
    const title = columnTitle(columns, name);
    return name === null || title === name ? [] : t('chart.caption.column', { name, label: title });
  });
}
