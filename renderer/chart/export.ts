import { chartPage } from '../../shared/chart/page.ts';
import { chartTitle, rendererOf, type SpecInput, spec } from '../../shared/chart/spec.ts';
import { summary } from '../../shared/chart/summary.ts';
import { tableCsv, tableOf } from '../../shared/chart/table.ts';
import { fileStem } from '../../shared/text/file-name.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { call, notify, notifyFault } from '../session.ts';

export const chartFormats = ['png', 'png2', 'png4', 'svg', 'html', 'csv', 'json'] as const;
export type ChartFormat = (typeof chartFormats)[number];

/** What is exported does not depend on the window's width. */
const exportSize = { width: 900, height: 420 };

/** Makes the file of a chart and hands it to the user. */
export async function exportChart(format: ChartFormat, shown: Omit<SpecInput, 'width' | 'height'>): Promise<void> {
  try {
    const extension = format.startsWith('png') ? 'png' : format;
    const name = `${fileStem(chartTitle(shown.chart, shown.columns), t('chart.file-name'))}.${extension}`;
    const { output } = await call('output.create', { name, bytes: await bytesOf(format, { ...shown, ...exportSize }) });
    const saved = await deliver(output, name);
    if (saved) notify('success', t('chart.exported', { name: saved }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

async function bytesOf(format: ChartFormat, input: SpecInput): Promise<Uint8Array<ArrayBuffer>> {
  const text = (content: string) => new TextEncoder().encode(content);
  const table = tableOf(input.chart, input.columns, input.marks, input.facts);
  if (format === 'csv') return text(tableCsv(table));
  const document = spec(input);
  if (format === 'json') return text(JSON.stringify(document, null, 2));
  const { draw, toPng, toSvg } = await import('../draw-chart.ts');
  const element = window.document.createElement('div');
  const result = await draw(element, document, format.startsWith('png') ? 'canvas' : rendererOf(input.marks));
  try {
    if (format === 'png') return await toPng(result, 1);
    if (format === 'png2') return await toPng(result, 2);
    if (format === 'png4') return await toPng(result, 4);
    const svg = await toSvg(result);
    if (format === 'svg') return text(svg);
    const { chart, columns, marks, facts, caption } = input;
    const words = { title: chartTitle(chart, columns), summary: summary(chart, columns, marks, facts), caption };
    return text(chartPage({ ...words, svg, table }));
  } finally {
    result.finalize();
  }
}
