import type { SourceColumn } from '../../../shared/project/project.ts';
import { type ColumnType, isNumeric, type Meaning, type Period, type Unit } from '../../../shared/recipe/column.ts';
import { headerWords, recognise } from '../../../shared/territory/recognise.ts';
import { areDays, figuresOf } from './date-figures.ts';
import { type Grouping, groupingOf } from './groups.ts';
import { areCrosses, areYesNo } from './letters.ts';
import { areNoted, withoutMark } from './marks.ts';
import { areCategories, missingReason } from './missing.ts';
import { codeHeader, namesCode } from './named-codes.ts';
import { areMonths, readPeriod } from './periods.ts';
import { quantitiesOf, ratioOf, type Suffix } from './quantities.ts';
import { areNegatives, isOddNegative, type Shape, shapeOf } from './shapes.ts';

type Thousands = NonNullable<SourceColumn['thousands']>;

/**
 * How dates are written in a column. `period`: see periods.ts. `words`: « lundi 8 janvier 2024 à 18h30 ».
 * `compact`: "20240131". `serial`: days since 1900 of a
 * spreadsheet that lost its formats, or since 1904 for a workbook of that calendar.
 */
export type DateOrder =
  | 'iso'
  | 'day-first'
  | 'month-first'
  | 'short'
  | 'period'
  | 'words'
  | 'compact'
  | 'serial'
  | 'serial-1904';

export type ColumnGuess = {
  type: ColumnType;
  meaning: Meaning | null;
  decimal: ',' | '.';
  dates: DateOrder;
  /** How long its dates last, when they stand for more than a day. */
  period?: Period | undefined;
  /** "(1 234)", "- 5" or "12-" is a negative number here. */
  negatives?: boolean | undefined;
  /** Such a text, as written. */
  negative?: string | undefined;
  /** "1.234" is 1234 where it is a dot; '' where the user says that nothing separates thousands. */
  thousands?: Thousands | undefined;
  /** "12,5 k€" is 12 500 here (see scales.ts). */
  scales?: boolean | undefined;
  /** Such a text, as written. */
  scaled?: string | undefined;
  /** "O" and "N" are yes and no (see letters.ts). */
  letters?: boolean;
  /** Its only value is "X", which ticks (see letters.ts). */
  crosses?: boolean;
  /** Its numbers are percentages. */
  unit?: Unit | undefined;
  /** Its texts show which mark comes before decimals. */
  marked?: boolean | undefined;
  /** What nothing tells of marks among its figures (see groupingOf). */
  grouping?: Grouping | undefined;
  /** What most of its values are, when others among them keep the column a text. */
  mixed?: ColumnType | undefined;
  /** What its header says and its codes deny, by the reference. */
  promised?: Meaning | undefined;
  /** Its codes have their year and level before them, "2021-COM-01001". */
  opened?: boolean;
  /** Codes seen, exactly as written, that stand for a missing value. Empty unless the column is typed or of codes. */
  missing: string[];
  /** What its producer says of its numbers, on rows of their own (see series-codes.ts): they are missing there. */
  statuses?: string[] | undefined;
  /** Its numbers are read without the mark of a note, "300*": such a text, and how many there are. */
  marks?: { example: string; count: number } | undefined;
  /** Its numbers are written with this unit. */
  suffix?: Suffix | undefined;
  /** A spreadsheet wrote its codes as "2,13E+13". */
  rounded?: boolean;
  /** Texts among its samples begin or end with a blank. */
  padded?: boolean;
  /** False when nothing was seen that tells a type: the whole column must be looked at. */
  evident: boolean;
  /** Every sample is in the ordinary form of its type: the rarer forms are looked for only where it fails. */
  plain: boolean;
};

/** Head samples may hold a stray note or a wrong cell; over all rows the threshold is stricter (see settle.ts). */
const headShare = 0.9;
/** From these shares on, a column that stays a text is worth a word: most of it is numbers or dates. */
const isMixed = (some: number, all: number) => all >= 4 && some / all >= (all < 10 ? 0.75 : 0.6);

const numeric: Shape[] = [
  'integer',
  'decimal-comma',
  'decimal-dot',
  'scientific',
  'grouped-integer',
  'grouped-decimal',
  'grouped-marks',
  'percent',
  'amount',
  'scaled-amount',
];

type Named = { name: string; label?: string | undefined };

/**
 * The type and meaning of a column from sample texts of it. `decimal` is the user's choice for the file, if any, `mark`
 * what to expect where no cell tells. `isTyped`: cells are numbers already, whose texts are of our own writing.
 */
export function guessColumn(
  column: Named,
  samples: readonly string[],
  decimal?: ',' | '.' | undefined,
  mark: ',' | '.' = ',',
  isTyped = false,
): ColumnGuess {
  const counts = new Map<Shape, number>();
  const missing = new Set<string>();
  const values: string[] = [];
  const shapes: Shape[] = [];
  for (const sample of samples) {
    const shape = shapeOf(sample);
    if (shape === 'empty') continue;
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
    if (shape === 'missing') missing.add(sample.trim());
    else {
      values.push(sample.trim());
      shapes.push(shape);
    }
  }
  const of = (...wanted: Shape[]) => wanted.reduce((sum, shape) => sum + (counts.get(shape) ?? 0), 0);
  const total = values.length;
  const header = [column.name, column.label ?? ''].map(headerWords).join(' | ');
  const [commas, dots] = [of('decimal-comma'), of('decimal-dot')];
  const guess: ColumnGuess = {
    type: 'text',
    meaning: null,
    decimal: decimal ?? (commas === dots ? mark : commas > dots ? ',' : '.'),
    dates: 'iso',
    missing: [],
    evident: total > 0,
    plain: false,
  };
  if (samples.some((sample) => sample !== sample.trim())) guess.padded = true;
  if (total === 0) return guess;
  const codes = [...missing].filter((text) => missingReason(text) !== null).sort();
  guess.meaning = recognise({ ...column, values });
  if (guess.meaning !== null && guess.meaning !== 'population') return { ...guess, missing: codes };
  const odd = of('parenthesised', 'odd-negative');
  if (odd > 0) guess.negatives = areNegatives(values);
  if (guess.negatives) guess.negative = values.find(isOddNegative);
  const numbers = of(...numeric) + (guess.negatives ? odd : 0);
  if (of('scaled-amount') > 0) {
    guess.scales = true;
    guess.scaled = values[shapes.indexOf('scaled-amount')]!;
  }
  const grouping = isTyped ? null : groupingOf(header, values, shapes, decimal);
  if (grouping?.reads === 'thousands') {
    guess.thousands = grouping.thousands;
    guess.decimal = grouping.thousands === '.' ? ',' : '.';
  }
  if (grouping !== null) guess.grouping = grouping;
  // Three decimals of a comma may be thousands for others.
  guess.marked = grouping === null && commas !== dots && !values.every((value) => /^\d{1,3}[.,]\d{3}$/.test(value));
  const dates = of('date-iso', 'date-year-first', 'date-day-first', 'date-month-first', 'date-short');
  const times = of('timestamp', 'timestamp-day-first');
  const periods = of('period', 'date-words');
  guess.dates = periods > dates + times ? 'period' : orderOf(values, shapes);
  if (of('zero-led') === 0 && numbers / total >= headShare) {
    const whole =
      of('integer', 'grouped-integer') + (guess.negatives ? odd : 0) + groupsIn(values, guess.thousands) === numbers &&
      !values.some(hasFraction);
    const compact = whole ? figuresOf(header, values) : null;
    if (compact !== null) Object.assign(guess, compact);
    else if (mixesPercent(values, shapes) || mixesScales(values, shapes)) guess.mixed = 'decimal';
    else if (!namesCode(header, values) && !areCategories(header, values, missing))
      guess.type = whole ? 'integer' : 'decimal';
  } else if (dates > 0 && of('integer') > 2 && areDays(values))
    Object.assign(guess, { type: 'date', dates: 'compact' });
  else if ((dates + times) / total >= headShare) {
    guess.type = times > 0 ? 'timestamp' : 'date';
  } else if ((periods + dates) / total >= headShare && periods > 0) {
    const period = periodOf(values);
    if (period !== undefined && areMonths(header, values)) {
      Object.assign(guess, { type: 'date', dates: 'period' });
      if (period !== null) guess.period = period;
    }
  } else if (of('timestamp-words') > 0 && (of('timestamp-words') + of('date-words')) / total >= headShare)
    Object.assign(guess, { type: 'timestamp', dates: 'words' });
  else if (of('boolean') / total >= headShare) guess.type = 'boolean';
  else if (areYesNo(header, values, missing)) Object.assign(guess, { type: 'boolean', letters: true });
  else if (areCrosses(header, values, missing)) Object.assign(guess, { type: 'boolean', crosses: true });
  else if (of('zero-led') === 0 && isMixed(of(...numeric) + odd, total) && !namesCode(header, []))
    guess.mixed = of('integer', 'grouped-integer') === numbers ? 'integer' : 'decimal';
  else if (isMixed(dates, total)) guess.mixed = 'date';
  if (guess.type === 'decimal' && values.filter((value) => value.endsWith('%')).length * 2 > numbers)
    guess.unit = { kind: 'ratio', scale: 100 };
  const marks = guess.decimal === ',' ? commas : dots;
  guess.plain =
    guess.type === 'integer' || guess.type === 'decimal'
      ? of('integer') + marks === numbers
      : guess.type === 'date' && of('date-iso') === dates + times && periods === 0 && guess.dates === 'iso';
  if (of('scientific') > 0 && codeHeader.test(header)) Object.assign(guess, { type: 'text', rounded: true });
  else if (guess.type === 'text' && !isTyped && (numbers > 0 || areNoted(values))) {
    const bare = values.map((value, at) => (shapes[at] === 'text' ? (withoutMark(value) ?? value) : value));
    const marks = bare.filter((value, at) => value !== values[at]).length;
    // "3*" all along is a rating, "(p)" is not. The whole column tells how many marks there are (see settle.ts).
    if (marks > 0 && (marks * 2 <= total || areNoted(values))) {
      const again = guessColumn(column, [...bare, ...missing], decimal, mark);
      if (isNumeric(again.type)) return again;
    }
  }
  if (guess.type === 'text' && !isTyped) {
    const found = of('text') > 0 ? quantitiesOf(header, values) : null;
    const again = found && guessColumn(column, [...found.bare, ...missing], decimal, mark);
    const isPlain = again !== null && again.suffix === undefined && again.scales !== true;
    if (isPlain && isNumeric(again.type)) {
      const { unit = ratioOf(found!.suffix) } = again;
      return { ...again, suffix: found!.suffix, ...(unit !== undefined && { unit }), plain: false };
    }
  }
  if (guess.type === 'text') guess.meaning = null;
  else guess.missing = codes;
  return guess;
}

/** Of an amount written in an odd way. */
const hasFraction = (text: string) => /[.,]\d/.test(text) && isOddNegative(text);

const groupsIn = (values: readonly string[], thousands: Thousands | undefined) =>
  thousands
    ? values.filter(
        (value) =>
          value.includes(thousands) && !/[^-+\u2212\d.,]/.test(value) && !value.includes(thousands === '.' ? ',' : '.'),
      ).length
    : 0;

/** Days first, as the French write, unless more dates have a day where the month should be. */
function orderOf(values: readonly string[], shapes: readonly Shape[]): DateOrder {
  let monthFirst = 0;
  let dayFirst = 0;
  let short = 0;
  let french = 0;
  let iso = 0;
  for (let at = 0; at < shapes.length; at += 1) {
    const shape = shapes[at];
    if (shape === 'date-month-first') monthFirst += 1;
    else if (shape === 'date-iso' || shape === 'date-year-first' || shape === 'timestamp') iso += 1;
    else if (shape === 'date-day-first' || shape === 'timestamp-day-first') french += 1;
    else if (shape === 'date-short') short += 1;
    else continue;
    if (shape !== 'date-month-first' && Number.parseInt(values[at]!, 10) > 12) dayFirst += 1;
  }
  if (monthFirst > dayFirst) return 'month-first';
  if (short > (iso + french) / 2) return 'short';
  return french > iso ? 'day-first' : 'iso';
}

/** The one length of all the periods; null for days in letters, undefined when lengths are mixed. */
function periodOf(values: readonly string[]): Period | null | undefined {
  const found = new Set<Period | null>();
  for (const value of values) {
    const period = readPeriod(value);
    if (period !== null) found.add(period.period);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** "12,5 %" beside "0,125": one of them is a hundred times the other, and a column of numbers would hide it. */
function mixesPercent(values: readonly string[], shapes: readonly Shape[]): boolean {
  if (!shapes.includes('percent')) return false;
  const percents = values.filter((value) => value.endsWith('%')).length;
  const bare = values.filter((value) => !value.endsWith('%') && !/^[0,.]+$/.test(value)).length;
  return bare > 0 && bare / (percents + bare) > 0.1 && percents / (percents + bare) > 0.1;
}

/** "12,5 k€" beside "1 200": nobody knows whether the second is euros, and one of them is a thousand times the other. */
function mixesScales(values: readonly string[], shapes: readonly Shape[]): boolean {
  if (!shapes.includes('scaled-amount')) return false;
  return shapes.some((shape, at) => shape !== 'scaled-amount' && shape !== 'amount' && !/^[0,.]+$/.test(values[at]!));
}
