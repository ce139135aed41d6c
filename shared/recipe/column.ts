import { z } from 'zod';

/** How a cell is stored. A code is always `text`. */
export const columnTypes = ['text', 'integer', 'decimal', 'boolean', 'date', 'timestamp'] as const;
export const columnTypeSchema = z.enum(columnTypes);
export type ColumnType = z.infer<typeof columnTypeSchema>;

/** What a column stands for in the field, recognised by shape and content. `commune` is the 5-character INSEE code. */
export const meanings = [
  'commune',
  'departement',
  'region',
  'epci',
  'siren',
  'siret',
  'code-postal',
  'tranche-effectif',
  'naf',
  'population',
] as const;
export const meaningSchema = z.enum(meanings);
export type Meaning = z.infer<typeof meaningSchema>;

/** Length of what each date of a column stands for, by its first day: « T4 2015 » is 2015-10-01 and `quarter`. */
export const periods = ['month', 'quarter', 'half'] as const;
export type Period = (typeof periods)[number];

/** A computed number that is never added up: one quantity over another, times `scale` (100 for a percentage). */
export type Unit = { kind: 'ratio'; scale: number };

/** A column after some step. Names are unique in a table, exact, and are how steps refer to columns. */
export type Column = {
  name: string;
  type: ColumnType;
  meaning: Meaning | null;
  /** Longer description, from a double header or a documentation sheet. */
  label?: string | undefined;
  /** Dates that stand for the period they begin (see formatPeriod in text/format.ts). */
  period?: Period | undefined;
  /** What a computed number is (see unit.ts). */
  unit?: Unit | undefined;
  /** Meaning of its codes, from the producer's documentation: { '1': 'Commune densément peuplée' }. */
  values?: Readonly<Record<string, string>> | undefined;
  /** Where the reasons of its missing cells are, while rows still are records of their file. Inside the engine only. */
  issues?: { relation: string; column: string } | undefined;
};

export function isNumeric(type: ColumnType): boolean {
  return type === 'integer' || type === 'decimal';
}

const yearName = /(^|[^\p{L}])(ann[ée]e|mill[ée]sime|year|an)([^\p{L}]|$)/iu;

/** Years are whole numbers that nobody writes « 2 026 ». */
export function isYear(column: Column): boolean {
  return column.type === 'integer' && yearName.test(column.name);
}

/** Codes are never summed, grouped by thousands or right-aligned. */
export function isCode(column: Column): boolean {
  return column.meaning !== null && column.meaning !== 'population';
}

/** A column whose values stand for something else: a list to choose from, never a quantity. */
export function isCoded(column: Column): boolean {
  return Object.keys(column.values ?? {}).length > 1;
}

const mostCategories = 30;

/** Codes that stand for a few kinds: 1 urban, 2 rural. More than a few are ages, or amounts in bands: still measured. */
export function isCategory(column: Column): boolean {
  return isCoded(column) && Object.keys(column.values ?? {}).length <= mostCategories;
}

/** What the producer says that a value stands for: « Grands centres urbains » for 1, that it writes « 01 » or « 1 ». */
export function meaningOf(column: Column | null | undefined, value: unknown): string | undefined {
  if (!column?.values) return undefined;
  const exact = column.values[String(value)];
  if (exact !== undefined || !isNumeric(column.type) || value === null) return exact;
  return Object.entries(column.values).find(([code]) => Number(code) === Number(value))?.[1];
}

/** How a reader knows a column best: by its long label where its name is a producer's code, P21_LOG or dens7. */
export function titleOf(column: Column): string {
  const isWords = /\s/.test(column.name) || (/\p{Ll}/u.test(column.name) && !/[\d_]/.test(column.name));
  return isWords ? column.name : (column.label ?? column.name);
}
