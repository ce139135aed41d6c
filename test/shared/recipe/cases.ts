import { type Cell, column, type Draft } from './laboratory.ts';

export const communes = {
  columns: [
    column('Code', 'text', 'commune'),
    column('Nom', 'text'),
    column('Population', 'integer', 'population'),
    column('Part', 'decimal'),
    column('Ville', 'boolean'),
    column('Créée le', 'date'),
  ],
  rows: [
    ['35238', 'Rennes', 222485, 12.5, true, '1790-03-01'],
    ['29019', 'Brest', 139384, null, true, null],
    ['22113', 'Île-de-Bréhat', 341, 0, false, '1801-01-01'],
    ['56260', 'Vannes', 54420, 7.25, true, '1790-03-01'],
    ['56034', 'élven', null, 1, null, '2016-01-01'],
    ['22055', 'Binic', 341, 0.5, false, null],
  ] satisfies Cell[][],
};
export const epci = {
  columns: [column('insee', 'text', 'commune'), column('EPCI', 'text'), column('Rang', 'integer')],
  rows: [
    ['35238', 'Rennes Métropole', 1],
    ['29019', 'Brest métropole', 2],
    ['29019', 'Brest, en double', 3],
    ['99999', 'Nulle part', 4],
    [null, 'Sans code', 5],
  ] satisfies Cell[][],
};

type Case = { kind: Draft['kind']; steps: Draft[]; sentences: string[]; columns: string[]; rows: Cell[][] };

export const cases: Case[] = [
  {
    kind: 'filter',
    steps: [
      {
        kind: 'filter',
        condition: {
          kind: 'all',
          of: [
            { kind: 'compare', column: 'Population', operator: 'ge', value: 341 },
            {
              kind: 'any',
              of: [
                { kind: 'text', column: 'Nom', operator: 'starts', value: 'ile' },
                { kind: 'in', column: 'Code', values: ['35238', '22055'] },
              ],
            },
          ],
        },
      },
      { kind: 'select', columns: ['Nom'] },
    ],
    sentences: [
      'Garder les lignes où Population ≥\u00a0341 et (Nom commence par «\u00a0ile\u00a0» ou Code est parmi 35238, 22055)',
      'Garder la colonne Nom',
    ],
    columns: ['Nom text'],
    rows: [['Rennes'], ['Île-de-Bréhat'], ['Binic']],
  },
  {
    kind: 'sort',
    steps: [
      { kind: 'sort', by: [{ column: 'Population', descending: true }, { column: 'Nom' }] },
      { kind: 'select', columns: ['Nom'] },
    ],
    sentences: ['Trier par Population (décroissant) et Nom (croissant)', 'Garder la colonne Nom'],
    columns: ['Nom text'],
    rows: [['Rennes'], ['Brest'], ['Vannes'], ['Binic'], ['Île-de-Bréhat'], ['élven']],
  },
  {
    kind: 'select',
    steps: [{ kind: 'select', columns: ['Population', 'Code'] }],
    sentences: ['Garder les colonnes Population et Code'],
    columns: ['Population integer population', 'Code text commune'],
    rows: [
      [222485, '35238'],
      [139384, '29019'],
      [341, '22113'],
      [54420, '56260'],
      [null, '56034'],
      [341, '22055'],
    ],
  },
  {
    kind: 'rename',
    steps: [
      { kind: 'select', columns: ['Code', 'Nom'] },
      {
        kind: 'rename',
        names: [
          { from: 'Nom', to: 'Code' },
          { from: 'Code', to: 'Nom' },
        ],
      },
      { kind: 'limit', count: 1 },
    ],
    sentences: [
      'Garder les colonnes Code et Nom',
      'Renommer «\u00a0Nom\u00a0» en «\u00a0Code\u00a0» et «\u00a0Code\u00a0» en «\u00a0Nom\u00a0»',
      'Garder la première ligne',
    ],
    columns: ['Nom text commune', 'Code text'],
    rows: [['35238', 'Rennes']],
  },
  {
    kind: 'derive',
    steps: [
      {
        kind: 'derive',
        name: 'Par part',
        expression: {
          kind: 'ratio',
          numerator: { kind: 'column', name: 'Population' },
          denominator: { kind: 'column', name: 'Part' },
          scale: 1000,
        },
      },
      {
        kind: 'derive',
        name: 'Nom',
        expression: {
          kind: 'concat',
          of: [
            { kind: 'column', name: 'Nom' },
            { kind: 'constant', value: ' : ' },
            { kind: 'column', name: 'Part' },
          ],
        },
      },
      { kind: 'select', columns: ['Nom', 'Par part'] },
    ],
    sentences: [
      'Calculer «\u00a0Par part\u00a0» = Population ÷ Part × 1\u202f000',
      'Calculer «\u00a0Nom\u00a0» = Nom & «\u00a0 : \u00a0» & Part',
      'Garder les colonnes Nom et Par part',
    ],
    columns: ['Nom text', 'Par part decimal'],
    rows: [
      ['Rennes : 12,5', 17798800],
      ['Brest : ', null],
      ['Île-de-Bréhat : 0', null],
      ['Vannes : 7,25', (54420 / 7.25) * 1000],
      ['élven : 1', null],
      ['Binic : 0,5', 682000],
    ],
  },
  {
    kind: 'aggregate',
    steps: [
      {
        kind: 'aggregate',
        by: ['Ville'],
        measures: [
          { name: 'Nombre', measure: 'count' },
          { name: 'Habitants', measure: 'sum', column: 'Population' },
          { name: 'Moyenne', measure: 'mean', column: 'Part' },
          { name: 'Premier', measure: 'min', column: 'Nom' },
          { name: 'Populations', measure: 'count-distinct', column: 'Population' },
          { name: 'Médiane', measure: 'median', column: 'Population' },
        ],
      },
    ],
    sentences: [
      'Regrouper par Ville\u00a0: «\u00a0Nombre\u00a0» (nombre de lignes), «\u00a0Habitants\u00a0» (somme de «\u00a0Population\u00a0»), «\u00a0Moyenne\u00a0» (moyenne de «\u00a0Part\u00a0»), «\u00a0Premier\u00a0» (minimum de «\u00a0Nom\u00a0»), «\u00a0Populations\u00a0» (nombre de valeurs différentes de «\u00a0Population\u00a0») et «\u00a0Médiane\u00a0» (médiane de «\u00a0Population\u00a0»)',
    ],
    columns: [
      'Ville boolean',
      'Nombre integer',
      'Habitants integer',
      'Moyenne decimal',
      'Premier text',
      'Populations integer',
      'Médiane decimal',
    ],
    rows: [
      [false, 2, 682, 0.25, 'Binic', 1, 341],
      [true, 3, 416289, 9.875, 'Brest', 3, 139384],
      [null, 1, null, 1, 'élven', 0, null],
    ],
  },
  {
    kind: 'join',
    steps: [
      { kind: 'select', columns: ['Code', 'Nom'] },
      {
        kind: 'join',
        right: 'epci',
        on: [{ left: 'Code', right: 'insee' }],
        keep: 'left',
        columns: [{ name: 'EPCI', as: 'Groupement' }],
      },
    ],
    sentences: [
      'Garder les colonnes Code et Nom',
      'Croiser avec «\u00a0EPCI\u00a0» sur Code = insee (garder toutes mes lignes), ajouter 1 colonne',
    ],
    columns: ['Code text commune', 'Nom text', 'Groupement text'],
    rows: [
      ['35238', 'Rennes', 'Rennes Métropole'],
      ['29019', 'Brest', 'Brest métropole'],
      ['22113', 'Île-de-Bréhat', null],
      ['56260', 'Vannes', null],
      ['56034', 'élven', null],
      ['22055', 'Binic', null],
    ],
  },
  {
    kind: 'distinct',
    steps: [
      { kind: 'sort', by: [{ column: 'Nom' }] },
      { kind: 'distinct', columns: ['Population'] },
      { kind: 'select', columns: ['Nom', 'Population'] },
    ],
    sentences: [
      'Trier par Nom (croissant)',
      'Garder la première ligne de chaque Population',
      'Garder les colonnes Nom et Population',
    ],
    columns: ['Nom text', 'Population integer population'],
    rows: [
      ['Binic', 341],
      ['Brest', 139384],
      ['élven', null],
      ['Rennes', 222485],
      ['Vannes', 54420],
    ],
  },
  {
    kind: 'limit',
    steps: [
      { kind: 'sort', by: [{ column: 'Créée le' }, { column: 'Nom', descending: true }] },
      { kind: 'limit', count: 4 },
      { kind: 'select', columns: ['Nom', 'Créée le'] },
    ],
    sentences: [
      'Trier par Créée le (croissant) et Nom (décroissant)',
      'Garder les 4 premières lignes',
      'Garder les colonnes Nom et Créée le',
    ],
    columns: ['Nom text', 'Créée le date'],
    rows: [
      ['Vannes', '1790-03-01'],
      ['Rennes', '1790-03-01'],
      ['Île-de-Bréhat', '1801-01-01'],
      ['élven', '2016-01-01'],
    ],
  },
  {
    kind: 'target',
    steps: [
      {
        kind: 'target',
        population: { column: 'Population', threshold: 3500 },
        staff: { column: 'Part', form: 'number', threshold: 10 },
        operator: 'ge',
        connective: 'and',
        verdictColumn: 'verdict',
        reasonColumn: 'raison',
      },
      { kind: 'select', columns: ['verdict', 'raison'] },
    ],
    sentences: [
      'Repérer les collectivités cibles\u00a0: Population ≥\u00a03\u202f500 et Part ≥\u00a010',
      'Garder les colonnes verdict et raison',
    ],
    columns: ['verdict text', 'raison text'],
    rows: [
      [
        'cible',
        'Cible\u00a0: population de 222\u202f485, le seuil de 3\u202f500 est atteint\u202f; effectif de 12,5, le seuil de 10 est atteint.',
      ],
      [
        'à vérifier',
        'À vérifier\u00a0: population de 139\u202f384, le seuil de 3\u202f500 est atteint\u202f; effectif manquant.',
      ],
      [
        'hors cible',
        'Hors cible\u00a0: population de 341, le seuil de 3\u202f500 n’est pas atteint\u202f; effectif de 0, le seuil de 10 n’est pas atteint.',
      ],
      [
        'hors cible',
        'Hors cible\u00a0: population de 54\u202f420, le seuil de 3\u202f500 est atteint\u202f; effectif de 7,25, le seuil de 10 n’est pas atteint.',
      ],
      ['hors cible', 'Hors cible\u00a0: population manquante\u202f; effectif de 1, le seuil de 10 n’est pas atteint.'],
      [
        'hors cible',
        'Hors cible\u00a0: population de 341, le seuil de 3\u202f500 n’est pas atteint\u202f; effectif de 0,5, le seuil de 10 n’est pas atteint.',
      ],
    ],
  },
  {
    kind: 'unpivot',
    steps: [
      {
        kind: 'rename',
        names: [
          { from: 'Population', to: 'P20_POP' },
          { from: 'Part', to: 'Part en 2019' },
        ],
      },
      { kind: 'select', columns: ['Nom', 'P20_POP', 'Part en 2019'] },
      { kind: 'sort', by: [{ column: 'P20_POP', descending: true }] },
      {
        kind: 'unpivot',
        columns: ['Part en 2019', 'P20_POP'],
        nameColumn: 'année',
        valueColumn: 'valeur',
        year: true,
        skipMissing: true,
      },
      { kind: 'limit', count: 5 },
    ],
    sentences: [
      'Renommer «\u00a0Population\u00a0» en «\u00a0P20_POP\u00a0» et «\u00a0Part\u00a0» en «\u00a0Part en 2019\u00a0»',
      'Garder les colonnes Nom, P20_POP et Part en 2019',
      'Trier par P20_POP (décroissant)',
      'Passer 2 colonnes en lignes (Part en 2019 et P20_POP)\u00a0: leur nom dans «\u00a0année\u00a0», leur valeur dans «\u00a0valeur\u00a0»',
      'Garder les 5 premières lignes',
    ],
    columns: ['Nom text', 'année integer', 'valeur decimal'],
    rows: [
      ['Rennes', 2019, 12.5],
      ['Rennes', 2020, 222485],
      ['Brest', 2020, 139384],
      ['Vannes', 2019, 7.25],
      ['Vannes', 2020, 54420],
    ],
  },
  {
    kind: 'append',
    steps: [
      { kind: 'select', columns: ['Code', 'Nom'] },
      { kind: 'sort', by: [{ column: 'Nom' }] },
      { kind: 'limit', count: 2 },
      { kind: 'rename', names: [{ from: 'Code', to: 'INSEE' }] },
      {
        kind: 'append',
        tables: [{ table: 'epci', label: 'les EPCI' }],
        origin: { column: 'origine', label: 'les communes' },
      },
    ],
    sentences: [
      'Garder les colonnes Code et Nom',
      'Trier par Nom (croissant)',
      'Garder les 2 premières lignes',
      'Renommer «\u00a0Code\u00a0» en «\u00a0INSEE\u00a0»',
      'Empiler «\u00a0EPCI\u00a0» sous cette table, en notant l’origine dans «\u00a0origine\u00a0»',
    ],
    columns: ['INSEE text commune', 'Nom text', 'EPCI text', 'Rang integer', 'origine text'],
    rows: [
      ['22055', 'Binic', null, null, 'les communes'],
      ['29019', 'Brest', null, null, 'les communes'],
      ['35238', null, 'Rennes Métropole', 1, 'les EPCI'],
      ['29019', null, 'Brest métropole', 2, 'les EPCI'],
      ['29019', null, 'Brest, en double', 3, 'les EPCI'],
      ['99999', null, 'Nulle part', 4, 'les EPCI'],
      [null, null, 'Sans code', 5, 'les EPCI'],
    ],
  },
  {
    kind: 'clean',
    steps: [
      {
        kind: 'derive',
        name: 'Code',
        expression: {
          kind: 'concat',
          of: [
            { kind: 'constant', value: ' 1\u00a0' },
            {
              kind: 'call',
              name: 'right',
              of: [
                { kind: 'column', name: 'Code' },
                { kind: 'constant', value: 3 },
              ],
            },
            { kind: 'constant', value: '.0\u200e' },
          ],
        },
      },
      { kind: 'derive', name: 'DEP', expression: { kind: 'constant', value: '974' } },
      { kind: 'derive', name: 'COM', expression: { kind: 'column', name: 'Population' } },
      { kind: 'clean', cleaning: { kind: 'code', columns: ['Code'], meaning: 'commune' } },
      { kind: 'clean', cleaning: { kind: 'text', columns: ['Nom', 'DEP'], letters: 'upper' } },
      { kind: 'clean', cleaning: { kind: 'missing', columns: ['Population'], values: [341, 54420] } },
      { kind: 'clean', cleaning: { kind: 'commune', departement: 'DEP', commune: 'COM', name: 'INSEE' } },
      { kind: 'select', columns: ['Code', 'Nom', 'Population', 'INSEE'] },
    ],
    sentences: [
      'Calculer «\u00a0Code\u00a0» = «\u00a0 1\u00a0\u00a0» & fin(Code\u202f; 3) & «\u00a0.0\u200e\u00a0»',
      'Calculer «\u00a0DEP\u00a0» = «\u00a0974\u00a0»',
      'Calculer «\u00a0COM\u00a0» = Population',
      'Réparer les codes de la colonne Code\u00a0: code commune (INSEE)',
      'Nettoyer les colonnes Nom et DEP et les mettre en majuscules',
      'Lire «\u00a0341\u00a0» et «\u00a054\u202f420\u00a0» comme manquant dans la colonne Population',
      'Assembler DEP et COM en code commune dans «\u00a0INSEE\u00a0»',
      'Retirer les colonnes Part, Ville et Créée le',
    ],
    columns: ['Code text commune', 'Nom text', 'Population integer population', 'INSEE text commune'],
    rows: [
      ['01238', 'RENNES', 222485, null],
      ['01019', 'BREST', 139384, null],
      ['01113', 'ÎLE-DE-BRÉHAT', null, '97441'],
      ['01260', 'VANNES', null, '54420'],
      ['01034', 'ÉLVEN', null, null],
      ['01055', 'BINIC', null, '97441'],
    ],
  },
];
