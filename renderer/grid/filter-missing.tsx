import { type ReactNode, useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { describeReason } from '../../shared/recipe/describe.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { useCall } from '../session.ts';
import { Checkbox, RadioGroup } from '../ui/kit.ts';
import type { FilterForm, MissingChoice } from './forms.ts';

/** What becomes of cells without a value and, where the file gives several reasons for them, of which. */
export function MissingField(props: {
  query: Query;
  column: Column;
  form: FilterForm;
  missing: MissingChoice;
  onChange(missing: MissingChoice, reasons: string[] | undefined): void;
}): ReactNode {
  const { query, column, form, missing } = props;
  const counts = useReasons(query, column.name);
  const known = counts.map(({ reason }) => reason);
  const kept = form.reasons ?? known;
  return (
    <>
      <RadioGroup
        label={t('grid.filter-missing')}
        orientation="horizontal"
        value={missing}
        onChange={(choice: MissingChoice) => props.onChange(choice, choice === 'drop' ? undefined : form.reasons)}
        options={[
          { value: 'drop', label: t('grid.filter-missing-drop') },
          { value: 'keep', label: t('grid.filter-missing-keep') },
          { value: 'only', label: t('grid.filter-missing-only') },
        ]}
      />
      {missing !== 'drop' && (counts.length > 1 || form.reasons !== undefined) && (
        <fieldset className="filter-reasons">
          <legend className="field-label">{t('grid.filter-reasons')}</legend>
          {counts.map(({ reason, count }) => (
            <Checkbox
              key={reason}
              isSelected={kept.includes(reason)}
              isDisabled={kept.length === 1 && kept[0] === reason}
              onChange={(selected) => {
                const next = known.filter((other) => (other === reason ? selected : kept.includes(other)));
                props.onChange(missing, next.length === known.length ? undefined : next);
              }}
            >
              {describeReason(reason)} <span className="muted">{formatNumber(count)}</span>
            </Checkbox>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** Why cells of a column have no value, most frequent first; '' for an empty cell. */
function useReasons(query: Query, column: string): { reason: string; count: number }[] {
  const input = useMemo(() => ({ query, columns: [column] }), [query, column]);
  const profile = useCall('table.profile', input).value?.find(({ name }) => name === column);
  return useMemo(() => {
    if (!profile) return [];
    const counts = new Map(Object.entries(profile.missingReasons));
    if (profile.invalid > 0) counts.set('invalid', profile.invalid);
    const said = [...counts.values()].reduce((sum, count) => sum + count, 0);
    // Without a reason known, nothing tells an empty cell from one that a step emptied.
    if (said > 0 && profile.missing > said) counts.set('', profile.missing - said);
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  }, [profile]);
}
