import { type ReactNode, useState } from 'react';
import type { Aggregate } from '../../../shared/recipe/steps/aggregate.ts';
import { t } from '../../../shared/text/t.ts';
import { announce } from '../../session.ts';
import { aggregateOf, draftOfAggregate, newMeasure } from '../aggregate-draft.ts';
import { DraftPreview, DraftRows } from '../draft-preview.tsx';
import { keepOneRow, useRepeated } from '../repeated.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';
import { ColumnTags } from './column-tags.tsx';
import { MeasureLines } from './measures.tsx';

export function AggregateForm({ place, step, column }: FormProps<Aggregate>): ReactNode {
  const { columns } = place;
  const [draft, setDraft] = useState(() =>
    step ? draftOfAggregate(step) : { by: column ? [column] : [], measures: [newMeasure()] },
  );
  const repeated = useRepeated(place, draft.measures);
  const { parts, problems } = aggregateOf(draft, columns, repeated);
  const complete = parts && { kind: 'aggregate' as const, ...parts };
  return (
    <StepFrame
      place={place}
      step={step}
      kind="aggregate"
      size="large"
      parts={complete}
      problems={problems}
      outcome={<DraftRows place={place} parts={complete} />}
    >
      {(shown) => (
        <>
          <ColumnTags
            label={t('steps.aggregate.by')}
            addLabel={t('steps.aggregate.add-by')}
            removeLabel={(name) => t('steps.aggregate.remove-by', { column: name })}
            hint={draft.by.length === 0 ? t('steps.aggregate.by-none') : undefined}
            columns={columns}
            names={draft.by}
            error={problemText(shown, 'by')}
            onChange={(by) => setDraft({ ...draft, by })}
          />
          <h3 className="field-label">{t('steps.aggregate.measures')}</h3>
          <MeasureLines
            measures={draft.measures}
            columns={columns}
            repeated={repeated}
            problems={shown}
            onChange={(measures) => setDraft({ ...draft, measures })}
            onOneRow={(territory) => {
              keepOneRow(place, territory);
              announce(t('steps.doubt.one-row-done', { place: territory }));
            }}
          />
          <DraftPreview place={place} parts={complete} marked={parts?.measures.map(({ name }) => name) ?? []} />
        </>
      )}
    </StepFrame>
  );
}
