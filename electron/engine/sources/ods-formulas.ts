import type { StagedFile } from './file.ts';
import { visitOdsCells } from './ods-cells.ts';
import type { SheetRange } from './spreadsheet-run.ts';

const computed = /\soffice:(?:(?:date-|time-|boolean-|string-)?value=|value-type=["']string)/;

/**
 * Formulas of a sheet of an .ods that were saved without their result, among the cells that are wanted. SheetJS passes over
 * them without a word.
 */
export async function countUncalculated(file: StagedFile, sheet: string, range: SheetRange): Promise<number> {
  const kept = new Set(range.columns.filter((column) => column.kept).map(({ index }) => index));
  const last = range.lastDataRow ?? Number.POSITIVE_INFINITY;
  let count = 0;
  await visitOdsCells(file, ({ row, column, attributes }, name) => {
    if (name !== sheet || !attributes.includes('table:formula=') || computed.test(attributes)) return;
    if (row + 1 >= range.firstDataRow && row + 1 <= last && kept.has(column)) count += 1;
  });
  return count;
}
