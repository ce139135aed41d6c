import type { Table } from '../../shared/project/project.ts';
import type { ExpectedSource, SharedRecipe } from '../../shared/project/shared-recipe.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { buildTarget } from '../../shared/target/build.ts';
import { defaultChoices } from '../../shared/target/choices.ts';
import { populationColumn } from '../../shared/target/population.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';
import { t } from '../../shared/text/t.ts';

/** The recipes of resources/recipes by file name, made with the code that makes them in the app. */
export function builtInRecipes(): Record<string, SharedRecipe> {
  return {
    '1-collectivites-cibles.crible-recette': targets(),
    '2-populations-insee.crible-recette': inseePopulations(),
    '3-epci-dgcl.crible-recette': dgclEpci(),
  };
}

/** Readable ids, the same each time. */
function numbered(): () => string {
  let next = 1;
  return () => `r${next++}`;
}

const text = (name: string, meaning: Column['meaning'] = null) => ({ name, type: 'text' as const, meaning });
const whole = (name: string, meaning: Column['meaning'] = null) => ({ name, type: 'integer' as const, meaning });
const reference = (table: string): ExpectedSource => ({ kind: 'reference', id: table, table });

function targets(): SharedRecipe {
  const newId = numbered();
  const staff: Table = { id: 'effectifs', name: 'Effectifs', source: 'effectifs', recipe: [] };
  const parts = buildTarget(
    {
      ...defaultChoices,
      staff: {
        kind: 'table',
        table: staff.id,
        key: { column: 'SIREN', stands: 'siren' },
        column: 'trancheEffectifsUniteLegale',
        form: 'band',
      },
    },
    {
      communes: 'communes',
      bodies: null,
      oldCodes: null,
      tables: [staff],
      newId,
      names: {
        target: t('target.table'),
        population: t('target.population-table'),
        oldCodes: t('target.old-codes-table'),
        staff: t('target.staff-table'),
        staffRows: t('target.staff-rows-table'),
        staffCommunes: t('target.staff-communes-table'),
        within: t('target.within-table'),
      },
    },
  );
  return {
    format: 'crible-recette',
    version: 1,
    name: 'Collectivités cibles',
    description:
      'Les communes de France d’au moins 3 500 habitants et 50 agents, avec un fichier d’effectifs par SIREN (tranches SIRENE).',
    main: parts.table.id,
    sources: [
      reference('communes'),
      {
        kind: 'file',
        id: 'effectifs',
        name: 'effectifs.csv',
        columns: [text('SIREN', 'siren'), text('trancheEffectifsUniteLegale', 'tranche-effectif')],
      },
    ],
    tables: parts.tables,
  };
}

/** The workbook of « populations légales »: codes over two columns, arrondissements in place of three communes. */
function inseePopulations(): SharedRecipe {
  const id = numbered();
  const { fileCode, successor, currentCode } = populationColumn;
  const populations = ['Population municipale', 'Population comptée à part', 'Population totale'];
  const recipe: Step[] = [
    {
      id: id(),
      kind: 'clean',
      cleaning: { kind: 'commune', departement: 'Code département', commune: 'Code commune', name: fileCode },
    },
    {
      id: id(),
      kind: 'join',
      right: 'anciens',
      on: [{ left: fileCode, right: referenceColumn.oldCode }],
      keep: 'left',
      columns: [{ name: referenceColumn.code, as: successor }],
    },
    {
      id: id(),
      kind: 'derive',
      name: currentCode,
      expression: {
        kind: 'call',
        name: 'coalesce',
        of: [
          { kind: 'column', name: successor },
          { kind: 'column', name: fileCode },
        ],
      },
    },
    {
      id: id(),
      kind: 'aggregate',
      by: [currentCode],
      measures: populations.map((column) => ({ name: column, measure: 'sum' as const, column })),
    },
    {
      id: id(),
      kind: 'join',
      right: 'communes',
      on: [{ left: currentCode, right: referenceColumn.code }],
      keep: 'left',
      columns: [referenceColumn.commune, referenceColumn.departement, referenceColumn.region].map((name) => ({
        name,
        as: name,
      })),
    },
    {
      id: id(),
      kind: 'select',
      columns: [
        currentCode,
        referenceColumn.commune,
        ...populations,
        referenceColumn.departement,
        referenceColumn.region,
      ],
    },
  ];
  return {
    format: 'crible-recette',
    version: 1,
    name: 'Populations INSEE par commune actuelle',
    description:
      'Classeur « populations légales » : code commune assemblé, arrondissements de Paris, Lyon et Marseille et communes fusionnées regroupés.',
    main: 'populations',
    sources: [
      reference('communes'),
      reference('anciens-codes'),
      {
        kind: 'file',
        id: 'insee',
        name: 'ensemble.xlsx',
        sheet: 'Communes',
        columns: [
          text('Code département', 'departement'),
          text('Code commune'),
          ...populations.map((name) => whole(name)),
        ],
      },
    ],
    tables: [
      { id: 'populations', name: 'Populations par commune actuelle', source: 'insee', recipe },
      { id: 'anciens', name: t('target.old-codes-table'), source: 'anciens-codes', recipe: [] },
      { id: 'communes', name: 'Communes', source: 'communes', recipe: [] },
    ],
  };
}

/** The DGCL file of members repeats the totals of each EPCI on all of its communes. */
function dgclEpci(): SharedRecipe {
  const id = numbered();
  const recipe: Step[] = [
    {
      id: id(),
      kind: 'aggregate',
      by: ['dept', 'siren', 'raison_sociale', 'nature_juridique', 'mode_financ'],
      measures: [
        { name: 'Communes membres', measure: 'count' },
        { name: 'Population totale', measure: 'max', column: 'total_pop_tot' },
        { name: 'Population municipale', measure: 'max', column: 'total_pop_mun' },
      ],
    },
    { id: id(), kind: 'sort', by: [{ column: 'Population totale', descending: true }] },
  ];
  return {
    format: 'crible-recette',
    version: 1,
    name: 'Une ligne par EPCI (DGCL)',
    description: 'Fichier « epcicom » des communes membres : les totaux répétés ne sont comptés qu’une fois.',
    main: 'epci',
    sources: [
      {
        kind: 'file',
        id: 'epcicom',
        name: 'epcicom.xlsx',
        columns: [
          text('dept'),
          text('siren', 'epci'),
          text('raison_sociale'),
          text('nature_juridique'),
          text('mode_financ'),
          whole('total_pop_tot', 'population'),
          whole('total_pop_mun', 'population'),
        ],
      },
    ],
    tables: [{ id: 'epci', name: 'EPCI', source: 'epcicom', recipe }],
  };
}
