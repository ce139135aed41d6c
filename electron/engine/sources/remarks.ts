import type { Warning } from '../../../shared/contract.ts';
import type { ColumnType } from '../../../shared/recipe/column.ts';
import { blanks } from '../../../shared/sql/clean.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { formatNames, formatNumber } from '../../../shared/text/format.ts';
import type { Connection } from '../database.ts';
import { castText } from './cast.ts';
import { areTotals, type Counted, levelOf } from './levels.ts';
import type { ColumnPlan } from './plan.ts';
import { warnCodes, warnPhones, warnSplitCode } from './remarks-codes.ts';
import { eurosOf } from './scales.ts';
import type { Counts } from './settle.ts';
import { tableOf } from './typed-table.ts';
import { wideYears } from './wide.ts';

/** Sheet sizes of Excel 5, 97 and 2007: a file of exactly that many rows was probably cut. */
const excelLimits = [16_384, 65_536, 1_048_576];

/**
 * What the whole table shows that its user should know. Params name the columns and values that a one-click answer
 * needs; those called `columns` and `values` are JSON lists. Costs little beside the import: columns of many values
 * are only looked at by their first letters.
 */
export async function warnTable(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  counts: Counts,
  rowCount: number,
  lastRow: number,
): Promise<Warning[]> {
  const kept = plans.filter((plan) => plan.kept);
  const warnings: Warning[] = [];
  const full = excelLimits.find((limit) => rowCount === limit || lastRow === limit);
  if (full !== undefined) warnings.push({ code: 'full-rows', params: { count: full } });
  for (const plan of kept) warnings.push(...(await warnCodes(connection, id, plan)));
  warnings.push(...(await warnSplitCode(connection, id, kept, rowCount)), ...warnDates(kept));
  warnings.push(...(await warnRounded(connection, id, kept)), ...(await warnPhones(connection, id, kept)));
  const wide = wideYears(kept);
  if (wide !== null) warnings.push(wide);
  warnings.push(...(await warnMixed(connection, id, kept, rowCount)));
  warnings.push(...(await warnPadded(connection, id, kept)));
  warnings.push(...(await warnRows(connection, id, kept, counts, rowCount)));
  return warnings;
}

/** Codes that a spreadsheet took for numbers and wrote "2,13E+13": their figures are lost. */
async function warnRounded(connection: Connection, id: string, plans: readonly ColumnPlan[]): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const { name } of plans.filter(({ rounded, type }) => rounded === true && type === 'text')) {
    const [row] = await connection.rows<{ count: number; example: string }>(
      `SELECT count(*) AS count, min(trim(${identifier(name)})) AS example FROM ${tableOf(id)} ` +
        `WHERE regexp_full_match(trim(${identifier(name)}), '[0-9]([.,][0-9]+)?[eE]\\+?[0-9]{1,3}')`,
    );
    if (row !== undefined && row.count > 0) warnings.push({ code: 'rounded-codes', params: { column: name, ...row } });
  }
  return warnings;
}

/** Texts with blanks around them, of the columns whose first rows have some: programs pad all along a column. */
async function warnPadded(connection: Connection, id: string, plans: readonly ColumnPlan[]): Promise<Warning[]> {
  const padded = plans.filter((plan) => plan.padded && plan.type === 'text' && plan.meaning === null);
  if (padded.length === 0) return [];
  const blank = `[${blanks}]`;
  const counts = padded.map(
    ({ name }, at) =>
      `count(*) FILTER (WHERE regexp_matches(${identifier(name)}, ${literal(`^${blank}|${blank}$`)})) AS c${at}`,
  );
  const [row] = await connection.rows<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${tableOf(id)}`);
  const found = padded.filter((_, at) => (row?.[`c${at}`] ?? 0) > 0).map(({ name }) => name);
  if (found.length === 0) return [];
  const count = Object.values(row ?? {}).reduce((sum, each) => sum + each, 0);
  const params = { count, names: formatNames(found), columns: JSON.stringify(found) };
  return [{ code: 'padded-texts', params }];
}

function warnDates(plans: readonly ColumnPlan[]): Warning[] {
  return plans.flatMap((plan): Warning[] => {
    if (plan.type !== 'date' || plan.pinned) return [];
    if (plan.period !== undefined) return [{ code: 'periods', params: { column: plan.name, period: plan.period } }];
    if (plan.dates !== 'serial' && plan.dates !== 'serial-1904') return [];
    return [{ code: plan.dates === 'serial' ? 'serial-dates' : 'serial-dates-1904', params: { column: plan.name } }];
  });
}

const mostMixed = 20;

/** Columns left as text though most of their values are numbers or dates: what the others are. */
async function warnMixed(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  rowCount: number,
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const plan of plans) {
    if (plan.mixed === undefined || plan.type !== 'text' || plan.pinned || warnings.length >= mostMixed) continue;
    // What its codes are was told by the reference.
    if (plan.meaning !== null) continue;
    const name = identifier(plan.name);
    const unread = (type: ColumnType) =>
      `${name} IS NOT NULL AND ${castText(name, { ...plan, type, plain: false, pinned: plan.scales === true })} IS NULL`;
    const type = await mixedType(connection, id, plan.mixed, unread);
    const other = unread(type);
    const rows = await connection.rows<{ value: string; count: number }>(
      `SELECT left(${name}, 40) AS value, count(*) AS count FROM ${tableOf(id)} WHERE ${other} GROUP BY 1 ORDER BY count DESC, value LIMIT 1000`,
    );
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    if (count > rowCount / 2) continue;
    // Every value converts, and still the column is text: percentages and plain numbers are side by side.
    if (count === 0 && plan.scaled !== undefined) {
      const params = { column: plan.name, example: plan.scaled, euros: formatNumber(eurosOf(plan.scaled)) };
      warnings.push({ code: 'mixed-scales', params });
    } else if (count === 0 && plan.mixed === 'date') continue;
    else if (count === 0) warnings.push({ code: 'mixed-percentages', params: { column: plan.name } });
    else {
      const examples = rows.slice(0, 5).map(({ value }) => value);
      const params = { column: plan.name, type, count, examples: examples.join('\u202f; ') };
      warnings.push({ code: 'mixed-text', params });
    }
  }
  return warnings;
}

/** Whole numbers in the head may have decimals further on. */
async function mixedType(
  connection: Connection,
  id: string,
  guessed: ColumnType,
  unread: (type: ColumnType) => string,
): Promise<ColumnType> {
  if (guessed !== 'integer') return guessed;
  const [row] = await connection.rows<{ decimals: number }>(
    `SELECT count(*) AS decimals FROM ${tableOf(id)} WHERE ${unread('integer')} AND NOT (${unread('decimal')})`,
  );
  return row?.decimals === 0 ? 'integer' : 'decimal';
}

/** A column with more different values than this is of names: only those that begin like a total are looked at. */
const mostValues = 2_000;
const mostLevels = 60;
/** Above this many rows fewer columns are looked at. */
const manyRows = 200_000;

/** Rows that add others up, rows of several territorial levels, and headers among the rows. */
async function warnRows(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  counts: Counts,
  rowCount: number,
): Promise<Warning[]> {
  const texts = plans.filter((plan) => plan.type === 'text');
  if (rowCount < 3) return [];
  const warnings: Warning[] = [];
  let levels: Warning | null = null;
  for (const plan of texts.slice(0, rowCount > manyRows ? 5 : 15)) {
    const few = (counts.get(plan.index)?.distinct ?? mostValues) < (rowCount > manyRows ? mostValues / 10 : mostValues);
    const rows = await valuesOf(connection, id, plan, few);
    const totals = areTotals(rows, rowCount, plan.name);
    if (totals.length > 0) warnings.push(totalRows(plan, totals));
    if (few && levels === null && plan.meaning === null) levels = mixedLevels(plan, rows, rowCount);
  }
  if (levels !== null) warnings.push(levels);
  const [first] = texts;
  const same = texts.slice(0, 3).map((plan) => `${identifier(plan.name)} = ${literal(plan.name)}`);
  if (first === undefined || same.length < 2) return warnings;
  // Files pasted one under another repeat their header.
  const [row] = await connection.rows<{ count: number }>(
    `SELECT count(*) AS count FROM ${tableOf(id)} WHERE ${same.join(' AND ')}`,
  );
  const count = row?.count ?? 0;
  if (count > 0)
    warnings.push({
      code: 'repeated-headers',
      params: { column: first.name, count, values: JSON.stringify([first.name]) },
    });
  return warnings;
}

async function valuesOf(connection: Connection, id: string, plan: ColumnPlan, few: boolean): Promise<Counted[]> {
  const name = identifier(plan.name);
  // Comparing the start of a text costs a tenth of looking for a word in it, and one range leaves the codes out at once.
  const within = (from: string, to: string) => `${name} >= ${literal(from)} AND ${name} < ${literal(to)}`;
  const opening = initials.map(([from, to]) => `(${within(from!, to!)})`).join(' OR ');
  const words = literal('(?i)^(?:sous[ -]?)?(?:total|totaux|ensemble|tous|toutes|france)');
  const where = few
    ? `${name} IS NOT NULL`
    : `${within('E', 'u')} AND (${opening}) AND regexp_matches(${name}, ${words})`;
  return connection.rows<Counted>(
    `SELECT ${name} AS value, count(*) AS count FROM ${tableOf(id)} WHERE ${where} GROUP BY 1 ORDER BY count DESC, value LIMIT ${mostValues}`,
  );
}

/** First letters of the words below: E, F, S and T, from one to before the other. */
const initials = ['EG', 'SU', 'eg', 'su'];

function totalRows(plan: ColumnPlan, totals: readonly Counted[]): Warning {
  const examples = totals.slice(0, 3).map(({ value }) => `«\u00a0${value.trim().slice(0, 60)}\u00a0»`);
  return {
    code: 'total-rows',
    params: {
      column: plan.name,
      count: totals.reduce((sum, { count }) => sum + count, 0),
      examples: examples.join(', '),
      values: JSON.stringify(totals.map(({ value }) => value)),
    },
  };
}

function mixedLevels(plan: ColumnPlan, rows: readonly Counted[], rowCount: number): Warning | null {
  if (rows.length < 2 || rows.length > mostLevels) return null;
  const known = rows.filter(({ value }) => levelOf(value) !== null);
  const covered = known.reduce((sum, { count }) => sum + count, 0);
  if (new Set(known.map(({ value }) => levelOf(value))).size < 2 || covered < rowCount * 0.8) return null;
  const examples = known.slice(0, 6).map(({ value, count }) => `${value} (${count})`);
  return {
    code: 'mixed-levels',
    params: {
      column: plan.name,
      examples: examples.join(', '),
      values: JSON.stringify(known.map(({ value }) => value)),
    },
  };
}
