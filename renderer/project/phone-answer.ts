import type { Expression } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import type { StepAnswer } from './answers.ts';

/** Puts a zero before the texts of nine characters of a column, all of them phone numbers that lost it. */
export function phoneAnswer(name: string): StepAnswer {
  const column: Expression = { kind: 'column', name };
  const expression: Expression = {
    kind: 'if',
    when: { kind: 'text', column: name, operator: 'pattern', value: '?'.repeat(9) },
    // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
    then: { kind: 'concat', of: [{ kind: 'constant', value: '0' }, column] },
    otherwise: column,
  };
  return {
    kind: 'step',
    id: `phones:${name}`,
    label: t('answer.phones', { column: name }),
    step: { kind: 'derive', name, expression },
    last: false,
  };
}
