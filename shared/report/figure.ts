import { isMeasurable, isRatio } from '../chart/measure.ts';
import { columnTitle } from '../chart/names.ts';
import { valueText } from '../chart/rows.ts';
import { type Column, isCode, isNumeric } from '../recipe/column.ts';
import { findColumn } from '../recipe/relation.ts';
import { Fault } from '../rpc/fault.ts';
import { identifier } from '../sql/quote.ts';
import { formatPercent } from '../text/format.ts';
import { type TextKey, t } from '../text/t.ts';
import type { FigureMeasure } from './measures.ts';
import type { Block, BlockOf } from './report.ts';

/** What a key figure measures; `missing` are rows without a value. */
export type FigureValue = { value: number | null; rows: number; missing: number };

const aggregates: Record<Exclude<FigureMeasure, 'count' | 'count-distinct'>, string> = {
  sum: 'sum',
  mean: 'avg',
  median: 'median',
  min: 'min',
  max: 'max',
};

/** One row `value` (DOUBLE), `rows`, `missing` over a table's compiled `sql`. Faults `chart-incomplete`, `column-missing`. */
export function figureSql(
  sql: string,
  columns: readonly Column[],
  measure: FigureMeasure,
  column: string | null,
): string {
  if (measure === 'count')
    return `SELECT count(*)::DOUBLE AS "value", count(*) AS "rows", 0 AS "missing" FROM (${sql})`;
  if (column === null) throw new Fault('chart-incomplete');
  const found = findColumn(columns, column);
  const name = identifier(found.name);
  const counts = `count(*) AS "rows", count(*) FILTER (${name} IS NULL) AS "missing" FROM (${sql})`;
  if (measure === 'count-distinct') return `SELECT count(DISTINCT ${name})::DOUBLE AS "value", ${counts}`;
  if (!isNumeric(found.type)) throw new Fault('chart-incomplete');
  const finite = `CASE WHEN isfinite(${name}::DOUBLE) THEN ${name}::DOUBLE END`;
  return `SELECT ${aggregates[measure]}(${finite})::DOUBLE AS "value", ${counts}`;
}

/** « Somme de Population », unless the user wrote a label. */
export function figureLabel(block: BlockOf<'figure'>, table: string, columns: readonly Column[] = []): string {
  if (block.label !== '') return block.label;
  if (block.measure === 'count') return t('report.figure.rows', { table });
  return t(`report.figure.${block.measure}`, { column: columnTitle(columns, block.column) });
}

/** How the figure compares, as a sentence; empty where there is nothing to say. `other` is the compared table's measure. */
export function comparisonText(
  block: BlockOf<'figure'>,
  value: number | null,
  other: { name: string; value: number | null } | null,
): string {
  const { comparison, unit } = block;
  if (value === null || comparison.kind === 'none') return '';
  if (comparison.kind === 'value') {
    if (comparison.value === null) return '';
    const label = comparison.label === '' ? t('report.figure.reference') : comparison.label;
    return gapText(value, comparison.value, label, unit);
  }
  if (!other || other.value === null) return '';
  if (block.measure === 'count' || block.measure === 'sum')
    return other.value > 0
      ? t('report.figure.share', {
          share: formatPercent(value / other.value),
          table: other.name,
          value: withUnit(other.value, unit),
        })
      : '';
  return gapText(value, other.value, other.name, unit);
}

function gapText(value: number, reference: number, label: string, unit: string): string {
  const params = { label, value: withUnit(reference, unit), gap: withUnit(Math.abs(value - reference), unit) };
  if (value === reference) return t('report.figure.same', params);
  return t(value > reference ? 'report.figure.more' : 'report.figure.less', params);
}

function withUnit(value: number, unit: string): string {
  return unit === '' ? valueText(value) : `${valueText(value)}\u00a0${unit}`;
}

/** What is misleading in a block, with its honest version. */
export type BlockFinding = {
  level: 'blocked' | 'warned';
  text: Extract<TextKey, `report.guard.${string}`>;
  params: Record<string, string>;
  fix: Block | null;
};

/** Honest-figure rules: rates are not added up, codes are not measured, and what is not measured is said. */
export function guardFigure(block: BlockOf<'figure'>, columns: readonly Column[]): BlockFinding[] {
  const column = columns.find(({ name }) => name === block.column);
  if (!column || block.measure === 'count' || block.measure === 'count-distinct') return [];
  const params = { column: column.name };
  if (!isMeasurable(column))
    return [
      {
        level: 'blocked',
        text: isCode(column) ? 'report.guard.code' : 'report.guard.not-number',
        params,
        fix: { ...block, measure: 'count-distinct' },
      },
    ];
  if (!isRatio(column)) return [];
  if (block.measure === 'sum')
    return [{ level: 'blocked', text: 'report.guard.sum-of-ratio', params, fix: { ...block, measure: 'median' } }];
  if (block.measure === 'mean')
    return [{ level: 'warned', text: 'report.guard.mean-of-ratio', params, fix: { ...block, measure: 'median' } }];
  return [];
}
