import type { Condition } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import type { StepAnswer } from './answers.ts';

/**
 * Keeps the codes of the first level among « 2021-COM-01001 » and « 2024-DEP-01 ». Those of the others are left out by
 * what comes before them, for repaired codes have nothing before them any more.
 */
export function openingAnswer(column: string, levels: readonly string[]): StepAnswer | null {
  const [value, ...others] = levels;
  if (value === undefined || others.length === 0) return null;
  const kept = others.map(
    (level): Condition => ({ kind: 'text', column, operator: 'pattern', value: `????-${level}-*`, negated: true }),
  );
  return {
    kind: 'step',
    id: `level:${column}`,
    label: t('answer.opening', { value, column }),
    step: { kind: 'filter', condition: kept.length === 1 ? kept[0]! : { kind: 'all', of: kept } },
    last: false,
  };
}
