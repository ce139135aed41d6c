import { type ReactNode, useState } from 'react';
import type { Distinct } from '../../../shared/recipe/steps/distinct.ts';
import { t } from '../../../shared/text/t.ts';
import { useRested } from '../../preview.tsx';
import { useCall } from '../../session.ts';
import { RadioGroup, SearchList } from '../../ui/kit.ts';
import { columnOptions } from '../column-field.tsx';
import { type StepParts, useDraftQuery } from '../place.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

export function DistinctForm({ place, step, column }: FormProps<Distinct>): ReactNode {
  const [scope, setScope] = useState<'all' | 'some'>(step?.columns.length || column ? 'some' : 'all');
  const [chosen, setChosen] = useState<string[]>(step?.columns ?? (column ? [column] : []));
  const known = chosen.filter((name) => place.columns.some((candidate) => candidate.name === name));
  const empty = scope === 'some' && known.length === 0;
  const parts: StepParts | null = empty ? null : { kind: 'distinct', columns: scope === 'all' ? [] : known };
  const after = useCall('table.count', useCountInput(useDraftQuery(place, useRested(parts)))).value;
  const before = useCall('table.count', useCountInput(place.before)).value;
  return (
    <StepFrame
      place={place}
      step={step}
      kind="distinct"
      parts={parts}
      problems={empty ? { columns: 'steps.problem.no-column' } : {}}
      outcome={parts && after !== null && before !== null && t('steps.distinct.after', { after, before })}
    >
      {(shown) => (
        <>
          <RadioGroup
            label={t('steps.distinct.scope')}
            value={scope}
            onChange={setScope}
            options={[
              { value: 'all', label: t('steps.distinct.all') },
              { value: 'some', label: t('steps.distinct.some') },
            ]}
          />
          {scope === 'some' && (
            <SearchList
              label={t('steps.distinct.columns')}
              options={columnOptions(place.columns)}
              selected={known}
              onChange={setChosen}
              error={problemText(shown, 'columns')}
            />
          )}
          <p className="field-hint">{t('steps.distinct.first')}</p>
        </>
      )}
    </StepFrame>
  );
}

function useCountInput<Q>(query: Q | null): { query: Q } | null {
  return query === null ? null : { query };
}
