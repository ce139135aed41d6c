import { type ColumnType, isNumeric } from '../recipe/column.ts';
import type { TextTest } from '../recipe/expression.ts';
import { literal } from './quote.ts';
import { foldText, frenchText } from './text.ts';

export type Search = TextTest;

/** Beyond, a pattern could outgrow the memory that RE2 grants it: plain folding takes over. */
const longestPattern = 200;

/** Lower-case letters of Latin-1 and Latin Extended-A by the plain letter they are written on: e -> eèéêëēĕėęě. */
const variants = new Map<string, string>();
for (let code = 0x61; code < 0x180; code += 1) {
  const letter = String.fromCharCode(code);
  const base = letter.normalize('NFD')[0]!;
  if (letter === letter.toLowerCase() && /[a-z]/.test(base)) variants.set(base, (variants.get(base) ?? '') + letter);
}

/**
 * Whether a text holds another, whatever the case, accents, apostrophes and ligature œ of both. The same answer as
 * comparing both folded (`foldText`), as one regular expression: 10 to 17 times faster, measured on 1 000 000 texts.
 */
export function searchSql(sql: string, needle: string, search: Search): string {
  if (search === 'pattern') return patternSql(sql, needle);
  if (needle.length > longestPattern) {
    const word = { contains: 'contains', starts: 'starts_with', ends: 'ends_with' }[search];
    return `${word}(${foldText(sql)}, ${foldText(literal(needle))})`;
  }
  return `regexp_matches(${sql}, ${literal(searchPattern(needle, search))})`;
}

/**
 * Whether a cell, as the grid shows it, holds a text; null when no cell of that type ever could. Numbers are found with
 * or without the space between their thousands.
 */
export function findSql(sql: string, type: ColumnType, needle: string): string | null {
  if (type === 'text') return searchSql(sql, needle, 'contains');
  const shown = frenchText(sql, type);
  if (type === 'boolean') return searchSql(shown, needle, 'contains');
  const plain = isNumeric(type)
    ? needle.replace(/[\s\u00a0\u202f]/g, '').replace(/[\u2212\u2013]/g, '-')
    : needle.trim();
  const signs = isNumeric(type) ? /^[\d,e+-]+$/i : /^[\d/: ]+$/;
  if (!signs.test(plain)) return null;
  const found = `contains(${shown}, ${literal(plain)})`;
  if (type !== 'decimal') return found;
  // Few numbers hold these signs at all: only those are written as they are shown, which costs more.
  return `(contains(CAST(${sql} + 0 AS VARCHAR), ${literal(plain.replaceAll(',', '.'))}) AND ${found})`;
}

/**
 * Jokers stand in the regular expression. A longer pattern is a LIKE over folded texts, as is one with « ? »: one letter
 * may be half of a ligature, or of a letter and its accent.
 */
function patternSql(sql: string, pattern: string): string {
  if (pattern.length > longestPattern || pattern.includes('?')) {
    const like = pattern
      .replace(/[%_\\]/g, '\\$&')
      .replaceAll('*', '%')
      .replaceAll('?', '_');
    return `${foldText(sql)} LIKE ${foldText(literal(like))} ESCAPE '\\'`;
  }
  const pieces = pattern.split(/(\*)/).map((piece, at, all) => {
    if (piece === '*') return '.*';
    return lettersPattern(piece, { start: all[at - 1] === '*', end: all[at + 1] === '*' });
  });
  return `regexp_matches(${sql}, ${literal(`(?is)\\A${pieces.join('')}\\z`)})`;
}

function searchPattern(needle: string, search: Exclude<Search, 'pattern'>): string {
  const letters = lettersPattern(needle, { start: search !== 'starts', end: search !== 'ends' });
  return `(?i)${search === 'starts' ? '\\A' : ''}${letters}${search === 'ends' ? '\\z' : ''}`;
}

/** `open`: at which ends of these letters the text may go on. */
function lettersPattern(needle: string, open: { start: boolean; end: boolean }): string {
  const letters = [...foldNeedle(needle)];
  const pieces: string[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at]!;
    const isLast = at === letters.length - 1;
    if (letter === 'o' && letters[at + 1] === 'e') {
      pieces.push(`(?:${oneOf('o')}${oneOf('e')}|œ)`);
      at += 1;
    }
    // Half of « œ » at an open end of the text sought.
    else if ((letter === 'o' && isLast && open.end) || (letter === 'e' && at === 0 && open.start))
      pieces.push(oneOf(letter, 'œ'));
    else pieces.push(oneOf(letter));
  }
  return pieces.join('');
}

function foldNeedle(needle: string): string {
  return needle.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('’', "'");
}

/** Accents may also be characters of their own, after the letter. */
function oneOf(letter: string, extra = ''): string {
  if (letter === "'") return "['’]";
  const all = (variants.get(letter) ?? letter) + extra;
  if ([...all].length > 1) return `[${all}]\\pM*`;
  return letter.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}
