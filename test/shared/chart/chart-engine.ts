import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartData } from '../../../electron/engine/chart.ts';
import { openDatabase } from '../../../electron/engine/database.ts';
import { decodeRows } from '../../../renderer/arrow.ts';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { type Mark, marksOf } from '../../../shared/chart/rows.ts';
import { blankChart } from '../../../shared/chart/suggest.ts';
import type { ChartFacts } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';

export const columns: Column[] = [
  { name: 'code', type: 'text', meaning: 'commune' },
  { name: 'Région', type: 'text', meaning: null },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Taux de chômage', type: 'decimal', meaning: null },
  { name: 'Année', type: 'integer', meaning: null },
];

/** Five rows: two régions, one commune without région, one without population. */
export const rows = `SELECT * FROM (VALUES
  ('01001', 'Bretagne', 100, 7.5, 2020), ('01002', 'Bretagne', 300, 8.5, 2021), ('01003', 'Corse', 250, 12.0, 2020),
  ('01004', NULL, 50, 3.0, 2020), ('01005', 'Corse', NULL, 10.0, 2021)
) AS rows("code", "Région", "Population", "Taux de chômage", "Année")`;

export function chart(change: Partial<Chart>): Chart {
  return { ...blankChart('t'), ...change };
}

/** Facts of a small chart drawn whole; a test says what differs. */
export function facts(change: Partial<ChartFacts> = {}): ChartFacts {
  return {
    total: 20,
    missing: 0,
    shown: 2,
    others: 0,
    rest: null,
    namesakes: null,
    doubled: null,
    sampled: false,
    unmeasured: 0,
    distinct: { x: 2, color: 0, panels: 0 },
    lowest: null,
    highest: null,
    mean: null,
    median: null,
    bucket: null,
    squares: false,
    trend: null,
    references: [],
    repeatedBy: null,
    yearsAdded: null,
    ...change,
  };
}

/** A real engine on an empty database: marks and facts of a chart over `sql`, as the page would draw them. */
export async function openChartEngine() {
  const staging = mkdtempSync(join(tmpdir(), 'crible-chart-'));
  const database = await openDatabase({ staging, threads: 1, memoryMegabytes: 512 });
  return {
    async drawn(wanted: Chart, sql = rows, over = columns): Promise<{ marks: Mark[]; facts: ChartFacts }> {
      return database.use(null, async (connection) => {
        const { rows: encoded, facts: found } = await chartData(connection, sql, over, wanted);
        return { marks: marksOf(wanted, over, decodeRows(encoded), found.bucket), facts: found };
      });
    },
    close() {
      database.close();
      rmSync(staging, { recursive: true });
    },
  };
}
