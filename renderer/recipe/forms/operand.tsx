import type { ReactNode } from 'react';
import type { Column } from '../../../shared/recipe/column.ts';
import { t } from '../../../shared/text/t.ts';
import { Select, TextField } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Operand } from '../derive-draft.ts';

/** A column or a typed value: one choice, then its field. */
export function OperandField(props: {
  label: string;
  operand: Operand;
  columns: Column[];
  error: string | null;
  hint?: string;
  onChange: (operand: Operand) => void;
}): ReactNode {
  const { label, operand, error, onChange } = props;
  return (
    <div className="operand">
      <Select
        label={t('steps.derive.source-of', { field: label })}
        hideLabel
        className="operand-kind"
        value={operand.kind}
        onChange={(kind) =>
          kind !== operand.kind && onChange(kind === 'column' ? { kind, name: '' } : { kind, text: '' })
        }
        options={[
          { value: 'column', label: t('steps.derive.column') },
          { value: 'constant', label: t('steps.derive.constant') },
        ]}
      />
      {operand.kind === 'column' ? (
        <ColumnField
          label={label}
          columns={props.columns}
          value={operand.name}
          error={error}
          onChange={(name) => onChange({ kind: 'column', name })}
        />
      ) : (
        <TextField
          label={label}
          value={operand.text}
          error={error}
          hint={props.hint}
          onChange={(text) => onChange({ kind: 'constant', text })}
        />
      )}
    </div>
  );
}
