import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { frenchText } from '../../sql/text.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import type { Column } from '../column.ts';
import { describeMeasure, type Measured, measuredColumn, measuredSql, measureSchema, mergingSql } from '../measure.ts';
import { type Cell, cellsOf, combinationsOf, type Gathering, groupsOf, placesByFirst } from '../pivot-cells.ts';
import { checkNames, findColumn, hiddenName, type OrderTerm, type Relation, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Beyond, nobody reads the table: the rest goes in « Autres ». */
export const mostPivotValues = 60;
export const mostPivotColumns = 120;

/**
 * A table with one row per combination of `rows`, and one column per value of `column` (and measure).
 * The columns are those of `values`, in that order, whatever the data become: values as French text (see frenchText),
 * null for the missing cell. What is not in the list goes in the column « Autres » (`others`), or is left out.
 * With `second`, a column stands for a value of `column` and one of `second.column`: those at the same place of both
 * lists. `totals.group` adds, after the last column of a value of the first, the total of those columns.
 * `show`: the figures, or their part in % of the row, the column or the whole; then only counts and sums.
 */
export const pivotSchema = z
  .object({
    ...stepBase,
    kind: z.literal('pivot'),
    rows: z.array(z.string()),
    column: z.string(),
    values: z.array(z.string().nullable()).min(1),
    second: z.object({ column: z.string(), values: z.array(z.string().nullable()).min(1) }).optional(),
    others: z.boolean(),
    measures: z.array(measureSchema).min(1),
    show: z.enum(['value', 'row', 'column', 'total']),
    totals: z.object({ row: z.boolean(), column: z.boolean(), group: z.boolean().optional() }),
  })
  .refine(({ values, second }) => second === undefined || second.values.length === values.length);
export type Pivot = z.infer<typeof pivotSchema>;

const [key, group, level, bottom] = ['__cle', '__sous_total', '__niveau', '__bas'].map(identifier) as [
  string,
  string,
  string,
  string,
];

export const pivot: StepDefinition<Pivot> = {
  cte: 'croisement',
  columns(step, input) {
    findColumn(input, step.column);
    if (step.second) findColumn(input, step.second.column);
    const most = mostCombinations(step);
    if (combinationsOf(step).length > most) throw new Fault('pivot-wide', { most });
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
    const keyed = context.reserve('cles');
    const summed = context.reserve('groupes');
    const spread = context.reserve('cellules');
    const { first, kept, measured } = gather(step, input, context.reserve);
    // With subtotals, what tells them is grouped with the key too: the more of them are gathered, the higher the level.
    const groups = groupsOf(step);
    const keys = groups.length > 0 ? [[key, group], [group], []] : [[key], []];
    const sets = [rows, ...(rows.length > 0 ? [[]] : [])].flatMap((by) =>
      keys.map((set) => `(${[...by, ...set].join(', ')})`),
    );
    const levels = keys[0]!.map((sql) => `grouping(${sql})`).join(' + ');
    const flags = [`${levels} AS ${level}`, `${rows[0] ? `grouping(${rows[0]})` : '0'} AS ${bottom}`];
    const grouped = [...rows, ...keys[0]!].join(', ');
    // Read in a list: the key stands once, where a choice would have it computed again in each of its branches.
    const groupByPlace = combinationsOf(step).map((_, at) => groups.findIndex(({ places }) => places.includes(at)));
    const placed = [
      `${keySql(step, input.columns)} AS ${key}`,
      ...(groups.length > 0 ? [`[${groupByPlace.join(', ')}][${key} + 1] AS ${group}`] : []),
    ];
    const selected = [
      `SELECT ${[grouped, ...flags, ...measured.map((sql, place) => `${sql} AS ${measureName(place)}`)].join(', ')}`,
      `FROM ${keyed}${step.others ? '' : `\nWHERE ${key} IS NOT NULL`}`,
      `GROUP BY GROUPING SETS (${sets.join(', ')})`,
    ];
    const cells = cellsOf(step);
    const wanted = [...cells, ...(step.totals.column ? [] : totalsOf(step))];
    const figures = wanted.map((cell) => `${figureSql(cell, step)} AS ${hiddenFigure(cell, step)}`);
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
          body: `SELECT ${[...kept, ...placed].join(', ')}\nFROM ${first?.name ?? input.sql}`,
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
    const field = step.second
      ? t('step.pivot.fields', { first: step.column, second: step.second.column })
      : t('step.pivot.field', { column: step.column });
    const params = { field, count: cellsOf(step).length, measures: formatList(step.measures.map(describeMeasure)) };
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
  const by = [...new Set([...step.rows, step.column, ...(step.second ? [step.second.column] : [])])]
    .map(identifier)
    .join(', ');
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

/** How many combinations the table may show, given its subtotals and its measures. */
function mostCombinations(step: Pivot): number {
  return Math.min(mostPivotValues, Math.floor(mostPivotColumns / step.measures.length) - groupsOf(step).length);
}

function measureName(place: number): string {
  return identifier(`__mesure_${place}`);
}

/** The first column of a table with a row of totals says « Total » there: it becomes text. */
function holdsTotal(step: Pivot, place: number): boolean {
  return place === 0 && step.totals.row;
}

/**
 * The place of a row's combination in the list; past its end for another one, or missing when those are left out. Its
 * second value is only looked at under its first.
 */
function keySql(step: Pivot, columns: readonly Column[]): string {
  const combinations = combinationsOf(step);
  const others = step.others ? String(combinations.length) : 'NULL';
  const second = step.second ? findColumn(columns, step.second.column) : null;
  const firsts = [...placesByFirst(combinations)].map(([value, places]): [string | null, string] => {
    if (!second) return [value, String(places[0])];
    const seconds = places.map((place): [string | null, string] => [combinations[place]![1]!, String(place)]);
    return [value, matchSql(second, new Map(seconds), others)];
  });
  return matchSql(findColumn(columns, step.column), new Map(firsts), others);
}

/** What stands for the value of a cell (as French text, null for the missing one), or `others`. */
function matchSql(column: Column, of: ReadonlyMap<string | null, string>, others: string): string {
  const name = identifier(column.name);
  const whens = [...of].flatMap(([value, sql]) => (value === null ? [] : [`WHEN ${literal(value)} THEN ${sql}`]));
  const missing = of.get(null) ?? others;
  if (whens.length === 0) return `CASE WHEN ${name} IS NULL THEN ${missing} ELSE ${others} END`;
  return `CASE WHEN ${name} IS NULL THEN ${missing} ELSE CASE ${frenchText(name, column.type)} ${whens.join(' ')} ELSE ${others} END END`;
}

function totalsOf(step: Pivot): Cell[] {
  return step.measures.map((_, place) => ({ name: '', of: { kind: 'total' }, place }));
}

function hiddenFigure({ of, place }: Cell, step: Pivot): string {
  switch (of.kind) {
    case 'combination':
      return identifier(`__${of.place}_${place}`);
    case 'group':
      return identifier(`__sous_total_${of.place}_${place}`);
    case 'others':
      return identifier(`__${combinationsOf(step).length}_${place}`);
    case 'total':
      return identifier(`__total_${place}`);
  }
}

/** One figure of a row of the result, from the groups. A group without rows counts zero. */
function figureSql({ of, place }: Cell, step: Pivot): string {
  // A FILTER on each of 60 columns takes a third longer.
  const found = `any_value(CASE WHEN ${whichSql(of, step)} THEN ${measureName(place)} END)`;
  return isCount(step.measures[place]!) ? `coalesce(${found}, 0)` : found;
}

function whichSql(of: Gathering, step: Pivot): string {
  switch (of.kind) {
    case 'combination':
      return `${level} = 0 AND ${key} = ${of.place}`;
    case 'group':
      return `${level} = 1 AND ${group} = ${of.place}`;
    case 'others':
      return `${level} = 0 AND ${key} = ${combinationsOf(step).length}`;
    case 'total':
      return `${level} = ${groupsOf(step).length > 0 ? 2 : 1}`;
  }
}

function isCount({ measure }: Measured): boolean {
  return measure === 'count' || measure === 'count-distinct';
}

function shownSql(cell: Cell, step: Pivot): string {
  const figure = hiddenFigure(cell, step);
  if (step.show === 'value') return figure;
  const ofRow = hiddenFigure({ ...cell, of: { kind: 'total' } }, step);
  const atBottom = (sql: string) =>
    step.rows.length === 0 ? sql : `max(CASE ${bottom} WHEN 1 THEN ${sql} END) OVER ()`;
  const whole = { row: ofRow, column: atBottom(figure), total: atBottom(ofRow) }[step.show];
  return `CAST(${figure} AS DOUBLE) / nullif(${whole}, 0) * 100`;
}
