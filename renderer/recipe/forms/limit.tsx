import { type ReactNode, useState } from 'react';
import type { Limit } from '../../../shared/recipe/steps/limit.ts';
import { t } from '../../../shared/text/t.ts';
import { NumberField, RadioGroup } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

type Which = 'first' | 'largest' | 'smallest';

export function LimitForm({ place, step, column }: FormProps<Limit>): ReactNode {
  const top = step?.top;
  const [count, setCount] = useState<number | null>(step?.count ?? 100);
  const [which, setWhich] = useState<Which>(top ? (top.smallest ? 'smallest' : 'largest') : 'first');
  const [name, setName] = useState(top?.column ?? column ?? '');
  const problems: Problems = {
    ...(count === null && { count: 'steps.problem.whole' as const }),
    ...(which !== 'first' && name === '' && { column: 'steps.problem.column' as const }),
  };
  const ranked = which !== 'first' && { top: { column: name, ...(which === 'smallest' && { smallest: true }) } };
  return (
    <StepFrame
      place={place}
      step={step}
      kind="limit"
      size="small"
      parts={count === null || Object.keys(problems).length > 0 ? null : { kind: 'limit', count, ...ranked }}
      problems={problems}
    >
      {(shown) => (
        <>
          <RadioGroup
            label={t('steps.limit.which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'first', label: t('steps.limit.first') },
              { value: 'largest', label: t('steps.limit.largest') },
              { value: 'smallest', label: t('steps.limit.smallest') },
            ]}
          />
          {which !== 'first' && (
            <ColumnField
              label={t('steps.limit.column')}
              columns={place.columns}
              value={name}
              onChange={setName}
              error={problemText(shown, 'column')}
            />
          )}
          <NumberField
            label={t(which === 'first' ? 'steps.limit.count' : 'steps.limit.ranks')}
            hint={t(which === 'first' ? 'steps.limit.hint' : 'steps.limit.ties')}
            value={count}
            onChange={setCount}
            minValue={0}
            step={1}
            maximumFractionDigits={0}
            autoFocus
            error={problemText(shown, 'count')}
          />
        </>
      )}
    </StepFrame>
  );
}
