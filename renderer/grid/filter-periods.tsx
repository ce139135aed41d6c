import { type ReactNode, useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { formatMonth, formatNumber, formatPeriod } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { faultText, useCall } from '../session.ts';
import { Checkbox, CheckTree } from '../ui/kit.ts';
import type { PeriodsForm } from './forms.ts';
import { type Period, togglePeriod, yearNodes } from './periods.ts';

/** The years and months of a column of dates, to tick, with their rows. */
export function PeriodsEditor(props: {
  query: Query;
  column: Column;
  form: PeriodsForm;
  onChange(form: PeriodsForm): void;
  onSubmit(): void;
}): ReactNode {
  const { query, column, form, onChange } = props;
  const input = useMemo(() => ({ query, column: column.name }), [query, column.name]);
  const asked = useCall('table.periods', input);
  const years = useMemo(() => yearNodes(asked.value?.months ?? [], form.periods), [asked.value, form.periods]);
  if (asked.fault) return <p>{faultText(asked.fault)}</p>;
  if (!asked.value) return <p className="muted">{t('grid.filter-counting')}</p>;
  if (years.length === 0) return <p className="muted">{t('grid.filter-periods-none')}</p>;
  const pick = (periods: Period[]) =>
    onChange({ ...form, periods, missing: form.missing === 'only' ? 'drop' : form.missing });
  const count = years.filter(({ state }) => state === 'all').length;
  return (
    <>
      <CheckTree
        label={t('grid.filter-periods', { column: column.name })}
        autoFocus
        items={years.map((node) => ({
          id: node.year,
          label: node.year,
          end: formatNumber(node.count),
          state: node.state,
          items: node.months.map(({ month, count, ticked }) => ({
            id: month,
            label: monthLabel(month, column),
            end: formatNumber(count),
            state: ticked ? ('all' as const) : ('none' as const),
          })),
        }))}
        onToggle={(period) => pick(togglePeriod(years, form.periods, period))}
        onSubmit={props.onSubmit}
      />
      <Checkbox
        isSelected={count === years.length}
        isIndeterminate={form.periods.length > 0 && count < years.length}
        onChange={(all) => pick(all ? years.map(({ year }) => year).reverse() : [])}
      >
        {t('grid.filter-periods-all', { count: years.length })}
      </Checkbox>
    </>
  );
}

/** « mars »; « T1 2024 » where each date of the column stands for a quarter. */
function monthLabel(month: Period, column: Column): string {
  const time = Date.parse(`${month}-01T00:00:00Z`);
  return column.period && column.period !== 'month' ? formatPeriod(time, column.period) : formatMonth(time);
}
