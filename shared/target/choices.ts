import { type Area, france } from '../territory/perimeter.ts';
import { referenceColumn } from '../territory/reference.ts';

/** The three populations that the reference knows. Those of DGCL are missing outside EPCI (four islands, COM). */
export const referenceFigures = {
  municipale: referenceColumn.municipale,
  totale: referenceColumn.totaleDgcl,
  'municipale-dgcl': referenceColumn.municipaleDgcl,
} as const;
export type ReferenceFigure = keyof typeof referenceFigures;

/** Only the rows whose `column` holds one of `values` (« type » among COM, CC, CA… of a staff file). */
export type Only = { column: string; values: string[] };

/** The built-in lists that a result may have one row per line of. */
export const referenceBodies = ['communes', 'epci', 'departements', 'regions'] as const;
export type ReferenceBodies = (typeof referenceBodies)[number];

/** What the rows of the result are: those of a built-in list, or the bodies that a file itself lists. */
export type Bodies =
  | { kind: ReferenceBodies }
  | { kind: 'file'; table: string; name: string; siren: string | null; only: Only | null };

/** The populations that the built-in list of these bodies has. */
export const figuresOf: Record<ReferenceBodies, readonly ReferenceFigure[]> = {
  communes: ['totale', 'municipale', 'municipale-dgcl'],
  epci: ['totale', 'municipale-dgcl'],
  departements: ['municipale'],
  regions: ['municipale'],
};

/** Where the code of a commune stands: in one column, or over two (INSEE: département and commune in département). */
export type CommuneKey = { kind: 'code'; column: string } | { kind: 'split'; departement: string; commune: string };

/** `own`: a column of the file that lists the bodies. `ignored`: no such test (by the letter, établissements publics). */
export type PopulationChoice =
  | { kind: 'reference'; figure: ReferenceFigure }
  | { kind: 'ignored' }
  | { kind: 'own'; column: string }
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

/**
 * What identifies a body in a staff file. The SIREN of a SIRET is its first nine digits. `split`: the code of a commune
 * over two columns. `name`: of a commune with its département, or of a département or région.
 */
export type StaffStands = 'siren' | 'siret' | 'commune' | 'departement' | 'region' | 'split' | 'name';

/** `departement`: the second column of a commune known by a split code or by its name, and what that column holds. */
export type StaffKey = {
  column: string;
  stands: StaffStands;
  departement?: { column: string; holds: 'code' | 'name' };
};

/**
 * `own`: a column of the file that lists the bodies. `trace`: the commune codes of a staff file keyed by SIREN, to tell a
 * body that is absent from one that stands there under a former SIREN or code. `unknown`: the test exists but no figure is at hand yet, so nobody passes or fails it. `ignored`: no such test. */
export type StaffChoice =
  | { kind: 'unknown' }
  | { kind: 'ignored' }
  | { kind: 'own'; column: string; form: StaffForm }
  | {
      kind: 'table';
      table: string;
      key: StaffKey;
      trace?: string;
      only?: Only;
      column: string;
      form: StaffForm;
    };

/** Everything that the « Collectivités cibles » assistant asks. */
export type TargetChoices = {
  bodies: Bodies;
  /** Of any levels, put together. Without effect on the bodies of a file. */
  areas: Area[];
  population: PopulationChoice;
  staff: StaffChoice;
  minPopulation: number;
  /** A profile, not the law: « 10 000 à 80 000 habitants ». */
  maxPopulation: number | null;
  minStaff: number;
  operator: 'ge' | 'gt';
  connective: 'and' | 'or';
};

/** The law to the letter (CRPA art. L. 312-1-1 and D. 312-1-1-1), and the population that it most often means. */
export const defaultChoices: TargetChoices = {
  bodies: { kind: 'communes' },
  areas: [france],
  population: { kind: 'reference', figure: 'totale' },
  staff: { kind: 'unknown' },
  minPopulation: 3500,
  maxPopulation: null,
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
  band: 'effectif en clair',
  cause: 'à vérifier parce que',
  type: 'type',
  verdict: 'verdict',
  reason: 'raison',
} as const;
