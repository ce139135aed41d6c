import type { Column } from '../recipe/column.ts';

/**
 * Names of the columns of the built-in tables. The vintage is part of the name of every figure: the populations of
 * INSEE (communes) and of DGCL (members of EPCI) are of different years and must never be read as one.
 */
export const referenceColumn = {
  code: 'Code commune',
  commune: 'Commune',
  departementCode: 'Code département',
  departement: 'Département',
  regionCode: 'Code région',
  region: 'Région',
  siren: 'SIREN',
  epciCode: 'SIREN EPCI',
  epci: 'EPCI',
  municipale: 'Population municipale 2023',
  municipaleVintage: 'Millésime de la population municipale',
  totaleDgcl: 'Population totale DGCL 2025',
  municipaleDgcl: 'Population municipale DGCL 2025',
  zone: 'Zone',
  oldCode: 'Ancien code',
  oldNature: 'Nature',
  oldYear: 'Millésime estimé',
} as const;

/** `Zone` of a commune. « France » means the first two: the rule of the code applies otherwise in the COM. */
export const zones = { metropole: 'métropole', drom: 'DROM', com: 'COM' } as const;

export const referenceTableIds = [
  'communes',
  'composantes',
  'anciens-codes',
  'epci',
  'epci-membres',
  'departements',
  'regions',
  'codes-postaux',
] as const;
export type ReferenceTableId = (typeof referenceTableIds)[number];

export type ReferenceTable = { id: ReferenceTableId; name: string; vintage: string; columns: Column[] };

const cog = 'COG 2026';
const dgcl = 'DGCL 2025';

const text = (name: string, meaning: Column['meaning'] = null, label?: string): Column => ({
  name,
  type: 'text',
  meaning,
  ...(label ? { label } : {}),
});
const figure = (name: string, label: string): Column => ({ name, type: 'integer', meaning: 'population', label });
const count = (name: string): Column => ({ name, type: 'integer', meaning: null });

const municipaleLabel =
  'Population municipale, millésime 2023 (INSEE), en vigueur au 1er janvier 2026. Mayotte\u00a0: recensement de 2017.';
const totaleDgclLabel = 'Population totale, fichier des EPCI 2025 de la DGCL. Manque hors EPCI à fiscalité propre.';
const municipaleDgclLabel =
  'Population municipale, fichier des EPCI 2025 de la DGCL. Manque hors EPCI à fiscalité propre.';

/** What each Parquet file of resources/reference holds, in column order. The builder and the engine both follow it. */
export const referenceTables: readonly ReferenceTable[] = [
  {
    id: 'communes',
    name: 'Communes',
    vintage: `${cog}, populations 2023 (INSEE) et 2025 (DGCL)`,
    columns: [
      text(referenceColumn.code, 'commune'),
      text(referenceColumn.commune),
      text(referenceColumn.departementCode, 'departement'),
      text(referenceColumn.departement),
      text(referenceColumn.regionCode, 'region'),
      text(referenceColumn.region),
      text(referenceColumn.siren, 'siren'),
      text(referenceColumn.epciCode, 'epci'),
      text(referenceColumn.epci),
      figure(referenceColumn.municipale, municipaleLabel),
      text(referenceColumn.municipaleVintage, null, 'Année de référence de la population municipale de la ligne.'),
      figure(referenceColumn.totaleDgcl, totaleDgclLabel),
      figure(referenceColumn.municipaleDgcl, municipaleDgclLabel),
      text(referenceColumn.zone, null, 'métropole, DROM (départements et régions d’outre-mer) ou COM.'),
    ],
  },
  {
    id: 'composantes',
    name: 'Communes déléguées, associées et arrondissements municipaux',
    vintage: `${cog}, populations 2023 (INSEE)`,
    columns: [
      text('Code', 'commune'),
      text('Nom'),
      text('Type'),
      text('Code commune de rattachement', 'commune'),
      text('Commune de rattachement'),
      text(referenceColumn.departementCode, 'departement'),
      text(referenceColumn.regionCode, 'region'),
      figure(referenceColumn.municipale, `${municipaleLabel} Connue pour les seuls arrondissements.`),
    ],
  },
  {
    id: 'anciens-codes',
    name: 'Anciens codes de communes',
    vintage: cog,
    columns: [
      text(referenceColumn.oldCode, 'commune'),
      text(referenceColumn.code, 'commune', 'Commune actuelle qui a succédé à l’ancien code.'),
      text(referenceColumn.commune),
      text(referenceColumn.oldNature),
      {
        name: referenceColumn.oldYear,
        type: 'integer',
        meaning: null,
        label:
          'Premier COG sans ce code, estimé d’après le SIREN de la commune qui lui a succédé. Manque avant 2013 et quand rien ne le dit.',
      },
    ],
  },
  {
    id: 'epci',
    name: 'EPCI à fiscalité propre',
    vintage: dgcl,
    columns: [
      text(referenceColumn.epciCode, 'epci'),
      text(referenceColumn.epci),
      text('Type', null, 'CC, CA, CU, METRO ou MET69 (métropole de Lyon).'),
      text('Mode de financement', null, 'FPU (fiscalité professionnelle unique) ou FA (fiscalité additionnelle).'),
      count('Nombre de communes'),
      figure(referenceColumn.totaleDgcl, 'Population totale, fichier des EPCI 2025 de la DGCL.'),
      figure(referenceColumn.municipaleDgcl, 'Population municipale, fichier des EPCI 2025 de la DGCL.'),
    ],
  },
  {
    id: 'epci-membres',
    name: 'Communes membres des EPCI',
    vintage: dgcl,
    columns: [
      text(referenceColumn.epciCode, 'epci'),
      text(referenceColumn.epci),
      text(referenceColumn.code, 'commune'),
      text(referenceColumn.commune),
      text(referenceColumn.siren, 'siren'),
      figure(referenceColumn.totaleDgcl, 'Population totale, fichier des EPCI 2025 de la DGCL.'),
      figure(referenceColumn.municipaleDgcl, 'Population municipale, fichier des EPCI 2025 de la DGCL.'),
    ],
  },
  {
    id: 'departements',
    name: 'Départements',
    vintage: `${cog}, populations 2023 (INSEE)`,
    columns: [
      text(referenceColumn.departementCode, 'departement'),
      text(referenceColumn.departement),
      text(referenceColumn.regionCode, 'region'),
      text(referenceColumn.region),
      text('Code commune du chef-lieu', 'commune'),
      count('Nombre de communes'),
      figure(referenceColumn.municipale, `Somme des communes actuelles. ${municipaleLabel}`),
      text(referenceColumn.zone),
    ],
  },
  {
    id: 'regions',
    name: 'Régions',
    vintage: `${cog}, populations 2023 (INSEE)`,
    columns: [
      text(referenceColumn.regionCode, 'region'),
      text(referenceColumn.region),
      text('Code commune du chef-lieu', 'commune'),
      count('Nombre de communes'),
      figure(referenceColumn.municipale, `Somme des communes actuelles. ${municipaleLabel}`),
      text(referenceColumn.zone),
    ],
  },
  {
    id: 'codes-postaux',
    name: 'Codes postaux des communes',
    vintage: cog,
    columns: [text('Code postal', 'code-postal'), text(referenceColumn.code, 'commune'), text(referenceColumn.commune)],
  },
];

/** The built-in table of an id or of its French name. */
export function findReferenceTable(idOrName: string): ReferenceTable | null {
  return (
    referenceTables.find((table) => table.id === idOrName || referenceSourceName(table) === idOrName) ??
    referenceTables.find((table) => table.name === idOrName) ??
    null
  );
}

/** The name under which a built-in table stands among the files of a project. */
export function referenceSourceName(table: ReferenceTable): string {
  return `Référentiel\u00a0: ${table.name}`;
}
