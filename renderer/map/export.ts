import { measureText } from '../../shared/map/paint.ts';
import { type MapImage, mapSvg } from '../../shared/map/svg.ts';
import type { MapView } from '../../shared/map/view.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { call, notify, notifyFault } from '../session.ts';

export const mapFormats = ['png', 'png2', 'svg', 'csv'] as const;
export type MapFormat = (typeof mapFormats)[number];

/** Makes the file of a map and hands it to the user. */
export async function exportMap(format: MapFormat, map: MapView, image: MapImage): Promise<void> {
  try {
    const name = `${fileName(image.title)}.${format === 'png2' ? 'png' : format}`;
    const { output } = await call('output.create', { name, bytes: await bytesOf(format, map, image) });
    const saved = await deliver(output, name);
    if (saved) notify('success', t('map.exported', { name: saved }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

async function bytesOf(format: MapFormat, map: MapView, image: MapImage): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return new TextEncoder().encode(mapCsv(map, image));
  const svg = mapSvg(image);
  return format === 'svg' ? new TextEncoder().encode(svg) : toPng(svg, format === 'png2' ? 2 : 1);
}

/** The drawing as a bitmap: the very file that the SVG export gives, painted. */
async function toPng(svg: string, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.naturalWidth * scale;
    canvas.height = picture.naturalHeight * scale;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('canvas');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The areas as CSV for French spreadsheets: `;`, decimal comma, byte order mark. */
function mapCsv(map: MapView, { painting, shown }: MapImage): string {
  const head = [t('map.data.code'), t('map.data.name'), measureText(map, painting.single), t('map.data.rows')];
  const rows = painting.facts
    .filter(({ area }) => shown(area))
    .map((fact) => [fact.code, fact.name, fact.value, fact.rows]);
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
  return name === '' ? t('map.file-name') : name;
}
