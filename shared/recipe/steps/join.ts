import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { orderSql } from '../../sql/order.ts';
import { identifier } from '../../sql/quote.ts';
import { keyMeaning, keyText, looseKey } from '../../sql/text.ts';
import { storedAs } from '../../sql/typed.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { type Column, type ColumnType, isNumeric } from '../column.ts';
import {
  checkNames,
  findColumn,
  hiddenName,
  keepForOrder,
  moveTerms,
  type OrderTerm,
  type Relation,
  type StepDefinition,
  totalOrder,
} from '../relation.ts';
import { stepBase } from './base.ts';

/**
 * Brings columns of another table (`right`, at the end of its own recipe). `keep`: all left rows (`left`), only matched
 * ones (`inner`), all of both (`full`), only left rows without a match (`anti`). A missing key matches nothing.
 * `columns` are the right columns brought, each under `as`. Where a right key occurs several times, left rows are
 * multiplied only when `allowMultiply` is set: otherwise the first right row (in file order) is taken for each key.
 * Rows that only the right has (`full`) come last, with the right key under the left key's name.
 * `normalise` compares keys after trimming, without case, accents or hyphens, left zeros restored for codes.
 */
export const joinSchema = z.object({
  ...stepBase,
  kind: z.literal('join'),
  right: z.string(),
  on: z.array(z.object({ left: z.string(), right: z.string() })).min(1),
  keep: z.enum(['left', 'inner', 'full', 'anti']),
  columns: z.array(z.object({ name: z.string(), as: z.string().min(1) })),
  normalise: z.boolean().optional(),
  allowMultiply: z.boolean().optional(),
});
export type Join = z.infer<typeof joinSchema>;

export const join: StepDefinition<Join> = {
  cte: 'jointure',
  columns(step, input, context) {
    const right = context.columnsOf(step.right);
    for (const on of step.on) keyPair(findColumn(input, on.left), findColumn(right, on.right), step.normalise ?? false);
    if (step.keep === 'anti') return input;
    const kept = step.keep === 'full' ? input.map((column) => sharedKey(column, step, right)) : input;
    return checkNames([...kept, ...step.columns.map(({ name, as }) => ({ ...findColumn(right, name), name: as }))]);
  },
  sql(step, input, output, context) {
    const right = context.relationOf(step.right);
    const pairs = step.on.map((on) => ({
      left: findColumn(input.columns, on.left),
      right: findColumn(right.columns, on.right),
    }));
    const keys = pairs.map((pair) => keyPair(pair.left, pair.right, step.normalise ?? false));
    const on = keys.map((key) => `${key.left('l')} = ${key.right('r')}`).join(' AND ');
    if (step.keep === 'anti')
      return { body: `SELECT l.*\nFROM ${input.sql} AS l\nANTI JOIN ${right.sql} AS r ON ${on}`, natural: false };

    const unique = step.allowMultiply ? null : context.reserve('une_ligne_par_cle');
    const added = step.columns.map(({ name, as }) => `, r.${identifier(name)} AS ${identifier(as)}`).join('');
    const isFull = step.keep === 'full';
    const filled = isFull ? step.on.map(({ left }) => left) : [];
    // Rows that only the right has stay after the others, whatever key they bring.
    const moves = keepForOrder(input, (column) => filled.includes(column));
    const moved = [...moves].map(([from, to]) => `, l.${identifier(from)} AS ${identifier(to)}`).join('');
    const marker: OrderTerm = {
      column: hiddenName(input.hidden.length + moves.size),
      type: 'integer',
      descending: false,
    };
    const hidden = [...input.hidden, ...moves.values(), ...(isFull ? [marker.column] : [])];
    const left = isFull ? `(SELECT *, 0 AS ${identifier(marker.column)} FROM ${input.sql})` : input.sql;
    // Right rows that stand alone, or several to one left row, need the right table's own order to stay put.
    const rightTerms = isFull || step.allowMultiply ? totalOrder(right) : [];
    const ties = rightTerms.map((term, place) => ({ ...term, column: hiddenName(hidden.length + place) }));
    const carried = rightTerms
      .map((term, place) => `, r.${identifier(term.column)} AS ${identifier(ties[place]!.column)}`)
      .join('');
    const keysSql = output.filter(({ name }) => filled.includes(name)).map((column) => eitherKey(column, step, pairs));
    const replaced = keysSql.length > 0 ? ` REPLACE (${keysSql.join(', ')})` : '';
    const word = { left: 'LEFT JOIN', inner: 'JOIN', full: 'FULL JOIN' }[step.keep];
    const from = unique ?? right.sql;
    return {
      ...(unique === null ? {} : { before: [{ name: unique, body: firstPerKey(right, keys, isFull) }] }),
      body: `SELECT l.*${replaced}${moved}${carried}${added}\nFROM ${left} AS l\n${word} ${from} AS r ON ${on}`,
      hidden: [...hidden, ...ties.map(({ column }) => column)],
      sorted: moveTerms(input.sorted, moves),
      ties: [...(isFull ? [marker] : []), ...moveTerms(input.ties, moves), ...ties],
      natural: false,
    };
  },
  describe(step, _input, context) {
    const table = context.tableName(step.right);
    const keys = formatList(step.on.map(({ left, right }) => t('step.join.key', { left, right })));
    const keep = t(`step.join.${step.keep}`);
    if (step.keep === 'anti') return t('step.join.without', { table, keys });
    if (step.columns.length === 0) return t('step.join.no-column', { table, keys, keep });
    return t('step.join', { table, keys, keep, count: step.columns.length });
  },
};

/** How a pair of key columns is compared, each side under the alias it is given. */
export type KeyPair = { left(alias: string): string; right(alias: string): string };

/**
 * The two sides of a key as SQL. Same types compare as they are; text against a number compares as text, a number
 * written without useless decimals. Throws Fault `join-types` for pairs that nothing makes comparable.
 */
export function keyPair(left: Column, right: Column, normalise: boolean): KeyPair {
  const side = (column: Column, write: (sql: string) => string) => (alias: string) =>
    write(`${alias}.${identifier(column.name)}`);
  const numbers = isNumeric(left.type) && isNumeric(right.type);
  const both = left.type === right.type || numbers || (isTime(left.type) && isTime(right.type));
  const mixed = !both && [left, right].some(({ type }) => type === 'text');
  if (!both && !mixed) throw new Fault('join-types', { left: left.name, right: right.name });
  if (normalise && (mixed || left.type === 'text' || (numbers && keyMeaning(left, right) !== null))) {
    const meaning = keyMeaning(left, right);
    return {
      left: side(left, (sql) => looseKey(sql, left.type, meaning)),
      right: side(right, (sql) => looseKey(sql, right.type, meaning)),
    };
  }
  if (mixed)
    return {
      left: side(left, (sql) => keyText(sql, left.type)),
      right: side(right, (sql) => keyText(sql, right.type)),
    };
  return { left: side(left, (sql) => sql), right: side(right, (sql) => sql) };
}

function isTime(type: ColumnType): boolean {
  return type === 'date' || type === 'timestamp';
}

/** The first right row of each key; with `keepMissing`, also every row whose key is missing, since it matches nothing. */
function firstPerKey(right: Relation, keys: readonly KeyPair[], keepMissing: boolean): string {
  const sides = keys.map((key) => key.right('r'));
  const order = orderSql(right.ties);
  const orderBy = order === '' ? '' : ` ORDER BY ${order}`;
  const first = `row_number() OVER (PARTITION BY ${sides.join(', ')}${orderBy}) = 1`;
  const missing = keepMissing ? ` OR ${sides.map((side) => `${side} IS NULL`).join(' OR ')}` : '';
  return `SELECT *\nFROM ${right.sql} AS r\nQUALIFY ${first}${missing}`;
}

/** In a full join, a row that only the right has takes its key from there: the column then holds both sides' type. */
function sharedKey(column: Column, step: Join, right: readonly Column[]): Column {
  const on = step.on.find(({ left }) => left === column.name);
  if (!on) return column;
  const { type } = findColumn(right, on.right);
  if (type === column.type) return column;
  if (isNumeric(type) && isNumeric(column.type)) return { ...column, type: 'decimal' };
  return { ...column, type: isTime(type) && isTime(column.type) ? 'timestamp' : 'text' };
}

function eitherKey(column: Column, step: Join, pairs: readonly { left: Column; right: Column }[]): string {
  const pair = pairs[step.on.findIndex(({ left }) => left === column.name)]!;
  const sides = [
    { sql: `l.${identifier(pair.left.name)}`, type: pair.left.type },
    { sql: `r.${identifier(pair.right.name)}`, type: pair.right.type },
  ];
  const written = sides.map(({ sql, type }) => {
    if (type === column.type) return sql;
    return column.type === 'text' ? keyText(sql, type) : storedAs(sql, column.type);
  });
  return `coalesce(${written.join(', ')}) AS ${identifier(column.name)}`;
}
