import { type ReactNode, useMemo, useState } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { withMeaning } from '../../shared/recipe/describe.ts';
import type { Scalar } from '../../shared/recipe/expression.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { call, notifyFault, useCall } from '../session.ts';
import { Button, Checkbox, type Option, SearchList, Select, TextField } from '../ui/kit.ts';
import { formatWhole } from './cells.ts';
import { useSettled } from './facts.ts';
import type { TextForm, ValuesForm } from './forms.ts';

/** Values listed at once; the search reaches all of them. */
const listed = 200;
/** Values ticked at once. */
const most = 10_000;

type Mode = 'values' | 'not-values' | 'contains' | 'not-contains' | 'starts' | 'ends' | 'pattern';

function modeOf(form: ValuesForm | TextForm): Mode {
  if (form.kind === 'values') return form.negated ? 'not-values' : 'values';
  if (form.operator === 'contains') return form.negated ? 'not-contains' : 'contains';
  return form.operator;
}

function withMode(form: ValuesForm | TextForm, mode: Mode): ValuesForm | TextForm {
  const { missing, reasons } = form;
  if (mode === 'values' || mode === 'not-values')
    return {
      kind: 'values',
      values: form.kind === 'values' ? form.values : [],
      negated: mode === 'not-values',
      missing,
      reasons,
    };
  return {
    kind: 'text',
    operator: mode === 'not-contains' ? 'contains' : mode,
    value: form.kind === 'text' ? form.value : '',
    negated: mode === 'not-contains',
    missing,
    reasons,
  };
}

/** Texts, yes / no, and lists of any type: values to tick with their counts, or a piece of text. */
export function ValuesEditor(props: {
  query: Query;
  column: Column;
  form: ValuesForm | TextForm;
  onChange(form: ValuesForm | TextForm): void;
  onSubmit(): void;
}): ReactNode {
  const { form, onChange, column } = props;
  const modes: Mode[] =
    column.type === 'text'
      ? ['values', 'not-values', 'contains', 'not-contains', 'starts', 'ends', 'pattern']
      : ['values', 'not-values'];
  const present = form.missing === 'only' ? { ...form, missing: 'drop' as const } : form;
  return (
    <>
      <Select
        label={t('grid.filter-mode')}
        value={modeOf(form)}
        onChange={(mode) => onChange(withMode(present, mode))}
        options={modes.map((mode) => ({ value: mode, label: t(`grid.filter-mode-${mode}`) }))}
      />
      {form.kind === 'text' ? (
        <TextField
          label={t('grid.filter-text')}
          hint={t(form.operator === 'pattern' ? 'grid.filter-text-jokers' : 'grid.filter-text-hint')}
          value={form.value}
          onChange={(value) => onChange({ ...form, value, missing: present.missing })}
          onSubmit={props.onSubmit}
          autoFocus
        />
      ) : (
        <ValueList
          {...props}
          form={form}
          onChange={(values) => onChange({ ...form, values, missing: present.missing })}
          onInvert={() => onChange({ ...form, negated: !form.negated, missing: present.missing })}
        />
      )}
    </>
  );
}

function ValueList(props: {
  query: Query;
  column: Column;
  form: ValuesForm;
  onChange(values: Scalar[]): void;
  onSubmit(): void;
  /** What is ticked is left out instead of kept, or the reverse. */
  onInvert(): void;
}): ReactNode {
  const { query, column, form, onChange } = props;
  const [search, setSearch] = useState('');
  const settled = useSettled(search, 150);
  const asked = useCall('table.values', { query, column: column.name, search: settled, offset: 0, limit: listed });
  const values = useMemo(
    () =>
      (asked.value?.values ?? []).flatMap((entry) => (entry.value === null ? [] : [{ ...entry, value: entry.value }])),
    [asked.value],
  );
  // In a list too long to show whole, what was ticked before stays in sight, above the most frequent values.
  const [before] = useState(form.values);
  const isLong = settled === '' && values.length >= listed - 1;
  const options = useMemo(() => {
    const counts = new Map(values.map(({ value, count }) => [keyOf(value), count]));
    const first = isLong ? before.slice(0, listed) : [];
    const ticked = new Set(first.map(keyOf));
    return [
      ...first.map((value) => ({ value, count: counts.get(keyOf(value)) ?? null })),
      ...values.filter(({ value }) => !ticked.has(keyOf(value))),
    ].map(
      ({ value, count }): Option<string> => ({
        value: keyOf(value),
        label: value === '' ? t('grid.filter-empty-text') : withMeaning(showValue(value, column), column, value),
        end: count === null ? undefined : formatNumber(count),
      }),
    );
  }, [values, column, before, isLong]);
  const byKey = new Map<string, Scalar>(
    [...before, ...form.values, ...values.map((entry) => entry.value)].map((value) => [keyOf(value), value]),
  );
  const pick = (keys: readonly string[]) => onChange(keys.flatMap((key) => byKey.get(key) ?? []));
  // Cells without a value have their own question, below.
  const hasMissing = (asked.value?.values ?? []).some((entry) => entry.value === null);
  const total = (asked.value?.distinct ?? 0) - (hasMissing ? 1 : 0);
  const chosen = new Set(form.values.map(keyOf));
  const unseen = total > values.length;
  const picked =
    settled === '' && unseen ? form.values.length : values.filter((entry) => chosen.has(keyOf(entry.value))).length;
  /** Ticks all that a search finds. True when all of it was ticked already. */
  const pickAll = async (text: string): Promise<boolean> => {
    const input = { query, column: column.name, search: text, offset: 0, limit: most };
    const found = await call('table.values', input).catch(notifyFault);
    if (!found || found.distinct > most) return false;
    const all = found.values.flatMap(({ value }) => (value === null ? [] : [value]));
    const fresh = all.filter((value) => !chosen.has(keyOf(value)));
    if (fresh.length > 0) onChange([...form.values, ...fresh]);
    return all.length > 0 && fresh.length === 0;
  };
  /** As in a spreadsheet, what is searched is what one wants: Enter ticks all that is found, and once more applies. */
  const applySearch = async () => {
    const isKnown = settled === search && !asked.loading;
    if (search.trim() === '' || (isKnown && picked > 0) || (await pickAll(search))) props.onSubmit();
  };
  const dropShown = () => {
    const shown = new Set(values.map((entry) => keyOf(entry.value)));
    onChange(settled === '' ? [] : form.values.filter((value) => !shown.has(keyOf(value))));
  };
  return (
    <div className="filter-values">
      <SearchList
        label={t('grid.filter-values', { column: column.name })}
        hideLabel
        autoFocus
        placeholder={t('grid.filter-search')}
        options={options}
        selected={form.values.map(keyOf)}
        onChange={pick}
        onSearch={setSearch}
        onSubmit={() => void applySearch()}
      />
      <div className="row filter-picks">
        <Checkbox
          isSelected={picked > 0 && picked >= total}
          isIndeterminate={picked > 0 && picked < total}
          isDisabled={total === 0 || (total > most && picked === 0)}
          onChange={(all) => (all ? void pickAll(settled) : dropShown())}
        >
          {t('grid.filter-pick-all', { count: total })}
        </Checkbox>
        <span className="grow" />
        <Button kind="quiet" size="small" isDisabled={form.values.length === 0} onPress={() => props.onInvert()}>
          {t('grid.filter-invert')}
        </Button>
      </div>
      <p className="muted">
        {t(form.negated ? 'grid.filter-picked-out' : 'grid.filter-picked', { count: form.values.length })}
      </p>
      {total > most && <p className="muted">{t('grid.filter-pick-too-many', { most })}</p>}
      {total > values.length && values.length >= listed - 1 && (
        <p className="muted">{t('grid.filter-more', { shown: values.length, total })}</p>
      )}
    </div>
  );
}

function keyOf(value: Scalar): string {
  return `${typeof value}:${value}`;
}

function showValue(value: Scalar, column: Column): string {
  const time =
    (column.type === 'date' || column.type === 'timestamp') &&
    typeof value === 'string' &&
    Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  return formatWhole(typeof time === 'number' && !Number.isNaN(time) ? time : value, column);
}
