import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from '../../electron/engine/database.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { columnName } from './big-csv.ts';

/**
 * Writes a Parquet file of `rows` x `columns`, the kinds of columns of big-csv.ts (same values each time). A CSV of ten
 * million rows takes minutes to write and says nothing more of how the engine answers. Kept for the next run.
 */
export async function writeBigParquet(path: string, rows: number, columns: number): Promise<void> {
  if (existsSync(path)) return;
  const staging = mkdtempSync(join(dirname(path), 'crible-bench-write-'));
  mkdirSync(join(staging, 'spill'));
  const database = await openDatabase({ staging });
  const cells = Array.from({ length: columns }, (_, index) => `${cell(index)} AS ${identifier(columnName(index))}`);
  const partial = join(staging, 'big.parquet');
  await database.use(null, (connection) =>
    connection.run(
      `COPY (SELECT ${cells.join(', ')} FROM range(${rows}) AS r(i)) TO ${literal(partial)} (FORMAT parquet)`,
    ),
  );
  database.close();
  renameSync(partial, path);
  rmSync(staging, { recursive: true, force: true });
}

const names = ['Besançon', 'Saint-Étienne', 'Le Puy-en-Velay', 'Évry', 'Nîmes', 'Dole', 'Vesoul', 'Pau'];

function cell(index: number): string {
  /** From 0 to 1, as if drawn. */
  const chance = (salt: number) => `(hash(i * 31 + ${index * 7 + salt}) % 1000003) / 1000003.0`;
  const kind = index % 5;
  if (kind === 0) return `lpad(CAST((i * 7 + ${index}) % 95000 AS VARCHAR), 5, '0')`;
  if (kind === 1)
    return `[${names.map(literal).join(', ')}][1 + CAST(floor(${chance(1)} * 7.999) AS INT)] || ' ' || (i % 997)`;
  const value =
    kind === 2
      ? `CAST(pow(${chance(2)}, 4) * 500000 AS BIGINT)`
      : kind === 3
        ? `round(CAST(${chance(3)} AS DOUBLE) * 100, 2)`
        : `DATE '2010-01-01' + CAST(floor(${chance(4)} * 5800) AS INT)`;
  return `CASE WHEN ${chance(5)} < 0.01 THEN NULL ELSE ${value} END`;
}
