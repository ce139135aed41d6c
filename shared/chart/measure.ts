import { type Column, isCategory, isCode, isNumeric } from '../recipe/column.ts';
import type { Chart } from './encoding.ts';
import type { ChartMeasure } from './kinds.ts';

/**
 * Words that French producers use for figures that cannot be added up: rates, shares, averages, indices, prices per unit.
 * Matched on whole words of the column's name and label, without accents.
 */
const ratioWords =
  /(^|[^a-z])(taux|tx|part|parts|pourcentage|pct|ratio|densite|moyen|moyenne|moyens|moyennes|moy|mediane?|med|indice|quartile|decile|percentile|ecart|rang|intensite|par habitant|par hab|pour 1 ?000|pour 100|evolution|variation)([^a-z]|$)|%/;

const plainText = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[_.-]+/g, ' ');

/** True when adding the column's values up means nothing: a rate, a mean, a share. Judged by its words. */
export function isRatio(column: Column): boolean {
  if (!isNumeric(column.type)) return false;
  if (column.unit) return column.unit.kind === 'ratio';
  return ratioWords.test(plainText(column.name)) || ratioWords.test(plainText(column.label ?? ''));
}

/** True when the column can be measured at all: a number that is not a code, nor a year. */
export function isMeasurable(column: Column): boolean {
  return isNumeric(column.type) && !isCode(column) && !isYear(column) && !isCategory(column);
}

/** A column of years is an axis, not a quantity. */
export function isYear(column: Column): boolean {
  return column.type === 'integer' && /^(annee|an|year|millesime)( |$)/.test(plainText(column.name));
}

/** Sum for what adds up, median for what does not, row count without a column. */
export function defaultMeasure(column: Column | null): ChartMeasure {
  if (!column) return 'count';
  return isRatio(column) ? 'median' : 'sum';
}

/** True when the measures of two groups add up to the measure of both. */
export function addsUp(chart: Chart): boolean {
  return chart.measure === 'count' || chart.measure === 'sum' || chart.measure === 'value';
}
