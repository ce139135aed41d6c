import type { Spread } from '../../shared/profile/report.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import type { Connection } from './database.ts';

/** Columns whose cells are turned into bins together: one byte a cell is kept meanwhile. */
const columnsAtOnce = 20;

export function isMeasured(column: Column): boolean {
  return isNumeric(column.type) || column.type === 'date' || column.type === 'timestamp';
}

/** A number, or milliseconds since 1970, as DOUBLE. */
export function measure({ name, type }: Column, sql = identifier(name)): string {
  return `CAST(${isNumeric(type) ? sql : `epoch_ms(${sql})`} AS DOUBLE)`;
}

type Ends = { rows: number; present: number; low: number | null; high: number | null };

/** The cells of columns in `whole` are not read where only their number is wanted: texts cost more than the rest. */
export async function readEnds(
  connection: Connection,
  rows: string,
  columns: readonly Column[],
  whole: ReadonlySet<string> = new Set(),
): Promise<Ends[]> {
  if (columns.length === 0) return [];
  const parts = columns.map((column, place) => {
    const present = `count(${whole.has(column.name) ? '*' : identifier(column.name)}) AS present_${place}`;
    if (!isMeasured(column)) return present;
    // Measured once found: the ends of a column are those of its measures.
    const low = measure(column, `min(${identifier(column.name)})`);
    const high = measure(column, `max(${identifier(column.name)})`);
    return `${present}, ${low} AS low_${place}, ${high} AS high_${place}`;
  });
  const [row] = await connection.rows<Record<string, number>>(
    `SELECT count(*) AS rows, ${parts.join(', ')} FROM ${rows}`,
  );
  return columns.map((_, place) => ({
    rows: row?.rows ?? 0,
    present: row?.[`present_${place}`] ?? 0,
    low: row?.[`low_${place}`] ?? null,
    high: row?.[`high_${place}`] ?? null,
  }));
}

/**
 * Bins of every measured column. The rows are made once, as one byte a cell: counting these bytes costs half of
 * `histogram`, whatever the recipe that made the rows.
 */
export async function readSpreads(
  connection: Connection,
  rows: string,
  columns: readonly Column[],
  ends: readonly Ends[],
  most: number,
): Promise<Map<string, Spread>> {
  const asked = columns.flatMap((column, place) => {
    const { low, high } = ends[place]!;
    if (!isMeasured(column) || low === null || high === null) return [];
    if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
    return [{ column, min: low, max: high, bins: new Array<number>(low === high ? 1 : most).fill(0) }];
  });
  for (let start = 0; start < asked.length; start += columnsAtOnce) {
    const some = asked.slice(start, start + columnsAtOnce);
    const places = some.map(({ column, min, max, bins }, place) => {
      const width = min === max ? 1 : (max - min) / bins.length;
      // A missing value has no bin; the greatest one falls just beyond the last.
      return `CAST(floor((${measure(column)} - ${literal(min)}) / ${literal(width)}) AS UTINYINT) AS b${place}`;
    });
    const counts = some.map(
      (_, place) => `SELECT ${place} AS place, b${place} AS bin, count(*) AS count FROM places GROUP BY b${place}`,
    );
    const found = await connection.rows<{ place: number; bin: number | null; count: number }>(
      `WITH places AS MATERIALIZED (SELECT ${places.join(', ')} FROM ${rows})
       SELECT * FROM (${counts.join(' UNION ALL ')}) WHERE bin IS NOT NULL`,
    );
    for (const { place, bin, count } of found) {
      const { bins } = some[place]!;
      const inside = Math.min(bin!, bins.length - 1);
      bins[inside] = bins[inside]! + count;
    }
  }
  return new Map(asked.map(({ column, min, max, bins }) => [column.name, { min, max, bins }]));
}
