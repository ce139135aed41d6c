import type { Result } from 'vega-embed';
import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type Mark, measureName } from '../../shared/chart/rows.ts';
import { chartTitle } from '../../shared/chart/spec.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { call, notify, notifyFault } from '../session.ts';

export type ChartFormat = 'png' | 'png2' | 'svg' | 'json' | 'csv';

/** Makes the file of a drawn chart and hands it to the user. */
export async function exportChart(
  format: ChartFormat,
  chart: Chart,
  result: Result,
  spec: TopLevelSpec,
  marks: readonly Mark[],
): Promise<void> {
  try {
    const extension = format === 'png2' ? 'png' : format;
    const name = `${fileName(chartTitle(chart))}.${extension}`;
    const { output } = await call('output.create', { name, bytes: await bytesOf(format, chart, result, spec, marks) });
    const saved = await deliver(output, name);
    if (saved) notify('success', t('chart.exported', { name: saved }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

async function bytesOf(
  format: ChartFormat,
  chart: Chart,
  result: Result,
  spec: TopLevelSpec,
  marks: readonly Mark[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { toPng, toSvg } = await import('./draw.ts');
  if (format === 'png') return toPng(result, 1);
  if (format === 'png2') return toPng(result, 2);
  if (format === 'svg') return toSvg(result);
  const text = format === 'json' ? JSON.stringify(spec, null, 2) : marksCsv(chart, marks);
  return new TextEncoder().encode(text);
}

/** The marks as CSV for French spreadsheets: `;`, decimal comma, byte order mark. */
export function marksCsv(chart: Chart, marks: readonly Mark[]): string {
  const bins = chart.kind === 'histogram';
  const head = [
    ...(bins ? [t('chart.data.from'), t('chart.data.to')] : [chart.x ?? '']),
    ...(chart.color === null ? [] : [chart.color]),
    chart.kind === 'scatter' ? (chart.y ?? '') : measureName(chart),
  ];
  const rows = marks.map((mark) => [
    mark.x,
    ...(bins ? [mark.stop ?? null] : []),
    ...(chart.color === null ? [] : [mark.color]),
    mark.y,
  ]);
  return `\ufeff${[head, ...rows].map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fileName(title: string): string {
  const name = title
    .replace(/[\\/:*?"<>|\s]+/g, ' ')
    .trim()
    .slice(0, 80);
  return name === '' ? t('chart.file-name') : name;
}
