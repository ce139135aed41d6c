import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync } from 'node:fs';

/**
 * Writes a CSV of `rows` x `columns` (same bytes each time): codes with their zeros, names with accents, whole numbers,
 * decimals, dates, some missing cells. Kept for the next run of the bench.
 */
export async function writeBigCsv(path: string, rows: number, columns: number): Promise<void> {
  if (existsSync(path)) return;
  const stream = createWriteStream(`${path}.partial`);
  const names = Array.from({ length: columns }, (_, index) => columnName(index));
  stream.write(`${names.join(',')}\n`);
  let seed = 12345;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  let lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    lines.push(names.map((_, index) => cell(index, row, random)).join(','));
    if (lines.length === 10_000) {
      if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
      lines = [];
    }
  }
  stream.end(lines.length > 0 ? `${lines.join('\n')}\n` : '');
  await once(stream, 'finish');
  renameSync(`${path}.partial`, path);
}

/** DuckDB types of the columns, for the bare read that we compare with. */
export function bigCsvTypes(columns: number): Record<string, string> {
  const types = ['VARCHAR', 'VARCHAR', 'BIGINT', 'DOUBLE', 'DATE'];
  return Object.fromEntries(
    Array.from({ length: columns }, (_, index) => [columnName(index), types[index % 5] ?? 'VARCHAR']),
  );
}

export function columnName(index: number): string {
  return `${['code', 'nom', 'population', 'taux', 'date'][index % 5]} ${Math.floor(index / 5) + 1}`;
}

const names = ['Besançon', 'Saint-Étienne', 'Le Puy-en-Velay', 'Évry', 'Nîmes', 'Dole', 'Vesoul', 'Pau'];

function cell(index: number, row: number, random: () => number): string {
  const kind = index % 5;
  if (kind === 0) return String((row * 7 + index) % 95_000).padStart(5, '0');
  if (kind === 1) return `${names[Math.floor(random() * names.length)]} ${row % 997}`;
  if (random() < 0.01) return '';
  if (kind === 2) return String(Math.floor(random() ** 4 * 500_000));
  if (kind === 3) return (random() * 100).toFixed(2);
  return `20${String(10 + (row % 16)).padStart(2, '0')}-${String(1 + (row % 12)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`;
}
