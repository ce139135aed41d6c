import { type ReactNode, useMemo } from 'react';
import type { Step, StepKind, StepOf } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { closeDialog, faultText, queryOf, useColumns, useProject } from '../session.ts';
import { Button, Dialog, Notice, Progress } from '../ui/kit.ts';
import { AggregateForm } from './forms/aggregate.tsx';
import { AppendForm } from './forms/append.tsx';
import { CleanForm } from './forms/clean.tsx';
import { DeriveForm } from './forms/derive.tsx';
import { DistinctForm } from './forms/distinct.tsx';
import { FilterForm } from './forms/filter.tsx';
import { LimitForm } from './forms/limit.tsx';
import { PivotForm } from './forms/pivot.tsx';
import { RecodeForm } from './forms/recode.tsx';
import { RenameForm } from './forms/rename.tsx';
import { SelectForm } from './forms/select.tsx';
import { SortForm } from './forms/sort.tsx';
import { TargetForm } from './forms/target.tsx';
import { UnpivotForm } from './forms/unpivot.tsx';
import type { Place } from './place.ts';
import type { FormProps } from './step-frame.tsx';
import './recipe.css';
import './compute.css';

/** The form of each kind; a join has its own dialog. */
const forms: { [K in Exclude<StepKind, 'join'>]: (props: FormProps<StepOf<K>>) => ReactNode } = {
  filter: FilterForm,
  sort: SortForm,
  select: SelectForm,
  rename: RenameForm,
  recode: RecodeForm,
  derive: DeriveForm,
  aggregate: AggregateForm,
  pivot: PivotForm,
  distinct: DistinctForm,
  limit: LimitForm,
  target: TargetForm,
  clean: CleanForm,
  unpivot: UnpivotForm,
  append: AppendForm,
};

/**
 * Edits a step, or makes a new one of `stepKind` before the step at place `at` (last when absent), over the columns as
 * they are just before it. Saving is one undoable edit.
 */
export function StepDialog(props: {
  table: string;
  step: Step | null;
  stepKind: StepKind;
  column?: string | undefined;
  at?: number | undefined;
}): ReactNode {
  const { table, step, stepKind } = props;
  const project = useProject();
  const recipe = project.tables.find((candidate) => candidate.id === table)?.recipe ?? [];
  const found = step ? recipe.findIndex((candidate) => candidate.id === step.id) : -1;
  const at = found >= 0 ? found : Math.min(props.at ?? recipe.length, recipe.length);
  const columns = useColumns(table, at);
  const before = useMemo(() => queryOf(table, at, project), [table, at, project]);
  if (stepKind === 'join') return null;
  if (!columns.value) {
    return (
      <Dialog
        title={t(`steps.dialog.${stepKind}`)}
        onClose={closeDialog}
        footer={<Button onPress={closeDialog}>{t('common.close')}</Button>}
      >
        {columns.fault ? (
          <Notice tone="error">{t('steps.columns-broken', { fault: faultText(columns.fault) })}</Notice>
        ) : (
          <Progress label={t('common.loading')} fraction={null} />
        )}
      </Dialog>
    );
  }
  const place: Place = { table, at, columns: columns.value, before };
  const Form = forms[stepKind] as (props: FormProps<Step>) => ReactNode;
  return <Form place={place} step={found >= 0 ? step : null} column={props.column} />;
}
