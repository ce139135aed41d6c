import {
  arrondissementNature,
  associatedNature,
  delegatedNature,
  mergedNature,
} from '../../shared/territory/natures.ts';
import type { ReferenceTableId } from '../../shared/territory/reference.ts';
import { zones } from '../../shared/territory/reference.ts';

export type Cell = string | number | null;

type Commune = {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  zone: 'metro' | 'drom' | 'com';
  departement: string;
  region: string;
  siren?: string;
  population?: number;
  anciensCodes?: string[];
  codesPostaux?: string[];
  /** Parent of a déléguée or associée. */
  chefLieu?: string;
  /** Parent of an arrondissement. */
  commune?: string;
};
type Member = { code: string; siren: string; nom: string; populationTotale: number; populationMunicipale: number };
type Epci = {
  code: string;
  nom: string;
  type: string;
  modeFinancement: string;
  populationTotale: number;
  populationMunicipale: number;
  membres: Member[];
};
type Area = { code: string; nom: string; region?: string; chefLieu: string; zone: 'metro' | 'drom' | 'com' };

/** The JSON files of the package, as they stand. */
export type Dataset = { communes: Commune[]; epci: Epci[]; departements: Area[]; regions: Area[] };

const zoneNames = { metro: zones.metropole, drom: zones.drom, com: zones.com };
const componentNames = {
  'commune-deleguee': delegatedNature,
  'commune-associee': associatedNature,
  'arrondissement-municipal': arrondissementNature,
};

/** Rows of every built-in table, cells in the order of its columns, sorted by code. */
export function referenceRows(data: Dataset): Record<ReferenceTableId, Cell[][]> {
  const current = data.communes.filter((commune) => commune.type === 'commune-actuelle').sort(byCode);
  const communes = new Map(current.map((commune) => [commune.code, commune]));
  const departements = new Map(data.departements.map((area) => [area.code, area.nom]));
  const regions = new Map(data.regions.map((area) => [area.code, area.nom]));
  const epci = [...data.epci].sort(byCode);
  const membership = new Map<string, { epci: Epci; member: Member }>();
  for (const group of epci) for (const member of group.membres) membership.set(member.code, { epci: group, member });
  const nameOf = (code: string) => communes.get(code)?.nom ?? null;

  return {
    communes: current.map((commune) => {
      const belongs = membership.get(commune.code);
      return [
        commune.code,
        commune.nom,
        commune.departement,
        departements.get(commune.departement) ?? null,
        commune.region,
        regions.get(commune.region) ?? null,
        commune.siren ?? null,
        belongs?.epci.code ?? null,
        belongs?.epci.nom ?? null,
        commune.population ?? null,
        populationVintage(commune),
        belongs?.member.populationTotale ?? null,
        belongs?.member.populationMunicipale ?? null,
        zoneNames[commune.zone],
      ];
    }),
    composantes: components(data).map((component) => [
      component.code,
      component.nom,
      componentNames[component.type],
      component.parent,
      nameOf(component.parent),
      component.departement,
      component.region,
      component.population ?? null,
    ]),
    'anciens-codes': oldCodes(data, communes).map(([old, code, nature]) => [
      old,
      code,
      nameOf(code),
      nature,
      mayBeDated.includes(nature) ? firstCogWithout(communes.get(code)?.siren) : null,
    ]),
    epci: epci.map((group) => [
      group.code,
      group.nom,
      group.type,
      group.modeFinancement,
      group.membres.length,
      group.populationTotale,
      group.populationMunicipale,
    ]),
    'epci-membres': epci.flatMap((group) =>
      [...group.membres]
        .sort(byCode)
        .map((member): Cell[] => [
          group.code,
          group.nom,
          member.code,
          member.nom,
          member.siren,
          member.populationTotale,
          member.populationMunicipale,
        ]),
    ),
    departements: [...data.departements].sort(byCode).map((area) => {
      const within = current.filter((commune) => commune.departement === area.code);
      const region = area.region ?? null;
      return [
        area.code,
        area.nom,
        region,
        region === null ? null : (regions.get(region) ?? null),
        area.chefLieu,
        within.length,
        sumPopulation(within),
        zoneNames[area.zone],
      ];
    }),
    regions: [...data.regions].sort(byCode).map((area) => {
      const within = current.filter((commune) => commune.region === area.code);
      return [area.code, area.nom, area.chefLieu, within.length, sumPopulation(within), zoneNames[area.zone]];
    }),
    'codes-postaux': current
      .flatMap((commune) => (commune.codesPostaux ?? []).map((postal): Cell[] => [postal, commune.code, commune.nom]))
      .sort((left, right) => compare(`${left[0]}${left[1]}`, `${right[0]}${right[1]}`)),
  };
}

/** The package takes Mayotte from the census of 2017; it does not tell the year of each overseas collectivity. */
function populationVintage(commune: Commune): string | null {
  if (commune.population === undefined || commune.zone === 'com') return null;
  return commune.departement === '976' ? '2017' : '2023';
}

function components(data: Dataset) {
  return data.communes
    .flatMap((commune) =>
      commune.type === 'commune-actuelle'
        ? []
        : [{ ...commune, type: commune.type, parent: (commune.chefLieu ?? commune.commune) as string }],
    )
    .sort(byCode);
}

/**
 * Every code that is not a current commune's, with the current commune that stands for it, once each. A commune that
 * left a merger and joined another is listed by the package under both: its present parent is the true one.
 */
function oldCodes(data: Dataset, communes: Map<string, Commune>): [string, string, string][] {
  const found = new Map<string, [string, string, string]>();
  for (const commune of communes.values())
    for (const old of commune.anciensCodes ?? []) found.set(old, [old, commune.code, mergedNature]);
  for (const component of components(data))
    found.set(component.code, [component.code, component.parent, componentNames[component.type]]);
  return [...found.values()].filter(([old]) => !communes.has(old)).sort((left, right) => compare(left[0], right[0]));
}

/** Communes associées come from the mergers of before 2010; an arrondissement never was a commune. */
const mayBeDated: readonly string[] = [mergedNature, delegatedNature];

/**
 * First SIREN of the communes nouvelles of each COG. SIRENE numbers the new public bodies in the order of their entry,
 * from 200 000 000 on until 2024, at random in 9xx xxx xxx since: the package has no dates, and this gives the year of
 * 94 of 100 codes gone since 2013, according to INSEE's list of events. The rest is late: a commune that merged again.
 */
const firstSirens: [cog: number, siren: number][] = [
  [2013, 200_032_000],
  [2014, 200_040_000],
  [2015, 200_046_000],
  [2016, 200_052_000],
  [2017, 200_060_950],
  [2018, 200_075_000],
  [2019, 200_080_000],
  [2020, 200_088_000],
  [2021, 200_090_000],
  [2022, 200_096_000],
  [2023, 200_098_000],
  [2024, 200_101_000],
  [2025, 900_000_000],
];

/** The first COG without the communes that a commune of this SIREN replaced; null for a SIREN of before 2013. */
function firstCogWithout(siren: string | undefined): number | null {
  // 21x xxx xxx: the numbers that communes had when SIRENE began, whatever they absorbed since.
  if (siren === undefined || siren.startsWith('21')) return null;
  return firstSirens.findLast(([, first]) => Number(siren) >= first)?.[0] ?? null;
}

function sumPopulation(communes: Commune[]): number | null {
  const known = communes.filter((commune) => commune.population !== undefined);
  return known.length === 0 ? null : known.reduce((sum, commune) => sum + (commune.population as number), 0);
}

function byCode(left: { code: string; type?: string }, right: { code: string; type?: string }): number {
  return compare(left.code, right.code) || compare(left.type ?? '', right.type ?? '');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
