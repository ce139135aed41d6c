import { type Column, isCode, type Meaning } from '../recipe/column.ts';
import type { MapLevel } from './view.ts';

/** Levels that a column of codes leads to: its own, then larger ones through the built-in reference. */
const leads: Partial<Record<Meaning, readonly MapLevel[]>> = {
  commune: ['commune', 'epci', 'departement', 'region'],
  epci: ['epci'],
  siren: ['epci'],
  departement: ['departement', 'region'],
  region: ['region'],
};

export function levelsOf(column: Column | null): readonly MapLevel[] {
  return (column?.meaning && leads[column.meaning]) || [];
}

/** The level whose codes the column holds. */
export function ownLevel(column: Column | null): MapLevel | null {
  return levelsOf(column)[0] ?? null;
}

/** Columns of codes that can place a row on a map, the finest first. */
export function placingColumns(columns: readonly Column[]): Column[] {
  const order: Meaning[] = ['commune', 'epci', 'departement', 'region', 'siren'];
  const rank = (column: Column) => order.indexOf(column.meaning as Meaning);
  return columns.filter((column) => isCode(column) && rank(column) >= 0).sort((a, b) => rank(a) - rank(b));
}

/** The code of the département of a commune: 01001 -> 01, 97101 -> 971. */
export function departementOf(commune: string): string {
  return commune.slice(0, /^9[78]/.test(commune) ? 3 : 2);
}
