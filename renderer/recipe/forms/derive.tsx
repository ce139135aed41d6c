import { type ReactNode, useMemo, useState } from 'react';
import type { Meaning } from '../../../shared/recipe/column.ts';
import type { Derive } from '../../../shared/recipe/steps/derive.ts';
import { t } from '../../../shared/text/t.ts';
import { PreviewTable, usePreview, useRested } from '../../preview.tsx';
import { faultText, useCall } from '../../session.ts';
import { Notice, Select, TextField } from '../../ui/kit.ts';
import {
  columnsUsed,
  type DeriveDraft,
  type DeriveRecipe,
  deriveRecipes,
  draftOfExpression,
  newDerive,
} from '../derive-draft.ts';
import { expressionOf } from '../derive-expression.ts';
import { suggestName } from '../derive-name.ts';
import { type Place, type StepParts, useDraftQuery } from '../place.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';
import { RecipeFields } from './derive-fields.tsx';

export function DeriveForm({ place, step, column }: FormProps<Derive>): ReactNode {
  const { columns } = place;
  const [typed, setTyped] = useState<DeriveDraft>(() =>
    step
      ? draftOfExpression(step.name, step.expression, columns)
      : { ...newDerive(columns), left: { kind: 'column', name: column ?? '' } },
  );
  // A name that nobody typed follows the calculation.
  const [named, setNamed] = useState(step !== null);
  const draft = named ? typed : { ...typed, name: suggestName(typed, columns) };
  const { expression, problems } = useMemo(() => expressionOf(draft, columns), [draft, columns]);
  const parts: StepParts | null = expression && { kind: 'derive', name: draft.name.trim(), expression };
  const replaced = columns.find((candidate) => candidate.name === draft.name.trim());
  return (
    <StepFrame place={place} step={step} kind="derive" size="large" parts={parts} problems={problems}>
      {(shown) => (
        <div className="derive">
          <div className="derive-form">
            <Select<DeriveRecipe>
              label={t('steps.derive.recipe')}
              value={draft.recipe}
              onChange={(recipe) => setTyped({ ...typed, recipe })}
              options={[...deriveRecipes, ...(typed.kept ? (['other'] as const) : [])].map((value) => ({
                value,
                label: t(`steps.derive.${value}`),
              }))}
            />
            <RecipeFields
              draft={draft}
              place={place}
              shown={shown}
              onChange={(part) => setTyped({ ...typed, ...part })}
            />
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
          </div>
          <DerivePreview place={place} parts={parts} used={columnsUsed(draft)} name={draft.name.trim()} />
        </div>
      )}
    </StepFrame>
  );
}

const previewRows = 6;
/** Codes that tell which row it is. */
const naming: readonly Meaning[] = ['commune', 'siret', 'siren', 'epci'];

/** A few rows of the columns used and of the one computed. */
function DerivePreview(props: { place: Place; parts: StepParts | null; used: string[]; name: string }): ReactNode {
  const { place, name } = props;
  const rested = useRested(props.parts);
  const query = useDraftQuery(place, rested);
  const after = useCall(
    'table.columns',
    useMemo(() => query && { query }, [query]),
  );
  const named = place.columns.find((column) => column.meaning && naming.includes(column.meaning)) ?? place.columns[0];
  const names = [...new Set([...(named ? [named.name] : []), ...props.used])].filter((used) => used !== name);
  const made = after.value?.some((column) => column.name === name) ?? false;
  const shown = made ? [...names.filter((used) => after.value?.some((column) => column.name === used)), name] : [];
  const { value: rows, fault } = usePreview(made ? query : null, shown, previewRows);
  const failed = after.fault ?? fault;
  if (props.parts && failed) return <Notice tone="error">{faultText(failed)}</Notice>;
  if (!props.parts || !rows || !after.value) {
    return <p className="derive-waiting muted">{t('steps.derive.preview-waiting')}</p>;
  }
  const columns = shown.flatMap((used) => after.value?.find((column) => column.name === used) ?? []);
  return <PreviewTable caption={t('steps.derive.preview')} columns={columns} rows={rows} marked={[name]} />;
}
