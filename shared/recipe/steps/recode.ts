import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { orderSql } from '../../sql/order.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import type { Column } from '../column.ts';
import {
  findColumn,
  hiddenName,
  keepForOrder,
  moveTerms,
  type Relation,
  type StepDefinition,
  totalOrder,
} from '../relation.ts';
import { stepBase } from './base.ts';
import { type CombinedColumn, checkCombination, combinedSql, combineSchema } from './combine.ts';

/**
 * Replaces values of a text column, each cell equal to a `from` by its `to`: read in another table (`only` keeps some of
 * its rows), or listed here. Other cells stay. A table that gives several answers gives its first.
 * `combine` then puts in one the rows that now bear the same value, when at least one of them was replaced: rows that
 * no replacement reaches stay as they are, and alone. Columns that it does not name keep the value of the row that
 * already bore the value, else of the first.
 */
export const recodeSchema = z.object({
  ...stepBase,
  kind: z.literal('recode'),
  column: z.string(),
  by: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('table'),
      table: z.string(),
      from: z.string(),
      to: z.string(),
      only: z.object({ column: z.string(), values: z.array(z.string()).min(1) }).optional(),
    }),
    z.object({ kind: z.literal('list'), pairs: z.array(z.object({ from: z.string(), to: z.string() })).min(1) }),
  ]),
  combine: combineSchema.optional(),
});
export type Recode = z.infer<typeof recodeSchema>;

const [was, becomes, place, alone] = ['__ancien', '__nouveau', '__rang', '__seul'].map(identifier) as [
  string,
  string,
  string,
  string,
];

export const recode: StepDefinition<Recode> = {
  cte: 'remplacement',
  columns(step, input, context) {
    const column = findColumn(input, step.column);
    if (column.type !== 'text') throw new Fault('recode-type', { column: column.name });
    if (step.by.kind === 'table') {
      const other = context.columnsOf(step.by.table);
      for (const name of [step.by.from, step.by.to, ...(step.by.only ? [step.by.only.column] : [])]) {
        const found = findColumn(other, name);
        if (found.type !== 'text') throw new Fault('recode-type', { column: found.name });
      }
    }
    return step.combine ? checkCombination(step.combine, step.column, input) : input;
  },
  sql(step, input, output, context) {
    const by = step.by;
    const name = context.reserve('correspondance');
    const before = [{ name, body: by.kind === 'list' ? listed(by.pairs) : readIn(by, context.relationOf(by.table)) }];
    const column = identifier(step.column);
    const replaced = `coalesce(o.${becomes}, i.${column}) AS ${column}`;
    const from = `FROM ${input.sql} AS i\nLEFT JOIN ${name} AS o ON o.${was} = i.${column}`;
    if (!step.combine) {
      const moves = keepForOrder(input, (lost) => lost === step.column);
      const kept = [...moves].map(([lost, to]) => `, i.${identifier(lost)} AS ${identifier(to)}`).join('');
      return {
        before,
        body: `SELECT i.* REPLACE (${replaced})${kept}\n${from}`,
        hidden: [...input.hidden, ...moves.values()],
        sorted: moveTerms(input.sorted, moves),
        ties: moveTerms(input.ties, moves),
        natural: false,
      };
    }
    const keys = [
      step.column,
      ...step.combine.columns.flatMap(({ name, rule }) => (rule.kind === 'key' ? [name] : [])),
    ];
    const groups = keys.map(identifier).join(', ');
    const draft = context.reserve('nouveaux_codes');
    before.push({
      name: draft,
      body: `SELECT i.* REPLACE (${replaced}), o.${becomes} IS NOT NULL AS ${was}, ${rank(input)} AS ${place}\n${from}`,
    });
    const lone = `CASE WHEN ${column} IS NULL OR NOT bool_or(${was}) OVER (PARTITION BY ${groups}) THEN ${place} END`;
    const order = hiddenName(0);
    const cells = output.map((one): string => {
      const rule = ruleOf(step, one);
      const sql = rule === null ? identifier(one.name) : combinedSql(one, rule, { was, place });
      return `${sql} AS ${identifier(one.name)}`;
    });
    return {
      before,
      body:
        `SELECT ${cells.join(',\n  ')},\n  min(${place}) AS ${identifier(order)}\n` +
        `FROM (SELECT *, ${lone} AS ${alone} FROM ${draft})\nGROUP BY ${groups}, ${alone}`,
      hidden: [order],
      row: false,
      sorted: [],
      ties: [{ column: order, type: 'integer', descending: false }],
      natural: false,
    };
  },
  describe(step, _input, context) {
    const { by, column } = step;
    const sentence =
      by.kind === 'list'
        ? t('step.recode.list', {
            column,
            count: by.pairs.length,
            pairs: formatList(by.pairs.slice(0, 3).map((pair) => t('step.recode.pair', pair))),
          })
        : by.only?.values.length === 1
          ? t('step.recode.only', { column, table: context.tableName(by.table), values: formatList(by.only.values) })
          : t('step.recode.table', { column, table: context.tableName(by.table) });
    if (!step.combine) return sentence;
    const named = (kind: CombinedColumn['rule']['kind']) =>
      step.combine?.columns.flatMap((one) => (one.rule.kind === kind ? [one.name] : [])) ?? [];
    const parts = (['sum', 'ratio', 'blank'] as const).flatMap((kind) => {
      const names = named(kind);
      const shown = names.length > 3 ? t('step.recode.columns', { count: names.length }) : formatList(names);
      return names.length > 0 ? [t(`step.recode.${kind}`, { columns: shown })] : [];
    });
    if (parts.length === 0) return t('step.recode.combine', { sentence });
    return t('step.recode.combine-how', { sentence, parts: formatList(parts) });
  },
};

function ruleOf(step: Recode, column: Column): CombinedColumn['rule'] | null {
  if (column.name === step.column) return null;
  const rule = step.combine?.columns.find(({ name }) => name === column.name)?.rule ?? { kind: 'keep' };
  return rule.kind === 'key' ? null : rule;
}

function listed(pairs: readonly { from: string; to: string }[]): string {
  const first = new Map<string, string>();
  for (const { from, to } of pairs) if (!first.has(from)) first.set(from, to);
  const rows = [...first].map(([from, to]) => `(${literal(from)}, ${literal(to)})`);
  return `SELECT *\nFROM (VALUES ${rows.join(', ')}) AS v(${was}, ${becomes})`;
}

function readIn(by: Extract<Recode['by'], { kind: 'table' }>, table: Relation): string {
  const order = orderSql(table.ties);
  const [from, to] = [identifier(by.from), identifier(by.to)];
  const only = by.only ? ` AND ${identifier(by.only.column)} IN (${by.only.values.map(literal).join(', ')})` : '';
  return (
    `SELECT ${from} AS ${was}, first(${to}${order === '' ? '' : ` ORDER BY ${order}`}) AS ${becomes}\n` +
    `FROM ${table.sql}\nWHERE ${to} IS NOT NULL${only}\nGROUP BY ${from}`
  );
}

/** The place of each row, from which that of the rows put in one comes. */
function rank(input: Relation): string {
  const order = orderSql(totalOrder(input));
  return order === '' ? '1' : `row_number() OVER (ORDER BY ${order})`;
}
