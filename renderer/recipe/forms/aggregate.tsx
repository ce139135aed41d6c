import { type ReactNode, useState } from 'react';
import type { Column } from '../../../shared/recipe/column.ts';
import { type Aggregate, measures } from '../../../shared/recipe/steps/aggregate.ts';
import { t } from '../../../shared/text/t.ts';
import { Button, IconButton, Select, TextField } from '../../ui/kit.ts';
import {
  aggregateOf,
  canMeasure,
  draftOfAggregate,
  type MeasureDraft,
  nameOf,
  newMeasure,
} from '../aggregate-draft.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

export function AggregateForm({ place, step, column }: FormProps<Aggregate>): ReactNode {
  const { columns } = place;
  const [draft, setDraft] = useState(() =>
    step ? draftOfAggregate(step) : { by: column ? [column] : [], measures: [newMeasure()] },
  );
  const { parts, problems } = aggregateOf(draft, columns);
  const change = (next: MeasureDraft) =>
    setDraft({ ...draft, measures: draft.measures.map((measure) => (measure.id === next.id ? next : measure)) });
  return (
    <StepFrame
      place={place}
      step={step}
      kind="aggregate"
      size="large"
      parts={parts && { kind: 'aggregate', ...parts }}
      problems={problems}
    >
      {(shown) => (
        <>
          <Groups
            by={draft.by}
            columns={columns}
            error={problemText(shown, 'by')}
            onChange={(by) => setDraft({ ...draft, by })}
          />
          <h3 className="field-label">{t('steps.aggregate.measures')}</h3>
          <ol className="form-lines">
            {draft.measures.map((measure, index) => (
              <MeasureLine
                key={measure.id}
                measure={measure}
                position={index + 1}
                columns={columns}
                problems={shown}
                onChange={change}
                onRemove={
                  draft.measures.length > 1
                    ? () => setDraft({ ...draft, measures: draft.measures.toSpliced(index, 1) })
                    : null
                }
              />
            ))}
          </ol>
          <div>
            <Button
              size="small"
              kind="quiet"
              icon="add"
              onPress={() => setDraft({ ...draft, measures: [...draft.measures, newMeasure('sum')] })}
            >
              {t('steps.aggregate.add')}
            </Button>
          </div>
        </>
      )}
    </StepFrame>
  );
}

function Groups(props: {
  by: string[];
  columns: Column[];
  error: string | null;
  onChange: (by: string[]) => void;
}): ReactNode {
  const { by, columns, onChange } = props;
  const free = columns.filter((column) => !by.includes(column.name));
  return (
    <div className="field">
      <span className="field-label">{t('steps.aggregate.by')}</span>
      {by.length > 0 && (
        <ul className="tags">
          {by.map((name) => (
            <li key={name} className="tag">
              {name}
              <IconButton
                icon="close"
                size="small"
                label={t('steps.aggregate.remove-by', { column: name })}
                onPress={() => onChange(by.filter((other) => other !== name))}
              />
            </li>
          ))}
        </ul>
      )}
      <ColumnField
        key={by.length}
        label={t('steps.aggregate.add-by')}
        hideLabel={by.length === 0}
        columns={free}
        value=""
        error={props.error}
        hint={by.length === 0 ? t('steps.aggregate.by-none') : undefined}
        onChange={(name) => name !== '' && onChange([...by, name])}
      />
    </div>
  );
}

function MeasureLine(props: {
  measure: MeasureDraft;
  position: number;
  columns: Column[];
  problems: Problems;
  onChange: (measure: MeasureDraft) => void;
  onRemove: (() => void) | null;
}): ReactNode {
  const { measure, position, columns, problems, onChange } = props;
  const counts = measure.measure === 'count';
  return (
    <li className="measure-line">
      <Select
        label={t('steps.aggregate.what')}
        value={measure.measure}
        onChange={(next) => onChange({ ...measure, measure: next })}
        options={measures.map((value) => ({ value, label: t(`steps.measure.${value}`) }))}
      />
      {counts ? (
        <span />
      ) : (
        <ColumnField
          label={t('steps.aggregate.column')}
          columns={columns.filter((column) => canMeasure(measure.measure, column))}
          value={measure.column}
          error={problemText(problems, `${measure.id}.column`)}
          onChange={(column) => onChange({ ...measure, column })}
        />
      )}
      <TextField
        label={t('steps.aggregate.name')}
        value={measure.name ?? (counts || measure.column ? nameOf(measure) : '')}
        error={problemText(problems, `${measure.id}.name`)}
        onChange={(name) => onChange({ ...measure, name })}
      />
      <IconButton
        icon="close"
        label={t('steps.aggregate.remove', { position })}
        isDisabled={!props.onRemove}
        onPress={() => props.onRemove?.()}
      />
    </li>
  );
}
