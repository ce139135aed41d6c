import type { NoteBlock, NoteColumn } from './note.ts';

/** A block of a note as HTML, its headings at `level`; a table stands in a box that scrolls where it is too wide. */
export function noteBlockHtml(block: NoteBlock, level: 2 | 3): string {
  switch (block.kind) {
    case 'heading':
      return `<h${level}>${escapeHtml(block.text)}</h${level}>`;
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return tableHtml(block.columns, block.rows);
  }
}

/** Text that stands for itself in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function tableHtml(columns: readonly NoteColumn[], rows: readonly string[][]): string {
  const style = (column: NoteColumn | undefined) =>
    column && column.style !== 'text' ? ` class="${column.style}"` : '';
  const head = columns.map(
    (column) => `<th scope="col"${style(column)} style="width:${column.width}%">${escapeHtml(column.title)}</th>`,
  );
  const body = rows.map(
    (row) => `<tr>${row.map((cell, place) => `<td${style(columns[place])}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}
