import { isNumeric } from '../../../shared/recipe/column.ts';
import { literal } from '../../../shared/sql/quote.ts';
import { unmarked } from './marks.ts';
import { castPeriod, fullYearSql } from './periods.ts';
import type { ColumnPlan } from './plan.ts';
import { withoutUnit } from './quantities.ts';
import { castScaled } from './scales.ts';
import { castWordedTime } from './worded-times.ts';

/**
 * SQL that reads a text as a value by Crible's strict rules, NULL when it is not one. DuckDB's own casts are too
 * kind: TRY_CAST('12.7' AS BIGINT) is 13, '01001' is 1001, '1_000' and '0x10' are numbers, '2020/1/5' is a date.
 * The ordinary form comes first in each CASE; the costly patterns run only on the cells that are not of it.
 */
export function castText(raw: string, plan: Reading & Pick<ColumnPlan, 'type' | 'marks' | 'suffix'>): string {
  const isBare = plan.suffix === undefined || !isNumeric(plan.type);
  const figures = isBare ? raw : withoutUnit(raw, plan.suffix!);
  const text = plan.marks === undefined ? figures : unmarked(figures);
  switch (plan.type) {
    case 'text':
      return text;
    case 'integer':
      return castInteger(text, plan);
    case 'decimal':
      return plan.scales === true ? castScaled(text, plan.pinned) : castDecimal(text, plan);
    case 'boolean':
      return `CASE lower(trim(${text})) WHEN 'oui' THEN TRUE WHEN 'non' THEN FALSE WHEN 'vrai' THEN TRUE WHEN 'faux' THEN FALSE WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE${plan.pinned || plan.letters ? " WHEN 'o' THEN TRUE WHEN 'n' THEN FALSE" : ''}${plan.pinned ? " WHEN '1' THEN TRUE WHEN '0' THEN FALSE WHEN 'x' THEN TRUE" : ''}${plan.crosses ? ticks : ''} END`;
    case 'date':
      return castDate(text, plan);
    case 'timestamp':
      return castTimestamp(text, plan.dates);
  }
}

const ticks = [...'x✓✔☑'].map((tick) => ` WHEN ${literal(tick)} THEN TRUE`).join('');

const spaces = '[ \u00a0\u202f\u2009]';
/** Between thousands. */
const gap = "[ \u00a0\u202f\u2009'’]";

const signs = `([-\u2212]|\\+${spaces}?)?`;

type Reading = Pick<
  ColumnPlan,
  'decimal' | 'dates' | 'pinned' | 'plain' | 'negatives' | 'thousands' | 'period' | 'scales' | 'letters' | 'crosses'
>;

/** Accountants' "(1 234,5)", "- 5,00 €" and "12-" as negative numbers, in those columns where areNegatives says so. */
function castNegative(bare: string, { negatives }: Reading): string {
  if (negatives !== true) return '';
  const figures = `([0-9]{1,3}(${gap}[0-9]{3})+|[0-9]+)([.,][0-9]+)?(${spaces}?[€%])?`;
  const digits = `regexp_replace(${bare}, '[^0-9.,]', '', 'g')`;
  const pattern = literal(`\\(${figures}\\)|[-\u2212\u2013]${spaces}*${figures}|${figures}${spaces}?[-\u2212\u2013]`);
  return ` WHEN regexp_full_match(${bare}, ${pattern}) THEN -TRY_CAST(replace(${digits}, ',', '.') AS DOUBLE)`;
}

/** "1.234" and "1.234.567" without their dots, in those columns where groupingOf or the user says that they are groups. */
function castGroups(bare: string, { thousands }: Reading, type: 'BIGINT' | 'DOUBLE'): string {
  if (thousands !== '.' && thousands !== ',') return '';
  const mark = thousands === '.' ? '\\.' : ',';
  const groups = literal(`[-+\u2212]?[0-9]{1,3}(${mark}[0-9]{3})+`);
  const digits = `replace(replace(${bare}, ${literal(thousands)}, ''), '\u2212', '-')`;
  return ` WHEN regexp_full_match(${bare}, ${groups}) THEN TRY_CAST(${digits} AS ${type})`;
}

function castInteger(text: string, reading: Reading): string {
  const { pinned, plain: ordinary } = reading;
  const plain = `TRY_CAST(${text} AS BIGINT)`;
  if (ordinary) return `CASE WHEN CAST(${plain} AS VARCHAR) = ${text} THEN ${plain} END`;
  const bare = `trim(${text}, ${literal(' \t\u00a0\u202f')})`;
  const grouped = literal(`${signs}[0-9]{1,3}(${gap}[0-9]{3})+|${signs}(0|[1-9][0-9]*)`);
  const digits = `TRY_CAST(replace(regexp_replace(${bare}, ${literal(gap)}, '', 'g'), '\u2212', '-') AS BIGINT)`;
  const led = pinned ? ` WHEN regexp_full_match(${bare}, '[0-9]{1,18}') THEN ${plain}` : '';
  // Only what BIGINT writes back identically is an ordinary integer.
  return `CASE WHEN CAST(${plain} AS VARCHAR) = ${text} THEN ${plain} WHEN regexp_full_match(${bare}, ${grouped}) THEN ${digits}${led}${castGroups(bare, reading, 'BIGINT')}${castNegative(bare, reading)} END`;
}

function castDecimal(text: string, reading: Reading): string {
  const { decimal: mark, plain: onlyOrdinary } = reading;
  const plain = mark === ',' ? `TRY_CAST(replace(${text}, ',', '.') AS DOUBLE)` : `TRY_CAST(${text} AS DOUBLE)`;
  const foreign = mark === ',' ? ` AND NOT contains(${text}, '.')` : '';
  const zeroLed = `(${text} >= '00' AND ${text} < '0:')`;
  const ordinary = `isfinite(${plain}) AND NOT contains(${text}, '_') AND NOT ${zeroLed}${foreign}`;
  if (onlyOrdinary) return `CASE WHEN ${ordinary} THEN ${plain} END`;
  const bare = `regexp_replace(trim(${text}, ${literal(' \t\u00a0\u202f')}), ${literal(`^€${spaces}?|${spaces}?(%|€|eur|euros?)$`)}, '', 'i')`;
  const number = literal(`${signs}(0|[1-9][0-9]*|[0-9]{1,3}(${gap}[0-9]{3})+)?([.,][0-9]+)?([eE][-+]?[0-9]{1,3})?`);
  // "1.234" where commas are decimal marks may be 1234: nobody can tell, so it is not read.
  const other = mark === ',' ? '\\.' : ',';
  const ambiguous = literal(`[-+\u2212]?[0-9]{1,3}${other}[0-9]{3}`);
  const digits = (sql: string) =>
    `TRY_CAST(replace(replace(regexp_replace(${sql}, ${literal(gap)}, '', 'g'), '\u2212', '-'), ',', '.') AS DOUBLE)`;
  return [
    `CASE WHEN ${ordinary} THEN ${plain}`,
    castGroups(bare, reading, 'DOUBLE'),
    `WHEN regexp_full_match(${bare}, ${ambiguous}) THEN NULL`,
    `WHEN regexp_full_match(${bare}, ${number}) THEN ${digits(bare)}`,
    // "0012,50": no code has a decimal comma, "01.12" is one, "08.85766" is none.
    `WHEN regexp_full_match(${bare}, '[-+\u2212]?0[0-9]+${mark === ',' ? ',[0-9]+' : '\\.[0-9]{4,}'}') THEN ${digits(bare)}`,
    `WHEN regexp_full_match(${bare}, '[-+]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+') THEN ${digits(`replace(${bare}, '.', '')`)}`,
    `WHEN regexp_full_match(${bare}, '[-+]?[0-9]{1,3}(,[0-9]{3})+\\.[0-9]+') THEN TRY_CAST(replace(${bare}, ',', '') AS DOUBLE)`,
    `${castNegative(bare, reading)} END`,
  ].join(' ');
}

/** strptime of a day, month and year in figures, whatever separates them; the year may come first. */
function castFrench(text: string, dates: ColumnPlan['dates']): string {
  const parts = `regexp_replace(trim(${text}), '[. -]', '/', 'g')`;
  const order = dates === 'month-first' ? '%m/%d' : '%d/%m';
  return [
    `CASE WHEN regexp_full_match(trim(${text}), '[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{4}') THEN TRY_STRPTIME(${parts}, '${order}/%Y')`,
    `WHEN regexp_full_match(trim(${text}), '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}') THEN TRY_STRPTIME(${fullYearSql(parts)}, '${order}/%Y')`,
    `WHEN regexp_full_match(trim(${text}), '[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}') THEN TRY_STRPTIME(${parts}, '%Y/%m/%d') END`,
  ].join(' ');
}

function castDate(text: string, { dates, plain, pinned, period }: Reading): string {
  // The first day of all is that of no date (see missing.ts).
  const iso = `${text} LIKE '____-__-__' AND ${text} <> '0001-01-01'`;
  if (plain) return `CASE WHEN ${iso} THEN TRY_CAST(${text} AS DATE) END`;
  if (dates === 'period')
    return `coalesce(${castPeriod(text, pinned ? undefined : (period ?? null))}, CASE WHEN ${iso} THEN TRY_CAST(${text} AS DATE) END, CAST(${castFrench(text, 'day-first')} AS DATE))`;
  if (dates === 'words') return `CAST(${castWordedTime(text)} AS DATE)`;
  if (dates === 'compact')
    return `CASE WHEN regexp_full_match(trim(${text}), '[0-9]{6}([0-9]{2})?') THEN TRY_CAST(concat(left(trim(${text}), 4), '-', substr(trim(${text}), 5, 2), '-', coalesce(nullif(substr(trim(${text}), 7), ''), '01')) AS DATE) ELSE CAST(${castFrench(text, 'day-first')} AS DATE) END`;
  if (dates === 'serial' || dates === 'serial-1904')
    return `CASE WHEN regexp_full_match(trim(${text}), '[0-9]{5}') THEN DATE '${beginnings[dates]}' + CAST(trim(${text}) AS INTEGER) END`;
  const midnight = `WHEN regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]00:00(:00(\\.0+)?)?Z?') THEN TRY_CAST(left(${text}, 10) AS DATE)`;
  return `CASE WHEN ${iso} THEN TRY_CAST(${text} AS DATE) ${midnight} WHEN ${text} <> '0001-01-01' THEN CAST(${castFrench(text, dates)} AS DATE) END`;
}

/** Day 0 of the calendars of Excel, past a 29 February 1900 that never was. */
const beginnings = { serial: '1899-12-30', 'serial-1904': '1904-01-01' } as const;

function castTimestamp(text: string, dates: ColumnPlan['dates']): string {
  if (dates === 'serial' || dates === 'serial-1904') {
    const days = `TRY_CAST(replace(trim(${text}), ',', '.') AS DOUBLE)`;
    const elapsed = `to_milliseconds(CAST(round(${days} * 86400000) AS BIGINT))`;
    return `CASE WHEN regexp_full_match(trim(${text}), '[0-9]{5}([.,][0-9]+)?') THEN TIMESTAMP '${beginnings[dates]}' + ${elapsed} END`;
  }
  if (dates === 'words') return castWordedTime(text);
  const day = dates === 'month-first' ? '%m/%d' : '%d/%m';
  const short = `concat(${fullYearSql(`split_part(trim(${text}), ' ', 1)`)}, ' ', split_part(trim(${text}), ' ', 2))`;
  const shortTime = `regexp_replace(regexp_replace(${short}, '[.-]', '/', 'g'), '^([^:]*:[^:]*)$', '\\1:00')`;
  const french = `translate(regexp_replace(replace(trim(${text}), ' à ', ' '), '[.-]', '/', 'g'), 'Th', ' :')`;
  const time = `coalesce(TRY_STRPTIME(replace(${french}, '  ', ' '), '${day}/%Y %H:%M:%S'), TRY_STRPTIME(${french}, '${day}/%Y %H:%M'), TRY_STRPTIME(${french}, '${day}/%Y %H:'))`;
  return [
    `CASE WHEN starts_with(${text}, '0001-01-01') THEN NULL WHEN ${text} LIKE '____-__-__%' AND length(${text}) >= 10 THEN TRY_CAST(${text} AS TIMESTAMP)`,
    `WHEN regexp_full_match(trim(${text}), '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}( à |[ T]).*') THEN ${time}`,
    `WHEN regexp_full_match(trim(${text}), '[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}[ T].*') THEN TRY_CAST(replace(trim(${text}), '/', '-') AS TIMESTAMP)`,
    `WHEN regexp_full_match(trim(${text}), '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2} [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?') THEN TRY_STRPTIME(${shortTime}, '${day}/%Y %H:%M:%S')`,
    `ELSE CAST(${castFrench(text, dates)} AS TIMESTAMP) END`,
  ].join(' ');
}
