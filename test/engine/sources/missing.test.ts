import { expect, test } from 'vitest';
import { missingReason } from '../../../electron/engine/sources/missing.ts';
import { openBytes } from './opening.ts';

test('worded marks of a missing value have the reason that they tell', () => {
  const marks = {
    'N/A - résultat non disponible': 'non disponible',
    'n.d. (donnée non disponible)': 'non disponible',
    'Résultat non disponible.': 'non disponible',
    'Données manquantes': 'non disponible',
    'Pas de données': 'non disponible',
    'non encore publié': 'non disponible',
    'NR : non renseigné': 'non renseigné',
    'Sans réponse': 'non renseigné',
    'Montant non communiqué': 'non communiqué',
    'Effectif insuffisant': 'non significatif',
    'NS – non significatif': 'non significatif',
    'SO - sans objet': 'sans objet',
    'Non applicable': 'sans objet',
    's - secret statistique': 'secret',
    'soumis au secret statistique': 'secret',
  };
  expect(Object.fromEntries(Object.keys(marks).map((text) => [text, missingReason(text)]))).toEqual(marks);
});

test('texts that say something else have none', () => {
  const texts = [
    'Disponible',
    'Non',
    'N/A 12',
    'Effectif',
    'Résultat',
    'Donnée non validée',
    'Secrétariat',
    'C - Centre',
    'Sans',
    'Manque 3 pages',
    'S - Sud',
    'Très faible',
  ];
  expect(texts.filter((text) => missingReason(text) !== null)).toEqual([]);
});

test('they are read as missing among numbers, counted with their reason, and kept among texts', async () => {
  const mark = 'N/A - résultat non disponible';
  const lines = Array.from(
    { length: 12 },
    (_, at) => `C${at};${at % 4 === 3 ? mark : at * 2};${at % 4 === 3 ? mark : 'vu'}`,
  );
  const { rows, opened, issues } = await openBytes(['Site;Mesure;Avis', ...lines, ''].join('\n'));
  expect([
    opened.columns.map(({ type }) => type),
    rows[3],
    opened.warnings,
    issues.map(({ row, raw, reason }) => [row, raw, reason]),
  ]).toEqual([
    ['text', 'integer', 'text'],
    ['C3', null, mark],
    [{ code: 'missing-codes', params: { column: 'Mesure', codes: mark, count: 3 } }],
    [5, 9, 13].map((row) => [row, mark, 'non disponible']),
  ]);
});
