/**
 * The table that a copy from a spreadsheet, a web page or a text holds, as tab-separated text; null when there is none.
 * `html` is preferred: it alone keeps merged cells and line breaks inside cells.
 */
export function pastedTable(html: string, text: string): string | null {
  const rows = html.includes('<t') ? largestTable(html) : [];
  if (rows.length > 1 || (rows[0]?.length ?? 0) > 1) return rows.map((row) => row.map(quote).join('\t')).join('\r\n');
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.some((line) => line.includes('\t'))) return text;
  const [first] = lines;
  const delimiter = [';', ',', '|'].find((sign) => first?.includes(sign));
  // Prose has commas too: only lines that all split alike are rows.
  const width = (line: string) => line.split(delimiter ?? '\t').length;
  return delimiter && lines.length > 1 && lines.every((line) => width(line) === width(first!)) ? text : null;
}

function largestTable(html: string): string[][] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const tables = [...parsed.querySelectorAll('table')].map((table) => cellsOf(table));
  return tables.reduce((largest, rows) => (sizeOf(rows) > sizeOf(largest) ? rows : largest), []);
}

function sizeOf(rows: string[][]): number {
  return rows.reduce((sum, row) => sum + row.length, 0);
}

/** As many as Excel has: a page may ask for more. */
const mostSpan = 16_384;

/** Rows as they look: a merged cell is written once, at its top left. */
function cellsOf(table: HTMLTableElement): string[][] {
  const rows: string[][] = [];
  /** Columns that a cell of an earlier row still covers, and for how many rows. */
  const covered = new Map<number, number>();
  for (const row of table.rows) {
    const cells: string[] = [];
    const skip = () => {
      for (let left = covered.get(cells.length); left; left = covered.get(cells.length)) {
        if (left === 1) covered.delete(cells.length);
        else covered.set(cells.length, left - 1);
        cells.push('');
      }
    };
    for (const cell of row.cells) {
      skip();
      const width = Math.min(mostSpan, Math.max(1, cell.colSpan));
      for (let place = 0; place < width; place += 1) {
        if (cell.rowSpan > 1) covered.set(cells.length, cell.rowSpan - 1);
        cells.push(place === 0 ? textOf(cell) : '');
      }
    }
    skip();
    rows.push(cells);
  }
  return rows;
}

function textOf(cell: HTMLTableCellElement): string {
  for (const end of cell.querySelectorAll('br')) end.replaceWith(' ');
  return (cell.textContent ?? '').replace(/[\t\n\r ]+/g, ' ').trim();
}

function quote(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
