import { type Column, isCode, isNumeric, isYear } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { cellText } from '../preview.tsx';

/** A cell that the engine sent as French text, written as the grid writes its column. An unknown column changes nothing. */
export function sampleText(cell: string | null, column: Column | undefined): string {
  if (cell === null) return t('common.missing');
  if (cell === '') return t('condition.empty-text');
  if (!column || !isNumeric(column.type) || isCode(column) || isYear(column)) return cell;
  const value = Number(cell.replace(',', '.'));
  const isExact = Number.isFinite(value) && (column.type === 'decimal' || Number.isSafeInteger(value));
  return isExact ? cellText(value, column) : cell;
}

/** What changed of a cell: two values that would read the same once their decimals are cut keep them all. */
export function changeText(
  cell: { before: string | null; after: string | null },
  before: Column | undefined,
  after: Column | undefined,
): string {
  if (cell.before === cell.after) return sampleText(cell.after, after);
  const short = { before: sampleText(cell.before, before), after: sampleText(cell.after, after) };
  if (short.before !== short.after) return t('states.change', short);
  return t('states.change', { before: sampleText(cell.before, undefined), after: sampleText(cell.after, undefined) });
}
