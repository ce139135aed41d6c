import { type ReactNode, useMemo, useState } from 'react';
import type { Query } from '../../../shared/contract.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import { cellsOf, mostPivotValues, type Pivot } from '../../../shared/recipe/steps/pivot.ts';
import { t } from '../../../shared/text/t.ts';
import { announce, useCall } from '../../session.ts';
import { Button, Checkbox, Notice, Select } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { DraftPreview, DraftRows } from '../draft-preview.tsx';
import { chooseValues, draftOfPivot, newPivot, type PivotDraft, pivotOf } from '../pivot-draft.ts';
import { keepOneRow, useRepeated } from '../repeated.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';
import { ColumnTags } from './column-tags.tsx';
import { MeasureLines } from './measures.tsx';
import { PivotValues } from './pivot-values.tsx';

export function PivotForm({ place, step, column }: FormProps<Pivot>): ReactNode {
  const { columns } = place;
  const [draft, setDraft] = useState<PivotDraft>(() => (step ? draftOfPivot(step) : newPivot(column)));
  const change = (part: Partial<PivotDraft>) => setDraft({ ...draft, ...part });
  const known = columns.some(({ name }) => name === draft.column);
  const found = useValues(place.before, known ? draft.column : null);
  const values = draft.values ?? (found ? chooseValues(found.values, found.distinct) : []);
  const repeated = useRepeated(place, draft.measures);
  const { parts, problems } = pivotOf(draft, values, columns, repeated);
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
                columns={columns}
                value={draft.column}
                error={problemText(shown, 'column')}
                onChange={(next) => change({ column: next, values: null })}
              />
              {known && found && (
                <>
                  {found.distinct > mostPivotValues && (
                    <Notice tone="info">
                      {t('steps.pivot.many', { total: found.distinct, count: values.length, most: mostPivotValues })}
                    </Notice>
                  )}
                  <PivotValues
                    chosen={values}
                    offered={found.values}
                    distinct={found.distinct}
                    error={problemText(shown, 'values')}
                    onChange={(next) => change({ values: next })}
                  />
                  <Checkbox
                    isSelected={draft.others}
                    hint={t('steps.pivot.others-hint')}
                    onChange={(others) => change({ others })}
                  >
                    {t('steps.pivot.others')}
                  </Checkbox>
                  <p className="field-hint">{t('steps.pivot.frozen')}</p>
                  {draft.values !== null && (
                    <div>
                      <Button size="small" kind="quiet" onPress={() => change({ values: null })}>
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
            marked={parts ? cellsOf({ id: 'draft', ...parts }).map(({ name }) => name) : []}
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

/** The values of a column as the step writes them, most frequent first, and how many there are. */
function useValues(before: Query, column: string | null): { values: (string | null)[]; distinct: number } | null {
  const input = useMemo(() => {
    if (column === null) return null;
    // The start of a text, taken long enough to be the whole, is how a step asks for a value as French text.
    const whole = { kind: 'constant' as const, value: 10_000 };
    const name = 'valeur du tableau croisé';
    const step: Step = {
      id: 'values',
      kind: 'derive',
      name,
      expression: { kind: 'call', name: 'left', of: [{ kind: 'column', name: column }, whole] },
    };
    const tables = before.tables.map((table) =>
      table.id === before.table ? { ...table, recipe: [...table.recipe.slice(0, before.steps), step] } : table,
    );
    return { query: { table: before.table, tables }, column: name, search: '', offset: 0, limit: 200 };
  }, [before, column]);
  const { value } = useCall('table.values', input);
  return useMemo(
    () =>
      value && {
        values: value.values.map((one) => (one.value === null ? null : String(one.value))),
        distinct: Math.max(value.distinct, value.values.length),
      },
    [value],
  );
}
