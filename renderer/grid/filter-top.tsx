import { type ReactNode, useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { StepOf } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { faultText, useCall } from '../session.ts';
import { NumberField, Select } from '../ui/kit.ts';
import { extendQuery, useSettled } from './facts.ts';
import type { TopForm } from './forms.ts';

type Mode = 'range' | 'largest' | 'smallest';

/** Bounds, or the largest or smallest values of a number or a date. */
export function RangeMode(props: {
  column: Column;
  top: TopForm | null;
  onChange(top: TopForm | null): void;
}): ReactNode {
  const { column, top, onChange } = props;
  const dated = column.type === 'date' || column.type === 'timestamp';
  return (
    <Select
      label={t('grid.filter-mode')}
      value={top === null ? 'range' : top.smallest ? 'smallest' : 'largest'}
      onChange={(mode: Mode) =>
        onChange(
          mode === 'range'
            ? null
            : { kind: 'top', count: top?.count ?? 10, smallest: mode === 'smallest', missing: 'drop' },
        )
      }
      options={[
        { value: 'range', label: t('grid.filter-range-mode-range') },
        { value: 'largest', label: t(`grid.filter-range-mode-${dated ? 'latest' : 'largest'}`) },
        { value: 'smallest', label: t(`grid.filter-range-mode-${dated ? 'earliest' : 'smallest'}`) },
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
