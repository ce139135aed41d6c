import { t } from '../text/t.ts';
import { type Column, isNumeric } from './column.ts';
import { withMeaning } from './describe.ts';
import type { Scalar } from './expression.ts';

/** A place in a sentence. What is read moves it on; what is not leaves it there. */
export type Cursor = { text: string; at: number };

export function rest({ text, at }: Cursor): string {
  return text.slice(at);
}

const gap = '[\\s\\u00a0\\u202f]';
const patterns = new Map<string, RegExp>();
/** What keyboards have for what they lack. */
const typed: Readonly<Record<string, string>> = { '≥': '(?:≥|>=)', '≤': '(?:≤|<=)', '≠': '(?:≠|<>|!=)', '’': "[’']" };

/** Passes these words, with any spaces between them; a sign needs none around. */
export function skip(cursor: Cursor, words: string): boolean {
  if (words === '') return true;
  let pattern = patterns.get(words);
  if (!pattern) {
    const signs = /[=≠<≤>≥()]/.test(words);
    const source = words
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/[≥≤≠’]/g, (sign) => typed[sign]!)
      .replace(/[\s\u00a0\u202f]+/g, signs ? `${gap}*` : `${gap}+`)
      .replace(/^\[\\s\\u00a0\\u202f\]\+/, `${gap}+`);
    // « < » is not the start of « <= » nor of « <> ».
    pattern = new RegExp(
      words.trim() === '' ? `^${gap}*` : `^${source}${/[<>]$/.test(words.trim()) ? '(?![=>])' : ''}`,
      'iu',
    );
    patterns.set(words, pattern);
  }
  const found = pattern.exec(rest(cursor));
  if (!found) return false;
  cursor.at += found[0].length;
  return true;
}

/** Words between « », where a doubled » is one of them, or between straight quotes; with the place after them. */
export function readWords(cursor: Cursor): { text: string; end: number } | null {
  const left = rest(cursor);
  const found = /^«[\u00a0\u202f ]?((?:[^»]|»»)*?)[\u00a0\u202f ]?»(?!»)/u.exec(left) ?? /^"([^"]*)"/u.exec(left);
  return found && { text: (found[1] ?? '').replaceAll('»»', '»'), end: cursor.at + found[0].length };
}

/** Up to what ends a bare value: a comma, « et », « ou », a parenthesis. */
const bare =
  /^.+?(?=,[\s\u00a0\u202f]|[\s\u00a0\u202f](?:et|ou)[\s\u00a0\u202f]|[\s\u00a0\u202f]dans l[’']ordre|\)|$)/isu;

function readToken(cursor: Cursor): string | null {
  const words = readWords(cursor);
  if (words) {
    cursor.at = words.end;
    return words.text;
  }
  const found = bare.exec(rest(cursor));
  if (!found) return null;
  cursor.at += found[0].length;
  return found[0].trim();
}

/** A constant of the column's type; what stands for a code is read as the code. */
export function readScalar(cursor: Cursor, column: Column): Scalar | null {
  if (isNumeric(column.type)) return readNumber(cursor, column);
  if (column.type === 'date' || column.type === 'timestamp') return readDate(cursor, column);
  if (skip(cursor, t('condition.empty-text'))) return '';
  const token = readToken(cursor);
  if (token === null) return null;
  if (column.type === 'boolean') {
    const word = token.toLowerCase();
    return word === t('common.yes') ? true : word === t('common.no') ? false : null;
  }
  return codeOf(token, column) ?? token;
}

export function readNumber(cursor: Cursor, column: Column): number | null {
  const start = cursor.at;
  // Between « », a number is the name of a column.
  const isQuoted = readWords(cursor) !== null;
  const token = readToken(cursor);
  const code = token === null ? null : codeOf(token, column);
  const plain = (code ?? (isQuoted ? '' : token) ?? '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace('−', '-');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return Number(plain);
  cursor.at = start;
  return null;
}

/** « 1 – Grands centres urbains » as 1. */
function codeOf(token: string, column: Column): string | null {
  for (const code of Object.keys(column.values ?? {})) {
    const shown = isNumeric(column.type) ? String(Number(code)) : code;
    if (withMeaning(shown, column, shown) === token) return shown;
  }
  return null;
}

/** « 21/11/2026 » as ISO, with its time of day where it has one. */
export function readDate(cursor: Cursor, column: Column): string | null {
  const found =
    /^["«]?[\s\u00a0]?(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2})(?:,(\d{3}))?)?)?[\s\u00a0]?["»]?/u.exec(
      rest(cursor),
    );
  if (!found) return null;
  const [whole, day, month, year, hour, minute, second = '00', thousandths = '000'] = found;
  cursor.at += whole.trimEnd().length;
  const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  if (hour === undefined || column.type === 'date') return date;
  return `${date}T${hour}:${minute}:${second}.${thousandths}`;
}

/** Values with a comma between them. */
export function readList(cursor: Cursor, read: () => Scalar | null): Scalar[] | null {
  const values: Scalar[] = [];
  do {
    const value = read();
    if (value === null) return null;
    values.push(value);
  } while (skip(cursor, ', '));
  return values;
}
