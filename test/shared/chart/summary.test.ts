import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartKinds } from '../../../shared/chart/kinds.ts';
import { valueText } from '../../../shared/chart/rows.ts';
import { summary } from '../../../shared/chart/summary.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import fc from '../../tools/property.ts';
import { chart, openChartEngine } from './chart-engine.ts';

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());

const columns: Column[] = [
  { name: 'nom', type: 'text', meaning: null },
  { name: 'côté', type: 'text', meaning: null },
  { name: 'valeur', type: 'integer', meaning: null },
  { name: 'année', type: 'integer', meaning: null },
];
const row = fc.record({
  nom: fc.constantFrom('Pau', 'Dole', 'Évry', 'Nîmes', null),
  côté: fc.constantFrom('a', 'b'),
  valeur: fc.option(fc.integer({ min: 1, max: 99_999 })),
  année: fc.constantFrom(2019, 2020, 2021),
});
type Row = { nom: string | null; côté: string; valeur: number | null; année: number };

function sqlOf(rows: readonly Row[]): string {
  const text = (value: string | number | null) => (typeof value === 'string' ? `'${value}'` : (value ?? 'NULL'));
  const lines = rows.map(
    (one) => `(${text(one.nom)}, ${text(one.côté)}, ${one.valeur ?? 'NULL::BIGINT'}, ${one.année})`,
  );
  return `SELECT * FROM (VALUES ${lines.join(', ')}) AS rows("nom", "côté", "valeur", "année")`;
}

/** Sums by key, computed here and not by the engine; a group without any value has none. */
function sums(rows: readonly Row[], key: (row: Row) => string | null): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of rows) {
    const name = key(one);
    if (name !== null && one.valeur !== null) found.set(name, (found.get(name) ?? 0) + one.valeur);
  }
  return found;
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the sentence is true to the rows', () => {
  test.each(['bar', 'dot'] as const)('of a %s: the highest and the lowest are those of the data', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const wanted = chart({ kind, x: 'nom', y: 'valeur', measure: 'sum' });
        const { marks, facts } = await engine.drawn(wanted, sqlOf(rows), columns);
        const text = plain(summary(wanted, columns, marks, facts));
        const expected = sums(rows, (one) => one.nom);
        const values = [...expected.values()];
        if (values.length === 0) {
          expect(text).toContain('Aucune ligne');
          return;
        }
        const [, highest, most, lowest, least] =
          /Le plus élevé : (.+) \((.+)\) ; le plus faible : (.+) \((.+?)\)\./.exec(text) ?? [];
        if (values.length === 1) {
          expect(text).toContain(`(${plain(valueText(values[0] ?? 0))})`);
          return;
        }
        expect([most, least, expected.get(highest ?? ''), expected.get(lowest ?? '')]).toEqual([
          plain(valueText(Math.max(...values))),
          plain(valueText(Math.min(...values))),
          Math.max(...values),
          Math.min(...values),
        ]);
      }),
      { numRuns: 40 },
    );
  });

  test('of a slope: who rose most really did', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 30 }), async (rows) => {
        const wanted = chart({ kind: 'slope', x: 'année', color: 'nom', y: 'valeur', measure: 'sum' });
        const { marks, facts } = await engine.drawn(wanted, sqlOf(rows), columns);
        const years = rows.map((one) => one.année);
        const at = (year: number) =>
          sums(
            rows.filter((one) => one.année === year),
            (one) => one.nom ?? '(manquant)',
          );
        const [from, to] = [at(Math.min(...years)), at(Math.max(...years))];
        const changes = [...from].flatMap(([name, value]) =>
          to.has(name) && from !== to ? [(to.get(name) ?? 0) - value] : [],
        );
        const text = plain(summary(wanted, columns, marks, facts));
        if (new Set(years).size < 2 || changes.length === 0) return;
        const most = Math.max(...changes);
        const shown = most > 0 ? `+${valueText(most)}` : valueText(most);
        expect(text).toContain(`(${plain(shown)}) ; vers le bas`);
      }),
      { numRuns: 40 },
    );
  });

  test('of a histogram: the fullest bin holds what it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const wanted = chart({ kind: 'histogram', x: 'valeur', bins: 10 });
        const { marks, facts } = await engine.drawn(wanted, sqlOf(rows), columns);
        const values = rows.flatMap((one) => one.valeur ?? []);
        const within = marks.map(
          (mark) => values.filter((value) => value >= Number(mark.x) && value < (mark.stop ?? 0)).length,
        );
        expect([marks.map((mark) => mark.rows), facts.total - facts.missing]).toEqual([
          values.length === 0 ? marks.map(() => 0) : within,
          values.length,
        ]);
      }),
      { numRuns: 40 },
    );
  });

  test('of any kind: never empty, never undefined, and counts what has no value', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...chartKinds),
        async (rows, kind) => {
          const x =
            kind === 'histogram' || kind === 'scatter'
              ? 'valeur'
              : kind === 'line' || kind === 'area' || kind === 'slope'
                ? 'année'
                : 'nom';
          const color = kind === 'heatmap' || kind === 'slope' || kind === 'pyramid' ? 'côté' : null;
          const wanted = chart({
            kind,
            x,
            y: kind === 'scatter' ? 'année' : 'valeur',
            color,
            measure: kind === 'scatter' ? 'value' : 'sum',
          });
          const { marks, facts } = await engine.drawn(wanted, sqlOf(rows), columns);
          const text = plain(summary(wanted, columns, marks, facts));
          const empty = marks.filter((mark) => mark.y === null).length;
          const said = /(\d+) éléments? n/.exec(text)?.[1];
          expect([/undefined|NaN|null|\{/.test(text), empty > 0 && empty < marks.length ? said : undefined]).toEqual([
            false,
            empty > 0 && empty < marks.length ? String(empty) : undefined,
          ]);
        },
      ),
      { numRuns: 120 },
    );
  });
});
