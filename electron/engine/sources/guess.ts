import type { ColumnType, Meaning } from '../../../shared/recipe/column.ts';
import { headerWords, recognise } from '../../../shared/territory/recognise.ts';
import { missingReason, type Shape, shapeOf } from './shapes.ts';

/** How dates are written in a column. */
export type DateOrder = 'iso' | 'day-first' | 'month-first' | 'short';

export type ColumnGuess = {
  type: ColumnType;
  meaning: Meaning | null;
  decimal: ',' | '.';
  dates: DateOrder;
  /** Codes seen, exactly as written, that stand for a missing value. Empty unless the column is typed. */
  missing: string[];
  /** False when nothing was seen that tells a type: the whole column must be looked at. */
  evident: boolean;
  /** Every sample is in the ordinary form of its type: the rarer forms are looked for only where it fails. */
  plain: boolean;
};

/** Head samples may hold a stray note or a wrong cell; over all rows the threshold is stricter (see settle.ts). */
const headShare = 0.9;

const numeric: Shape[] = [
  'integer',
  'decimal-comma',
  'decimal-dot',
  'scientific',
  'grouped-integer',
  'grouped-decimal',
  'percent',
  'amount',
];

/** The type and meaning of a column from sample texts of it. `decimal` is the user's choice for the file, if any. */
export function guessColumn(
  column: { name: string; label?: string | undefined },
  samples: readonly string[],
  decimal?: ',' | '.' | undefined,
): ColumnGuess {
  const counts = new Map<Shape, number>();
  const missing = new Set<string>();
  const values: string[] = [];
  for (const sample of samples) {
    const shape = shapeOf(sample);
    if (shape === 'empty') continue;
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
    if (shape === 'missing') missing.add(sample.trim());
    else values.push(sample.trim());
  }
  const of = (...shapes: Shape[]) => shapes.reduce((sum, shape) => sum + (counts.get(shape) ?? 0), 0);
  const total = values.length;
  const guess: ColumnGuess = {
    type: 'text',
    meaning: null,
    decimal: decimal ?? (of('decimal-comma') >= of('decimal-dot') ? ',' : '.'),
    dates: 'iso',
    missing: [],
    evident: total > 0,
    plain: false,
  };
  if (total === 0) return guess;
  guess.meaning = recognise({ ...column, values });
  if (guess.meaning !== null && guess.meaning !== 'population') return guess;
  const numbers = of(...numeric);
  const dates = of('date-iso', 'date-day-first', 'date-month-first', 'date-short');
  const times = of('timestamp', 'timestamp-day-first');
  if (of('zero-led') === 0 && numbers / total >= headShare) {
    if (!namesCode(column, values)) guess.type = of('integer', 'grouped-integer') === numbers ? 'integer' : 'decimal';
  } else if ((dates + times) / total >= headShare) {
    guess.type = times > 0 ? 'timestamp' : 'date';
    if (of('date-month-first') > 0) guess.dates = 'month-first';
    else if (of('date-short') > dates / 2) guess.dates = 'short';
    else if (of('date-day-first', 'timestamp-day-first') > of('date-iso', 'timestamp')) guess.dates = 'day-first';
  } else if (of('boolean') / total >= headShare) guess.type = 'boolean';
  const marks = guess.decimal === ',' ? of('decimal-comma') : of('decimal-dot');
  guess.plain =
    guess.type === 'integer' || guess.type === 'decimal'
      ? of('integer') + marks === numbers
      : guess.type === 'date' && of('date-iso') === dates + times;
  if (guess.type === 'text') guess.meaning = null;
  else guess.missing = [...missing].filter((text) => missingReason(text) !== null).sort();
  return guess;
}

/** "Code canton": figures that name something are not to be added up. Long ones are identifiers whatever the header. */
function namesCode(column: { name: string; label?: string | undefined }, values: readonly string[]): boolean {
  if (values.some((value) => /^\d{16,}$/.test(value))) return true;
  if (!values.every((value) => /^\d+$/.test(value))) return false;
  return [column.name, column.label ?? ''].some((header) =>
    /^cod(?:e|es)?\b|\bcode\b|^cod[a-z]{2,4}$|\binsee\b|\bsiren\b|\bsiret\b|\btelephone\b/.test(headerWords(header)),
  );
}
