import { expect, test } from 'vitest';
import { hasShape, luhn, repairCode } from '../../../shared/territory/codes.ts';
import { recognise } from '../../../shared/territory/recognise.ts';

test.each([
  ['commune', '01001', true],
  ['commune', '2A004', true],
  ['commune', '97101', true],
  ['commune', '00001', false],
  ['commune', '1001', false],
  ['departement', '2B', true],
  ['departement', '976', true],
  ['departement', '96', false],
  ['region', '06', true],
  ['siren', '210100012', true],
  ['siret', '21010001200017', true],
  ['code-postal', '75001', true],
  ['tranche-effectif', '21.0', true],
  ['tranche-effectif', '33', false],
] as const)('%s %s: %s', (meaning, text, expected) => {
  expect(hasShape(meaning, text)).toBe(expected);
});

test.each([
  ['commune', '1001', '01001'],
  ['commune', ' 2a004 ', '2A004'],
  ['siren', '\u200e210 100 012', '210100012'],
  ['tranche-effectif', '21.0', '21'],
  ['commune', '101', null],
  ['commune', '2021-COM-01001', '01001'],
  ['commune', '2024-DEP-01', null],
  ['region', '2024-DEP-11', null],
  ['epci', '2023-EPCI-200000172', '200000172'],
] as const)('%s %j is repaired as %j', (meaning, text, expected) => {
  expect(repairCode(meaning, text)).toBe(expected);
});

test('the key of a SIREN', () => {
  expect([luhn('732829320'), luhn('732829321')]).toEqual([true, false]);
});

test.each([
  ['CODGEO', ['01001', '2A004'], 'commune'],
  ['insee', ['1001', '74024'], 'commune'],
  ['Code Insee 2024 Région', ['84', '11'], 'region'],
  ['Code région', ['01', '02'], 'region'],
  ['Nom de la région', ['Bretagne'], null],
  ['DEP', ['01', '971'], 'departement'],
  ['CODCOM', ['001', '002'], null],
  ['code_postal', ['75001', '01000'], 'code-postal'],
  ['siren_epci', ['200069193'], 'epci'],
  ['siren_membre', ['210100012'], 'siren'],
  ['trancheEffectifsUniteLegale', ['21.0', 'NN'], 'tranche-effectif'],
  ['Code NAF', ['01.11Z', '84.11Z'], 'naf'],
  ['activitePrincipaleEtablissement', ['0111Z', '8411Z'], 'naf'],
  ['APET', ['0111Z', '8411Z'], 'naf'],
  ['NAF (classe)', ['01.11', '84.12'], 'naf'],
  ['A21', ['A', 'C', 'U'], 'naf'],
  ['A88', ['01', '84'], 'naf'],
  ['Secteur', ['AZ', 'BE', 'FZ', 'GI', 'JZ', 'KZ', 'LZ'], 'naf'],
  ['Secteur', ['01.11Z', '84.11Z', '85.20Z'], 'naf'],
  ['Secteur', ['A', 'B', 'C', 'D', 'E', 'F', 'G'], null],
  ['Pays', ['AZ', 'BE', 'FR', 'DE', 'ES', 'IT', 'PT'], null],
  ['Libellé NAF', ['Culture de céréales'], null],
  ['Code NAF', ['04.11Z', '99.99'], null],
  ['A38', ['XX', 'YY'], null],
  ['PMUN', ['771', '1 234'], 'population'],
  ['pop2015', ['767', '241'], 'population'],
  ['pop_active_2015', ['767', '241'], null],
  ['Densité de population', ['12,5'], null],
  ['Code département / commune', ['34057', '34327'], 'commune'],
  ['Station_codepost', ['34000', '34990'], 'code-postal'],
  ['CDPOST', ['34070', '34000'], 'code-postal'],
  ['addr:postcode', ['34070', '34000'], 'code-postal'],
  ['Population totale, femmes', ['514', '1936'], null],
  ['Population de 20 à 29 ans', ['83', '602'], null],
] as const)('%s with %j means %s', (name, values, expected) => {
  expect(recognise({ name, values })).toBe(expected);
});
