import type { JoinSuggestion } from '../contract.ts';
import type { Table } from '../project/project.ts';
import { type Column, isNumeric } from '../recipe/column.ts';
import type { Step } from '../recipe/step.ts';
import { referenceColumn } from '../territory/reference.ts';
import type { Only, ReferenceBodies, StaffKey, StaffStands } from './choices.ts';
import { type Ask, queryOf } from './measure.ts';
import { deriveCode, populationColumn } from './population.ts';
import { communeKeys, staffKeys } from './recognise.ts';
import { guessCodedRows } from './rows.ts';

/** `found`: of the different keys of the file, how many are of the built-in list; null where the header alone told. */
export type KeyGuess = { key: StaffKey; only: Only | null; found: { matched: number; keys: number } | null };

/** A key is proposed when at least this share of what the file holds is found in the built-in list. */
const leastShare = 0.5;

/** What each column of a built-in list stands for in a file that meets it. */
const standsFor: Record<ReferenceBodies, Readonly<Record<string, StaffStands>>> = {
  communes: { [referenceColumn.siren]: 'siren', [referenceColumn.code]: 'commune' },
  epci: { [referenceColumn.epciCode]: 'siren' },
  departements: { [referenceColumn.departementCode]: 'departement', [referenceColumn.departement]: 'name' },
  regions: { [referenceColumn.regionCode]: 'region', [referenceColumn.region]: 'name' },
};

/**
 * What identifies the bodies in a staff file: by the type of its rows and the meaning of its columns where they tell,
 * else by what is measured to be found in `reference`, the built-in list of these bodies: a code, a code over two
 * columns, a name with its département. Null when nothing is found well enough to be proposed.
 */
export async function guessStaffKey(
  ask: Ask,
  file: { table: Table; columns: readonly Column[]; tables: readonly Table[] },
  bodies: ReferenceBodies,
  reference: Table,
  signal?: AbortSignal,
): Promise<KeyGuess | null> {
  const { table, columns } = file;
  if (bodies === 'departements' || bodies === 'regions') {
    const coded = await guessCodedRows(ask, table, columns, bodies, file.tables);
    if (coded) return { ...coded, found: null };
  } else {
    const key = staffKeys(columns).find(({ stands }) => bodies === 'communes' || stands !== 'commune');
    if (key) return { key, only: null, found: null };
  }
  // Its other columns would be compared for nothing.
  const keyed: Table = {
    ...reference,
    recipe: [...reference.recipe, { id: 'keys', kind: 'select', columns: keyColumns(bodies) }],
  };
  const tables = [...file.tables.filter(({ id }) => id !== reference.id), keyed];
  const pairs = await ask('join.suggest', { query: queryOf(keyed, tables), right: table.id }, { signal });
  const count = (recipe: Step[]) =>
    ask('table.count', { query: queryOf({ ...table, recipe: [...table.recipe, ...recipe] }, tables) }, { signal });
  const distinct = (names: string[]): Step[] => [
    ...names.map((column): Step => {
      return { id: `filled ${column}`, kind: 'filter', condition: { kind: 'missing', column, negated: true } };
    }),
    { id: 'different', kind: 'distinct', columns: names },
  ];

  for (const { key, matched } of singleKeys(pairs, columns, standsFor[bodies])) {
    const keys = await count(distinct([key.column]));
    if (matched >= keys * leastShare) return { key, only: null, found: { matched, keys } };
  }
  if (bodies !== 'communes') return null;
  for (const split of communeKeys(columns)) {
    if (split.kind !== 'split') continue;
    const coded = [...deriveCode(split, () => 'coded'), ...distinct([populationColumn.fileCode])];
    const join: Step = {
      id: 'met',
      kind: 'join',
      right: reference.id,
      on: [{ left: populationColumn.fileCode, right: referenceColumn.code }],
      keep: 'inner',
      columns: [],
    };
    const [keys, matched] = await Promise.all([count(coded), count([...coded, join])]);
    const key: StaffKey = {
      column: split.commune,
      stands: 'split',
      departement: { column: split.departement, holds: 'code' },
    };
    if (matched > 0 && matched >= keys * leastShare) return { key, only: null, found: { matched, keys } };
  }
  for (const { key, matched } of namedKeys(pairs)) {
    const keys = await count(distinct([key.column, key.departement.column]));
    if (matched >= keys * leastShare) return { key, only: null, found: { matched, keys } };
  }
  return null;
}

function keyColumns(bodies: ReferenceBodies): string[] {
  const names = [referenceColumn.commune, referenceColumn.departementCode, referenceColumn.departement];
  return [...new Set([...Object.keys(standsFor[bodies]), ...(bodies === 'communes' ? names : [])])];
}

/** Pairs of one column each. Numbers that nothing names meet codes by chance: a figure would be taken for a key. */
function singleKeys(
  pairs: readonly JoinSuggestion[],
  columns: readonly Column[],
  stands: Readonly<Record<string, StaffStands>>,
): { key: StaffKey; matched: number }[] {
  return pairs.flatMap(({ left, right, also, refused, matched }) => {
    const meant = stands[left];
    const column = columns.find(({ name }) => name === right);
    if (refused !== null || also || !meant || !column || (isNumeric(column.type) && column.meaning === null)) return [];
    return [{ key: { column: right, stands: meant }, matched }];
  });
}

/** Names of communes with their département, by its code or its name. */
function namedKeys(pairs: readonly JoinSuggestion[]) {
  return pairs.flatMap(({ left, right, also, matched }) => {
    const [place] = also ?? [];
    if (left !== referenceColumn.commune || also?.length !== 1 || !place) return [];
    if (place.left !== referenceColumn.departementCode && place.left !== referenceColumn.departement) return [];
    const holds = place.left === referenceColumn.departementCode ? ('code' as const) : ('name' as const);
    return [{ key: { column: right, stands: 'name' as const, departement: { column: place.right, holds } }, matched }];
  });
}
