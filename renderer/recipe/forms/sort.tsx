import { type ReactNode, useState } from 'react';
import { type Column, isNumeric } from '../../../shared/recipe/column.ts';
import type { Sort } from '../../../shared/recipe/steps/sort.ts';
import { t } from '../../../shared/text/t.ts';
import { Button, IconButton, Select } from '../../ui/kit.ts';
import { type SortDraft, sortProblems } from '../column-drafts.ts';
import { ColumnField } from '../column-field.tsx';
import { moveItem } from '../edit-recipe.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

export function SortForm({ place, step, column }: FormProps<Sort>): ReactNode {
  const { columns } = place;
  const [by, setBy] = useState<SortDraft>(() =>
    step
      ? step.by.map((key) => ({ column: key.column, descending: key.descending ?? false }))
      : [{ column: column ?? '', descending: false }],
  );
  const problems = sortProblems(by, columns);
  const change = (index: number, key: Partial<SortDraft[number]>) =>
    setBy(by.map((before, place) => (place === index ? { ...before, ...key } : before)));
  return (
    <StepFrame
      place={place}
      step={step}
      kind="sort"
      parts={{
        kind: 'sort',
        by: by.map((key) => (key.descending ? key : { column: key.column })),
      }}
      problems={problems}
    >
      {(shown) => (
        <>
          <ol className="form-lines">
            {by.map((key, index) => (
              <SortKey
                key={index}
                index={index}
                last={index === by.length - 1}
                sortKey={key}
                columns={columns}
                error={problemText(shown, String(index))}
                onChange={(part) => change(index, part)}
                onMove={(to) => setBy(moveItem(by, index, to))}
                onRemove={by.length > 1 ? () => setBy(by.toSpliced(index, 1)) : null}
              />
            ))}
          </ol>
          <div>
            <Button
              size="small"
              kind="quiet"
              icon="add"
              onPress={() => setBy([...by, { column: '', descending: false }])}
            >
              {t('steps.sort.add')}
            </Button>
          </div>
          <p className="field-hint">{t('steps.sort.missing')}</p>
        </>
      )}
    </StepFrame>
  );
}

function SortKey(props: {
  index: number;
  last: boolean;
  sortKey: SortDraft[number];
  columns: Column[];
  error: string | null;
  onChange: (key: Partial<SortDraft[number]>) => void;
  onMove: (to: number) => void;
  onRemove: (() => void) | null;
}): ReactNode {
  const { index, sortKey, columns, onMove } = props;
  const position = index + 1;
  const type = columns.find((column) => column.name === sortKey.column)?.type;
  const nature = !type
    ? ''
    : type === 'text'
      ? '-text'
      : isNumeric(type)
        ? '-number'
        : type === 'boolean'
          ? ''
          : '-date';
  return (
    <li className="sort-key">
      <span className="sort-word">{index === 0 ? t('steps.sort.column') : t('steps.sort.then')}</span>
      <ColumnField
        label={t('steps.sort.key', { position })}
        hideLabel
        columns={columns}
        value={sortKey.column}
        error={props.error}
        onChange={(column) => props.onChange({ column })}
      />
      <Select
        label={t('steps.sort.direction')}
        hideLabel
        value={sortKey.descending ? 'descending' : 'ascending'}
        onChange={(direction) => props.onChange({ descending: direction === 'descending' })}
        options={(['ascending', 'descending'] as const).map((value) => ({
          value,
          label: t(`steps.sort.${value}${nature as ''}`),
        }))}
      />
      <span className="row-buttons">
        <IconButton
          icon="arrow-up"
          label={t('steps.sort.up', { position })}
          isDisabled={index === 0}
          onPress={() => onMove(index - 1)}
        />
        <IconButton
          icon="arrow-down"
          label={t('steps.sort.down', { position })}
          isDisabled={props.last}
          onPress={() => onMove(index + 1)}
        />
        <IconButton
          icon="close"
          label={t('steps.sort.remove', { position })}
          isDisabled={!props.onRemove}
          onPress={() => props.onRemove?.()}
        />
      </span>
    </li>
  );
}
