import { useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step, StepParts } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { announce, editRecipe, newId, project, queryOf, useProject } from '../session.ts';
import { insertStep, replaceStep } from './edit-recipe.ts';
import { sentenceOf } from './sentence.ts';

/** Where a step is being made: its table, its place among the steps, the columns and rows it will find there. */
export type Place = {
  table: string;
  /** How many steps come before. */
  at: number;
  columns: Column[];
  /** The rows before the step. */
  before: Query;
};

export type { StepParts };

/** Puts the form's answer in the recipe as one undoable edit: in the place of `step`, or as a new step. */
export function saveStep(place: Place, step: Step | null, parts: StepParts): void {
  const next = { ...keptOf(step), ...parts } as Step;
  const sentence = sentenceOf(next, place.columns, project());
  if (step) {
    editRecipe(t('steps.action.edit', { step: sentence }), place.table, (recipe) => replaceStep(recipe, next));
  } else {
    editRecipe(sentence, place.table, (recipe) => insertStep(recipe, place.at, next));
  }
  announce(sentence);
}

/** What is a step's own whatever it does. */
export function keptOf(step: Step | null): Pick<Step, 'id' | 'disabled' | 'comment' | 'title' | 'group'> {
  if (!step) return { id: newId() };
  const { id, disabled, comment, title, group } = step;
  return {
    id,
    ...(disabled && { disabled }),
    ...(comment && { comment }),
    ...(title && { title }),
    ...(group && { group }),
  };
}

/** The rows as they would be just after a draft step; null parts ask nothing. */
export function useDraftQuery(place: Place, parts: StepParts | null): Query | null {
  const current = useProject();
  const key = JSON.stringify(parts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parts
  return useMemo(
    () => (parts === null ? null : queryAfter(current, place.table, place.at, { id: 'draft', ...parts } as Step)),
    [current, place.table, place.at, key],
  );
}

function queryAfter(within: Project, table: string, at: number, step: Step): Query {
  const tables = within.tables.map((candidate) =>
    candidate.id === table ? { ...candidate, recipe: [...candidate.recipe.slice(0, at), step] } : candidate,
  );
  return queryOf(table, undefined, { ...within, tables });
}
