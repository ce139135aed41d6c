import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import type { TextKey } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { coverageRules } from './guard-coverage.ts';
import { measureRules } from './guard-measure.ts';
import { scaleRules } from './guard-scale.ts';
import { shapeRules } from './guard-shape.ts';
import { specRules } from './guard-spec.ts';
import type { Mark } from './rows.ts';

/** What a rule found. `fix` is the honest version of the same chart, applied in one click. */
export type Finding = {
  rule: RuleName;
  level: 'blocked' | 'warned';
  text: TextKey;
  params: Record<string, string | number>;
  fix: Chart | null;
};

/** What is known of the drawn data; null until the engine has answered. `vintages` are years of the sources used. */
export type Known = { facts: ChartFacts; marks: readonly Mark[]; vintages: readonly string[] };

/** Pure: says what is misleading in this chart over these columns and data, or null. */
export type Rule = (chart: Chart, columns: readonly Column[], known: Known | null) => Verdict | null;
export type Verdict = { level: Finding['level']; params?: Finding['params']; fix: Chart | null };
export type Rules<N extends string = string> = Record<N, Rule>;

const rules = { ...measureRules, ...shapeRules, ...scaleRules, ...coverageRules, ...specRules } satisfies Rules;
export type RuleName = keyof typeof rules;

/** Every rule, in the order of the panel « Pourquoi ce graphique trompe ». */
export const ruleNames = Object.keys(rules) as RuleName[];

/**
 * Honest-chart rules over the encoding, the hand-edited specification, the columns and, once known, the data. Blocked
 * findings come first: the first one is why the chart is not drawn.
 */
export function guard(chart: Chart, columns: readonly Column[], known: Known | null = null): Finding[] {
  const findings = ruleNames.flatMap((rule): Finding[] => {
    const verdict: Verdict | null = rules[rule](chart, columns, known);
    if (!verdict) return [];
    const { level, params = {}, fix } = verdict;
    return [{ rule, level, text: `chart.guard.${rule}`, params, fix }];
  });
  return findings.sort((a, b) => Number(b.level === 'blocked') - Number(a.level === 'blocked'));
}
