import { type ReactNode, useMemo, useState } from 'react';
import type { Query } from '../../../shared/contract.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';
import type { Filter } from '../../../shared/recipe/steps/filter.ts';
import { formatNumber } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { useRested } from '../../preview.tsx';
import { faultText, useCall } from '../../session.ts';
import { conditionOf, draftOf, newGroup, newRule } from '../condition-draft.ts';
import { type FormProps, StepFrame } from '../step-frame.tsx';
import { ConditionField } from './condition.tsx';

export function FilterForm({ place, step, column }: FormProps<Filter>): ReactNode {
  const { columns, before } = place;
  const [group, setGroup] = useState(() =>
    step
      ? draftOf(step.condition, columns)
      : newGroup([newRule(columns.find((candidate) => candidate.name === column))]),
  );
  const { condition, problems } = useMemo(() => conditionOf(group, columns), [group, columns]);
  return (
    <StepFrame
      place={place}
      step={step}
      kind="filter"
      size="large"
      parts={condition && { kind: 'filter', condition }}
      problems={problems}
      outcome={<LiveCount query={before} condition={condition} />}
    >
      {(shown) => (
        <>
          <ConditionField group={group} onChange={setGroup} columns={columns} rows={before} problems={shown} />
          <p className="field-hint">{t('steps.filter.missing-note')}</p>
        </>
      )}
    </StepFrame>
  );
}

/** How many rows the condition keeps, asked again when the typing rests. */
function LiveCount({ query, condition }: { query: Query; condition: Condition | null }): ReactNode {
  const rested = useRested(condition);
  const input = useMemo(() => (rested ? { query, condition: rested } : null), [query, rested]);
  const { value, fault, loading } = useCall('filter.count', input);
  if (!condition) return <span className="field-hint">{t('steps.filter.incomplete')}</span>;
  if (fault) return <span className="field-error">{faultText(fault)}</span>;
  if (!value) return <span className="field-hint">{t('steps.filter.counting')}</span>;
  const lost = value.total - value.kept;
  return (
    <span className="live-count" data-loading={loading ? '' : undefined}>
      <strong>{t('steps.filter.count', { kept: value.kept, total: value.total })}</strong>
      {lost > 0 && <span className="muted"> (−{formatNumber(lost)})</span>}
    </span>
  );
}
