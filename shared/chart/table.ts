import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { columnTitle } from './names.ts';
import { type Mark, measureName, sentenceCase, xText } from './rows.ts';

export type Cell = string | number | null;
/** The figures of a chart: one line per mark. `names` are how many leading columns name it. */
export type MarkTable = { head: string[]; rows: Cell[][]; names: number };

/** Marks as a table, with everything that the drawing shows: what a screen reader, a page and a CSV give. */
export function tableOf(
  chart: Chart,
  columns: readonly Column[],
  marks: readonly Mark[],
  facts: ChartFacts,
): MarkTable {
  const column = columns.find((candidate) => candidate.name === chart.x) ?? null;
  const title = (name: string | null) => columnTitle(columns, name);
  const x = chart.x === null ? t('chart.data.mark') : title(chart.x);
  const isColumn = chart.kind === 'scatter' || chart.kind === 'box';
  const y = isColumn ? title(chart.y) : sentenceCase(measureName(chart, columns));
  const bins = chart.kind === 'histogram' || facts.squares;
  const shares = chart.kind === 'pie' || (chart.color !== null && chart.stacking === 'normalized');
  const part = (yes: boolean, ...cells: Cell[]) => (yes ? cells : []);
  const facet = chart.facet !== null;
  const color = chart.color !== null && !facts.squares;
  const head = [
    ...part(facet, title(chart.facet)),
    ...(bins ? [x, t('chart.data.upto', { name: x })] : [x]),
    ...part(color, title(chart.color)),
    y,
    ...part(facts.squares, t('chart.data.upto', { name: y }), t('chart.data.rows')),
    ...part(shares, t('chart.data.share')),
    ...part(chart.kind === 'box', ...boxParts.map((name) => t(`chart.data.${name}`)), t('chart.data.rows')),
    ...part(chart.size !== null, title(chart.size)),
  ].map(String);
  const rows = marks.map((mark): Cell[] => [
    ...part(facet, mark.facet ?? null),
    bins ? mark.x : xText(mark.x, column, facts.bucket),
    ...part(bins, mark.stop ?? null),
    ...part(color, mark.color),
    mark.y,
    ...part(facts.squares, mark.top ?? null, mark.rows),
    ...part(shares, mark.share ?? null),
    ...part(chart.kind === 'box', ...boxParts.map((name) => mark[name] ?? null), mark.rows),
    ...part(chart.size !== null, mark.size ?? null),
  ]);
  return { head, rows, names: Number(facet) + (bins ? 2 : 1) + Number(color) };
}

const boxParts = ['low', 'first', 'third', 'high'] as const;

/** The table as CSV for French spreadsheets: `;`, decimal comma, byte order mark, no text that runs as a formula. */
export function tableCsv({ head, rows }: MarkTable): string {
  return `\ufeff${[head, ...rows].map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
