import { describe, expect, test } from 'vitest';
import { describeCondition, describeExpression } from '../../../shared/recipe/describe.ts';
import type { Condition, Expression } from '../../../shared/recipe/expression.ts';
import { describeStep } from '../../../shared/recipe/steps.ts';
import { column, type Draft, draft } from './laboratory.ts';

const columns = [
  column('Population', 'integer', 'population'),
  column('Région', 'text'),
  column('SIREN', 'integer', 'siren'),
  column('Créée le', 'date'),
  column('Ville', 'boolean'),
];
const population: Condition = { kind: 'compare', column: 'Population', operator: 'ge', value: 3500 };
const region: Condition = { kind: 'in', column: 'Région', values: ['Bretagne', 'Corse'] };

describe('a condition in French', () => {
  test.each<[Condition, string]>([
    [population, 'Population ≥\u00a03\u202f500'],
    [{ kind: 'compare', column: 'Population', operator: 'ne', value: -1234.5 }, 'Population ≠\u00a0-1\u202f234,5'],
    [{ kind: 'compare', column: 'SIREN', operator: 'eq', value: 200000172 }, 'SIREN =\u00a0200000172'],
    [{ kind: 'compare', column: 'Région', operator: 'ne', value: 'Corse' }, 'Région n’est pas Corse'],
    [{ kind: 'compare', column: 'Région', operator: 'eq', value: '' }, 'Région est (texte vide)'],
    [{ kind: 'compare', column: 'Ville', operator: 'eq', value: true }, 'Ville est oui'],
    [{ kind: 'compare', column: 'Créée le', operator: 'lt', value: '2026-11-21' }, 'Créée le est avant le 21/11/2026'],
    [{ kind: 'between', column: 'Population', from: 1000, to: 3500 }, 'Population est entre 1\u202f000 et 3\u202f500'],
    [
      { kind: 'between', column: 'Créée le', from: '2025-01-01', to: '2026-01-01' },
      'Créée le est entre le 01/01/2025 et le 01/01/2026',
    ],
    [region, 'Région est parmi Bretagne, Corse'],
    [{ ...region, negated: true }, 'Région n’est pas parmi Bretagne, Corse'],
    [{ kind: 'in', column: 'Région', values: ['Corse'] }, 'Région est Corse'],
    [
      { kind: 'in', column: 'Population', values: [1, 2, 3, 4, 5, 6, 7, 8000] },
      'Population est parmi 1, 2, 3, 4, 5 et 3 autres',
    ],
    [
      { kind: 'text', column: 'Région', operator: 'starts', value: 'nou', negated: true },
      'Région ne commence pas par «\u00a0nou\u00a0»',
    ],
    [{ kind: 'missing', column: 'Ville' }, 'Ville est manquant'],
    [{ kind: 'missing', column: 'Ville', negated: true }, 'Ville est renseigné'],
    [{ kind: 'all', of: [population, region] }, 'Population ≥\u00a03\u202f500 et Région est parmi Bretagne, Corse'],
    [
      { kind: 'all', of: [population, { kind: 'any', of: [region, population] }] },
      'Population ≥\u00a03\u202f500 et (Région est parmi Bretagne, Corse ou Population ≥\u00a03\u202f500)',
    ],
    [
      { kind: 'not', of: { kind: 'any', of: [population, region] } },
      'il n’est pas vrai que (Population ≥\u00a03\u202f500 ou Région est parmi Bretagne, Corse)',
    ],
    [{ kind: 'any', of: [] }, 'aucune condition'],
    [{ kind: 'compare-columns', column: 'Population', operator: 'gt', other: 'SIREN' }, 'Population >\u00a0SIREN'],
  ])('%j', (condition, text) => {
    expect(describeCondition(condition, columns)).toBe(text);
  });
});

describe('an expression as a formula', () => {
  const p: Expression = { kind: 'column', name: 'Population' };
  test.each<[Expression, string]>([
    [
      {
        kind: 'arithmetic',
        operator: 'multiply',
        left: p,
        right: { kind: 'arithmetic', operator: 'subtract', left: p, right: { kind: 'constant', value: 1 } },
      },
      'Population × (Population − 1)',
    ],
    [
      { kind: 'ratio', numerator: p, denominator: { kind: 'column', name: 'Surface' }, scale: 1000 },
      'Population ÷ Surface × 1\u202f000',
    ],
    [{ kind: 'call', name: 'pad', of: [p, { kind: 'constant', value: 5 }] }, 'zéros à gauche(Population\u202f; 5)'],
    [
      {
        kind: 'if',
        when: population,
        // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
        then: { kind: 'constant', value: 'oui' },
        otherwise: { kind: 'constant', value: null },
      },
      'si Population ≥\u00a03\u202f500 alors «\u00a0oui\u00a0» sinon manquant',
    ],
  ])('%j', (expression, text) => {
    expect(describeExpression(expression, columns)).toBe(text);
  });
});

describe('a step in French', () => {
  test.each<[Draft, string]>([
    [{ kind: 'select', columns: ['Région', 'Population', 'SIREN', 'Ville'] }, 'Retirer la colonne Créée le'],
    [
      { kind: 'select', columns: columns.map(({ name }) => name).toReversed() },
      'Ranger les colonnes dans l’ordre\u00a0: Ville, Créée le, SIREN, Région et Population',
    ],
    [{ kind: 'filter', condition: { kind: 'all', of: [] } }, 'Garder toutes les lignes (aucune condition)'],
    [{ kind: 'distinct', columns: [] }, 'Retirer les lignes en double'],
    [{ kind: 'limit', count: 1500 }, 'Garder les 1\u202f500 premières lignes'],
    [{ kind: 'limit', count: 0 }, 'Ne garder aucune ligne'],
    [
      { kind: 'aggregate', by: [], measures: [{ name: 'Total', measure: 'sum', column: 'Population' }] },
      'Résumer toutes les lignes\u00a0: «\u00a0Total\u00a0» (somme de «\u00a0Population\u00a0»)',
    ],
    [
      {
        kind: 'join',
        right: 'epci',
        on: [{ left: 'Code', right: 'insee' }],
        keep: 'left',
        columns: ['a', 'b', 'c'].map((name) => ({ name, as: name })),
      },
      'Croiser avec «\u00a0EPCI 2025\u00a0» sur Code = insee (garder toutes mes lignes), ajouter 3 colonnes',
    ],
    [
      { kind: 'join', right: 'epci', on: [{ left: 'Code', right: 'insee' }], keep: 'inner', columns: [] },
      'Croiser avec «\u00a0EPCI 2025\u00a0» sur Code = insee (garder seulement les lignes trouvées), sans ajouter de colonne',
    ],
    [
      { kind: 'join', right: 'epci', on: [{ left: 'Code', right: 'insee' }], keep: 'anti', columns: [] },
      'Garder les lignes absentes de «\u00a0EPCI 2025\u00a0» sur Code = insee',
    ],
  ])('%j', (step, text) => {
    expect(describeStep(draft([step])[0]!, columns, () => 'EPCI 2025')).toBe(text);
  });
});
