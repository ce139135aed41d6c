import { type Column, isCode, isNumeric } from '../recipe/column.ts';
import type { TextKey } from '../text/t.ts';
import type { ColumnDetails } from './report.ts';

/** What someone should know of a column before using it. `key` is its sentence, `params` fill it. */
export type ColumnWarning = {
  kind: 'empty' | 'constant' | 'identifier' | 'missing' | 'outliers' | 'numbers' | 'share';
  key: TextKey;
  params: Record<string, string | number>;
};

/** From counts over every row: nothing is sampled, so each of these is a fact. */
export function warnOfColumn(column: Column, details: ColumnDetails): ColumnWarning[] {
  const { rows, missing, distinct, quantities, numbers } = details;
  const present = rows - missing;
  const warnings: ColumnWarning[] = [];
  const warn = (kind: ColumnWarning['kind'], params: ColumnWarning['params'] = {}) =>
    warnings.push({ kind, key: `profile.warn-${kind}`, params });
  if (rows === 0) return [];
  if (present === 0) return [{ kind: 'empty', key: 'profile.warn-empty', params: {} }];
  if (distinct === 1 && rows > 1) warn('constant');
  if (distinct === rows && rows > 1 && (column.type === 'text' || column.type === 'integer')) warn('identifier');
  if (missing * 2 >= rows) warn('missing', { count: missing, rows });
  const far = (quantities?.low ?? 0) + (quantities?.high ?? 0);
  if (far > 0 && isNumeric(column.type) && !isCode(column)) warn('outliers', { count: far });
  if (column.type === 'text' && !isCode(column) && numbers * 10 >= present * 9 && numbers > 0)
    warn('numbers', { count: numbers, present });
  if (quantities && isShare(column, quantities)) warn('share');
  return warnings;
}

/** Figures named as percentages that never leave 0 to 1. */
function isShare(column: Column, { min, max }: { min: number; max: number }): boolean {
  if (column.type !== 'decimal' || min < 0 || max > 1 || max === 0) return false;
  return /%|pourcent|\b(part|taux|ratio|proportion)\b/iu.test(`${column.name} ${column.label ?? ''}`);
}

const units =
  /^(?:en\s+)?(%|‰|€|k€|m€|milliers? d[’']euros|millions? d[’']euros|euros?|km²|km2|m²|m2|ha|hectares?|km|mètres?|habitants?|hab\.?|hab\/km²|hab\.?\s?\/\s?km²|années?|ans|jours?|heures?|minutes?|tonnes?|milliers?|millions?|etp|agents?|logements?|pour \d+(?:[\s\u00a0\u202f]\d+)* habitants?)$/iu;

/** The unit that a producer writes between parentheses, or after « en »: « Revenu médian (en €) ». Null when none is said. */
export function unitOf(column: Column): string | null {
  for (const text of [column.name, column.label ?? '']) {
    for (const [, inside = ''] of text.matchAll(/[([]([^()[\]]*)[)\]]/gu))
      if (units.test(inside.trim())) return inside.trim().replace(/^en\s+/iu, '');
    const tail = /\ben ([^\s]+(?: d[’']euros)?)$/iu.exec(text.trim())?.[1];
    if (tail && units.test(tail)) return tail;
  }
  return null;
}
