import type { Column } from '../../shared/recipe/column.ts';
import { sameName } from '../../shared/recipe/relation.ts';
import type { Join } from '../../shared/recipe/steps/join.ts';
import { type TextKey, t } from '../../shared/text/t.ts';

/** A pair of key columns as chosen so far; '' for none yet. */
export type KeyDraft = { id: number; left: string; right: string };
/** A right column to bring. `as` null: named by default (see `defaultNames`). */
export type Brought = { name: string; as: string | null };
export type JoinDraft = {
  on: KeyDraft[];
  keep: Join['keep'];
  brought: Brought[];
  normalise: boolean;
  allowMultiply: boolean;
};
/** What is wrong, by field: `<key id>.left`, `<key id>.right`, `as.<column>`. */
export type JoinProblems = Record<string, TextKey>;

let nextId = 1;

export function newKey(left = '', right = ''): KeyDraft {
  return { id: nextId++, left, right };
}

/** A join that has nothing chosen: all left rows kept, differences of writing ignored. */
export function newJoin(): JoinDraft {
  return { on: [newKey()], keep: 'left', brought: [], normalise: true, allowMultiply: false };
}

export function draftOfJoin(step: Join, left: readonly Column[], rightName: string): JoinDraft {
  const names = defaultNames(
    step.columns.map((column) => column.name),
    left,
    rightName,
  );
  return {
    on: step.on.map((pair) => newKey(pair.left, pair.right)),
    keep: step.keep,
    brought: step.columns.map(({ name, as }, index) => ({ name, as: as === names[index] ? null : as })),
    normalise: step.normalise ?? false,
    allowMultiply: step.allowMultiply ?? false,
  };
}

/** Most columns that are brought without being asked for. */
const broughtByDefault = 30;

/** The columns worth bringing: all but the keys, whose values the left has; none of a very wide table. */
export function usualColumns(right: readonly Column[], on: readonly KeyDraft[]): Brought[] {
  const others = right.filter((column) => !on.some((key) => key.right === column.name));
  return others.length > broughtByDefault ? [] : others.map((column) => ({ name: column.name, as: null }));
}

/** Names of the columns brought, in order: their own, or « Nom (Table) » where the left has one of that name. */
export function defaultNames(names: readonly string[], left: readonly Column[], rightName: string): string[] {
  const taken = left.map((column) => column.name);
  return names.map((name) => {
    const free = (candidate: string) => !taken.some((other) => sameName(other, candidate));
    let as = name;
    if (!free(as)) as = t('join.suffixed', { column: name, table: rightName });
    for (let count = 2; !free(as); count++) as = t('join.suffixed-again', { column: name, table: rightName, count });
    taken.push(as);
    return as;
  });
}

export type JoinParts = Omit<Join, 'id' | 'disabled' | 'comment' | 'title' | 'group'>;

/** The name of each column brought: what was typed, or the default one. */
export function namesOf(brought: readonly Brought[], left: readonly Column[], rightName: string): string[] {
  const usual = defaultNames(
    brought.map((column) => column.name),
    left,
    rightName,
  );
  return brought.map((column, index) => column.as ?? usual[index] ?? column.name);
}

/** What the form says, null while a key is missing, with what is wrong. */
export function joinOf(
  draft: JoinDraft,
  right: { id: string; name: string; columns: readonly Column[] },
  left: readonly Column[],
): { parts: JoinParts | null; problems: JoinProblems } {
  const problems: JoinProblems = {};
  draft.on.forEach((key, index) => {
    for (const [side, columns] of [
      ['left', left],
      ['right', right.columns],
    ] as const) {
      if (key[side] === '') problems[`${key.id}.${side}`] = 'join.problem.key';
      else if (!columns.some((column) => column.name === key[side]))
        problems[`${key.id}.${side}`] = 'join.problem.key-gone';
    }
    const twin = draft.on.findIndex((other) => other.left === key.left && other.right === key.right);
    if (key.left !== '' && key.right !== '' && twin < index) problems[`${key.id}.right`] = 'join.problem.same-pair';
  });
  const keys = Object.keys(problems).length === 0;
  const brought = draft.keep === 'anti' ? [] : present(draft.brought, right.columns);
  const names = namesOf(brought, left, right.name);
  const columns = brought.map(({ name }, index) => {
    const as = (names[index] ?? name).trim();
    const others = [...left.map((column) => column.name), ...names.toSpliced(index, 1)];
    if (as === '') problems[`as.${name}`] = 'join.problem.name';
    else if (others.some((other) => sameName(other, as))) problems[`as.${name}`] = 'join.problem.name-taken';
    return { name, as };
  });
  if (!keys || Object.keys(problems).length > 0) return { parts: null, problems };
  const parts: JoinParts = {
    kind: 'join',
    right: right.id,
    on: draft.on.map((key) => ({ left: key.left, right: key.right })),
    keep: draft.keep,
    columns,
    ...(draft.normalise && { normalise: true }),
    ...(draft.allowMultiply && { allowMultiply: true }),
  };
  return { parts, problems };
}

/** Columns that the right table still has. */
function present(brought: readonly Brought[], right: readonly Column[]): Brought[] {
  return brought.filter(({ name }) => right.some((column) => column.name === name));
}
