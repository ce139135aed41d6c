import type { StagedFile } from './file.ts';
import { unescapeXml } from './xml.ts';
import { readZip, streamEntry } from './zip.ts';

/** Cells as the XML of an .ods writes them: `columns` and `rows` times the same, from `row` and `column`, 0-based. */
export type OdsCells = { row: number; rows: number; column: number; columns: number; attributes: string };

const tags = /<(\/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^"'<>]|"[^"]*"|'[^']*')*)>/g;
/** No tag is so long: what looks like one is none. */
const longestTag = 100_000;

/** Visits all cells of an .ods, sheet after sheet, for what SheetJS does not tell of them. */
export async function visitOdsCells(file: StagedFile, visit: (cells: OdsCells, sheet: string) => void): Promise<void> {
  const content = (await readZip(file.path, file.name)).find(({ name }) => name === 'content.xml');
  if (content === undefined) return;
  let sheet = '';
  let [row, rows, column] = [0, 1, 0];
  let rest = '';
  for await (const bytes of streamEntry(file.path, content, file.name)) {
    const text = rest + bytes.toString('latin1');
    const end = text.lastIndexOf('<');
    rest = end < 0 ? '' : text.slice(end, end + longestTag);
    for (const [, close, kind, attributes = ''] of text.slice(0, Math.max(0, end)).matchAll(tags)) {
      if (kind === 'table') {
        if (close === '') [sheet, row, rows] = [nameOf(attributes), 0, 1];
      } else if (kind === 'table-row') {
        if (close === '') [rows, column] = [repeated(attributes, 'rows'), 0];
        if (close !== '' || attributes.endsWith('/')) row += rows;
      } else if (close === '') {
        const columns = repeated(attributes, 'columns');
        visit({ row, rows, column, columns, attributes }, sheet);
        column += columns;
      }
    }
  }
}

function nameOf(attributes: string): string {
  const name = /\stable:name=(?:"([^"]*)"|'([^']*)')/.exec(attributes);
  return unescapeXml(Buffer.from(name?.[1] ?? name?.[2] ?? '', 'latin1').toString('utf8'));
}

function repeated(attributes: string, what: 'rows' | 'columns'): number {
  if (!attributes.includes('-repeated=')) return 1;
  const found = new RegExp(`\\stable:number-${what}-repeated=["'](\\d{1,7})`).exec(attributes);
  return found === null ? 1 : Number(found[1]);
}

/** Whether an .ods writes something somewhere among its cells. */
export async function holdsOdsText(file: StagedFile, text: string): Promise<boolean> {
  const content = (await readZip(file.path, file.name)).find(({ name }) => name === 'content.xml');
  if (content === undefined) return false;
  let before = Buffer.alloc(0);
  for await (const bytes of streamEntry(file.path, content, file.name)) {
    const joined = Buffer.concat([before, bytes.subarray(0, text.length)]);
    if (joined.includes(text) || bytes.includes(text)) return true;
    before = Buffer.from(bytes.subarray(-text.length));
  }
  return false;
}
