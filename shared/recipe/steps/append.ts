import { z } from 'zod';
import { orderSql } from '../../sql/order.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { frenchText } from '../../sql/text.ts';
import { storedAs } from '../../sql/typed.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { type Column, type ColumnType, isNumeric } from '../column.ts';
import {
  checkNames,
  foldName,
  hiddenName,
  type Relation,
  rowTerm,
  type StepDefinition,
  totalOrder,
} from '../relation.ts';
import { stepBase } from './base.ts';

/**
 * Puts the rows of other tables (at the end of their own recipes) under those of this one, in that order. Columns meet
 * by name, case aside; a column that a table lacks is missing on its rows; those that this one lacks come at the end.
 * `origin` adds a text column that tells where each row comes from: `label` for this table's own rows, and each
 * table's `label` for its rows.
 */
export const appendSchema = z.object({
  ...stepBase,
  kind: z.literal('append'),
  tables: z.array(z.object({ table: z.string(), label: z.string() })).min(1),
  origin: z.object({ column: z.string().min(1), label: z.string() }).nullable(),
});
export type Append = z.infer<typeof appendSchema>;

export const append: StepDefinition<Append> = {
  cte: 'empilement',
  columns(step, input, context) {
    const others = step.tables.map(({ table }) => context.columnsOf(table));
    const stacked = stackColumns([input, ...others]).map(({ column }) => column);
    return checkNames(step.origin ? [...stacked, { name: step.origin.column, type: 'text', meaning: null }] : stacked);
  },
  sql(step, input, _output, context) {
    const others = step.tables.map(({ table }) => context.relationOf(table));
    const parts = [input, ...others];
    const labels = [step.origin?.label ?? '', ...step.tables.map(({ label }) => label)];
    const stacked = stackColumns(parts.map(({ columns }) => columns));
    const first = input.row ? 1 : 0;
    const [part, place] = [hiddenName(first), hiddenName(first + 1)];
    const selects = parts.map((relation, at) => {
      const row = at === 0 ? identifier('__row') : storedAs('NULL', 'integer');
      const selected = [
        ...(input.row ? [at === 0 ? row : `${row} AS ${identifier('__row')}`] : []),
        `${at} AS ${identifier(part)}`,
        `${placeSql(relation)} AS ${identifier(place)}`,
        ...stacked.map(({ column, from }) => {
          const [cell, name] = [cellSql(from[at] ?? null, column.type), identifier(column.name)];
          return cell === name ? name : `${cell} AS ${name}`;
        }),
        ...(step.origin ? [`${literal(labels[at] ?? '')} AS ${identifier(step.origin.column)}`] : []),
      ];
      return `SELECT ${selected.join(',\n  ')}\nFROM ${relation.sql}`;
    });
    return {
      body: selects.join('\nUNION ALL\n'),
      hidden: [...(input.row ? ['__row'] : []), part, place],
      sorted: [],
      ties: [part, place].map((column) => ({ column, type: 'integer', descending: false })),
      natural: false,
    };
  },
  describe(step, _input, context) {
    const tables = formatList(step.tables.map(({ table }) => `«\u00a0${context.tableName(table)}\u00a0»`));
    return step.origin ? t('step.append', { tables, column: step.origin.column }) : t('step.append.plain', { tables });
  },
};

/** One column of a stack, and the column of each table that it takes, null where a table has none. */
export type StackedColumn = { column: Column; from: (Column | null)[] };

/** How the columns of tables put one under the other meet, by name. */
export function stackColumns(parts: readonly (readonly Column[])[]): StackedColumn[] {
  const stacked = new Map<string, StackedColumn>();
  for (const [at, columns] of parts.entries()) {
    for (const column of columns) {
      const key = foldName(column.name);
      const known = stacked.get(key) ?? { column, from: parts.map(() => null) };
      known.from[at] = column;
      stacked.set(key, known);
    }
  }
  return [...stacked.values()].map(({ column, from }) => {
    const met = from.filter((one) => one !== null);
    const meaning = met.every((one) => one.meaning === column.meaning) ? column.meaning : null;
    const values = met.some((one) => one.values) && Object.assign({}, ...met.map((one) => one.values).toReversed());
    return { column: { ...column, type: stackedType(met), meaning, ...(values && { values }) }, from };
  });
}

/** A code on one side may have been read as a number on the other: text then holds both. */
function stackedType(columns: readonly Column[]): ColumnType {
  const types = [...new Set(columns.map(({ type }) => type))];
  if (types.length === 1) return types[0]!;
  if (types.every(isNumeric)) return 'decimal';
  return types.every((type) => type === 'date' || type === 'timestamp') ? 'timestamp' : 'text';
}

function cellSql(column: Column | null, type: ColumnType): string {
  if (column === null) return storedAs('NULL', type);
  const name = identifier(column.name);
  if (column.type === type) return name;
  return type === 'text' ? frenchText(name, column.type) : storedAs(name, type);
}

/** The rank of each row in its table's own order. */
function placeSql(relation: Relation): string {
  const order = totalOrder(relation);
  if (order.length === 1 && order[0]!.column === rowTerm.column) return identifier(rowTerm.column);
  return order.length === 0 ? '1' : `row_number() OVER (ORDER BY ${orderSql(order)})`;
}
