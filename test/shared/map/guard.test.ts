import { expect, test } from 'vitest';
import { guardMap, type MapEvidence } from '../../../shared/map/guard.ts';
import type { MapView } from '../../../shared/map/view.ts';
import { columns, map } from './sample.ts';

const single: MapEvidence = {
  areas: 100,
  rows: 100,
  lowest: 1,
  categories: 3,
  codes: 100,
  matched: 100,
  doubled: 0,
  vintages: ['2023'],
};
const several: MapEvidence = { ...single, rows: 900 };

type Case = [
  name: string,
  change: Partial<MapView>,
  evidence: MapEvidence,
  rule: string | null,
  fix?: Partial<MapView> | null,
];

const cases: Case[] = [
  [
    'a count in colours',
    { value: 'Population', measure: 'sum' },
    single,
    'blocked count-on-choropleth',
    { kind: 'circles', measure: 'sum' },
  ],
  [
    'the number of rows in colours',
    { value: null, measure: 'count' },
    single,
    'blocked count-on-choropleth',
    { kind: 'circles', measure: 'count' },
  ],
  [
    'the median of a count over one row',
    { value: 'Population', measure: 'median' },
    single,
    'blocked count-on-choropleth',
    { kind: 'circles', measure: 'sum' },
  ],
  ['the median of a count over many rows', { value: 'Population', measure: 'median' }, several, null],
  ['a count divided by another', { value: 'Agents', measure: 'sum', denominator: 'Population' }, single, null],
  ['a rate in colours', {}, single, null],
  [
    'decimals that may be a count',
    { value: 'Indemnité' },
    single,
    'warned count-on-choropleth',
    { kind: 'circles', measure: 'sum' },
  ],
  [
    'a rate in circles',
    { kind: 'circles' },
    single,
    'blocked ratio-on-circles',
    { kind: 'choropleth', measure: 'median' },
  ],
  ['a count in circles', { kind: 'circles', value: 'Population', measure: 'sum' }, single, null],
  ['a sum of rates', { measure: 'sum' }, single, 'blocked sum-of-ratio', { measure: 'median' }],
  ['rates of communes brought to départements', { level: 'departement' }, several, 'warned mean-of-ratios', null],
  ['rates of départements as they stand', { level: 'departement' }, single, null],
  [
    'circles of a text',
    { kind: 'circles', value: 'Type', measure: 'sum' },
    single,
    'blocked arithmetic-on-code',
    { kind: 'categories', value: 'Type' },
  ],
  [
    'circles below zero',
    { kind: 'circles', value: 'Agents', measure: 'sum' },
    { ...single, lowest: -2 },
    'blocked negative-circles',
    null,
  ],
  ['colours below zero', {}, { ...single, lowest: -2 }, null],
  [
    'verdicts brought to départements',
    { kind: 'verdict', value: 'Type', level: 'departement' },
    several,
    'blocked rolled-verdict',
    { level: 'commune' },
  ],
  ['verdicts of communes', { kind: 'verdict', value: 'Type' }, single, null],
  [
    'categories brought to départements',
    { kind: 'categories', value: 'Type', level: 'departement' },
    several,
    'warned mixed-categories',
    null,
  ],
  [
    'nine categories',
    { kind: 'categories', value: 'Type' },
    { ...single, categories: 9 },
    'warned too-many-categories',
    null,
  ],
  ['eight categories', { kind: 'categories', value: 'Type' }, { ...single, categories: 8 }, null],
  [
    'cities added up with their arrondissements',
    {},
    { ...single, doubled: 20 },
    'warned arrondissements-doubled',
    null,
  ],
  ['most codes lost', {}, { ...single, matched: 40 }, 'warned few-matched', null],
  ['every code lost', {}, { ...single, matched: 0 }, 'blocked few-matched', null],
  ['one code in twenty lost', {}, { ...single, matched: 95 }, null],
];

test.each(cases)('%s', (_, change, evidence, rule, fix) => {
  const drawn = { ...map, ...change };
  const [finding] = guardMap(drawn, columns, evidence);
  expect({ rule: finding ? `${finding.level} ${finding.rule}` : null, fix: finding?.fix ?? null }).toEqual({
    rule,
    fix: fix ? { ...drawn, ...fix } : null,
  });
});

test('each fix is a map that no rule blocks any more', () => {
  const left = cases.flatMap(([name, change, evidence]) => {
    const fix = guardMap({ ...map, ...change }, columns, evidence)[0]?.fix;
    return fix && guardMap(fix, columns, evidence).some(({ level }) => level === 'blocked') ? [name] : [];
  });
  expect(left).toEqual([]);
});
