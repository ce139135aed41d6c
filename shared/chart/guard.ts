import { type Column, isCode, isNumeric } from '../recipe/column.ts';
import type { TextKey } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { isRatio } from './measure.ts';

/** What a rule found. `fix` is the honest version of the same chart, applied in one click. */
export type Finding = {
  rule: string;
  level: 'blocked' | 'warned';
  text: TextKey;
  params: Record<string, string | number>;
  fix: Chart | null;
};

type Rule = (chart: Chart, columns: readonly Column[]) => Finding | null;

/** Honest-chart rules, each pure: the first blocked finding is why the chart is not drawn. */
export function guard(chart: Chart, columns: readonly Column[]): Finding[] {
  return rules.map((rule) => rule(chart, columns)).filter((finding) => finding !== null);
}

const rules: Rule[] = [
  function sumOfRatio(chart, columns) {
    const y = find(columns, chart.y);
    if (chart.measure !== 'sum' || !y || !isRatio(y)) return null;
    return {
      rule: 'sum-of-ratio',
      level: 'blocked',
      text: 'chart.guard.sum-of-ratio',
      params: { column: y.name },
      fix: { ...chart, measure: 'median' },
    };
  },
  function arithmeticOnCode(chart, columns) {
    const y = find(columns, chart.y);
    const counted = chart.measure === 'count' || chart.measure === 'count-distinct';
    if (!y || counted || (isNumeric(y.type) && !isCode(y))) return null;
    return {
      rule: 'arithmetic-on-code',
      level: 'blocked',
      text: 'chart.guard.arithmetic-on-code',
      params: { column: y.name },
      fix: { ...chart, measure: 'count-distinct' },
    };
  },
  function lineWithoutOrder(chart, columns) {
    const x = find(columns, chart.x);
    if (chart.kind !== 'line' || !x || x.type !== 'text') return null;
    return {
      rule: 'line-without-order',
      level: 'warned',
      text: 'chart.guard.line-without-order',
      params: { column: x.name },
      fix: { ...chart, kind: 'bar' },
    };
  },
  function binsOfText(chart, columns) {
    const x = find(columns, chart.x);
    if (chart.kind !== 'histogram' || !x || isNumeric(x.type)) return null;
    return {
      rule: 'bins-of-text',
      level: 'blocked',
      text: 'chart.guard.bins-of-text',
      params: { column: x.name },
      fix: { ...chart, kind: 'bar', measure: 'count', y: null },
    };
  },
  function scatterOfText(chart, columns) {
    const wrong = [find(columns, chart.x), find(columns, chart.y)].find((column) => column && !isNumeric(column.type));
    if (chart.kind !== 'scatter' || !wrong) return null;
    return {
      rule: 'scatter-of-text',
      level: 'blocked',
      text: 'chart.guard.scatter-of-text',
      params: { column: wrong.name },
      fix: null,
    };
  },
];

function find(columns: readonly Column[], name: string | null): Column | null {
  return columns.find((column) => column.name === name) ?? null;
}
