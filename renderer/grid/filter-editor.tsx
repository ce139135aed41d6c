import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Query } from '../../shared/contract.ts';
import { type Column, isCoded } from '../../shared/recipe/column.ts';
import type { Condition } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import { editRecipe, faultText, newId, useCall } from '../session.ts';
import { AnchoredPopover, Button } from '../ui/kit.ts';
import { addFilter, type FilterPart, partCondition, recipeAround, replacePart } from './edits.ts';
import { replaceRecipe, useSettled } from './facts.ts';
import { MissingField } from './filter-missing.tsx';
import { PeriodsEditor } from './filter-periods.tsx';
import { RangeEditor } from './filter-range.tsx';
import { type RangeChoice, RangeMode, TopEditor, topStep } from './filter-top.tsx';
import { ValuesEditor } from './filter-values.tsx';
import {
  emptyForm,
  emptyRange,
  type FilterForm,
  isBlank,
  type MissingChoice,
  type TopForm,
  toCondition,
  toForm,
} from './forms.ts';

export type FilterEditorProps = {
  query: Query;
  column: Column;
  /** Null makes a new filter at the end of the recipe. */
  at: FilterPart | null;
  anchor: HTMLElement;
  onClose(): void;
};

/**
 * Edits the filter of one column, with the number of rows it would keep. Counts are given the other filters.
 * Only for conditions that a form can say: see `canEdit`.
 */
export function FilterEditor({ query, column, at, anchor, onClose }: FilterEditorProps): ReactNode {
  const recipe = recipeOf(query);
  const existing = at && partCondition(recipe, at);
  const [form, setForm] = useState<FilterForm>(() => {
    const form = existing && formOf(existing, column);
    return form ?? emptyForm(isCoded(column) ? 'text' : column.type);
  });
  const [touched, setTouched] = useState(existing !== null);
  const [top, setTop] = useState<TopForm | null>(null);
  const [wrong, setWrong] = useState(false);
  const trigger = useRef<Element | null>(anchor);
  const around = useMemo(
    () => replaceRecipe(query, recipeAround(recipeOf(query), at?.step ?? null)),
    [query, at?.step],
  );
  const condition = useMemo(() => toCondition(column.name, form, touched), [column.name, form, touched]);
  const whole = useMemo(() => wholeCondition(recipeOf(query), at, condition), [query, at, condition]);

  const save = (next: Condition | null) => {
    onClose();
    const label = next ? t('grid.action-filter', { column: column.name }) : t('grid.action-unfilter');
    if (!at && !next) return;
    editRecipe(label, query.table, (steps) =>
      at ? replacePart(steps, at, next) : next ? addFilter(steps, newId(), next) : steps,
    );
  };
  const saveTop = (chosen: TopForm) => {
    onClose();
    editRecipe(t('grid.action-filter', { column: column.name }), query.table, (steps) => {
      const step = topStep(at?.step ?? newId(), column.name, chosen);
      if (!step) return steps;
      return at ? steps.map((other) => (other.id === at.step ? step : other)) : [...steps, step];
    });
  };
  const submit = () => {
    if (top) saveTop(top);
    else if (!wrong) save(condition);
  };
  const dated = column.type === 'date' || column.type === 'timestamp';
  const choose = (mode: RangeChoice) => {
    const isRank = mode === 'largest' || mode === 'smallest';
    setTop(isRank ? { kind: 'top', count: top?.count ?? 10, smallest: mode === 'smallest', missing: 'drop' } : null);
    if (isRank || mode === form.kind) return;
    setWrong(false);
    const { missing, reasons } = form;
    setForm({ ...(mode === 'range' ? emptyRange : emptyForm(column.type)), missing, reasons } as FilterForm);
  };
  const missing: MissingChoice = isBlank(form) && !touched ? 'keep' : form.missing;

  return (
    <AnchoredPopover label={t('grid.filter-label', { column: column.name })} anchor={trigger} onClose={onClose}>
      <div className="stack grid-popover filter-editor">
        <h2 className="filter-editor-title">{t('grid.filter-label', { column: column.name })}</h2>
        {column.label && column.label !== column.name && <p className="muted filter-editor-label">{column.label}</p>}
        {(form.kind === 'periods' || (form.kind === 'range' && (dated || at?.part == null))) && (
          <RangeMode
            column={column}
            hasTop={at?.part == null}
            mode={top ? (top.smallest ? 'smallest' : 'largest') : form.kind}
            onChange={choose}
          />
        )}
        {top ? (
          <TopEditor query={around} column={column} top={top} onChange={setTop} />
        ) : form.kind === 'periods' ? (
          <PeriodsEditor query={around} column={column} form={form} onChange={setForm} onSubmit={submit} />
        ) : form.kind === 'range' ? (
          <RangeEditor
            query={around}
            column={column}
            form={form}
            onChange={setForm}
            onWrong={setWrong}
            onSubmit={submit}
          />
        ) : (
          <ValuesEditor query={around} column={column} form={form} onChange={setForm} onSubmit={submit} />
        )}
        {top === null && (
          <>
            <MissingField
              query={around}
              column={column}
              form={form}
              missing={missing}
              onChange={(choice, reasons) => {
                setTouched(choice !== 'keep' || reasons !== undefined || !isBlank(form));
                setForm({ ...form, missing: choice, reasons });
              }}
            />
            <KeptCount query={around} condition={whole} />
          </>
        )}
        <div className="row grid-popover-actions">
          {at && (
            <Button kind="quiet" onPress={() => save(null)}>
              {t('grid.filter-remove')}
            </Button>
          )}
          <span className="grow" />
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={top ? top.count === null : wrong || (condition === null && !at)}
            onPress={submit}
          >
            {t('common.apply')}
          </Button>
        </div>
      </div>
    </AnchoredPopover>
  );
}

/** Whether a popover can edit a condition on a column: others go to the steps' own form. */
export function canEdit(condition: Condition, column: Column): boolean {
  return formOf(condition, column) !== null;
}

/** Codes are picked in a list, whatever their type, unless the condition is one of bounds. */
function formOf(condition: Condition, column: Column): FilterForm | null {
  return (isCoded(column) ? toForm(condition, 'text') : null) ?? toForm(condition, column.type);
}

function recipeOf(query: Query) {
  return query.tables.find((table) => table.id === query.table)?.recipe ?? [];
}

/** The step's condition with this part in place: what the rows are really asked. */
function wholeCondition(
  recipe: ReturnType<typeof recipeOf>,
  at: FilterPart | null,
  condition: Condition | null,
): Condition | null {
  if (!at || at.part === null) return condition;
  const step = replacePart(recipe, at, condition).find((candidate) => candidate.id === at.step);
  return step?.kind === 'filter' ? step.condition : null;
}

/** « 1 243 sur 34 935 », said politely as it changes. */
function KeptCount({ query, condition }: { query: Query; condition: Condition | null }): ReactNode {
  const settled = useSettled(condition, 120);
  const asked = useCall('filter.count', settled ? { query, condition: settled } : null);
  let text = t('grid.filter-all');
  if (settled) {
    if (asked.fault) text = faultText(asked.fault);
    else if (asked.value) text = t('grid.filter-kept', asked.value);
    else text = t('grid.filter-counting');
  }
  return (
    <p
      className="filter-kept"
      aria-live="polite"
      data-waiting={asked.loading || settled !== condition ? '' : undefined}
    >
      {text}
    </p>
  );
}
