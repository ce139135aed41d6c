import { useEffect, useState } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import { call, editRecipe, newId, project } from '../session.ts';
import type { MeasureDraft } from './aggregate-draft.ts';
import { insertStep } from './edit-recipe.ts';
import type { Place } from './place.ts';
import { sentenceOf } from './sentence.ts';

/** For each column that a sum is asked of, the territory whose total it repeats; asked once each. */
export function useRepeated(place: Place, measures: readonly MeasureDraft[]): Readonly<Record<string, string | null>> {
  const [known, setKnown] = useState<Readonly<Record<string, string | null>>>({});
  const rows = JSON.stringify(place.before);
  const wanted = measures
    .filter(({ measure, column }) => (measure === 'sum' || measure === 'share') && column !== '')
    .map(({ column }) => column);
  const asked = [...new Set(wanted)].join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `rows` stands for the query
  useEffect(() => {
    setKnown({});
    if (asked === '') return;
    const controller = new AbortController();
    for (const column of asked.split('\0'))
      call('table.repeated', { query: place.before, column }, { signal: controller.signal }).then(
        (territory) => setKnown((before) => ({ ...before, [column]: territory })),
        // A column that is gone has its own message; nothing is known of it.
        () => null,
      );
    return () => controller.abort();
  }, [rows, asked]);
  return known;
}

/** Puts before the place a step that keeps the first row of each territory. */
export function keepOneRow(place: Place, territory: string): void {
  const step: Step = { id: newId(), kind: 'distinct', columns: [territory] };
  const label = sentenceOf(step, place.columns, project());
  editRecipe(label, place.table, (recipe) => insertStep(recipe, place.at, step));
}
