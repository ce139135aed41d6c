import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import type { Scalar } from '../../shared/recipe/expression.ts';
import { type Clean, type Cleaning, isRepairable, type Repairable } from '../../shared/recipe/steps/clean.ts';
import { problemOfName } from './column-drafts.ts';
import type { Problems } from './condition-draft.ts';

/** The cleaning form as typed. Fields that its kind does not use keep what was typed in them. */
export type CleanDraft = {
  kind: Cleaning['kind'];
  columns: string[];
  meaning: Repairable | null;
  letters: 'as' | 'upper' | 'lower';
  /** Separated by « ; ». */
  values: string;
  departement: string;
  commune: string;
  name: string;
};

/** A new cleaning starts on the column from which it was asked, and on the codes that the table holds. */
export function newClean(columns: readonly Column[], column: string | undefined, name: string): CleanDraft {
  const found = columns.find((candidate) => candidate.name === column);
  const departement = columns.find(({ meaning }) => meaning === 'departement');
  const held = found?.meaning ?? null;
  const meaning = isRepairable(held) ? held : null;
  return {
    kind: found && meaning === null ? 'text' : 'code',
    columns: found ? [found.name] : [],
    meaning,
    letters: 'as',
    values: '',
    departement: departement?.name ?? '',
    commune: '',
    name,
  };
}

export function draftOfClean({ cleaning }: Clean, empty: CleanDraft): CleanDraft {
  switch (cleaning.kind) {
    case 'code':
      return { ...empty, ...cleaning };
    case 'text':
      return { ...empty, ...cleaning, letters: cleaning.letters ?? 'as' };
    case 'missing':
      return { ...empty, ...cleaning, values: cleaning.values.map(writeScalar).join(' ; ') };
    case 'commune':
      return { ...empty, ...cleaning };
  }
}

/** Columns that a kind of cleaning can read. */
export function cleanable(kind: Cleaning['kind'], columns: readonly Column[]): Column[] {
  if (kind === 'text') return columns.filter(({ type }) => type === 'text');
  if (kind === 'missing') return [...columns];
  return columns.filter(({ type }) => type === 'text' || isNumeric(type));
}

/** What the form says, null with its problems while it says nothing complete. */
export function cleaningOf(
  draft: CleanDraft,
  columns: readonly Column[],
): { cleaning: Cleaning | null; problems: Problems } {
  const problems: Problems = {};
  const offered = new Set(cleanable(draft.kind, columns).map(({ name }) => name));
  const chosen = draft.columns.filter((name) => offered.has(name));
  if (draft.kind === 'commune') {
    for (const part of ['departement', 'commune'] as const) {
      if (draft[part] === '') problems[part] = 'steps.problem.column';
      else if (!offered.has(draft[part])) problems[part] = 'steps.problem.column-gone';
    }
    const wrong = problemOfName(
      draft.name,
      columns.map(({ name }) => name),
    );
    if (wrong) problems.name = wrong;
    const { departement, commune, name } = draft;
    const whole = Object.keys(problems).length === 0;
    return { cleaning: whole ? { kind: 'commune', departement, commune, name: name.trim() } : null, problems };
  }
  if (chosen.length === 0) problems.columns = 'steps.problem.column';
  if (draft.kind === 'code' && draft.meaning === null) problems.meaning = 'steps.problem.meaning';
  const values = draft.kind === 'missing' ? scalarsOf(draft.values, chosen, columns) : [];
  if (draft.kind === 'missing' && values.length === 0) problems.values = 'steps.problem.value';
  if (Object.keys(problems).length > 0) return { cleaning: null, problems };
  if (draft.kind === 'code') return { cleaning: { kind: 'code', columns: chosen, meaning: draft.meaning! }, problems };
  if (draft.kind === 'missing') return { cleaning: { kind: 'missing', columns: chosen, values }, problems };
  const letters = draft.letters === 'as' ? {} : { letters: draft.letters };
  return { cleaning: { kind: 'text', columns: chosen, ...letters }, problems };
}

/** « -999 ; nd »: each as the chosen columns hold it, a number where some column is numeric, a text where some is text. */
function scalarsOf(text: string, chosen: readonly string[], columns: readonly Column[]): Scalar[] {
  const types = columns.filter(({ name }) => chosen.includes(name)).map(({ type }) => type);
  return text.split(';').flatMap((piece): Scalar[] => {
    const word = piece.trim();
    if (word === '') return [];
    const number = Number(
      word
        .replace(/[\s\u00a0\u202f]/g, '')
        .replace(',', '.')
        .replace('−', '-'),
    );
    const scalars: Scalar[] = [];
    if (types.some((type) => !isNumeric(type))) scalars.push(word);
    if (types.some(isNumeric) && !Number.isNaN(number)) scalars.push(number);
    return scalars;
  });
}

function writeScalar(value: Scalar): string {
  return typeof value === 'number' ? String(value).replace('.', ',') : String(value);
}
