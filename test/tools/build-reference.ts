/**
 * Builds resources/reference from the package @etalab/decoupage-administratif (data under Licence Ouverte).
 * Run by `npm run reference` after a change of vintage; the files are committed, the package is not needed at run time.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Connection, openDatabase } from '../../electron/engine/database.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { type ReferenceTable, type ReferenceTableId, referenceTables } from '../../shared/territory/reference.ts';
import { type Cell, type Dataset, referenceRows } from './reference-rows.ts';

const output = join(process.cwd(), 'resources', 'reference');
const packageRoot = dirname(createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/package.json'));
const sourceFiles = ['communes.json', 'epci.json', 'departements.json', 'regions.json'] as const;

async function build(): Promise<void> {
  const staging = await mkdtemp(join(tmpdir(), 'crible-reference-'));
  // One thread: the rows and row groups of a Parquet file must not depend on timing.
  const database = await openDatabase({ staging, threads: 1 });
  try {
    await mkdir(output, { recursive: true });
    const texts = await Promise.all(sourceFiles.map((name) => readFile(join(packageRoot, 'data', name), 'utf8')));
    const [communes, epci, departements, regions] = texts.map((text) => JSON.parse(text));
    const rows = referenceRows({ communes, epci, departements, regions } as Dataset);
    const tables = [];
    for (const table of referenceTables) {
      const staged = join(staging, `${table.id}.parquet`);
      await database.use(null, (connection) => writeParquet(connection, table, rows[table.id], staged));
      await copyFile(staged, join(output, `${table.id}.parquet`));
      const bytes = await readFile(staged);
      tables.push({
        id: table.id,
        name: table.name,
        vintage: table.vintage,
        rows: rows[table.id].length,
        size: (await stat(staged)).size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
    }
    const version = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')).version;
    const description = {
      licence: 'Licence Ouverte 2.0 (Etalab)',
      vintages: [
        { label: 'Code officiel géographique', value: 'COG 2026 (INSEE, au 1er janvier 2026)' },
        {
          label: 'Population municipale',
          value: 'millésime 2023 (INSEE, en vigueur en 2026)\u202f; Mayotte\u00a0: 2017',
        },
        { label: 'EPCI, membres et leurs deux populations', value: 'DGCL 2025' },
      ],
      sources: [
        {
          name: `@etalab/decoupage-administratif ${version}`,
          producers: 'INSEE, DGCL, La Poste ; assemblage Etalab',
          files: sourceFiles.map((name, index) => ({
            name,
            sha256: createHash('sha256')
              .update(texts[index] as string)
              .digest('hex'),
          })),
        },
      ],
      tables,
    };
    await writeFile(join(output, 'reference.json'), `${JSON.stringify(description, null, 2)}\n`);
    for (const table of tables) process.stdout.write(`${table.id}: ${table.rows} rows, ${table.size} bytes\n`);
  } finally {
    database.close();
    await rm(staging, { recursive: true, force: true });
  }
}

async function writeParquet(connection: Connection, table: ReferenceTable, rows: Cell[][], path: string) {
  const name = tableName(table.id);
  const columns = table.columns.map(
    (column) => `${identifier(column.name)} ${column.type === 'integer' ? 'BIGINT' : 'VARCHAR'}`,
  );
  await connection.run(`CREATE TABLE ${identifier(name)} (${columns.join(', ')})`);
  const appender = await connection.appender(name);
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === 'number') appender.appendBigInt(BigInt(cell));
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`COPY ${identifier(name)} TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
}

function tableName(id: ReferenceTableId): string {
  return `reference_${id}`;
}

await build();
