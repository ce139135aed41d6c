import { type ReactNode, useState } from 'react';
import type { Limit } from '../../../shared/recipe/steps/limit.ts';
import { t } from '../../../shared/text/t.ts';
import { NumberField } from '../../ui/kit.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

export function LimitForm({ place, step }: FormProps<Limit>): ReactNode {
  const [count, setCount] = useState<number | null>(step?.count ?? 100);
  return (
    <StepFrame
      place={place}
      step={step}
      kind="limit"
      size="small"
      parts={count === null ? null : { kind: 'limit', count }}
      problems={count === null ? { count: 'steps.problem.whole' } : {}}
    >
      {(shown) => (
        <NumberField
          label={t('steps.limit.count')}
          hint={t('steps.limit.hint')}
          value={count}
          onChange={setCount}
          minValue={0}
          step={1}
          maximumFractionDigits={0}
          autoFocus
          error={problemText(shown, 'count')}
        />
      )}
    </StepFrame>
  );
}
