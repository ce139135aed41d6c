import type { ReactNode } from 'react';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { ComboBox, type FieldProps, type Option } from '../ui/kit.ts';

/** Columns as choices of a list, each with its type. */
export function columnOptions(columns: readonly Column[]): Option<string>[] {
  return columns.map((column) => ({
    value: column.name,
    label: column.name,
    hint: column.label,
    end: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`),
  }));
}

/** One column among those of a table: type to narrow. */
export function ColumnField(
  props: FieldProps & { columns: readonly Column[]; value: string; onChange: (name: string) => void },
): ReactNode {
  const { columns, value, onChange, ...rest } = props;
  const gone = value !== '' && !columns.some((column) => column.name === value);
  const options = columnOptions(columns);
  return (
    <ComboBox
      {...rest}
      value={value === '' ? null : value}
      onChange={(name) => onChange(name ?? '')}
      options={gone ? [...options, { value, label: value, isDisabled: true }] : options}
      placeholder={t('steps.derive.column')}
    />
  );
}
