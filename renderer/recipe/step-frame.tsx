import { type ReactNode, useState } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { announce, closeDialog } from '../session.ts';
import { Button, Dialog, type DialogProps } from '../ui/kit.ts';
import type { Problems } from './condition-draft.ts';
import { type Place, type StepParts, saveStep } from './place.ts';

/** What every form is given. */
export type FormProps<S extends Step> = {
  place: Place;
  /** The step to edit, or null for a new one. */
  step: S | null;
  /** The column from which the form was asked for. */
  column: string | undefined;
};

/**
 * The dialog around a form. `parts` is what the form says, null while it says nothing complete. Problems are shown
 * beside their fields from the first attempt to save, so that nobody is scolded for a field not reached yet.
 */
export function StepFrame(props: {
  place: Place;
  step: Step | null;
  kind: Exclude<Step['kind'], 'join'>;
  size?: DialogProps['size'];
  parts: StepParts | null;
  problems: Problems;
  /** At the bottom left: what the step would do. */
  outcome?: ReactNode;
  children: (shown: Problems) => ReactNode;
}): ReactNode {
  const { place, step, parts, problems } = props;
  // The fields refused at the last attempt: one that came since is left in peace.
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const shown = Object.fromEntries(Object.entries(problems).filter(([field]) => refused.has(field)));
  const wrong = Object.keys(shown).length;
  const save = () => {
    const fields = Object.keys(problems);
    if (parts === null || fields.length > 0) {
      setRefused(new Set(fields));
      announce(t('steps.to-correct', { count: fields.length }));
      requestAnimationFrame(focusFirstError);
      return;
    }
    saveStep(place, step, parts);
    closeDialog();
  };
  return (
    <Dialog
      title={t(`steps.dialog.${props.kind}`)}
      size={props.size ?? 'medium'}
      onClose={closeDialog}
      className="step-dialog"
      footer={
        <>
          <div className="grow step-outcome">
            {wrong > 0 ? <span className="field-error">{t('steps.to-correct', { count: wrong })}</span> : props.outcome}
          </div>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={save}>
            {t(step ? 'steps.save-step' : 'steps.add-step')}
          </Button>
        </>
      }
    >
      {props.children(shown)}
    </Dialog>
  );
}

function focusFirstError(): void {
  document.querySelector<HTMLElement>('.step-dialog [aria-invalid="true"]')?.focus();
}

/** The sentence of a problem, for a field's `error`. */
export function problemText(problems: Problems, field: string): string | null {
  const key = problems[field];
  return key ? t(key as 'steps.problem.column') : null;
}
