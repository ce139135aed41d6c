import type { CellObject, WorkBook } from '@e965/xlsx';
import type { StagedFile } from './file.ts';
import { holdsOdsText, visitOdsCells } from './ods-cells.ts';
import { headRows } from './sheet.ts';

const percentage = 'office:value-type="percentage"';

/** Gives the cells of the first rows of an .ods that are percentages the format of some: SheetJS reads 25 % as 0.25 and no more. */
export async function markOdsPercents(file: StagedFile, book: WorkBook): Promise<void> {
  if (!(await holdsOdsText(file, percentage))) return;
  await visitOdsCells(file, ({ row, rows, column, columns, attributes }, sheet) => {
    if (row >= headRows || !attributes.includes(percentage)) return;
    const data = (book.Sheets[sheet] as { '!data'?: (CellObject | undefined)[][] } | undefined)?.['!data'] ?? [];
    for (const cells of data.slice(row, Math.min(row + rows, headRows)))
      for (const cell of cells?.slice(column, column + columns) ?? []) if (cell?.t === 'n') cell.z = '0.00%';
  });
}
