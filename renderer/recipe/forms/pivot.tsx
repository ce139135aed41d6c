import { type ReactNode, useState } from 'react';
import type { Column } from '../../../shared/recipe/column.ts';
import { cellsOf } from '../../../shared/recipe/pivot-cells.ts';
import { mostPivotValues, type Pivot } from '../../../shared/recipe/steps/pivot.ts';
import { t } from '../../../shared/text/t.ts';
import { announce } from '../../session.ts';
import { Button, Checkbox, Notice, Select } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { DraftPreview, DraftRows } from '../draft-preview.tsx';
import { chooseCombinations, draftOfPivot, newPivot, type PivotDraft, pivotOf } from '../pivot-draft.ts';
import { useFound } from '../pivot-found.ts';
import { keepOneRow, useRepeated } from '../repeated.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';
import { ColumnTags } from './column-tags.tsx';
import { MeasureLines } from './measures.tsx';
import { PivotValues } from './pivot-values.tsx';

export function PivotForm({ place, step, column }: FormProps<Pivot>): ReactNode {
  const { columns } = place;
  const [draft, setDraft] = useState<PivotDraft>(() => (step ? draftOfPivot(step) : newPivot(column)));
  const change = (part: Partial<PivotDraft>) => setDraft({ ...draft, ...part });
  const exists = (name: string) => columns.some((one) => one.name === name);
  const known = exists(draft.column) && (draft.second === '' || exists(draft.second));
  const found = useFound(place.before, known ? draft.column : null, draft.second === '' ? null : draft.second);
  const combinations = draft.combinations ?? (found ? chooseCombinations(found.combinations, found.distinct) : []);
  const repeated = useRepeated(place, draft.measures);
  const { parts, problems } = pivotOf(draft, combinations, columns, repeated);
  return (
    <StepFrame
      place={place}
      step={step}
      kind="pivot"
      size="full"
      parts={parts}
      problems={problems}
      outcome={<DraftRows place={place} parts={parts} />}
    >
      {(shown) => (
        <div className="pivot">
          <div className="pivot-shelves">
            <Shelf title={t('steps.pivot.rows')}>
              <ColumnTags
                label={t('steps.pivot.rows-hint')}
                addLabel={t('steps.aggregate.add-by')}
                removeLabel={(name) => t('steps.aggregate.remove-by', { column: name })}
                hint={draft.rows.length === 0 ? t('steps.aggregate.by-none') : undefined}
                columns={columns}
                names={draft.rows}
                error={problemText(shown, 'rows')}
                onChange={(rows) => change({ rows })}
              />
              <Checkbox
                isSelected={draft.totals.row}
                onChange={(row) => change({ totals: { ...draft.totals, row } })}
                isDisabled={draft.rows.length === 0}
              >
                {t('steps.pivot.total-row')}
              </Checkbox>
            </Shelf>
            <Shelf title={t('steps.pivot.columns')}>
              <ColumnField
                label={t('steps.pivot.column')}
                columns={columns.filter(({ name }) => name !== draft.second)}
                value={draft.column}
                error={problemText(shown, 'column')}
                onChange={(next) => change({ column: next, combinations: null })}
              />
              {exists(draft.column) && (
                <SecondField
                  draft={draft}
                  columns={columns.filter(({ name }) => name !== draft.column && !draft.rows.includes(name))}
                  shown={shown}
                  change={change}
                />
              )}
              {known && found && (
                <>
                  {found.distinct > mostPivotValues && (
                    <Notice tone="info">
                      {t(draft.second === '' ? 'steps.pivot.many' : 'steps.pivot.many-pairs', {
                        total: found.distinct,
                        count: combinations.length,
                        most: mostPivotValues,
                      })}
                    </Notice>
                  )}
                  <PivotValues
                    chosen={combinations}
                    offered={found.combinations}
                    distinct={found.distinct}
                    error={problemText(shown, 'values')}
                    onChange={(next) => change({ combinations: next })}
                  />
                  <Checkbox
                    isSelected={draft.others}
                    hint={t('steps.pivot.others-hint')}
                    onChange={(others) => change({ others })}
                  >
                    {t('steps.pivot.others')}
                  </Checkbox>
                  <p className="field-hint">{t('steps.pivot.frozen')}</p>
                  {draft.combinations !== null && (
                    <div>
                      <Button size="small" kind="quiet" onPress={() => change({ combinations: null })}>
                        {t('steps.pivot.refresh')}
                      </Button>
                    </div>
                  )}
                </>
              )}
              <Checkbox
                isSelected={draft.totals.column}
                onChange={(total) => change({ totals: { ...draft.totals, column: total } })}
              >
                {t('steps.pivot.total-column')}
              </Checkbox>
              {draft.second !== '' && (
                <Checkbox
                  isSelected={draft.totals.group ?? false}
                  onChange={(group) => change({ totals: { ...draft.totals, group } })}
                >
                  {t('steps.pivot.total-group', { column: draft.column })}
                </Checkbox>
              )}
            </Shelf>
            <Shelf title={t('steps.pivot.figures')}>
              <MeasureLines
                measures={draft.measures}
                columns={columns}
                repeated={repeated}
                problems={shown}
                without={['share']}
                onChange={(measures) => change({ measures })}
                onOneRow={(territory) => {
                  keepOneRow(place, territory);
                  announce(t('steps.doubt.one-row-done', { place: territory }));
                }}
              />
              <ShowField draft={draft} shown={shown} change={change} />
            </Shelf>
          </div>
          <DraftPreview
            place={place}
            parts={parts}
            marked={parts ? cellsOf(parts).map(({ name }) => name) : []}
            most={14}
          />
        </div>
      )}
    </StepFrame>
  );
}

function Shelf({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="pivot-shelf" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The second field of the columns: emptied, there is one again. */
function SecondField(props: {
  draft: PivotDraft;
  columns: readonly Column[];
  shown: Problems;
  change: (part: Partial<PivotDraft>) => void;
}): ReactNode {
  const { draft, change } = props;
  return (
    <>
      <ColumnField
        label={t('steps.pivot.second')}
        columns={props.columns}
        value={draft.second}
        error={problemText(props.shown, 'second')}
        hint={draft.second === '' ? undefined : t('steps.pivot.second-hint')}
        onChange={(second) => change({ second, combinations: null })}
      />
      {draft.second !== '' && (
        <div>
          <Button
            size="small"
            kind="quiet"
            onPress={() => change({ column: draft.second, second: draft.column, combinations: null })}
          >
            {t('steps.pivot.swap')}
          </Button>
        </div>
      )}
    </>
  );
}

function ShowField(props: {
  draft: PivotDraft;
  shown: Problems;
  change: (part: Partial<PivotDraft>) => void;
}): ReactNode {
  return (
    <Select
      label={t('steps.pivot.show')}
      value={props.draft.show}
      hint={t('steps.pivot.part-note')}
      error={problemText(props.shown, 'show')}
      onChange={(show) => props.change({ show })}
      options={(['value', 'row', 'column', 'total'] as const).map((value) => ({
        value,
        label: t(`steps.pivot.show.${value}`),
      }))}
    />
  );
}
