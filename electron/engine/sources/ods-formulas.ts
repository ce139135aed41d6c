import type { StagedFile } from './file.ts';
import type { SheetRange } from './spreadsheet-run.ts';
import { unescapeXml } from './xml.ts';
import { readZip, streamEntry } from './zip.ts';

const tags = /<(\/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^"'<>]|"[^"]*"|'[^']*')*)>/g;
const computed = /\soffice:(?:(?:date-|time-|boolean-|string-)?value=|value-type=["']string)/;
/** No tag is so long: what looks like one is none. */
const longestTag = 100_000;

/**
 * Formulas of a sheet of an .ods that were saved without their result, among the cells that are wanted. SheetJS passes over
 * them without a word.
 */
export async function countUncalculated(file: StagedFile, sheet: string, range: SheetRange): Promise<number> {
  const content = (await readZip(file.path, file.name)).find(({ name }) => name === 'content.xml');
  if (content === undefined) return 0;
  const kept = new Set(range.columns.filter((column) => column.kept).map(({ index }) => index));
  const last = range.lastDataRow ?? Number.POSITIVE_INFINITY;
  let count = 0;
  let inside = false;
  let row = 0;
  let rows = 1;
  let column = 0;
  let rest = '';
  for await (const bytes of streamEntry(file.path, content, file.name)) {
    const text = rest + bytes.toString('latin1');
    const end = text.lastIndexOf('<');
    rest = end < 0 ? '' : text.slice(end, end + longestTag);
    for (const [, close, kind, attributes = ''] of text.slice(0, Math.max(0, end)).matchAll(tags)) {
      if (kind === 'table') {
        if (close === '') [inside, row, rows] = [nameOf(attributes) === sheet, 0, 1];
      } else if (!inside) continue;
      else if (kind === 'table-row') {
        if (close === '') [rows, column] = [repeated(attributes, 'rows'), 0];
        if (close !== '' || attributes.endsWith('/')) row += rows;
      } else if (close === '') {
        if (attributes.includes('table:formula=') && !computed.test(attributes)) {
          const wanted = row + 1 >= range.firstDataRow && row + 1 <= last;
          if (wanted && kept.has(column)) count += 1;
        }
        column += repeated(attributes, 'columns');
      }
    }
  }
  return count;
}

function nameOf(attributes: string): string {
  const name = /\stable:name=(?:"([^"]*)"|'([^']*)')/.exec(attributes);
  return unescapeXml(Buffer.from(name?.[1] ?? name?.[2] ?? '', 'latin1').toString('utf8'));
}

function repeated(attributes: string, what: 'rows' | 'columns'): number {
  const found = new RegExp(`\\stable:number-${what}-repeated=["'](\\d{1,7})`).exec(attributes);
  return found === null ? 1 : Number(found[1]);
}
