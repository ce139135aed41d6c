import type { Chart } from '../../shared/chart/encoding.ts';
import { limits } from '../../shared/chart/limits.ts';
import { chartSql, factsSql, niceBins } from '../../shared/chart/query.ts';
import type { ChartFacts } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { ChunkStream, Connection } from './database.ts';

type FactsRow = {
  total: number;
  missing: number;
  distinct_x: number;
  lowest: number | null;
  highest: number | null;
};

/**
 * Aggregates what a chart draws over `sql`, a table's compiled recipe: at most a few thousand rows (see limits), and
 * what they leave out. Faults: `chart-incomplete`, `column-missing`.
 */
export async function chartData(
  connection: Connection,
  sql: string,
  columns: readonly Column[],
  chart: Chart,
): Promise<{ rows: ChunkStream; facts: ChartFacts }> {
  const [facts] = await connection.rows<FactsRow>(factsSql(sql, columns, chart));
  const { total, missing, distinct_x, lowest, highest } = facts as FactsRow;
  const whole = columns.find((column) => column.name === chart.x)?.type === 'integer';
  const bins = chart.kind === 'histogram' ? niceBins(lowest ?? 0, highest ?? 0, chart.bins, whole) : null;
  const drawn = total - missing;
  const shown = chart.kind === 'bar' ? Math.min(distinct_x, chart.limit, limits.bars) : drawn;
  const sampled = chart.kind === 'scatter' && drawn > limits.scatterPoints;
  return {
    rows: await connection.stream(chartSql(sql, columns, chart, bins)),
    facts: {
      total,
      missing,
      shown: sampled ? limits.scatterPoints : shown,
      others: chart.kind === 'bar' ? distinct_x - shown : 0,
      sampled,
    },
  };
}
