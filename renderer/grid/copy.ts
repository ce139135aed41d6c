import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { announce, notify, notifyFault } from '../session.ts';
import type { CellValue } from './cells.ts';
import { toHtml, toTsv } from './clipboard.ts';
import type { TableData } from './data.ts';
import { type CellRange, cellCount } from './selection.ts';

/** Past this the clipboard and the spreadsheet that receives it both suffer. */
const mostCells = 1_000_000;

/** Puts a range on the clipboard with its column names, as text and as a table. Rows not here yet are fetched. */
export async function copyRange(data: TableData, range: CellRange): Promise<void> {
  const cells = cellCount(range);
  if (cells > mostCells) {
    notify('error', t('grid.copy-large', { cells: formatNumber(cells), most: formatNumber(mostCells) }));
    return;
  }
  const places = Array.from({ length: range.right - range.left + 1 }, (_, place) => range.left + place);
  const columns = places.map((place) => data.columns[place]!);
  try {
    const rows =
      readHeld(data, range, places) ??
      (await data.pages.readRange(range.top, range.bottom, places, new AbortController().signal));
    if (await put(toTsv(columns, rows), toHtml(columns, rows))) announce(t('grid.copied', { count: rows.length }));
    else notify('error', t('grid.copy-refused'));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

function readHeld(data: TableData, range: CellRange, places: readonly number[]): CellValue[][] | null {
  if (range.bottom - range.top > 2_000) return null;
  const rows: CellValue[][] = [];
  for (let row = range.top; row <= range.bottom; row++) {
    const values: CellValue[] = [];
    for (const place of places) {
      const value = data.pages.cell(row, place);
      if (value === undefined) return null;
      values.push(value);
    }
    rows.push(values);
  }
  return rows;
}

/** The copy command needs no permission, which the desktop host grants to nobody; the newer way is the second chance. */
async function put(text: string, html: string): Promise<boolean> {
  let done = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.clipboardData?.setData('text/html', html);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  document.addEventListener('copy', fill, { once: true, capture: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  if (done) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
