import { z } from 'zod';
import { Fault } from '../rpc/fault.ts';
import { comparable } from '../sql/order.ts';
import { identifier, literal } from '../sql/quote.ts';
import { numberSql } from '../sql/value.ts';
import { formatList, formatNumber } from '../text/format.ts';
import { t } from '../text/t.ts';
import { type Column, type ColumnType, isNumeric } from './column.ts';
import type { Expression } from './expression.ts';
import { findColumn } from './relation.ts';

/**
 * A value computed from a row and the others of the table, or of its group (`by`). Missing where the cell is.
 * `rank`: 1 for the first; rows that tie share a rank, and the next one is left out (`same`) or not (`dense`).
 * `share`: part of the group's total, in %. `classes`: the class of the cell, in words; its bounds are typed, or cut the
 * range of the values in equal parts, or the rows in groups of equal number.
 */
export const overSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rank'),
    column: z.string(),
    descending: z.boolean(),
    ties: z.enum(['same', 'dense']),
    by: z.array(z.string()),
  }),
  z.object({ kind: z.literal('share'), column: z.string(), by: z.array(z.string()) }),
  z.object({
    kind: z.literal('classes'),
    column: z.string(),
    cut: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('typed'), bounds: z.array(z.number()).min(1).max(50) }),
      z.object({ kind: z.enum(['equal', 'quantiles']), count: z.number().int().min(2).max(20) }),
    ]),
    /** « 1 – moins de 500 »: the classes then sort in their order. */
    numbered: z.boolean(),
  }),
]);
export type Over = z.infer<typeof overSchema>;

export function isOver(expression: Expression | Over): expression is Over {
  return expression.kind === 'rank' || expression.kind === 'share' || expression.kind === 'classes';
}

/** Holds the bounds of classes that the values decide: lowest, inner bounds, highest. */
export const bounds = identifier('__bornes');

/** What must be in the rows before `overSql`; null: nothing. */
export function preparedOver(over: Over, columns: readonly Column[]): string | null {
  if (over.kind !== 'classes' || over.cut.kind === 'typed') return null;
  const column = findColumn(columns, over.column);
  const name = `CAST(${identifier(column.name)} AS DOUBLE)`;
  const { kind, count } = over.cut;
  const places = Array.from({ length: count - 1 }, (_, place) => (place + 1) / count);
  const inner = places.map((place) =>
    kind === 'equal'
      ? `min(${name}) OVER () + (max(${name}) OVER () - min(${name}) OVER ()) * ${place}`
      : String(place),
  );
  const cuts = kind === 'equal' ? `[${inner.join(', ')}]` : `(quantile_cont(${name}, [${inner.join(', ')}]) OVER ())`;
  const bound = `round(b, 12 - CAST(ceil(log10(coalesce(nullif(greatest(abs(l[1]), abs(l[-1])), 0), 1))) AS INTEGER))`;
  const clean = column.type === 'integer' ? `ceil(${bound})` : bound;
  const all = `[min(${name}) OVER ()] || ${cuts} || [max(${name}) OVER ()]`;
  // To twelve figures of the largest: where -3 + 5 × 0.8 gives 1.0000000000000002, the class begins at 1.
  return `list_transform([${all}], lambda l: list_transform(l, lambda b: ${clean}))[1] AS ${bounds}`;
}

/** Its value in SQL, over the rows as `preparedOver` leaves them. Faults `column-missing`, `expression-type`. */
export function overSql(over: Over, columns: readonly Column[]): { sql: string; type: ColumnType } {
  const column = findColumn(columns, over.column);
  const name = identifier(column.name);
  if (over.kind === 'rank') {
    const direction = over.descending ? 'DESC' : 'ASC';
    const order = `ORDER BY ${comparable(name, column.type)} ${direction} NULLS LAST`;
    const word = over.ties === 'same' ? 'rank' : 'dense_rank';
    const rank = `CAST(${word}() OVER (${partition(over.by, columns)}${order}) AS BIGINT)`;
    return { sql: `CASE WHEN ${name} IS NOT NULL THEN ${rank} END`, type: 'integer' };
  }
  if (!isNumeric(column.type)) throw new Fault('expression-type', { operator: over.kind, type: column.type });
  if (over.kind === 'share') {
    const total = `sum(CAST(${name} AS DOUBLE)) OVER (${partition(over.by, columns).trim()})`;
    return { sql: `${name} / nullif(${total}, 0) * 100`, type: 'decimal' };
  }
  const isWhole = column.type === 'integer';
  if (over.cut.kind === 'typed') {
    const labels = classLabels(over.cut.bounds, isWhole, over.numbered);
    const sorted = sortedBounds(over.cut.bounds);
    const whens = sorted.map((bound, place) => `WHEN ${name} < ${numberSql(bound)} THEN ${literal(labels[place]!)}`);
    return {
      sql: `CASE ${whens.join(' ')} WHEN ${name} IS NOT NULL THEN ${literal(labels.at(-1)!)} END`,
      type: 'text',
    };
  }
  return { sql: measuredClass(name, isWhole, over.cut.count, over.numbered), type: 'text' };
}

function partition(by: readonly string[], columns: readonly Column[]): string {
  if (by.length === 0) return '';
  return `PARTITION BY ${by.map((name) => identifier(findColumn(columns, name).name)).join(', ')} `;
}

export function sortedBounds(typed: readonly number[]): number[] {
  return [...new Set(typed)].sort((a, b) => a - b);
}

/** « moins de 500 », « 500 à 999 », « 1 000 et plus »: one more than there are bounds. */
export function classLabels(typed: readonly number[], isWhole: boolean, numbered: boolean): string[] {
  const sorted = sortedBounds(typed);
  const counted = isWhole && sorted.every(Number.isInteger);
  const number = (value: number) => formatNumber(value);
  const labels = [
    t('class.below', { to: number(sorted[0]!) }),
    ...sorted.slice(1).map((to, place) => {
      const from = sorted[place]!;
      if (!counted) return t('class.between', { from: number(from), to: number(to) });
      return to - 1 === from ? number(from) : t('class.whole', { from: number(from), to: number(to - 1) });
    }),
    t('class.above', { from: number(sorted.at(-1)!) }),
  ];
  return numbered ? labels.map((label, place) => t('class.numbered', { place: place + 1, label })) : labels;
}

/** The class whose bounds stand in the rows. The last one holds the highest value. */
function measuredClass(name: string, isWhole: boolean, count: number, numbered: boolean): string {
  const inner = `list_filter(${bounds}[2:${count}], lambda b: b <= ${name})`;
  const from = shown(`${bounds}[p]`, isWhole);
  const to = shown(isWhole ? `${bounds}[p + 1] - 1` : `${bounds}[p + 1]`, isWhole);
  const last = shown(`${bounds}[${count + 1}]`, isWhole);
  const prefix = numbered ? `CAST(p AS VARCHAR) || ${literal(t('class.number', { place: '' }))} || ` : '';
  const between = isWhole ? 'class.whole' : 'class.between';
  const range = (key: typeof between, end: string) =>
    isWhole ? `CASE WHEN ${from} = ${end} THEN ${from} ELSE ${words(key, from, end)} END` : words(key, from, end);
  const label = `CASE WHEN p = ${count} THEN ${range('class.whole', last)} ELSE ${range(between, to)} END`;
  return `CASE WHEN ${name} IS NOT NULL THEN list_transform([len(${inner}) + 1], lambda p: ${prefix}${label})[1] END`;
}

function words(key: 'class.whole' | 'class.between', from: string, to: string): string {
  const pieces = t(key, { from: '\0', to: '\0' }).split('\0').map(literal);
  return `${pieces[0]} || ${from} || ${pieces[1]} || ${to} || ${pieces[2]}`;
}

function shown(sql: string, isWhole: boolean): string {
  if (isWhole) return `replace(format('{:,}', CAST(${sql} AS BIGINT)), ',', '\u202f')`;
  return `regexp_replace(translate(format('{:,.2f}', round(${sql}, 2) + 0), ',.', '\u202f,'), ',?0+$', '')`;
}

/** « rang de Population (du plus grand au plus petit) par Région ». */
export function describeOver(over: Over): string {
  if (over.kind === 'classes') {
    const { cut, column } = over;
    if (cut.kind === 'typed')
      return t('over.classes', {
        column,
        bounds: formatList(sortedBounds(cut.bounds).map((bound) => formatNumber(bound))),
      });
    return t(`over.classes.${cut.kind}`, { column, count: cut.count });
  }
  const { column, by } = over;
  const key =
    over.kind === 'share'
      ? 'over.share'
      : over.descending
        ? ('over.rank.descending' as const)
        : ('over.rank.ascending' as const);
  const sentence = t(key, { column });
  return by.length === 0 ? sentence : t('over.by', { sentence, columns: formatList(by) });
}
