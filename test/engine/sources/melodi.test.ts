import { expect, test } from 'vitest';
import { bareCode, repairedCode } from '../../../shared/sql/clean.ts';
import { literal } from '../../../shared/sql/quote.ts';
import { repairCode } from '../../../shared/territory/codes.ts';
import { openBytes, testDatabase, typesOf } from './opening.ts';

const lines = (...each: string[]) => `${each.join('\n')}\n`;
const communes = ['01001', '01002', '2A004', '59350', '97411', '75056'];
const departements = ['11', '2A', '59'];
const told = (opening: Awaited<ReturnType<typeof openBytes>>) =>
  opening.opened.warnings.map(({ code, params }) => ({ code, ...params }));

test.each([
  ['DEP', ['11', '12', '13'], 'departement'],
  ['REG', ['11', '24', '27'], 'region'],
  ['EPCI', ['200000172', '200000438'], 'epci'],
  ['COM', communes, 'commune'],
] as const)('GEO has the codes of the one level that GEO_OBJECT says, %s', async (level, codes, meaning) => {
  const rows = codes.map((code, at) => `"${code}";"${level}";"2021";"${at}.25"`);
  const opening = await openBytes(lines('"GEO";"GEO_OBJECT";"TIME_PERIOD";"OBS_VALUE"', ...rows));
  expect(typesOf(opening)).toEqual([
    `GEO:text:${meaning}`,
    'GEO_OBJECT:text',
    'TIME_PERIOD:integer',
    'OBS_VALUE:decimal',
  ]);
});

test('levels mixed in GEO_OBJECT are told, areas with their year among them, and the sums over a dimension', async () => {
  const places = [
    ...communes.map((code) => [code, 'COM']),
    ...departements.map((code) => [code, 'DEP']),
    ['0051', 'ZE2020'],
  ];
  const rows = places.flatMap(([code, level]) => ['_T', 'F', 'M'].map((sex, at) => `${code};${level};${sex};${at}`));
  expect(told(await openBytes(lines('GEO;GEO_OBJECT;SEX;OBS_VALUE', ...rows)))).toEqual([
    { code: 'total-rows', column: 'SEX', count: 10, examples: '«\u00a0_T\u00a0»', values: '["_T"]' },
    {
      code: 'mixed-levels',
      column: 'GEO_OBJECT',
      examples: 'COM (18), DEP (9), ZE2020 (3)',
      values: '["COM","DEP","ZE2020"]',
    },
  ]);
});

test('codes behind their year and level are codes, to be repaired', async () => {
  const opening = await openBytes(lines('GEO;OBS_VALUE', ...communes.map((code, at) => `2021-COM-${code};${at}`)));
  expect([typesOf(opening), told(opening)]).toEqual([
    ['GEO:text:commune', 'OBS_VALUE:integer'],
    [
      {
        code: 'opened-codes',
        column: 'GEO',
        count: 6,
        meaning: 'commune',
        examples: ['01001', '01002', '2A004', '59350', '75056'].map((code) => `2021-COM-${code}`).join('\u202f; '),
      },
    ],
  ]);
});

test('several levels behind their years are told, and are no mistakes', async () => {
  const codes = [
    ...communes.map((code) => `2021-COM-${code}`),
    ...departements.map((code) => `2024-DEP-${code}`),
    '2024-FRANCE-F',
  ];
  const opening = await openBytes(lines('GEO;OBS_VALUE', ...codes.map((code, at) => `${code};${at}`)));
  expect([typesOf(opening)[0], opening.opened.warnings.map(({ code, params }) => [code, params.values])]).toEqual([
    'GEO:text:commune',
    [
      ['mixed-openings', '["COM","DEP","FRANCE"]'],
      ['opened-codes', undefined],
    ],
  ]);
});

test('the list of variables opened beside tells no totals of its own', async () => {
  const opening = await openBytes(
    lines(
      '"COD_VAR";"LIB_VAR";"COD_MOD";"LIB_MOD"',
      '"SEX";"Sexe";"_T";"Total"',
      '"SEX";"Sexe";"F";"Femmes"',
      '"AGE";"Âge";"_T";"Total"',
      '"AGE";"Âge";"Y15T24";"De 15 à 24 ans"',
      '"TIME_PERIOD";"Période";"2021";"2021"',
    ),
  );
  expect(told(opening).map(({ code }) => code)).toEqual(['documentation']);
});

test.each([
  ['commune', '2021-COM-01001', '01001'],
  ['commune', '2021-ARM-75101', '75101'],
  ['commune', '2024-DEP-01', '2024-DEP-01'],
  ['departement', '2024-DEP-2A', '2A'],
  ['region', '2024-DEP-11', '2024-DEP-11'],
  ['epci', ' 2023-EPCI-200000172', '200000172'],
] as const)('a repair reads %s in %s, in a step as in the reference', async (meaning, text, expected) => {
  const engine = await testDatabase();
  const rows = await engine.use(null, (connection) =>
    connection.rows<{ code: string }>(
      `SELECT ${repairedCode('t', 'bare', meaning)} AS code FROM (SELECT ${literal(text)} AS t, ${bareCode(literal(text))} AS bare)`,
    ),
  );
  expect([rows[0]?.code, repairCode(meaning, text) ?? text]).toEqual([expected, expected]);
});
