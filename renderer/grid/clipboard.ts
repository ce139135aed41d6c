import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { type CellValue, plainCell } from './cells.ts';

/** A cell that would break a line of tab-separated text is quoted, as spreadsheets do. */
function quoteField(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Tab-separated text with a line of names, as a spreadsheet pastes it. One row per line, no last line break. */
export function toTsv(columns: readonly Column[], rows: readonly (readonly CellValue[])[]): string {
  const lines = [columns.map((column) => quoteField(column.name)).join('\t')];
  for (const row of rows)
    lines.push(columns.map((column, place) => quoteField(plainCell(row[place] ?? null, column))).join('\t'));
  return lines.join('\n');
}

/**
 * The same as a table that spreadsheets prefer to plain text: cells that are not numbers are marked as text, so that
 * 01001 stays 01001 (`mso-number-format` is Excel's mark, `sdnum` LibreOffice's).
 */
export function toHtml(columns: readonly Column[], rows: readonly (readonly CellValue[])[]): string {
  const mark = columns.map((column) =>
    isNumeric(column.type) || column.type === 'date' || column.type === 'timestamp'
      ? '<td>'
      : `<td style='mso-number-format:"\\@"' sdnum="1036;0;@">`,
  );
  const head = columns.map((column) => `<th>${escapeHtml(column.name)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column, place) => `${mark[place]}${escapeHtml(plainCell(row[place] ?? null, column))}</td>`).join('')}</tr>`,
  );
  return `<meta charset="utf-8"><table><tr>${head}</tr>${body.join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
