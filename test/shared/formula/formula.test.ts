import { describe, expect, test } from 'vitest';
import { printFormula } from '../../../shared/formula/print.ts';
import { problemSentence } from '../../../shared/formula/problem.ts';
import { readFormula } from '../../../shared/formula/understand.ts';
import type { Expression } from '../../../shared/recipe/expression.ts';
import { column } from '../recipe/laboratory.ts';

const columns = [
  column('Code', 'text', 'commune'),
  column('Population', 'integer', 'population'),
  column('Agents', 'decimal'),
  column('Créée le', 'date'),
  column('a]b', 'integer'),
];
const of = (name: string): Expression => ({ kind: 'column', name });
const is = (value: string | number | boolean | null): Expression => ({ kind: 'constant', value });

/** Narrow blanks as plain ones, to be read here. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

describe('a formula', () => {
  test.each<[string, string]>([
    ['=1 + 2 * [Agents]', '1 + 2 * [Agents]'],
    ['(1+2)*[agents]', '(1 + 2) * [Agents]'],
    ['[Agents]-([Population]-1)', '[Agents] - ([Population] - 1)'],
    ['-2^2', 'PUISSANCE(-2; 2)'],
    ['-[Agents] × 2,5', '-[Agents] * 2,5'],
    ['50%', '0,5'],
    ['si([population]≥3500;"grande";"petite")', 'SI([Population] >= 3500; "grande"; "petite")'],
    ['SI.CONDITIONS([Agents]<1;"a";[Agents]<2;"b")', 'SI.CONDITIONS([Agents] < 1; "a"; [Agents] < 2; "b")'],
    ['Si.Conditions([Agents]<1;1;VRAI;2)', 'SI([Agents] < 1; 1; 2)'],
    ['année([créée le])', 'ANNEE([Créée le])'],
    ['"Le ""Pré""" & [Code] & concatener("a";"b")', '"Le ""Pré""" & [Code] & ("a" & "b")'],
    ['[a]]b] <> [Population]', '[a]]b] <> [Population]'],
    ['NON(OU([Population]=1;ESTVIDE([Agents])))', 'NON(OU([Population] = 1; ESTVIDE([Agents])))'],
    ['gauche([Code])', 'GAUCHE([Code]; 1)'],
    ['STXT([Code];CHERCHE("A";[Code])+1;2)', 'STXT([Code]; CHERCHE("A"; [Code]) + 1; 2)'],
  ])('%s reads as %s', (text, printed) => {
    const { expression, problem } = readFormula(text, columns);
    expect([problem, expression && printFormula(expression)]).toEqual([null, printed]);
    expect(readFormula(printed, columns).expression).toEqual(expression);
  });

  test.each<[string, string, string]>([
    ['', 'Écrivez une formule, par exemple [Agents] / [Population] * 1000.', ''],
    ['ARRONDI [Agents]', 'Il manque une parenthèse après ARRONDI.', 'ARRONDI'],
    ['1 + ARRONDI([Agents]; 2', 'Il manque la parenthèse qui ferme ARRONDI(.', 'ARRONDI'],
    ['([Agents]', 'Il manque la parenthèse qui ferme celle-ci.', '('],
    ['[Agents])', 'Il y a une parenthèse fermante de trop.', ')'],
    ['[Agents', 'Il manque le crochet qui ferme le nom de la colonne.', '[Agents'],
    ['"abc', 'Il manque le guillemet droit qui ferme le texte.', '"abc'],
    ['«abc»', 'Mettez les textes entre guillemets droits : "texte".', '«'],
    ['[Agents] +', 'La formule s’arrête trop tôt : il manque une valeur après « + ».', '+'],
    [
      'ARRONDI([Agents],2)',
      'Séparez les arguments par un point-virgule : la virgule est celle des nombres (2,5).',
      ',2',
    ],
    ['ROUND([Agents]; 2)', 'La fonction ROUND n’existe pas ici. Vouliez-vous écrire ARRONDI ?', 'ROUND'],
    ['ARONDI([Agents])', 'La fonction ARONDI n’existe pas ici. Vouliez-vous écrire ARRONDI ?', 'ARONDI'],
    ['[Agent] * 2', 'Il n’y a pas de colonne « Agent ». Vouliez-vous écrire [Agents] ?', '[Agent]'],
    ['Population * 2', 'Mettez le nom de la colonne entre crochets : [Population].', 'Population'],
    ['[Code] * 2', '* attend un nombre, mais cette partie donne un texte.', '[Code]'],
    ['SI([Agents]; 1; 2)', 'SI attend vrai ou faux, mais cette partie donne un nombre.', '[Agents]'],
    [
      'SI(VRAI; 1; "x")',
      'Les résultats possibles doivent être de même nature : ici un nombre et un texte.',
      'SI(VRAI; 1; "x")',
    ],
    ['[Code] > 3', 'On ne peut pas comparer un texte et un nombre.', '[Code] > 3'],
    [
      'SUBSTITUE("a"; "b")',
      'SUBSTITUE attend au moins 3 arguments, séparés par des points-virgules.',
      'SUBSTITUE("a"; "b")',
    ],
    ['ABS(1; 2)', 'ABS n’attend que 1 argument : celui-ci est de trop.', '2'],
    [
      'ARRONDI([Agents]; [Population])',
      'Ici, ARRONDI attend un nombre entier écrit dans la formule, entre −15 et 15.',
      '[Population]',
    ],
    [
      'AUJOURDHUI()',
      'AUJOURDHUI change d’un jour à l’autre : la même recette ne donnerait pas deux fois le même tableau. Écrivez la date voulue, par exemple DATE(2026; 11; 21).',
      'AUJOURDHUI',
    ],
    ['TEXTE([Agents]; "jj/mm")', 'TEXTE attend une date, mais cette partie donne un nombre.', '[Agents]'],
  ])('%s is refused: %s', (text, sentence, place) => {
    const { problem } = readFormula(text, columns);
    expect(problem && [plain(problemSentence(problem)), text.slice(problem.from, problem.to)]).toEqual([
      sentence,
      place,
    ]);
  });
});

test('every expression has a formula, worth the same where it is not the same', () => {
  const printed = [
    { kind: 'ratio', numerator: of('Agents'), denominator: of('Population'), scale: 1000 },
    {
      kind: 'if',
      when: {
        kind: 'all',
        of: [
          { kind: 'in', column: 'Code', values: ['35238', '29019'] },
          { kind: 'between', column: 'Créée le', from: '2016-01-01', to: '2016-12-31' },
          { kind: 'text', column: 'Code', operator: 'starts', value: '35', negated: true },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
      then: is(1),
      otherwise: is(null),
    },
  ].map((expression) => printFormula(expression as Expression, columns));
  expect(printed).toEqual([
    '[Agents] / [Population] * 1000',
    'SI(SIVIDE(ET(OU([Code] = "35238"; [Code] = "29019"); ET([Créée le] >= DATE(2016; 1; 1); [Créée le] <= DATE(2016; 12; 31)); NON(COMMENCE.PAR([Code]; "35"))); FAUX); 1; MANQUANT())',
  ]);
  expect(printed.map((text) => readFormula(text, columns).problem)).toEqual([null, null]);
});
