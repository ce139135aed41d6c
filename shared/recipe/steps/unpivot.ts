import { z } from 'zod';
import { identifier, literal } from '../../sql/quote.ts';
import { frenchText } from '../../sql/text.ts';
import { storedAs } from '../../sql/typed.ts';
import { t } from '../../text/t.ts';
import { type Column, type ColumnType, isNumeric } from '../column.ts';
import { shortList } from '../describe.ts';
import { checkNames, findColumn, hiddenName, keepForOrder, moveTerms, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/**
 * Columns become rows: each row gives one row per column of `columns`, in their order, with the column's name in
 * `nameColumn` and its cell in `valueColumn`; the other columns are repeated. With `year`, the name is read as a year
 * (integer, missing where it tells none). `skipMissing` leaves out the rows whose value is missing.
 */
export const unpivotSchema = z.object({
  ...stepBase,
  kind: z.literal('unpivot'),
  columns: z.array(z.string()).min(1),
  nameColumn: z.string().min(1),
  valueColumn: z.string().min(1),
  year: z.boolean().optional(),
  skipMissing: z.boolean().optional(),
});
export type Unpivot = z.infer<typeof unpivotSchema>;

export const unpivot: StepDefinition<Unpivot> = {
  cte: 'lignes',
  columns(step, input) {
    const turned = turnedColumns(step, input);
    const kept = input.filter(({ name }) => !step.columns.includes(name));
    const [first] = turned;
    const meaning = turned.every((column) => column.meaning === first!.meaning) ? first!.meaning : null;
    return checkNames([
      ...kept,
      { name: step.nameColumn, type: step.year ? 'integer' : 'text', meaning: null },
      { name: step.valueColumn, type: valueType(turned), meaning },
    ]);
  },
  sql(step, input) {
    const turned = turnedColumns(step, input.columns);
    const type = valueType(turned);
    const moves = keepForOrder(input, (column) => step.columns.includes(column));
    const place = hiddenName(input.hidden.length + moves.size);
    const names = turned.map(({ name }) => (step.year ? literal(yearOf(name)) : literal(name)));
    const values = turned.map((column) => valueSql(column, type));
    const selected = [
      ...input.hidden.map(identifier),
      ...[...moves].map(([from, to]) => `${identifier(from)} AS ${identifier(to)}`),
      ...input.columns.filter((column) => !turned.includes(column)).map(({ name }) => identifier(name)),
      `unnest(${listSql(names, step.year ? 'integer' : 'text')}) AS ${identifier(step.nameColumn)}`,
      `unnest(${listSql(values, type)}) AS ${identifier(step.valueColumn)}`,
      `unnest(range(${turned.length})) AS ${identifier(place)}`,
    ];
    const body = `SELECT ${selected.join(',\n  ')}\nFROM ${input.sql}`;
    return {
      body: step.skipMissing ? `SELECT *\nFROM (${body})\nWHERE ${identifier(step.valueColumn)} IS NOT NULL` : body,
      hidden: [...input.hidden, ...moves.values(), place],
      sorted: moveTerms(input.sorted, moves),
      ties: [...moveTerms(input.ties, moves), { column: place, type: 'integer', descending: false }],
      natural: false,
    };
  },
  describe: (step) =>
    t('step.unpivot', {
      count: step.columns.length,
      columns: shortList(step.columns),
      name: step.nameColumn,
      value: step.valueColumn,
    }),
};

function turnedColumns(step: Unpivot, input: readonly Column[]): Column[] {
  return [...new Set(step.columns)].map((name) => findColumn(input, name));
}

/** The type that holds the cells of all these columns; text when nothing narrower does. */
function valueType(columns: readonly Column[]): ColumnType {
  const types = new Set(columns.map(({ type }) => type));
  const [first] = types;
  if (types.size === 1) return first!;
  if ([...types].every(isNumeric)) return 'decimal';
  return [...types].every((type) => type === 'date' || type === 'timestamp') ? 'timestamp' : 'text';
}

function valueSql(column: Column, type: ColumnType): string {
  const name = identifier(column.name);
  if (column.type === type) return name;
  return type === 'text' ? frenchText(name, column.type) : storedAs(name, type);
}

/** Typed even when every element is missing. */
function listSql(values: readonly string[], type: ColumnType): string {
  const [first, ...rest] = values;
  return `[${[storedAs(first!, type), ...rest].join(', ')}]`;
}

/**
 * The year that a column's name tells: « 2015 », « Population 2015 », « 2015-2016 » (its first), or INSEE's « P15_POP »,
 * « PMUN19 », « C09_ACT ». Null when it tells none. Two digits from 60 on are of the last century.
 */
export function yearOf(name: string): number | null {
  const found = findYear(name);
  if (!found) return null;
  const year = Number(found.digits);
  if (found.digits.length === 4) return year;
  return year < 60 ? 2000 + year : 1900 + year;
}

function findYear(name: string): { at: number; digits: string } | null {
  const whole = /(?<!\d)(?:1[89]|20)\d{2}(?!\d)/.exec(name);
  if (whole) return { at: whole.index, digits: whole[0] };
  const short = /^(\s*[A-Za-z]{1,5})(\d{2})(?!\d)/.exec(name);
  return short ? { at: short[1]!.length, digits: short[2]! } : null;
}

/**
 * The columns that say the same thing of several years, the most numerous such family: « 2015 », « 2016 »… or « P15_POP »,
 * « P20_POP ». `title` is what their names share, empty when it is the year alone. Null when no two columns do.
 */
export function yearFamily(columns: readonly Column[]): { columns: string[]; title: string } | null {
  const families = new Map<string, string[]>();
  for (const { name } of columns) {
    const year = findYear(name);
    if (!year) continue;
    const key = `${name.slice(0, year.at)}#${name.slice(year.at + year.digits.length)}`;
    families.set(key, [...(families.get(key) ?? []), name]);
  }
  let best: { columns: string[]; title: string } | null = null;
  for (const [key, names] of families) {
    const years = new Set(names.map(yearOf));
    if (years.size < 2 || years.size < names.length || names.length <= (best?.columns.length ?? 1)) continue;
    best = { columns: names, title: titleOf(key) };
  }
  return best;
}

/** « Population # (municipale) » -> « Population municipale »; a lone letter, as in « P#_POP », tells nothing. */
function titleOf(key: string): string {
  const pieces = key.split('#').map((piece) => piece.replace(/^[\s_()[\]–-]+|[\s_()[\]–-]+$/g, ''));
  return pieces.filter((piece) => piece.length > 1).join(' ');
}
