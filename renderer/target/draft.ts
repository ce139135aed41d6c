import type { Territory } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import {
  type CommuneKey,
  defaultChoices,
  type ReferenceFigure,
  type TargetChoices,
} from '../../shared/target/choices.ts';
import {
  communeKeys,
  plainPopulations,
  populationColumns,
  type StaffKey,
  staffFigures,
  staffKeys,
} from '../../shared/target/recognise.ts';

export type PopulationFrom = ReferenceFigure | 'table';
export type StaffFrom = 'unknown' | 'table' | 'ignored';

/** What the fields hold while one fills them: empty fields are allowed, unlike in TargetChoices. */
export type TargetDraft = {
  level: Territory['kind'];
  /** Codes, of the level that is not `france`. */
  codes: string[];
  populationFrom: PopulationFrom;
  populationTable: string | null;
  populationColumn: string;
  populationKey: CommuneKey;
  minPopulation: number | null;
  staffFrom: StaffFrom;
  staffTable: string | null;
  staffColumn: string;
  staffForm: 'number' | 'band';
  staffKey: StaffKey;
  minStaff: number | null;
  operator: TargetChoices['operator'];
  connective: TargetChoices['connective'];
};

export const firstDraft: TargetDraft = {
  level: 'france',
  codes: [],
  populationFrom: 'totale',
  populationTable: null,
  populationColumn: '',
  populationKey: { kind: 'code', column: '' },
  minPopulation: defaultChoices.minPopulation,
  staffFrom: 'unknown',
  staffTable: null,
  staffColumn: '',
  staffForm: 'number',
  staffKey: { column: '', stands: 'siren' },
  minStaff: defaultChoices.minStaff,
  operator: defaultChoices.operator,
  connective: defaultChoices.connective,
};

export type Missing = 'territory' | 'threshold' | 'population' | 'staff';

/** The choices, or what they still lack. A staff threshold is needed only where the test exists. */
export function readDraft(
  draft: TargetDraft,
): { choices: TargetChoices; missing: null } | { choices: null; missing: Missing } {
  const territories: Territory[] =
    draft.level === 'france'
      ? [{ kind: 'france' }]
      : draft.codes.map((code) => ({ kind: draft.level as 'region' | 'departement' | 'epci', code }));
  if (territories.length === 0) return { choices: null, missing: 'territory' };
  const population = readPopulation(draft);
  if (population === null) return { choices: null, missing: 'population' };
  const staff = readStaff(draft);
  if (staff === null) return { choices: null, missing: 'staff' };
  const { minPopulation, minStaff, operator, connective } = draft;
  if (minPopulation === null || (minStaff === null && staff.kind !== 'ignored'))
    return { choices: null, missing: 'threshold' };
  return {
    choices: {
      territories,
      population,
      staff,
      minPopulation,
      minStaff: minStaff ?? defaultChoices.minStaff,
      operator,
      connective,
    },
    missing: null,
  };
}

function readPopulation(draft: TargetDraft): TargetChoices['population'] | null {
  if (draft.populationFrom !== 'table') return { kind: 'reference', figure: draft.populationFrom };
  const key = draft.populationKey;
  const keyed = key.kind === 'code' ? key.column !== '' : key.departement !== '' && key.commune !== '';
  if (draft.populationTable === null || draft.populationColumn === '' || !keyed) return null;
  return { kind: 'table', table: draft.populationTable, column: draft.populationColumn, key };
}

function readStaff(draft: TargetDraft): TargetChoices['staff'] | null {
  if (draft.staffFrom !== 'table') return { kind: draft.staffFrom };
  if (draft.staffTable === null || draft.staffColumn === '' || draft.staffKey.column === '') return null;
  return {
    kind: 'table',
    table: draft.staffTable,
    key: draft.staffKey,
    column: draft.staffColumn,
    form: draft.staffForm,
  };
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

export function guessStaff(columns: readonly Column[]): Pick<TargetDraft, 'staffColumn' | 'staffForm' | 'staffKey'> {
  const figure = staffFigures(columns)[0];
  return {
    staffColumn: figure?.column ?? '',
    staffForm: figure?.form ?? 'number',
    staffKey: staffKeys(columns)[0] ?? { column: '', stands: 'siren' },
  };
}
