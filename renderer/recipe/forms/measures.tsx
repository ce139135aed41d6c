import type { ReactNode } from 'react';
import type { Column } from '../../../shared/recipe/column.ts';
import { type Measure, measures } from '../../../shared/recipe/measure.ts';
import { t } from '../../../shared/text/t.ts';
import { Button, Checkbox, IconButton, Notice, Select, TextField } from '../../ui/kit.ts';
import {
  canMeasure,
  doubtOf,
  type MeasureDraft,
  nameOf,
  needsColumn,
  newMeasure,
  weightFor,
} from '../aggregate-draft.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { problemText } from '../step-frame.tsx';

export type MeasuresProps = {
  measures: MeasureDraft[];
  columns: Column[];
  /** Columns whose totals are repeated, with the territory (see `useRepeated`). */
  repeated: Readonly<Record<string, string | null>>;
  problems: Problems;
  without?: readonly Measure[];
  onChange: (measures: MeasureDraft[]) => void;
  /** Puts a step before this one that keeps one row per territory. */
  onOneRow?: ((place: string) => void) | undefined;
};

/** The figures of a group, one line each, with what is to be feared of them. */
export function MeasureLines(props: MeasuresProps): ReactNode {
  const { measures: list, onChange } = props;
  const change = (next: MeasureDraft) => onChange(list.map((measure) => (measure.id === next.id ? next : measure)));
  return (
    <>
      <ol className="form-lines">
        {list.map((measure, index) => (
          <MeasureLine
            key={measure.id}
            {...props}
            measure={measure}
            position={index + 1}
            change={change}
            onRemove={list.length > 1 ? () => onChange(list.toSpliced(index, 1)) : null}
          />
        ))}
      </ol>
      <div>
        <Button size="small" kind="quiet" icon="add" onPress={() => onChange([...list, newMeasure('sum')])}>
          {t('steps.aggregate.add')}
        </Button>
      </div>
    </>
  );
}

type LineProps = MeasuresProps & {
  measure: MeasureDraft;
  position: number;
  change: (measure: MeasureDraft) => void;
  onRemove: (() => void) | null;
};

function MeasureLine(props: LineProps): ReactNode {
  const { measure, position, columns, problems, change } = props;
  const kind = measure.measure;
  const fits = columns.filter((column) => canMeasure(kind, column));
  return (
    <li>
      <div className="measure-line">
        <Select
          label={t('steps.aggregate.what')}
          value={kind}
          onChange={(next) => change({ ...measure, measure: next, accepted: false })}
          options={measures
            .filter((value) => !props.without?.includes(value))
            .map((value) => ({ value, label: t(`steps.measure.${value}`) }))}
        />
        {kind === 'count' ? (
          <span />
        ) : (
          <ColumnField
            label={t('steps.aggregate.column')}
            columns={fits}
            value={measure.column}
            hint={kind === 'share' && measure.column === '' ? t('steps.aggregate.any-column') : undefined}
            error={problemText(problems, `${measure.id}.column`)}
            onChange={(column) => change({ ...measure, column, accepted: false })}
          />
        )}
        <TextField
          label={t('steps.aggregate.name')}
          value={measure.name ?? (!needsColumn(kind) || measure.column ? nameOf(measure) : '')}
          error={problemText(problems, `${measure.id}.name`)}
          onChange={(name) => change({ ...measure, name })}
        />
        <IconButton
          icon="close"
          label={t('steps.aggregate.remove', { position })}
          isDisabled={!props.onRemove}
          onPress={() => props.onRemove?.()}
        />
      </div>
      {kind === 'weighted-mean' && (
        <div className="measure-more">
          <ColumnField
            label={t('steps.aggregate.weight')}
            columns={fits}
            value={measure.weight}
            error={problemText(problems, `${measure.id}.weight`)}
            onChange={(weight) => change({ ...measure, weight })}
          />
        </div>
      )}
      {kind === 'quantile' && (
        <div className="measure-more">
          <TextField
            label={t('steps.aggregate.quantile')}
            value={measure.percent}
            error={problemText(problems, `${measure.id}.percent`)}
            onChange={(percent) => change({ ...measure, percent })}
          />
        </div>
      )}
      <Doubt {...props} />
    </li>
  );
}

/** Why this sum means little, what to do instead in one press, and the box of who wants it all the same. */
function Doubt(props: LineProps): ReactNode {
  const { measure, columns, repeated, problems, change, onOneRow } = props;
  const doubt = doubtOf(measure, columns, repeated);
  if (!doubt) return null;
  const weight = weightFor(columns);
  const instead = (next: Partial<MeasureDraft>) => change({ ...measure, name: null, accepted: false, ...next });
  const text =
    doubt.kind === 'repeated'
      ? t('steps.doubt.repeated', { column: measure.column, place: doubt.place })
      : t('steps.doubt.sum-of-ratio', { column: measure.column });
  return (
    <Notice tone="warning">
      <p>{text}</p>
      <div className="row">
        {doubt.kind === 'sum-of-ratio' && weight !== null && (
          <Button size="small" onPress={() => instead({ measure: 'weighted-mean', weight })}>
            {t('steps.doubt.weighted', { weight })}
          </Button>
        )}
        {doubt.kind === 'sum-of-ratio' && (
          <Button size="small" onPress={() => instead({ measure: 'mean' })}>
            {t('steps.doubt.mean')}
          </Button>
        )}
        {doubt.kind === 'repeated' && onOneRow && (
          <Button size="small" onPress={() => onOneRow(doubt.place)}>
            {t('steps.doubt.one-row', { place: doubt.place })}
          </Button>
        )}
      </div>
      <Checkbox isSelected={measure.accepted} onChange={(accepted) => change({ ...measure, accepted })}>
        {t('steps.doubt.accept')}
      </Checkbox>
      {problems[`${measure.id}.doubt`] && <p className="field-error">{problemText(problems, `${measure.id}.doubt`)}</p>}
    </Notice>
  );
}
