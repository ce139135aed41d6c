import type { Column, ColumnType, Meaning } from '../recipe/column.ts';
import { literal } from './quote.ts';

/** Text without what a search should not mind: case, accents, ligatures, curly apostrophes. Same on both sides. */
export function foldText(sql: string): string {
  return `replace(replace(strip_accents(lower(${sql})), '’', ''''), 'œ', 'oe')`;
}

/** A value as a French reader writes it: decimal comma, no useless ",0", 21/11/2026, oui / non. Missing stays missing. */
export function frenchText(sql: string, type: ColumnType): string {
  switch (type) {
    case 'text':
      return sql;
    case 'integer':
      return `CAST(${sql} AS VARCHAR)`;
    case 'decimal':
      return `replace(${plainDecimal(sql)}, '.', ',')`;
    case 'boolean':
      return `CASE ${sql} WHEN TRUE THEN 'oui' WHEN FALSE THEN 'non' END`;
    case 'date':
      return `strftime(${sql}, '%d/%m/%Y')`;
    case 'timestamp':
      return `strftime(${sql}, '%d/%m/%Y %H:%M:%S')`;
  }
}

/** Adding zero takes the sign of a zero away: « -0 » means nothing to a reader. */
function plainDecimal(sql: string): string {
  return `regexp_replace(CAST(${sql} + 0 AS VARCHAR), '\\.0$', '')`;
}

const codeLengths: Partial<Record<Meaning, number>> = {
  commune: 5,
  departement: 2,
  region: 2,
  epci: 9,
  siren: 9,
  siret: 14,
  'code-postal': 5,
};

/** A key compared as text: numbers without decimals or grouping, dates as ISO. */
export function keyText(sql: string, type: ColumnType): string {
  if (type === 'text') return sql;
  if (type === 'decimal') return plainDecimal(sql);
  return `CAST(${sql} AS VARCHAR)`;
}

/**
 * A key compared loosely: trimmed, without case, accents, hyphens, apostrophes or article, « St » as « Saint ». A code
 * (either side's meaning tells) loses everything but letters and digits, the « .0 » of a number too, and gets its left zeros
 * back.
 */
export function looseKey(sql: string, type: ColumnType, meaning: Meaning | null): string {
  const text = keyText(sql, type);
  const length = meaning === null ? undefined : codeLengths[meaning];
  if (length === undefined) {
    const spaced = `trim(regexp_replace(${foldText(text)}, '[^[:alnum:]]+', ' ', 'g'))`;
    return `nullif(${withoutArticle(wholeSaints(spaced))}, '')`;
  }
  const bare = `nullif(regexp_replace(upper(${text}), '[.,]0+$|[^0-9A-Z]', '', 'g'), '')`;
  return padLeft(bare, length);
}

/** « st denis » as « saint denis », « ste foy » as « sainte foy »: over lower-case words. */
export function wholeSaints(sql: string): string {
  return `regexp_replace(regexp_replace(${sql}, '\\bst\\b', 'saint', 'g'), '\\bste\\b', 'sainte', 'g')`;
}

/** « le mans » as « mans », « abergement clemenciat l » as « abergement clemenciat »: over lower-case words. */
export function withoutArticle(sql: string): string {
  return `regexp_replace(regexp_replace(${sql}, '^(l|le|la|les) (.)', '\\2'), '(.) (l|le|la|les)$', '\\1')`;
}

/** Zeros on the left up to `length`; longer text stays whole (lpad alone would cut it). */
export function padLeft(sql: string, length: number): string {
  return `CASE WHEN length(${sql}) < ${length} THEN lpad(${sql}, ${length}, '0') ELSE ${sql} END`;
}

/** The meaning that decides how a pair of keys is normalised. */
export function keyMeaning(left: Column, right: Column): Meaning | null {
  return left.meaning ?? right.meaning;
}

/** A text with `{name}` placeholders, filled by SQL texts. */
export function template(sentence: string, parts: Readonly<Record<string, string>>): string {
  const pieces = sentence.split(/\{(\w+)\}/).map((piece, place) => {
    if (place % 2 === 1) return parts[piece] ?? "''";
    return piece === '' ? null : literal(piece);
  });
  const kept = pieces.filter((piece) => piece !== null);
  return kept.length === 1 ? kept[0]! : `concat(${kept.join(', ')})`;
}
