import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { frenchText } from '../../sql/text.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import type { Column } from '../column.ts';
import { describeMeasure, type Measured, measuredColumn, measuredSql, measureSchema, mergingSql } from '../measure.ts';
import {
  checkNames,
  findColumn,
  foldName,
  hiddenName,
  type OrderTerm,
  type Relation,
  type StepDefinition,
} from '../relation.ts';
import { stepBase } from './base.ts';

/** Beyond, nobody reads the table: the rest goes in « Autres ». */
export const mostPivotValues = 60;
export const mostPivotColumns = 120;

/**
 * A table with one row per combination of `rows`, and one column per value of `column` (and measure).
 * The columns are those of `values`, in that order, whatever the data become: values as French text (see frenchText),
 * null for the missing cell. What is not in the list goes in the column « Autres » (`others`), or is left out.
 * `show`: the figures, or their part in % of the row, the column or the whole; then only counts and sums.
 */
export const pivotSchema = z.object({
  ...stepBase,
  kind: z.literal('pivot'),
  rows: z.array(z.string()),
  column: z.string(),
  values: z.array(z.string().nullable()).min(1),
  others: z.boolean(),
  measures: z.array(measureSchema).min(1),
  show: z.enum(['value', 'row', 'column', 'total']),
  totals: z.object({ row: z.boolean(), column: z.boolean() }),
});
export type Pivot = z.infer<typeof pivotSchema>;

/** One column of figures: the place of its value among the keys (null: the total of the row), and its measure. */
type Cell = { name: string; key: number | null; place: number };

const [key, level, bottom] = ['__cle', '__niveau', '__bas'].map(identifier) as [string, string, string];

export const pivot: StepDefinition<Pivot> = {
  cte: 'croisement',
  columns(step, input) {
    findColumn(input, step.column);
    if (step.values.length > mostPivotValues || step.values.length * step.measures.length > mostPivotColumns)
      throw new Fault('pivot-wide', { most: mostPivotValues });
    const isPart = step.show !== 'value';
    for (const one of step.measures)
      if (one.measure === 'share' || (isPart && one.measure !== 'count' && one.measure !== 'sum'))
        throw new Fault('pivot-part', { measure: t(`measure.${one.measure}`) });
    const rows = step.rows.map((name, place): Column => {
      const column = findColumn(input, name);
      return holdsTotal(step, place) ? { name, type: 'text', meaning: null } : column;
    });
    const figures = cellsOf(step).map(({ name, place }): Column => {
      const column = measuredColumn(step.measures[place]!, input);
      return isPart
        ? { name, type: 'decimal', meaning: null, unit: { kind: 'ratio', scale: 100 } }
        : { ...column, name };
    });
    return checkNames([...rows, ...figures]);
  },
  sql(step, input, output, context) {
    const rows = step.rows.map(identifier);
    const column = findColumn(input.columns, step.column);
    const keyed = context.reserve('cles');
    const summed = context.reserve('groupes');
    const spread = context.reserve('cellules');
    const { first, kept, measured } = gather(step, input, context.reserve);
    const sets = [[...rows, key], rows, ...(rows.length > 0 ? [[key], []] : [])].map((set) => `(${set.join(', ')})`);
    const flags = [`grouping(${key}) AS ${level}`, `${rows[0] ? `grouping(${rows[0]})` : '0'} AS ${bottom}`];
    const groups = [...rows, key].join(', ');
    const selected = [
      `SELECT ${[groups, ...flags, ...measured.map((sql, place) => `${sql} AS ${measureName(place)}`)].join(', ')}`,
      `FROM ${keyed}${step.others ? '' : `\nWHERE ${key} IS NOT NULL`}`,
      `GROUP BY GROUPING SETS (${sets.join(', ')})`,
    ];
    const cells = cellsOf(step);
    const wanted = [...cells, ...(step.totals.column ? [] : totalsOf(step))];
    const figures = wanted.map((cell) => `${figureSql(cell, step)} AS ${hiddenFigure(cell)}`);
    const byRow = [...rows, bottom].join(', ');
    const names = step.rows.map((name, place) => {
      if (!holdsTotal(step, place)) return identifier(name);
      const shown = frenchText(identifier(name), findColumn(input.columns, name).type);
      return `CASE ${bottom} WHEN 1 THEN ${literal(t('pivot.total'))} ELSE ${shown} END AS ${identifier(name)}`;
    });
    const figureColumns = output.slice(step.rows.length);
    const shown = cells.map((cell, place) => `${shownSql(cell, step)} AS ${identifier(figureColumns[place]!.name)}`);
    const ties: OrderTerm[] = [
      { column: hiddenName(0), type: 'integer', descending: false },
      ...step.rows.map((name, place) => ({
        column: hiddenName(place + 1),
        type: findColumn(input.columns, name).type,
        descending: false,
      })),
    ];
    const hidden = [bottom, ...rows].map((sql, place) => `${sql} AS ${identifier(hiddenName(place))}`);
    const body = `SELECT ${[...names, ...shown, ...hidden].join(',\n  ')}\nFROM ${spread}`;
    const isTotalled = step.totals.row || rows.length === 0;
    return {
      before: [
        ...(first ? [first] : []),
        {
          name: keyed,
          body: `SELECT ${[...kept, `${keySql(step, column)} AS ${key}`].join(', ')}\nFROM ${first?.name ?? input.sql}`,
        },
        { name: summed, body: selected.join('\n') },
        { name: spread, body: `SELECT ${[byRow, ...figures].join(',\n  ')}\nFROM ${summed}\nGROUP BY ${byRow}` },
      ],
      // The row of totals is computed for percentages, then left out: after the windows that read it.
      body: isTotalled ? body : `SELECT * FROM (${body})\nWHERE ${identifier(hiddenName(0))} = 0`,
      hidden: ties.map(({ column }) => column),
      row: false,
      sorted: [],
      ties,
      natural: false,
    };
  },
  describe(step) {
    const params = {
      column: step.column,
      count: cellsOf(step).length,
      measures: formatList(step.measures.map(describeMeasure)),
    };
    const sentence =
      step.rows.length === 0
        ? t('step.pivot.all', params)
        : t('step.pivot', { ...params, rows: formatList(step.rows) });
    return step.show === 'value' ? sentence : t('step.pivot.shown', { sentence, of: t(`step.pivot.of.${step.show}`) });
  },
};

type Gathered = { first: { name: string; body: string } | null; kept: string[]; measured: string[] };

/**
 * What the four groupings read. Where the measures can be merged, rows are gathered once by the values themselves: places
 * in the list, totals and margins are then found over these few groups.
 */
function gather(step: Pivot, input: Relation, reserve: (name: string) => string): Gathered {
  const merging = step.measures.map((one) => mergingSql(one, input.columns));
  if (merging.some((one) => one === null)) {
    const used = new Set([...step.rows, ...step.measures.flatMap(({ column, weight }) => [column, weight])]);
    return {
      first: null,
      kept: input.columns.filter(({ name }) => used.has(name)).map(({ name }) => identifier(name)),
      measured: step.measures.map((one) => measuredSql(one, input.columns).sql),
    };
  }
  const by = [...new Set([...step.rows, step.column])].map(identifier).join(', ');
  const parts: string[] = [];
  const measured = merging.map((one) => {
    const names = one!.partials.map((_, place) => identifier(`__part_${parts.length + place}`));
    parts.push(...one!.partials);
    return one!.merge(names);
  });
  const named = parts.map((sql, place) => `${sql} AS ${identifier(`__part_${place}`)}`);
  return {
    first: {
      name: reserve('parties'),
      body: `SELECT ${[by, ...named].join(', ')}\nFROM ${input.sql}\nGROUP BY ${by}`,
    },
    kept: [...new Set(step.rows)].map(identifier).concat(...parts.map((_, place) => identifier(`__part_${place}`))),
    measured,
  };
}

function measureName(place: number): string {
  return identifier(`__mesure_${place}`);
}

/** The first column of a table with a row of totals says « Total » there: it becomes text. */
function holdsTotal(step: Pivot, place: number): boolean {
  return place === 0 && step.totals.row;
}

/** The columns of figures, in order: each value, « Autres », then the total, and in each the measures. */
export function cellsOf(step: Pivot): Cell[] {
  const values = [...new Set(step.values)];
  const keys: { label: string; key: number | null }[] = values.map((value, place) => ({
    label: labelOf(value),
    key: place,
  }));
  if (step.others) keys.push({ label: t('pivot.others'), key: values.length });
  if (step.totals.column) keys.push({ label: t('pivot.total'), key: null });
  const taken = new Set(step.rows.map(foldName));
  return keys.flatMap(({ label, key }) =>
    step.measures.map((one, place): Cell => {
      const wanted = step.measures.length === 1 ? label : t('pivot.named', { value: label, measure: one.name });
      return { name: freeName(wanted, taken), key, place };
    }),
  );
}

function labelOf(value: string | null): string {
  if (value === null) return t('pivot.missing');
  return value.trim() === '' ? t('pivot.empty') : value;
}

/** Two values that one name would stand for, and a value named as a column of rows, stay apart. */
function freeName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/^_+/, '').trim() || t('pivot.empty');
  let name = plain;
  for (let count = 2; taken.has(foldName(name)); count += 1) name = `${plain} (${count})`;
  taken.add(foldName(name));
  return name;
}

/** The place of a cell's value in the list; past its end for another value, or missing when those are left out. */
function keySql(step: Pivot, column: Column): string {
  const values = [...new Set(step.values)];
  const name = identifier(column.name);
  const others = step.others ? String(values.length) : 'NULL';
  const missing = values.includes(null) ? String(values.indexOf(null)) : others;
  const whens = values.flatMap((value, place) => (value === null ? [] : [`WHEN ${literal(value)} THEN ${place}`]));
  if (whens.length === 0) return `CASE WHEN ${name} IS NULL THEN ${missing} ELSE ${others} END`;
  return `CASE WHEN ${name} IS NULL THEN ${missing} ELSE CASE ${frenchText(name, column.type)} ${whens.join(' ')} ELSE ${others} END END`;
}

function totalsOf(step: Pivot): Cell[] {
  return step.measures.map((_, place) => ({ name: '', key: null, place }));
}

function hiddenFigure({ key, place }: Cell): string {
  return identifier(`__${key === null ? 'total' : key}_${place}`);
}

/** One figure of a row of the result, from the groups. A group without rows counts zero. */
function figureSql({ key: of, place }: Cell, step: Pivot): string {
  const which = of === null ? `${level} = 1` : `${level} = 0 AND ${key} = ${of}`;
  const found = `any_value(${measureName(place)}) FILTER (WHERE ${which})`;
  return isCount(step.measures[place]!) ? `coalesce(${found}, 0)` : found;
}

function isCount({ measure }: Measured): boolean {
  return measure === 'count' || measure === 'count-distinct';
}

function shownSql(cell: Cell, step: Pivot): string {
  const figure = hiddenFigure(cell);
  if (step.show === 'value') return figure;
  const ofRow = hiddenFigure({ ...cell, key: null });
  const atBottom = (sql: string) =>
    step.rows.length === 0 ? sql : `max(CASE ${bottom} WHEN 1 THEN ${sql} END) OVER ()`;
  const whole = { row: ofRow, column: atBottom(figure), total: atBottom(ofRow) }[step.show];
  return `CAST(${figure} AS DOUBLE) / nullif(${whole}, 0) * 100`;
}
