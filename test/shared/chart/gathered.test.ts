import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../electron/engine/database.ts';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { chartSql, factsSql, factsWidth, referencesSql } from '../../../shared/chart/query.ts';
import { type Cuts, noCuts } from '../../../shared/chart/query-data.ts';
import {
  gatheredFactsSql,
  gatheredMarksSql,
  gatheredMiddlesSql,
  gatheredSql,
  gatherSql,
  isGathered,
  isSettled,
} from '../../../shared/chart/query-gathered.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';
import { chart } from './chart-engine.ts';

const columns: Column[] = [
  { name: 'nom', type: 'text', meaning: null },
  { name: 'sexe', type: 'text', meaning: null },
  { name: 'jour', type: 'date', meaning: null },
  { name: 'heure', type: 'timestamp', meaning: null },
  { name: 'âge', type: 'integer', meaning: null },
  { name: 'taux', type: 'decimal', meaning: null },
  { name: 'agents', type: 'integer', meaning: null },
];

/** 2 000 rows with missing cells everywhere, equal figures, and more names, colours and days than are drawn. */
const rows = `SELECT * FROM (SELECT
  CASE WHEN r % 31 = 0 THEN NULL ELSE 'n' || (r * 7 % 83) END AS nom,
  CASE WHEN r % 29 = 0 THEN NULL ELSE 's' || (r * r % 13) END AS sexe,
  CASE WHEN r % 37 = 0 THEN NULL ELSE DATE '2019-11-20' + (r * 3 % 400)::INTEGER END AS jour,
  CASE WHEN r % 41 = 0 THEN NULL ELSE TIMESTAMP '2020-01-01 08:30:00' + to_hours((r * 11 % 9000)::INTEGER) END AS heure,
  CASE WHEN r % 43 = 0 THEN NULL ELSE r * 5 % 97 END AS "âge",
  CASE WHEN r % 47 = 0 THEN NULL ELSE (r % 64) / 8 END AS taux,
  CASE WHEN r % 23 = 0 THEN NULL ELSE r * 13 % 50 - 5 END AS agents
  FROM range(2000) AS rows(r))`;

const staging = mkdtempSync(join(tmpdir(), 'crible-gathered-'));
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ staging, threads: 1, memoryMegabytes: 512 });
});
afterAll(() => {
  database.close();
  rmSync(staging, { recursive: true });
});

type Found = { facts: unknown; marks: unknown; middles: unknown };

function drawn(wanted: Chart, cuts: Cuts, sql: string): Promise<{ once: Found; twice: Found }> {
  return database.use(null, async (connection) => {
    const found = async (facts: string, marks: string, middles: string): Promise<Found> => ({
      facts: await connection.rows(facts),
      marks: await connection.rows(marks),
      middles: await connection.rows(middles),
    });
    const middles = referencesSql(sql, columns, wanted, cuts);
    await connection.run('BEGIN');
    for (const statement of gatherSql(sql, columns, wanted)) await connection.run(statement);
    const once = await found(
      gatheredFactsSql(sql, columns, wanted),
      gatheredMarksSql(sql, columns, wanted, cuts),
      gatheredMiddlesSql(columns, wanted, cuts) ?? middles,
    );
    await connection.run('ROLLBACK');
    const twice = await found(factsSql(sql, columns, wanted), chartSql(sql, columns, wanted, cuts), middles);
    return { once, twice };
  });
}

const filter: Condition = { kind: 'in', column: 'sexe', values: ['s1', 's3', 's4', 's9'], negated: true };
const quarters: Cuts = { ...noCuts, unit: 'quarter' };
const tens: Cuts = { ...noCuts, bins: { start: 0, width: 10, count: 10 } };

const places: { name: string; change: Partial<Chart>; cuts: Cuts }[] = [
  { name: 'bars', change: { x: 'nom' }, cuts: noCuts },
  { name: 'the rest left out', change: { x: 'nom', others: false, sort: 'value-asc' }, cuts: noCuts },
  { name: 'a few rows', change: { x: 'nom', filter, sort: 'x-desc', limit: 7 }, cuts: noCuts },
  { name: 'colours', change: { x: 'nom', color: 'sexe', limit: 12 }, cuts: noCuts },
  {
    name: 'colours side by side',
    change: { x: 'nom', color: 'sexe', others: false, stacking: 'grouped' },
    cuts: noCuts,
  },
  { name: 'bars by quarter', change: { x: 'jour', limit: 4 }, cuts: quarters },
  { name: 'bars by quarter, colours', change: { x: 'heure', color: 'sexe', limit: 3, sort: 'x-asc' }, cuts: quarters },
  { name: 'ages', change: { x: 'âge', kind: 'dot', limit: 50, sort: 'x-asc' }, cuts: noCuts },
  { name: 'pie', change: { x: 'nom', kind: 'pie', limit: 5 }, cuts: noCuts },
  { name: 'pyramid', change: { x: 'âge', kind: 'pyramid', color: 'sexe' }, cuts: noCuts },
  { name: 'heatmap', change: { x: 'nom', kind: 'heatmap', color: 'jour' }, cuts: noCuts },
  { name: 'heatmap by quarter', change: { x: 'jour', kind: 'heatmap', color: 'nom' }, cuts: quarters },
  { name: 'boxes', change: { x: 'âge', kind: 'box', measure: 'count', y: 'agents' }, cuts: noCuts },
  { name: 'boxes of a few rows', change: { x: 'jour', kind: 'box', filter, sort: 'x-asc' }, cuts: noCuts },
  { name: 'line', change: { x: 'jour', kind: 'line' }, cuts: noCuts },
  { name: 'line by quarter', change: { x: 'heure', kind: 'line' }, cuts: quarters },
  { name: 'line of steps', change: { x: 'âge', kind: 'line' }, cuts: tens },
  { name: 'lines', change: { x: 'jour', kind: 'line', color: 'sexe' }, cuts: noCuts },
  { name: 'areas of steps', change: { x: 'âge', kind: 'area', color: 'sexe' }, cuts: tens },
  { name: 'areas by quarter', change: { x: 'heure', kind: 'area', color: 'sexe', filter }, cuts: quarters },
];
const measures: Partial<Chart>[] = [
  { measure: 'sum', y: 'agents' },
  { measure: 'mean', y: 'taux' },
];
const others: Partial<Chart>[] = [
  { measure: 'count', y: null },
  { measure: 'min', y: 'taux' },
  { measure: 'max', y: 'agents' },
];

/** Parts are added in another order: the last bits of a sum of decimals are not the same. */
const rounded = (found: unknown) =>
  JSON.stringify(found, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value), 1);

test.each(places)('gathered once, $name show the figures of the rows', async ({ change, cuts }) => {
  for (const measure of change.x === 'nom' ? [...measures, ...others] : measures) {
    const { once, twice } = await drawn(chart({ ...measure, ...change }), cuts, rows);
    expect(rounded(once)).toBe(rounded(twice));
  }
});

test.each(places)('of one statement, $name show the same', async ({ change, cuts }) => {
  for (const measure of [...measures, ...others]) {
    const wanted = chart({ ...measure, ...change });
    if (!isSettled(columns, wanted)) continue;
    const both = await database.use(null, (connection) => connection.rows(gatheredSql(rows, columns, wanted)));
    const parts = both.map((row) => Object.entries(row));
    const { once } = await drawn(wanted, cuts, rows);
    const marks = parts.map((row) => Object.fromEntries(row.slice(factsWidth)));
    const facts = parts.map((row) => Object.fromEntries(row.slice(0, factsWidth)));
    expect(rounded({ marks, facts })).toBe(rounded({ marks: once.marks, facts: parts.flatMap(() => once.facts) }));
  }
});

test('names in a row are settled; times, lines, boxes and lines of reference wait for the facts', () => {
  const bars = chart({ x: 'nom', y: 'agents', measure: 'sum', color: 'sexe' });
  const changes: Partial<Chart>[] = [
    {},
    { x: 'âge' },
    { kind: 'heatmap' },
    { references: [{ kind: 'value', value: 3, label: '', axis: 'y' }] },
    { references: [{ kind: 'median' }] },
    { x: 'jour' },
    { kind: 'line' },
    { kind: 'box' },
    { measure: 'median' },
  ];
  const settled = changes.map((change) => isSettled(columns, { ...bars, ...change }));
  expect(settled).toEqual([true, true, true, true, false, false, false, false, false]);
});

test('no rows at all are nothing, not a missing answer', async () => {
  const nothing = `SELECT * FROM (${rows}) WHERE false`;
  const { once } = await drawn(chart({ x: 'nom', y: 'agents', measure: 'sum', color: 'sexe' }), noCuts, nothing);
  const facts = { total: 0, missing: 0, unmeasured: 0, distinct_x: 0, distinct_color: 0, panels: 0 };
  const ends = { first: null, last: null, lowest: null, highest: null, mean: null, median: null };
  expect(once).toEqual({ facts: [{ ...facts, ...ends }], marks: [], middles: [{ median: null, mean: null }] });
});

test('sums are gathered; panels, medians and ends of slopes are read from the rows', () => {
  const plain = { x: 'nom', y: 'agents', color: 'sexe' };
  const kept = [
    chart({ ...plain, measure: 'sum' }),
    chart({ ...plain, facet: 'jour', measure: 'sum' }),
    chart({ ...plain, measure: 'median' }),
    chart({ ...plain, measure: 'count-distinct' }),
    chart({ ...plain, kind: 'slope', measure: 'sum' }),
    chart({ ...plain, kind: 'scatter', measure: 'value' }),
  ];
  expect(kept.map(isGathered)).toEqual([true, false, false, false, false, false]);
});
