import { type ReactNode, useMemo, useState } from 'react';
import { Input as AriaInput, TextField as AriaTextField } from 'react-aria-components';
import type { Query } from '../../../shared/contract.ts';
import { type Column, isCode, isNumeric } from '../../../shared/recipe/column.ts';
import { describeReason, withMeaning } from '../../../shared/recipe/describe.ts';
import type { Scalar } from '../../../shared/recipe/expression.ts';
import { formatList, formatNumber } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { useRested } from '../../preview.tsx';
import { useCall } from '../../session.ts';
import {
  Button,
  FieldLabel,
  FieldNote,
  IconButton,
  type Option,
  Popover,
  SearchList,
  Select,
  TextField,
} from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import { isComparison, type Problems, type RuleDraft } from '../condition-draft.ts';
import { problemText } from '../step-frame.tsx';

type ValueProps = {
  rule: RuleDraft;
  column: Column;
  columns: Column[];
  rows: Query;
  problems: Problems;
  onChange: (rule: RuleDraft) => void;
};

/** What a condition compares its column to: a value, two bounds, a list, another column, or nothing. */
export function RuleValue(props: ValueProps): ReactNode {
  const { rule, column, problems, onChange } = props;
  const { test } = rule;
  if (test === 'missing' && rule.reasons)
    return <span className="field-hint">{formatList(rule.reasons.map(describeReason), 'ou')}</span>;
  if (test === 'missing' || test === 'not-missing') return null;
  if (test === 'in' || test === 'not-in') return <ListValue {...props} />;
  if (test === 'between') {
    return (
      <div className="condition-bounds">
        <Typed
          column={column}
          label={t('steps.filter.from')}
          value={rule.value}
          error={problemText(problems, `${rule.id}.value`)}
          onChange={(value) => onChange({ ...rule, value })}
        />
        <Typed
          column={column}
          label={t('steps.filter.to')}
          value={rule.to}
          error={problemText(problems, `${rule.id}.to`)}
          onChange={(to) => onChange({ ...rule, to })}
        />
      </div>
    );
  }
  if (!isComparison(test)) {
    return (
      <TextField
        label={t('steps.filter.value')}
        hideLabel
        value={rule.value}
        hint={t(test.endsWith('pattern') ? 'steps.filter.jokers' : 'steps.filter.case')}
        error={problemText(problems, `${rule.id}.value`)}
        onChange={(value) => onChange({ ...rule, value })}
      />
    );
  }
  return <ComparedValue {...props} />;
}

function ComparedValue({ rule, column, columns, problems, onChange }: ValueProps): ReactNode {
  const others = columns.filter((other) => other.name !== column.name && comparable(other, column));
  const withColumn = rule.against === 'column';
  return (
    <div className="condition-compared">
      {withColumn ? (
        <ColumnField
          label={t('steps.filter.other')}
          hideLabel
          columns={others}
          value={rule.other}
          error={problemText(problems, `${rule.id}.other`)}
          onChange={(other) => onChange({ ...rule, other })}
        />
      ) : (
        <Typed
          column={column}
          label={t('steps.filter.value')}
          hideLabel
          value={rule.value}
          error={problemText(problems, `${rule.id}.value`)}
          onChange={(value) => onChange({ ...rule, value })}
        />
      )}
      {column.type !== 'boolean' && others.length > 0 && (
        <IconButton
          icon={withColumn ? 'rename' : 'columns'}
          label={t(withColumn ? 'steps.filter.against-value' : 'steps.filter.against-column')}
          onPress={() => onChange({ ...rule, against: withColumn ? 'value' : 'column' })}
        />
      )}
    </div>
  );
}

function comparable(a: Column, b: Column): boolean {
  return a.type === b.type || (isNumeric(a.type) && isNumeric(b.type));
}

/** A field for one constant of a column's type. */
function Typed(props: {
  column: Column;
  label: string;
  hideLabel?: boolean;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}): ReactNode {
  const { column, label, value, error, onChange } = props;
  if (column.type === 'boolean') {
    return (
      <Select
        label={label}
        hideLabel={props.hideLabel ?? false}
        value={value === '' ? null : value}
        error={error}
        onChange={onChange}
        options={[
          { value: 'true', label: t('common.yes') },
          { value: 'false', label: t('common.no') },
        ]}
      />
    );
  }
  const type = column.type === 'date' ? 'date' : column.type === 'timestamp' ? 'datetime-local' : 'text';
  return (
    <AriaTextField className="field" value={value} onChange={onChange} isInvalid={error !== null} type={type}>
      <FieldLabel label={label} hide={props.hideLabel} />
      <AriaInput
        className="input"
        autoComplete="off"
        spellCheck={false}
        {...(isNumeric(column.type) && { inputMode: 'decimal' as const })}
      />
      <FieldNote error={error} />
    </AriaTextField>
  );
}

const offered = 200;

/** The values of a column with their counts: tick those to keep. */
function ListValue({ rule, column, rows, problems, onChange }: ValueProps): ReactNode {
  const error = problemText(problems, `${rule.id}.values`);
  const names = rule.values.map((value) => scalarText(value, column));
  return (
    <div className="field">
      <Popover
        label={t('steps.filter.values', { column: column.name })}
        trigger={
          <Button icon="filter" className="condition-values-button">
            {rule.values.length === 0
              ? t('steps.filter.choose-values')
              : t('steps.filter.chosen', { count: rule.values.length })}
          </Button>
        }
      >
        {(close) => <ValueList rule={rule} column={column} rows={rows} onChange={onChange} onDone={close} />}
      </Popover>
      {names.length > 0 && (
        <span className="field-hint condition-values" title={names.join(', ')}>
          {names.slice(0, 12).join(', ')}
          {names.length > 12 ? '…' : ''}
        </span>
      )}
      {error && <span className="field-error">{error}</span>}
    </div>
  );
}

function ValueList(props: {
  rule: RuleDraft;
  column: Column;
  rows: Query;
  onChange: (rule: RuleDraft) => void;
  onDone: () => void;
}): ReactNode {
  const { rule, column, rows, onChange } = props;
  const [search, setSearch] = useState('');
  const rested = useRested(search, 150);
  const input = useMemo(
    () => ({ query: rows, column: column.name, search: rested, offset: 0, limit: offered }),
    [rows, column.name, rested],
  );
  const found = useCall('table.values', input).value;
  const values = (found?.values ?? []).filter((entry) => entry.value !== null);
  const known = new Set(values.map((entry) => JSON.stringify(entry.value)));
  const chosen = rule.values.map((value) => JSON.stringify(value));
  const unseen = rested === '' ? rule.values.filter((value) => !known.has(JSON.stringify(value))) : [];
  const options: Option<string>[] = [
    ...unseen.map((value) => ({ value: JSON.stringify(value), label: scalarText(value, column) })),
    ...values.map(({ value, count }) => ({
      value: JSON.stringify(value),
      label: scalarText(value as Scalar, column),
      end: formatNumber(count),
    })),
  ];
  return (
    <div className="condition-value-list">
      <SearchList
        label={t('steps.filter.values', { column: column.name })}
        autoFocus
        options={options}
        selected={chosen}
        onSearch={setSearch}
        onChange={(keys) => onChange({ ...rule, values: keys.map((key) => JSON.parse(key) as Scalar) })}
      />
      <div className="row">
        <span className="field-hint grow">
          {found && found.distinct > values.length
            ? t('steps.filter.values-shown', { shown: values.length, total: found.distinct })
            : t('steps.filter.chosen', { count: chosen.length })}
        </span>
        <Button
          size="small"
          kind="quiet"
          isDisabled={chosen.length === 0}
          onPress={() => onChange({ ...rule, values: [] })}
        >
          {t('steps.filter.clear')}
        </Button>
        <Button size="small" onPress={props.onDone}>
          {t('common.ok')}
        </Button>
      </div>
    </div>
  );
}

function scalarText(value: Scalar, column: Column): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  const text = typeof value === 'number' && !isCode(column) ? formatNumber(value) : String(value);
  return withMeaning(text, column, value);
}
