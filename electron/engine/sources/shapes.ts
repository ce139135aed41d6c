import { missingReason } from './missing.ts';
import { readPeriod } from './periods.ts';
import { isScaled } from './scales.ts';
import { isWordedTime } from './worded-times.ts';

/** What a cell's text looks like, by strict French rules. Every rule here has its twin in cast.ts. */
export type Shape =
  | 'empty'
  | 'integer'
  | 'zero-led'
  | 'decimal-comma'
  | 'decimal-dot'
  | 'scientific'
  | 'grouped-integer'
  | 'grouped-decimal'
  | 'grouped-marks'
  | 'parenthesised'
  | 'odd-negative'
  | 'percent'
  | 'amount'
  | 'scaled-amount'
  | 'boolean'
  | 'date-iso'
  | 'date-year-first'
  | 'date-day-first'
  | 'date-month-first'
  | 'date-short'
  | 'date-words'
  | 'period'
  | 'timestamp'
  | 'timestamp-day-first'
  | 'timestamp-words'
  | 'missing'
  | 'text';

const spaces = ' \u00a0\u202f\u2009';
/** What separates thousands: "1 234", "1'234". */
const gaps = `${spaces}'’`;
const plain = `(?:\\d{1,18}|\\d{1,3}(?:[${gaps}]\\d{3})+)(?:[.,]\\d+)?`;
const euro = `(?:[${spaces}]?€)?`;
const sign = `(?:[${spaces}]?[€%])?`;
export const patterns = {
  integer: /^-?(?:0|[1-9]\d{0,17})$/,
  zeroLed: /^0\d+$/,
  decimalComma: /^[-+]?\d*,\d+$/,
  decimalDot: /^[-+]?\d*\.\d+$/,
  scientific: /^[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}$/,
  grouped: new RegExp(`^(?:[-\u2212]|\\+[${spaces}]?)?\\d{1,3}(?:[${gaps}]\\d{3})+$`),
  groupedDecimal: new RegExp(
    `^(?:(?:[-\u2212]|\\+[${spaces}]?)?\\d{1,3}(?:[${gaps}]\\d{3})+|(?:\u2212|\\+[${spaces}])\\d*)[.,]\\d+$`,
  ),
  dotGrouped: /^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/,
  commaGrouped: /^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/,
  signed: new RegExp(`^(?:\\+[${spaces}]?\\d{1,18}|\u2212\\d{1,18})$`),
  // "(1 234)" is -1 234 to an accountant, but "(1)" calls a footnote: see areNegatives.
  parenthesised: new RegExp(`^\\(${plain}${euro}\\)${euro}$`),
  // "- 5,00 €", "- 0,2 %", "–5", "12-": see areNegatives.
  oddNegative: new RegExp(
    `^(?:(?:[-\u2212][${spaces}]+|\u2013[${spaces}]*)${plain}${sign}|${plain}${euro}[${spaces}]?[-\u2212\u2013]${euro})$`,
  ),
  // "1.234.567", "1,234,567"
  groupedMarks: /^[-+\u2212]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$/,
};

const number = `(?:[-\u2212]|\\+[${spaces}]?)?(?:(?:\\d+|\\d{1,3}(?:[${gaps}]\\d{3})+)(?:[.,]\\d+)?|\\d{1,3}(?:\\.\\d{3})+,\\d+)`;
const percent = new RegExp(`^${number}[${spaces}]?%$`);
const amount = new RegExp(`^${number}[${spaces}]?(?:€|EUR|euros?)$|^€[${spaces}]?${number}$`, 'i');
const dateIso = /^\d{4}-\d{2}-\d{2}$/;
/** "2023/05/01", "2023.5.1", "2023-5-1" */
const dateYearFirst = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;
const timestamp =
  /^\d{4}(?:-\d{2}-\d{2}|\/\d{1,2}\/\d{1,2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const dateFrench = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;
const dateShort = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/;
const timestampFrench = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]| à )(?:\d{1,2}[:h]\d{2}(?::\d{2})?|\d{1,2}h)$/;
const timestampShort = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}) \d{1,2}:\d{2}(?::\d{2})?$/;
const booleans = new Set(['oui', 'non', 'vrai', 'faux', 'true', 'false']);

export function shapeOf(raw: string): Shape {
  const text = raw.trim();
  if (text === '') return 'empty';
  const figures = figuresShape(text);
  if (figures !== null) return figures;
  const known = knownShapes.get(text);
  if (known !== undefined) return known;
  const shape = otherShape(text);
  if (knownShapes.size >= mostKnown) knownShapes.clear();
  knownShapes.set(text, shape);
  return shape;
}

/** Of texts other than figures, met again from one look at a table to the next: each costs ten patterns. */
const knownShapes = new Map<string, Shape>();
const mostKnown = 5_000;

/**
 * Of figures alone, with a sign before or a mark among them: most cells, told without a pattern. Null for any other text.
 * Says what `integer`, `zeroLed`, `decimalComma` and `decimalDot` of `patterns` say.
 */
function figuresShape(text: string): Shape | null {
  const first = text.charCodeAt(0);
  const start = first === 43 || first === 45 ? 1 : 0;
  let mark = -1;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    if ((code !== 44 && code !== 46) || mark >= 0) return null;
    mark = at;
  }
  if (mark === text.length - 1 || text.length === start) return null;
  if (mark >= 0) return text[mark] === ',' ? 'decimal-comma' : 'decimal-dot';
  if (text.charCodeAt(start) !== 48) return first !== 43 && text.length - start <= 18 ? 'integer' : null;
  if (text.length === start + 1) return first === 43 ? null : 'integer';
  return start === 0 ? 'zero-led' : null;
}

function otherShape(text: string): Shape {
  const first = text.charCodeAt(0);
  const digitLed = (first >= 48 && first <= 57) || first === 45 || first === 43 || first === 44 || first === 46;
  if (!digitLed && first !== 0x2212 && first !== 0x2013 && first !== 0x20ac) {
    if (booleans.has(text.toLowerCase())) return 'boolean';
    if (missingReason(text) !== null) return 'missing';
    if (first === 40 && patterns.parenthesised.test(text)) return 'parenthesised';
    return periodShape(text);
  }
  if (first === 48 && text.startsWith('00') && missingReason(text) !== null) return 'missing';
  if (dateIso.test(text)) return isDate(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8)) ? 'date-iso' : 'text';
  if (timestamp.test(text)) return 'timestamp';
  const yearFirst = dateYearFirst.exec(text);
  if (yearFirst) return isDate(+yearFirst[1]!, +yearFirst[2]!, +yearFirst[3]!) ? 'date-year-first' : 'text';
  const french = dateFrench.exec(text) ?? dateShort.exec(text);
  if (french) {
    const [day, month] = [Number(french[1]), Number(french[2])];
    const year = Number(french[3]) + (french[3]!.length === 2 ? 2000 : 0);
    if (isDate(year, month, day)) return french[3]!.length === 2 ? 'date-short' : 'date-day-first';
    if (isDate(year, day, month)) return 'date-month-first';
    return missingReason(text) === null ? 'text' : 'missing';
  }
  if (timestampFrench.test(text)) return 'timestamp-day-first';
  const short = timestampShort.exec(text);
  if (short && isDate(2000 + Number(short[3]), Number(short[2]), Number(short[1]))) return 'timestamp-day-first';
  if (patterns.grouped.test(text) || patterns.signed.test(text)) return 'grouped-integer';
  if (patterns.groupedDecimal.test(text) || patterns.dotGrouped.test(text) || patterns.commaGrouped.test(text))
    return 'grouped-decimal';
  if (patterns.scientific.test(text)) return 'scientific';
  if (percent.test(text)) return 'percent';
  if (amount.test(text)) return 'amount';
  if (isScaled(text)) return 'scaled-amount';
  if (patterns.groupedMarks.test(text)) return 'grouped-marks';
  if (patterns.oddNegative.test(text)) return 'odd-negative';
  return missingReason(text) === null ? periodShape(text) : 'missing';
}

/** Whole or not, with or without a unit. */
export function isFigure(shape: Shape): boolean {
  return /^(?:integer|decimal-|scientific|grouped-|percent|amount)/.test(shape);
}

function periodShape(text: string): Shape {
  const period = readPeriod(text);
  if (period === null) return isWordedTime(text) ? 'timestamp-words' : 'text';
  return period.period === null ? 'date-words' : 'period';
}

/** "(1 234)", "- 5", "12-": a negative number, or something else. */
export function isOddNegative(text: string): boolean {
  const shape = shapeOf(text);
  return shape === 'parenthesised' || shape === 'odd-negative';
}

/**
 * "(1)" alone calls a note, "12-" may be half of an interval and "2015-" a year and after; one "(1 234)", "12,50-" or "- 5"
 * among numbers says that they are negative amounts.
 */
export function areNegatives(texts: Iterable<string>): boolean {
  for (const text of texts)
    if (isOddNegative(text) && /\d{3}|[.,€%]|^\s*\D+\d+\s*$/.test(text) && !/^(?:19|20)\d{2}\W+$/.test(text.trim()))
      return true;
  return false;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1000) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
