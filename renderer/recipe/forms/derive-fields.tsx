import type { ReactNode } from 'react';
import { formatNumber } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { Button, IconButton, Select, TextField } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { arithmeticOperators, type DeriveDraft, dateParts, type Operand, sides, transforms } from '../derive-draft.ts';
import type { Place } from '../place.ts';
import { problemText } from '../step-frame.tsx';
import { parseNumber } from '../value-text.ts';
import { BranchFields } from './derive-branches.tsx';
import { OverFields } from './derive-over.tsx';
import { FormulaField } from './formula-field.tsx';
import { OperandField } from './operand.tsx';

export type FieldsProps = {
  draft: DeriveDraft;
  place: Place;
  shown: Problems;
  onChange: (part: Partial<DeriveDraft>) => void;
};

/** The fields of the chosen calculation. */
export function RecipeFields(props: FieldsProps): ReactNode {
  switch (props.draft.recipe) {
    case 'percent':
    case 'per-inhabitants':
    case 'ratio':
      return <RatioFields {...props} />;
    case 'evolution':
    case 'evolution-value':
      return (
        <>
          {operandField(props, 'left', t('steps.derive.after'))}
          {operandField(props, 'right', t('steps.derive.before'))}
        </>
      );
    case 'rank':
    case 'share':
    case 'classes':
      return (
        <OverFields
          recipe={props.draft.recipe}
          draft={props.draft.over}
          columns={props.place.columns}
          shown={props.shown}
          onChange={(over) => props.onChange({ over })}
        />
      );
    case 'arithmetic':
      return <ArithmeticFields {...props} />;
    case 'concat':
      return <ConcatFields {...props} />;
    case 'if':
      return <BranchFields {...props} />;
    case 'formula':
      return (
        <FormulaField
          value={props.draft.formula}
          columns={props.place.columns}
          isRefused={props.shown.formula !== undefined}
          onChange={(formula) => props.onChange({ formula })}
        />
      );
    default:
      return <CallFields {...props} />;
  }
}

type OperandName = 'left' | 'right' | 'whenTrue' | 'whenFalse';

export function operandField(
  { draft, place, shown, onChange }: FieldsProps,
  field: OperandName,
  label: string,
  hint?: string,
) {
  return (
    <OperandField
      label={label}
      operand={draft[field]}
      columns={place.columns}
      error={problemText(shown, field)}
      onChange={(operand) => onChange({ [field]: operand })}
      {...(hint && { hint })}
    />
  );
}

const scales = ['1', '100', '1000', '10000', '100000'] as const;

function RatioFields(props: FieldsProps): ReactNode {
  const { draft, onChange } = props;
  const scale = String(parseNumber(draft.scale) ?? '');
  const usual = scales.find((value) => value === scale);
  const perHead = draft.recipe === 'per-inhabitants';
  const offered = perHead ? scales.slice(2) : scales;
  if (draft.recipe === 'percent')
    return (
      <>
        {operandField(props, 'left', t('steps.derive.divide'))}
        {operandField(props, 'right', t('steps.derive.by'), t('steps.derive.zero'))}
      </>
    );
  return (
    <>
      {operandField(props, 'left', t('steps.derive.divide'))}
      {operandField(props, 'right', t(perHead ? 'steps.derive.inhabitants' : 'steps.derive.by'))}
      <Select
        label={t('steps.derive.expressed')}
        value={scale}
        onChange={(value) => onChange({ scale: value })}
        hint={t('steps.derive.zero')}
        options={[
          ...offered.map((value) => ({ value: value as string, label: t(`steps.derive.scale.${value}`) })),
          ...(usual
            ? []
            : [{ value: scale, label: t('steps.derive.scale.other', { scale: formatNumber(Number(scale)) }) }]),
        ]}
      />
    </>
  );
}

function ArithmeticFields(props: FieldsProps): ReactNode {
  const { draft, onChange } = props;
  return (
    <>
      {operandField(props, 'left', t('steps.derive.left'))}
      <Select
        label={t('steps.derive.operator')}
        value={draft.operator}
        onChange={(operator) => onChange({ operator })}
        options={arithmeticOperators.map((value) => ({ value, label: t(`steps.derive.operator.${value}`) }))}
      />
      {operandField(
        props,
        'right',
        t('steps.derive.right'),
        draft.operator === 'divide' ? t('steps.derive.zero') : undefined,
      )}
    </>
  );
}

function ConcatFields({ draft, place, shown, onChange }: FieldsProps): ReactNode {
  const add = (part: Operand) => onChange({ parts: [...draft.parts, part] });
  return (
    <>
      <ol className="form-lines">
        {draft.parts.map((part, index) => (
          <li key={index} className="concat-part">
            <OperandField
              label={t('steps.derive.part-n', { position: index + 1 })}
              operand={part}
              columns={place.columns}
              error={problemText(shown, `part.${index}`)}
              onChange={(next) => onChange({ parts: draft.parts.with(index, next) })}
            />
            <IconButton
              icon="close"
              label={t('steps.derive.remove-part', { position: index + 1 })}
              isDisabled={draft.parts.length === 1}
              onPress={() => onChange({ parts: draft.parts.toSpliced(index, 1) })}
            />
          </li>
        ))}
      </ol>
      <div className="row">
        <Button size="small" kind="quiet" icon="add" onPress={() => add({ kind: 'column', name: '' })}>
          {t('steps.derive.add-column')}
        </Button>
        <Button size="small" kind="quiet" icon="add" onPress={() => add({ kind: 'constant', text: '' })}>
          {t('steps.derive.add-text')}
        </Button>
      </div>
      <p className="field-hint">{t('steps.derive.concat-note')}</p>
    </>
  );
}

/** Calculations on one column: rounding, part of a code, zeros, transformations, missing values. */
function CallFields(props: FieldsProps): ReactNode {
  const { draft, place, shown, onChange } = props;
  const digits = (label: string, hint?: string) => (
    <TextField
      label={label}
      value={draft.digits}
      hint={hint}
      error={problemText(shown, 'digits')}
      onChange={(next) => onChange({ digits: next })}
    />
  );
  return (
    <>
      <ColumnField
        label={t('steps.derive.of')}
        columns={place.columns}
        value={draft.left.kind === 'column' ? draft.left.name : ''}
        error={problemText(shown, 'left')}
        onChange={(name) => onChange({ left: { kind: 'column', name } })}
      />
      {draft.recipe === 'round' && digits(t('steps.derive.decimals'))}
      {draft.recipe === 'pad' && digits(t('steps.derive.pad-length'), t('steps.derive.pad-note'))}
      {draft.recipe === 'part' && (
        <>
          <Select
            label={t('steps.derive.side')}
            value={draft.side}
            onChange={(side) => onChange({ side })}
            hint={draft.side === 'departement' ? t('steps.derive.departement-note') : undefined}
            options={sides.map((value) => ({ value, label: t(`steps.derive.side.${value}`) }))}
          />
          {draft.side === 'middle' && (
            <TextField
              label={t('steps.derive.start')}
              value={draft.start}
              error={problemText(shown, 'start')}
              onChange={(start) => onChange({ start })}
            />
          )}
          {draft.side !== 'departement' && digits(t('steps.derive.length'))}
        </>
      )}
      {draft.recipe === 'date-part' && (
        <Select
          label={t('steps.derive.date')}
          value={draft.datePart}
          onChange={(datePart) => onChange({ datePart })}
          options={dateParts.map((value) => ({ value, label: t(`steps.derive.date.${value}`) }))}
        />
      )}
      {draft.recipe === 'transform' && (
        <Select
          label={t('steps.derive.transform-field')}
          value={draft.transform}
          onChange={(transform) => onChange({ transform })}
          options={transforms.map((value) => ({ value, label: t(`steps.derive.transform.${value}`) }))}
        />
      )}
      {draft.recipe === 'coalesce' && operandField(props, 'right', t('steps.derive.with'))}
    </>
  );
}
