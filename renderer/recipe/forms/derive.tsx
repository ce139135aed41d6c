import { type ReactNode, useMemo, useState } from 'react';
import { printFormula } from '../../../shared/formula/print.ts';
import { isNumeric } from '../../../shared/recipe/column.ts';
import { asksReasons } from '../../../shared/recipe/expression.ts';
import { isOver } from '../../../shared/recipe/over.ts';
import type { Derive } from '../../../shared/recipe/steps/derive.ts';
import { unitDoubts } from '../../../shared/recipe/unit.ts';
import { t } from '../../../shared/text/t.ts';
import { Button, Checkbox, Notice, Select, TextField } from '../../ui/kit.ts';
import {
  type DeriveDraft,
  type DeriveRecipe,
  deriveRecipes,
  draftOfExpression,
  newDerive,
  withRecipe,
} from '../derive-draft.ts';
import { expressionOf } from '../derive-expression.ts';
import { suggestName } from '../derive-name.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';
import { RecipeFields } from './derive-fields.tsx';
import { DerivePreview } from './derive-preview.tsx';

export function DeriveForm({ place, step, column }: FormProps<Derive>): ReactNode {
  const { columns } = place;
  const [typed, setTyped] = useState<DeriveDraft>(() => {
    if (step) return draftOfExpression(step.name, step.expression, columns, step.form);
    const draft = newDerive(columns);
    const asked = columns.find(({ name }) => name === column);
    const over = asked && isNumeric(asked.type) ? { ...draft.over, column: asked.name } : draft.over;
    return { ...draft, left: { kind: 'column', name: column ?? '' }, over };
  });
  // A name that nobody typed follows the calculation.
  const [named, setNamed] = useState(step !== null);
  const draft = named ? typed : { ...typed, name: suggestName(typed, columns) };
  const { expression, problems } = useMemo(() => expressionOf(draft, columns), [draft, columns]);
  const doubts = useMemo(
    () => (expression && !isOver(expression) ? unitDoubts(expression, columns) : []),
    [expression, columns],
  );
  // What was accepted once, for this calculation; a step kept as it was is not asked about again.
  const doubted = JSON.stringify([expression, doubts.length]);
  const [accepted, setAccepted] = useState(step ? JSON.stringify([step.expression, doubts.length]) : '');
  const isAccepted = doubts.length === 0 || accepted === doubted;
  const parts = useMemo(
    () =>
      expression && {
        kind: 'derive' as const,
        name: draft.name.trim(),
        expression,
        ...(draft.recipe !== 'formula' && isOver(expression) ? {} : { form: draft.recipe }),
      },
    [expression, draft.name, draft.recipe],
  );
  const replaced = columns.find((candidate) => candidate.name === draft.name.trim());
  const all = isAccepted ? problems : { ...problems, doubt: 'steps.problem.doubt' as const };
  const canPrint = draft.recipe !== 'formula' && expression !== null && !isOver(expression) && !asksReasons(expression);
  return (
    <StepFrame place={place} step={step} kind="derive" size="large" parts={parts} problems={all}>
      {(shown) => (
        <div className="derive">
          <div className="derive-form">
            <Select<DeriveRecipe>
              label={t('steps.derive.recipe')}
              value={draft.recipe}
              onChange={(recipe) => setTyped(withRecipe(typed, recipe, columns))}
              options={deriveRecipes.map((value) => ({
                value,
                label: t(`steps.derive.${value}`),
                hint: t(`steps.derive.hint.${value}`),
              }))}
            />
            <RecipeFields
              draft={draft}
              place={place}
              shown={shown}
              onChange={(part) => setTyped({ ...typed, ...part })}
            />
            {doubts.map((doubt) => (
              <Notice key={doubt.kind} tone="warning">
                {t(`steps.doubt.${doubt.kind}`, { column: doubt.column })}
              </Notice>
            ))}
            {doubts.length > 0 && (
              <div>
                <Checkbox isSelected={isAccepted} onChange={(yes) => setAccepted(yes ? doubted : '')}>
                  {t('steps.doubt.accept')}
                </Checkbox>
                {shown.doubt && <p className="field-error">{problemText(shown, 'doubt')}</p>}
              </div>
            )}
            <TextField
              label={t('steps.derive.name')}
              value={draft.name}
              error={problemText(shown, 'name')}
              hint={replaced ? t('steps.derive.replaces', { column: replaced.name }) : undefined}
              onChange={(name) => {
                setNamed(true);
                setTyped({ ...typed, name });
              }}
            />
            {canPrint && (
              <div>
                <Button
                  size="small"
                  kind="quiet"
                  icon="formula"
                  onPress={() => {
                    setNamed(named || draft.name !== '');
                    setTyped({ ...draft, recipe: 'formula', formula: printFormula(expression, columns) });
                  }}
                >
                  {t('steps.derive.as-formula')}
                </Button>
              </div>
            )}
          </div>
          <DerivePreview place={place} parts={parts} />
        </div>
      )}
    </StepFrame>
  );
}
