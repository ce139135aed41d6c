import { type Column, isNumeric } from '../recipe/column.ts';
import { headerWords } from '../territory/recognise.ts';
import type { CommuneKey, ReferenceBodies, StaffForm, StaffKey } from './choices.ts';

function words(name: string): string[] {
  return headerWords(name).split(' ');
}

type Ranked = { column: Column; rank: number };

/** The best-ranked columns, in the order of the table; several when nothing tells them apart. Rank 0 is refused. */
function best(columns: readonly Column[], rank: (column: Column, words: string[]) => number): Column[] {
  const ranked: Ranked[] = columns
    .map((column) => ({ column, rank: rank(column, words(column.name)) }))
    .filter((candidate) => candidate.rank > 0);
  const top = Math.max(0, ...ranked.map((candidate) => candidate.rank));
  return ranked.filter((candidate) => candidate.rank === top).map((candidate) => candidate.column);
}

const has = (list: string[], ...wanted: string[]) => wanted.some((word) => list.includes(word));
const starts = (list: string[], ...wanted: string[]) =>
  wanted.some((start) => list.some((word) => word.startsWith(start)));

/** Columns that may identify a body in a staff file, best first: SIREN before SIRET before commune code. */
export function staffKeys(columns: readonly Column[]): StaffKey[] {
  const siren = best(columns, (column, list) => {
    if (column.meaning === 'epci' || starts(list, 'epci', 'groupement')) return 0;
    const named = starts(list, 'siren');
    if (column.meaning !== 'siren' && !named) return 0;
    return (column.meaning === 'siren' ? 2 : 0) + (named ? 1 : 0) + (starts(list, 'membre', 'commune') ? 1 : 0);
  });
  if (siren.length > 0) return siren.map((column) => ({ column: column.name, stands: 'siren' }));
  const siret = columns.filter(({ name, meaning }) => meaning === 'siret' || starts(words(name), 'siret'));
  if (siret.length > 0) return siret.map((column) => ({ column: column.name, stands: 'siret' }));
  return communeCodes(columns).map((column) => ({ column: column.name, stands: 'commune' }));
}

/** Commune codes of a staff file that is keyed by SIREN, to find a body under a former number. */
export function traceColumns(columns: readonly Column[]): string[] {
  const found = communeCodes(columns);
  if (found.length > 0) return found.length === 1 ? found.map(({ name }) => name) : [];
  // A file of several kinds of bodies has codes of several lengths in one column: no meaning is recognised then.
  return columns
    .filter(
      ({ name, type, meaning }) =>
        type === 'text' && meaning === null && /^(?:cog|insee|code insee)$/.test(headerWords(name)),
    )
    .map(({ name }) => name)
    .slice(0, 1);
}

/** How French files write the kinds of bodies (OFGL, DGCL, LocalOuvert), in capitals. */
export const bodyTypes: Record<ReferenceBodies, readonly string[]> = {
  communes: ['COM', 'COMMUNE'],
  epci: ['CC', 'CA', 'CU', 'MET', 'METRO', 'MET69', 'EPCI'],
  departements: ['DEP', 'DEPT', 'DPT', 'DEPARTEMENT', 'DÉPARTEMENT'],
  regions: ['REG', 'REGION', 'RÉGION', 'CTU'],
};

/** Columns that may say what kind of body a row is (COM, CC, DEP…). */
export function typeColumns(columns: readonly Column[]): string[] {
  return columns
    .filter(({ name, type }) => type === 'text' && /^(?:type|categorie|nature)\b/.test(headerWords(name)))
    .map(({ name }) => name);
}

export type StaffFigure = { column: string; form: StaffForm };

/** Columns that may hold staff, best first: full-time equivalents, then a SIRENE band, then heads. */
export function staffFigures(columns: readonly Column[]): StaffFigure[] {
  return best(columns, (column, list) => {
    if (column.meaning !== null && column.meaning !== 'tranche-effectif') return 0;
    if (column.type === 'boolean' || column.type === 'date' || column.type === 'timestamp') return 0;
    if (isNumeric(column.type) && has(list, 'etp', 'etpt')) return 5;
    if (column.meaning === 'tranche-effectif') return 4;
    if (starts(list, 'tranche') && starts(list, 'effectif', 'salarie', 'agent')) return 3;
    if (!isNumeric(column.type)) return 0;
    if (starts(list, 'effectif')) return 2;
    return starts(list, 'agent', 'salarie') ? 1 : 0;
  }).map((column) => ({ column: column.name, form: isBand(column) ? 'band' : 'number' }));
}

function isBand(column: Column): boolean {
  if (column.meaning === 'tranche-effectif') return true;
  return !isNumeric(column.type);
}

/** Columns that may hold the population of communes, best first. */
export function populationColumns(columns: readonly Column[], kind: 'municipale' | 'totale'): Column[] {
  const short = kind === 'municipale' ? 'pmun' : 'ptot';
  return best(columns, (column, list) => {
    if (!isNumeric(column.type)) return 0;
    // Totals of the EPCI, repeated on each of its communes in the DGCL files.
    if (has(list, 'total', 'epci')) return 0;
    if (starts(list, short)) return 3;
    if (starts(list, 'pop') && starts(list, kind === 'municipale' ? 'mun' : 'tot')) return 2;
    return 0;
  });
}

/** Whether the name of a population column tells which population it is. */
export function statesPopulation(name: string): boolean {
  const column: Column = { name, type: 'integer', meaning: null };
  return populationColumns([column], 'municipale').length + populationColumns([column], 'totale').length > 0;
}

/** Population columns that do not say which population they are. */
export function plainPopulations(columns: readonly Column[]): Column[] {
  return best(columns, (column, list) => {
    if (!isNumeric(column.type) || has(list, 'total', 'epci', 'part')) return 0;
    if (starts(list, 'mun', 'tot', 'pmun', 'ptot', 'pcap', 'compte')) return 0;
    if (list.some((word) => /^pop(?:ulations?)?\d*$/.test(word))) return 1;
    return column.meaning === 'population' ? 1 : 0;
  });
}

function communeCodes(columns: readonly Column[]): Column[] {
  return best(columns, (column, list) => {
    if (column.meaning !== null && column.meaning !== 'commune') return 0;
    const named =
      has(list, 'insee', 'codgeo', 'depcom', 'cog', 'com', 'codecommune') ||
      (starts(list, 'cod') && starts(list, 'commune')) ||
      (list.includes('code') && list.includes('geo'));
    if (column.meaning === 'commune') return 4 + (named ? 1 : 0);
    return 0;
  });
}

/** Where the code of the commune stands in a population file; several when nothing tells them apart, none when absent. */
export function communeKeys(columns: readonly Column[]): CommuneKey[] {
  const whole = communeCodes(columns);
  if (whole.length > 0) return whole.map((column) => ({ kind: 'code', column: column.name }));
  const departement = best(columns, (column, list) => {
    if (column.meaning === 'departement') return 3;
    if (column.meaning !== null) return 0;
    if (has(list, 'dep', 'dept')) return 2;
    return has(list, 'code') && starts(list, 'departement') ? 1 : 0;
  });
  const commune = best(columns, (column, list) => {
    if (column.meaning !== null) return 0;
    if (has(list, 'codcom', 'com', 'depcom')) return 3;
    return has(list, 'code', 'cod') && starts(list, 'com') ? 2 : 0;
  });
  return departement.flatMap((left) =>
    commune.map((right) => ({ kind: 'split' as const, departement: left.name, commune: right.name })),
  );
}

/** A column of the COG's types of communes (COM, COMA, COMD, ARM): only COM rows are collectivités. */
export function communeTypeColumn(columns: readonly Column[]): string | null {
  const found = best(columns, (column, list) => {
    if (column.type !== 'text') return 0;
    return has(list, 'typecom') || (starts(list, 'type') && starts(list, 'com')) ? 1 : 0;
  });
  return found[0]?.name ?? null;
}
