import { tableCsv } from '../../shared/chart/table.ts';
import { type MapImage, mapSvg } from '../../shared/map/svg.ts';
import { mapTable } from '../../shared/map/table.ts';
import { fileStem } from '../../shared/text/file-name.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { call, notify, notifyFault } from '../session.ts';
import { svgToPng } from '../svg-png.ts';

export const mapFormats = ['png', 'png2', 'svg', 'csv'] as const;
export type MapFormat = (typeof mapFormats)[number];

/** Makes the file of a map and hands it to the user. */
export async function exportMap(format: MapFormat, image: MapImage): Promise<void> {
  try {
    const name = `${fileStem(image.title, t('map.file-name'))}.${format === 'png2' ? 'png' : format}`;
    const { output } = await call('output.create', { name, bytes: await bytesOf(format, image) });
    const saved = await deliver(output, name);
    if (saved) notify('success', t('map.exported', { name: saved }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

async function bytesOf(format: MapFormat, image: MapImage): Promise<Uint8Array<ArrayBuffer>> {
  const text = (content: string) => new TextEncoder().encode(content);
  if (format === 'csv') return text(tableCsv(mapTable(image.painting, image.shown)));
  const svg = mapSvg(image);
  return format === 'svg' ? text(svg) : svgToPng(svg, format === 'png2' ? 2 : 1);
}
