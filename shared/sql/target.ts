import type { Column } from '../recipe/column.ts';
import { findColumn } from '../recipe/relation.ts';
import type { Target } from '../recipe/steps/target.ts';
import { type StaffBand, staffBands } from '../territory/bands.ts';
import { t } from '../text/t.ts';
import { identifier, literal } from './quote.ts';
import { template } from './text.ts';
import { numberSql } from './value.ts';

/**
 * One test of the verdict: TRUE, FALSE or NULL where it cannot tell, the French clause that says why, and the short
 * cause of a NULL, by which rows to check are grouped.
 */
export type TargetTest = { passes: string; clause: string; cause: string };

/** The tests of a target step, population first, as SQL over these columns. */
export function targetTests(step: Target, columns: readonly Column[]): TargetTest[] {
  const tests: TargetTest[] = [];
  if (step.population) {
    const { column, threshold, maximum } = step.population;
    const test = numberTest(findColumn(columns, column), threshold, step.operator, 'population');
    tests.push({ ...within(test, identifier(column), maximum), cause: literal(t('target.cause.population')) });
  }
  if (step.staff) {
    const column = findColumn(columns, step.staff.column);
    const test =
      step.staff.form === 'band'
        ? bandTest(column, step.staff.threshold, step.operator)
        : numberTest(column, step.staff.threshold, step.operator, 'staff');
    tests.push({ ...test, cause: staffCause(column, step.staff) });
  }
  return tests;
}

function numberTest(
  column: Column,
  threshold: number,
  operator: Target['operator'],
  what: 'population' | 'staff',
): Omit<TargetTest, 'cause'> {
  const name = identifier(column.name);
  const passes = `${name} ${operator === 'ge' ? '>=' : '>'} ${numberSql(threshold)}`;
  const value = frenchNumber(name, column);
  const clause = (outcome: 'pass' | 'fail') =>
    template(t(`target.${what}.${outcome}.${operator}`, { value: '{value}', threshold }), { value });
  return {
    passes,
    clause: `CASE ${passes} WHEN TRUE THEN ${clause('pass')} WHEN FALSE THEN ${clause('fail')} ELSE ${literal(t(`target.${what}.missing`))} END`,
  };
}

/** The same test with an upper end, where there is one. */
function within(test: Omit<TargetTest, 'cause'>, name: string, maximum: number | undefined): Omit<TargetTest, 'cause'> {
  if (maximum === undefined) return test;
  const over = literal(t('target.population.over', { maximum }));
  return {
    passes: `(${test.passes} AND ${name} <= ${numberSql(maximum)})`,
    clause: `${test.clause} || CASE WHEN ${name} > ${numberSql(maximum)} THEN ${over} ELSE '' END`,
  };
}

/** 4883 -> « 4 883 », 62.5 -> « 62,5 », in SQL. */
function frenchNumber(name: string, column: Column): string {
  if (column.type === 'integer') return `replace(format('{:,}', ${name}), ',', '\u202f')`;
  return `regexp_replace(translate(format('{:,.6f}', ${name}), ',.', '\u202f,'), ',?0+$', '')`;
}

function bandTest(column: Column, threshold: number, operator: Target['operator']): Omit<TargetTest, 'cause'> {
  const passes = (count: number) => (operator === 'ge' ? count >= threshold : count > threshold);
  const above = staffBands.filter(({ min }) => passes(min));
  const below = staffBands.filter(({ min, max }) => !passes(min) && max !== null && !passes(max));
  const code = bandCode(column);
  const whens = staffBands
    .map((band) => {
      const outcome = above.includes(band) ? 'pass' : below.includes(band) ? 'fail' : 'straddle';
      return `WHEN ${literal(band.code)} THEN ${literal(t(`target.band.${outcome}`, { band: band.label, threshold }))}`;
    })
    .join(' ');
  const unknown = template(t('target.band.unknown', { code: '{code}' }), { code });
  return {
    passes: `CASE ${among(code, above, 'TRUE')}${among(code, below, 'FALSE')}END`,
    clause: `CASE coalesce(${code}, '') ${whens} WHEN '' THEN ${literal(t('target.band.missing'))} WHEN 'NN' THEN ${literal(t('target.band.undeclared'))} ELSE ${unknown} END`,
  };
}

/** Why a staff test cannot tell, from the most to the least precise. */
function staffCause(column: Column, staff: NonNullable<Target['staff']>): string {
  const whens: string[] = [];
  if (staff.form === 'band') {
    const code = bandCode(column);
    whens.push(
      `WHEN ${code} = 'NN' THEN ${literal(t('target.cause.undeclared'))}`,
      `WHEN ${code} IN (${staffBands.map((band) => literal(band.code)).join(', ')}) THEN ${literal(t('target.cause.straddle'))}`,
      `WHEN ${code} <> '' THEN ${literal(t('target.cause.unreadable'))}`,
    );
  }
  const { present, elsewhere } = staff;
  const blank = literal(t('target.cause.blank'));
  if (present === undefined) return whens.length === 0 ? blank : `CASE ${whens.join(' ')} ELSE ${blank} END`;
  whens.push(`WHEN ${identifier(present)} IS NOT NULL THEN ${blank}`);
  if (elsewhere !== undefined)
    whens.push(`WHEN ${identifier(elsewhere)} IS NOT NULL THEN ${literal(t('target.cause.elsewhere'))}`);
  return `CASE ${whens.join(' ')} ELSE ${literal(t('target.cause.absent'))} END`;
}

/** A band in words (« 50 à 99 agents »), as SQL; a code out of the nomenclature stays as it is. */
export function bandWords(column: Column): string {
  const code = bandCode(column);
  const whens = staffBands.map((band) => `WHEN ${literal(band.code)} THEN ${literal(band.label)}`).join(' ');
  return `CASE coalesce(${code}, '') ${whens} WHEN '' THEN NULL WHEN 'NN' THEN ${literal(t('target.cause.undeclared'))} ELSE ${code} END`;
}

function among(code: string, bands: readonly StaffBand[], answer: string): string {
  const codes = bands.length > 0 ? bands.map((band) => literal(band.code)).join(', ') : 'NULL';
  return `WHEN ${code} IN (${codes}) THEN ${answer} `;
}

/** "41.0", " 41 " -> "41"; other texts as they are. */
export function trimmedBand(column: Column): string {
  return `regexp_replace(trim(${identifier(column.name)}), '^([0-9]{1,2})[.,]0+$', '\\1')`;
}

/** The stored band as its two-character code: "21", 21, "21.0", " 1 " -> 21, 21, 21, 01. */
function bandCode(column: Column): string {
  const text = `regexp_replace(upper(trim(CAST(${identifier(column.name)} AS VARCHAR))), '[.,]0+$', '')`;
  return `regexp_replace(${text}, '^([0-9])$', '0\\1')`;
}
