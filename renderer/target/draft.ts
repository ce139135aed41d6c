import type { Column } from '../../shared/recipe/column.ts';
import {
  type Bodies,
  type CommuneKey,
  defaultChoices,
  figuresOf,
  type Only,
  type ReferenceFigure,
  type StaffKey,
  type TargetChoices,
} from '../../shared/target/choices.ts';
import {
  communeKeys,
  plainPopulations,
  populationColumns,
  staffFigures,
  staffKeys,
  traceColumns,
} from '../../shared/target/recognise.ts';
import type { TypeValues } from '../../shared/target/rows.ts';
import { type Area, france } from '../../shared/territory/perimeter.ts';

export type PopulationFrom = ReferenceFigure | 'table' | 'own' | 'ignored';
export type StaffFrom = 'unknown' | 'table' | 'own' | 'ignored';

/** What the fields hold while one fills them: empty fields are allowed, unlike in TargetChoices. */
export type TargetDraft = {
  bodies: Bodies['kind'];
  /** A file that lists the bodies itself. */
  bodiesTable: string | null;
  bodiesName: string;
  bodiesSiren: string;
  bodiesTypes: TypeValues | null;
  /** Values of its type column that are kept; none: all rows. */
  bodiesKept: string[];
  areas: Area[];
  populationFrom: PopulationFrom;
  populationTable: string | null;
  populationColumn: string;
  populationKey: CommuneKey;
  minPopulation: number | null;
  maxPopulation: number | null;
  staffFrom: StaffFrom;
  staffTable: string | null;
  staffColumn: string;
  staffForm: 'number' | 'band';
  staffKey: StaffKey;
  /** Who chose the key: its header, what was found of it, nobody could, its user; null before it is looked for. */
  staffKeyFrom: 'header' | { matched: number; keys: number } | 'unknown' | 'user' | null;
  staffTrace: string | null;
  staffOnly: Only | null;
  minStaff: number | null;
  operator: TargetChoices['operator'];
  connective: TargetChoices['connective'];
};

export const firstDraft: TargetDraft = {
  bodies: 'communes',
  bodiesTable: null,
  bodiesName: '',
  bodiesSiren: '',
  bodiesTypes: null,
  bodiesKept: [],
  areas: [france],
  populationFrom: 'totale',
  populationTable: null,
  populationColumn: '',
  populationKey: { kind: 'code', column: '' },
  minPopulation: defaultChoices.minPopulation,
  maxPopulation: null,
  staffFrom: 'unknown',
  staffTable: null,
  staffColumn: '',
  staffForm: 'number',
  staffKey: { column: '', stands: 'siren' },
  staffKeyFrom: null,
  staffTrace: null,
  staffOnly: null,
  minStaff: defaultChoices.minStaff,
  operator: defaultChoices.operator,
  connective: defaultChoices.connective,
};

export type Missing = 'bodies' | 'criterion' | 'territory' | 'threshold' | 'population' | 'staff';

/** The choices, or what they still lack. A staff threshold is needed only where the test exists. */
export function readDraft(
  draft: TargetDraft,
): { choices: TargetChoices; missing: null } | { choices: null; missing: Missing } {
  const bodies = readBodies(draft);
  if (bodies === null) return { choices: null, missing: 'bodies' };
  if (draft.areas.length === 0 && draft.bodies !== 'file') return { choices: null, missing: 'territory' };
  const population = readPopulation(draft);
  if (population === null) return { choices: null, missing: 'population' };
  const staff = readStaff(draft);
  if (staff === null) return { choices: null, missing: 'staff' };
  if (population.kind === 'ignored' && staff.kind === 'ignored') return { choices: null, missing: 'criterion' };
  const { minPopulation, maxPopulation, minStaff, operator, connective } = draft;
  if ((minPopulation === null && population.kind !== 'ignored') || (minStaff === null && staff.kind !== 'ignored'))
    return { choices: null, missing: 'threshold' };
  return {
    choices: {
      bodies,
      areas: draft.areas,
      population,
      staff,
      minPopulation: minPopulation ?? defaultChoices.minPopulation,
      maxPopulation,
      minStaff: minStaff ?? defaultChoices.minStaff,
      operator,
      connective,
    },
    missing: null,
  };
}

function readBodies(draft: TargetDraft): Bodies | null {
  if (draft.bodies !== 'file') return { kind: draft.bodies };
  const { bodiesTable: table, bodiesName: name, bodiesSiren, bodiesTypes, bodiesKept } = draft;
  if (table === null || name === '') return null;
  const only = bodiesTypes && bodiesKept.length > 0 ? { column: bodiesTypes.column, values: bodiesKept } : null;
  return { kind: 'file', table, name, siren: bodiesSiren === '' ? null : bodiesSiren, only };
}

function readPopulation(draft: TargetDraft): TargetChoices['population'] | null {
  if (draft.populationFrom === 'ignored') return { kind: 'ignored' };
  if (draft.populationFrom === 'own')
    return draft.populationColumn === '' ? null : { kind: 'own', column: draft.populationColumn };
  if (draft.populationFrom !== 'table') return { kind: 'reference', figure: draft.populationFrom };
  const key = draft.populationKey;
  const keyed = key.kind === 'code' ? key.column !== '' : key.departement !== '' && key.commune !== '';
  if (draft.populationTable === null || draft.populationColumn === '' || !keyed) return null;
  return { kind: 'table', table: draft.populationTable, column: draft.populationColumn, key };
}

function readStaff(draft: TargetDraft): TargetChoices['staff'] | null {
  if (draft.staffFrom === 'own')
    return draft.staffColumn === '' ? null : { kind: 'own', column: draft.staffColumn, form: draft.staffForm };
  if (draft.staffFrom !== 'table') return { kind: draft.staffFrom };
  if (draft.staffTable === null || draft.staffColumn === '' || !isWhole(draft)) return null;
  return {
    kind: 'table',
    table: draft.staffTable,
    key: draft.staffKey,
    ...(draft.staffTrace === null || draft.bodies !== 'communes' ? {} : { trace: draft.staffTrace }),
    ...(draft.staffOnly === null ? {} : { only: draft.staffOnly }),
    column: draft.staffColumn,
    form: draft.staffForm,
  };
}

function isWhole({ bodies, staffKey: { column, stands, departement } }: TargetDraft): boolean {
  const isPaired = stands === 'split' || (stands === 'name' && bodies === 'communes');
  return column !== '' && (!isPaired || (departement !== undefined && departement.column !== ''));
}

/** The columns that a population table seems to offer; empty where nothing is recognised. */
export function guessPopulation(columns: readonly Column[]): Pick<TargetDraft, 'populationColumn' | 'populationKey'> {
  const column = [
    ...populationColumns(columns, 'totale'),
    ...populationColumns(columns, 'municipale'),
    ...plainPopulations(columns),
  ][0];
  return {
    populationColumn: column?.name ?? '',
    populationKey: communeKeys(columns)[0] ?? { kind: 'code', column: '' },
  };
}

type StaffGuess = Pick<
  TargetDraft,
  'staffColumn' | 'staffForm' | 'staffKey' | 'staffKeyFrom' | 'staffTrace' | 'staffOnly'
>;

export function guessStaff(columns: readonly Column[]): StaffGuess {
  const figure = staffFigures(columns)[0];
  const key = staffKeys(columns)[0] ?? { column: '', stands: 'siren' };
  const isNumbered = key.stands === 'siren' || key.stands === 'siret';
  return {
    staffColumn: figure?.column ?? '',
    staffForm: figure?.form ?? 'number',
    staffKey: key,
    staffKeyFrom: 'header',
    staffTrace: isNumbered ? (traceColumns(columns)[0] ?? null) : null,
    staffOnly: null,
  };
}

/**
 * What the headers tell of a staff file for these bodies. Départements, régions, and a file whose headers do not tell are
 * left to what is measured: see useStaffKey.
 */
export function guessStaffOf(bodies: Bodies['kind'], columns: readonly Column[]): StaffGuess {
  const guess = guessStaff(columns);
  const { stands, column } = guess.staffKey;
  const suits = bodies === 'communes' || ((bodies === 'epci' || bodies === 'file') && stands !== 'commune');
  if (suits && column !== '') return { ...guess, staffKeyFrom: 'header' };
  const first = { departements: 'departement', regions: 'region' } as const;
  const unknown: StaffKey = {
    column: '',
    stands: bodies === 'departements' || bodies === 'regions' ? first[bodies] : 'siren',
  };
  return { ...guess, staffKey: unknown, staffKeyFrom: null, staffTrace: null };
}

/** Other bodies: only what their list has, or what no list has, stays chosen. */
export function changeBodies(draft: TargetDraft, bodies: Bodies['kind']): Partial<TargetDraft> {
  if (bodies === 'file')
    return { bodies, populationFrom: 'ignored', staffFrom: draft.bodiesTable === null ? 'unknown' : 'own' };
  const figures = figuresOf[bodies];
  const keeps = figures.some((figure) => figure === draft.populationFrom);
  const isCommune = bodies === 'communes';
  return {
    bodies,
    ...(keeps || (isCommune && draft.populationFrom === 'table') ? {} : { populationFrom: figures[0] ?? 'ignored' }),
    ...(draft.staffFrom === 'own' || draft.staffFrom === 'table' ? { staffFrom: 'unknown', staffTable: null } : {}),
  };
}
