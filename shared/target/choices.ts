import type { Territory } from '../contract.ts';
import { referenceColumn } from '../territory/reference.ts';

/** The three populations that the reference knows. Those of DGCL are missing outside EPCI (four islands, COM). */
export const referenceFigures = {
  municipale: referenceColumn.municipale,
  totale: referenceColumn.totaleDgcl,
  'municipale-dgcl': referenceColumn.municipaleDgcl,
} as const;
export type ReferenceFigure = keyof typeof referenceFigures;

/** Where the code of a commune stands: in one column, or over two (INSEE: département and commune in département). */
export type CommuneKey = { kind: 'code'; column: string } | { kind: 'split'; departement: string; commune: string };

export type PopulationChoice =
  | { kind: 'reference'; figure: ReferenceFigure }
  | {
      kind: 'table';
      table: string;
      column: string;
      key: CommuneKey;
      /** Rows that are no commune: kept only where `column` holds `value` (COM of a COG file). */
      only?: { column: string; value: string };
      /** The file lists Paris, Lyon and Marseille besides their arrondissements: do not add them up. */
      dropArrondissements?: boolean;
    };

export type StaffForm = 'number' | 'band';

/** `unknown`: the test exists but no figure is at hand yet, so nobody passes or fails it. `ignored`: no such test. */
export type StaffChoice =
  | { kind: 'unknown' }
  | { kind: 'ignored' }
  | {
      kind: 'table';
      table: string;
      key: { column: string; stands: 'siren' | 'commune' };
      column: string;
      form: StaffForm;
    };

/** Everything that the « Collectivités cibles » assistant asks. Several territories are put together. */
export type TargetChoices = {
  territories: Territory[];
  population: PopulationChoice;
  staff: StaffChoice;
  minPopulation: number;
  minStaff: number;
  operator: 'ge' | 'gt';
  connective: 'and' | 'or';
};

/** The law to the letter (CRPA art. L. 312-1-1 and D. 312-1-1-1), and the population that it most often means. */
export const defaultChoices: TargetChoices = {
  territories: [{ kind: 'france' }],
  population: { kind: 'reference', figure: 'totale' },
  staff: { kind: 'unknown' },
  minPopulation: 3500,
  minStaff: 50,
  operator: 'ge',
  connective: 'and',
};

export const verdicts = ['cible', 'hors cible', 'à vérifier'] as const;
export type Verdict = (typeof verdicts)[number];

/** Columns of the result. `département` and `région` serve to group and draw it. */
export const targetColumn = {
  code: 'code',
  name: 'nom',
  siren: 'SIREN',
  departement: 'département',
  region: 'région',
  population: 'population',
  staff: 'effectif',
  verdict: 'verdict',
  reason: 'raison',
} as const;
