import { type ReactNode, useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { StepOf } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { faultText, useCall } from '../session.ts';
import { NumberField, Select } from '../ui/kit.ts';
import { extendQuery, useSettled } from './facts.ts';
import type { TopForm } from './forms.ts';

export type RangeChoice = 'periods' | 'range' | 'largest' | 'smallest';

/** Bounds, or the largest or smallest values of a number or a date; the years and months of a date. */
export function RangeMode(props: {
  column: Column;
  /** False where the mode edits one part of a filter: what is no condition is left out. */
  hasTop: boolean;
  mode: RangeChoice;
  onChange(mode: RangeChoice): void;
}): ReactNode {
  const { column, hasTop, mode, onChange } = props;
  const dated = column.type === 'date' || column.type === 'timestamp';
  return (
    <Select
      label={t('grid.filter-mode')}
      value={mode}
      onChange={onChange}
      options={[
        ...(dated ? [{ value: 'periods' as const, label: t('grid.filter-range-mode-periods') }] : []),
        { value: 'range', label: t('grid.filter-range-mode-range') },
        ...(hasTop
          ? [
              { value: 'largest' as const, label: t(`grid.filter-range-mode-${dated ? 'latest' : 'largest'}`) },
              { value: 'smallest' as const, label: t(`grid.filter-range-mode-${dated ? 'earliest' : 'smallest'}`) },
            ]
          : []),
      ]}
    />
  );
}

export function TopEditor(props: {
  query: Query;
  column: Column;
  top: TopForm;
  onChange(top: TopForm): void;
}): ReactNode {
  const { query, column, top, onChange } = props;
  const settled = useSettled(top, 120);
  const kept = useMemo(() => {
    const step = topStep('grid-top', column.name, settled);
    return step && { query: extendQuery(query, [step]) };
  }, [query, column.name, settled]);
  const after = useCall('table.count', kept);
  const before = useCall(
    'table.count',
    useMemo(() => ({ query }), [query]),
  );
  let text = t('grid.filter-counting');
  if (after.fault) text = faultText(after.fault);
  else if (after.value !== null && before.value !== null)
    text = t('grid.filter-top-kept', { kept: after.value, total: before.value });
  return (
    <>
      <NumberField
        label={t('grid.filter-top-count')}
        hint={t('grid.filter-top-ties')}
        value={top.count}
        onChange={(count) => onChange({ ...top, count })}
        minValue={1}
        step={1}
        maximumFractionDigits={0}
        autoFocus
      />
      <p className="filter-kept" aria-live="polite" data-waiting={after.loading || settled !== top ? '' : undefined}>
        {text}
      </p>
    </>
  );
}

export function topStep(id: string, column: string, top: TopForm): StepOf<'limit'> | null {
  if (top.count === null) return null;
  return { id, kind: 'limit', count: top.count, top: { column, ...(top.smallest && { smallest: true }) } };
}
