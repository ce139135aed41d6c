import type { Meaning } from '../recipe/column.ts';
import { codeLengths, codePatterns, openingOf } from '../territory/codes.ts';
import { literal } from './quote.ts';
import { padLeft } from './text.ts';

/** Blanks of Unicode, as JavaScript's \s has them, in RE2's writing. */
export const blanks = String.raw`\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}`;
/** What takes no place on screen: zero-width and direction marks, byte order mark, soft hyphen. */
const marks = String.raw`\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}`;

/** A text without any blank or invisible mark nor a spreadsheet's trailing ".0", in capitals. */
export function bareCode(sql: string): string {
  const bare = `regexp_replace(${sql}, ${literal(`[${blanks}${marks}]`)}, '', 'g')`;
  return `upper(regexp_replace(${bare}, '[.,]0+$', ''))`;
}

/**
 * The code that a text stands for, as `repairCode` of shared/territory says it: `bare` is its `bareCode`. A text that
 * even repaired has not the shape of that code stays as it is.
 */
export function repairedCode(sql: string, bare: string, meaning: Meaning): string {
  const pattern = literal(codePatterns[meaning] ?? '');
  const length = meaning === 'tranche-effectif' ? 2 : codeLengths[meaning];
  const padded = length === undefined ? '' : lostZero(bare, length, pattern);
  const opened = withoutOpening(bare, meaning, pattern);
  return `CASE WHEN regexp_matches(${bare}, ${pattern}) THEN ${bare}${padded}${opened} ELSE ${sql} END`;
}

/** "2021-COM-01001" of Insee's database. */
function withoutOpening(bare: string, meaning: Meaning, pattern: string): string {
  const opening = openingOf(meaning);
  if (opening === null) return '';
  const code = `regexp_replace(${bare}, ${literal(opening)}, '')`;
  return ` WHEN regexp_matches(${bare}, ${literal(opening)}) AND regexp_matches(${code}, ${pattern}) THEN ${code}`;
}

function lostZero(bare: string, length: number, pattern: string): string {
  const whole = `concat('0', ${bare})`;
  return ` WHEN length(${bare}) = ${length - 1} AND regexp_matches(${whole}, ${pattern}) THEN ${whole}`;
}

/**
 * The INSEE code of a commune from the bare codes of its département and of the commune inside it: « 1 » + « 4 » is
 * 01004, « 971 » + « 101 » is 97101 (overseas, the département already holds the commune's first digit), « 001 » + « 004 »
 * of the tax office 01004. A commune's code that is whole stays. Missing when the result has not the shape of one.
 */
export function assembledCommune(departement: string, commune: string): string {
  const pattern = literal(codePatterns.commune ?? '');
  const inside = padLeft(commune, 3);
  const overseas = `length(${departement}) = 3 AND starts_with(${departement}, '97')`;
  // Past 095 the tax office has numbers of its own, 101 for Guadeloupe: nothing is assembled from them.
  const short = `CASE WHEN length(${departement}) <> 3 THEN ${padLeft(departement, 2)} WHEN starts_with(${departement}, '0') THEN right(${departement}, 2) END`;
  const parts = `CASE WHEN ${overseas} THEN concat(${departement}, right(${inside}, 2)) ELSE ${short} || ${inside} END`;
  const whole = `CASE WHEN length(${commune}) = 5 THEN ${commune} WHEN ${departement} <> '' AND length(${commune}) BETWEEN 1 AND 3 THEN ${parts} END`;
  return `regexp_extract(${whole}, ${pattern})`;
}

/** A text on one line without invisible marks, its blanks as single spaces; nothing left is a missing cell. */
export function plainText(sql: string, letters: 'upper' | 'lower' | undefined): string {
  const visible = `regexp_replace(${sql}, ${literal(`[${marks}]`)}, '', 'g')`;
  const spaced = `trim(regexp_replace(${visible}, ${literal(`[${blanks}]+`)}, ' ', 'g'))`;
  return `nullif(${letters ? `${letters}(${spaced})` : spaced}, '')`;
}
