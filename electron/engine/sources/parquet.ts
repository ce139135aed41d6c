import type { SourceOptions } from '../../../shared/project/project.ts';
import type { ColumnType } from '../../../shared/recipe/column.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { recognise } from '../../../shared/territory/recognise.ts';
import type { Database } from '../database.ts';
import { follow, type LoadContext, type Loaded } from './csv-open.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { uniqueNames } from './names.ts';
import type { ColumnPlan, SheetHead } from './plan.ts';
import { numberRows, selectLeftovers, tableOf } from './typed-table.ts';

type ParquetHead = { head: SheetHead; plan: (options: SourceOptions) => ColumnPlan[] };

/** Columns and first rows of a Parquet file. DuckDB reads it, so the file must be in the folder it is given. */
export async function inspectParquet(
  file: StagedFile,
  signal: AbortSignal | null,
  database: Database | undefined,
): Promise<ParquetHead> {
  if (database === undefined) throw new Fault('format-unknown', { file: file.name });
  return database.use(signal, async (connection) => {
    const relation = `read_parquet(${literal(file.path.replaceAll('\\', '/'))})`;
    const described = await connection
      .rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${relation}`)
      .catch((thrown: unknown) => {
        if (thrown instanceof Fault) throw thrown;
        throw new Fault('file-damaged', { file: file.name });
      });
    const texts = described.map(({ column_name: name }, at) => `CAST(${identifier(name)} AS VARCHAR) AS c${at}`);
    const first = await connection.rows<Record<string, string | null>>(
      `SELECT ${texts.join(', ')} FROM ${relation} LIMIT 200`,
    );
    const rows: SheetRow[] = first.map((row, place) => ({
      row: place + 1,
      cells: described.map((_, at) => row[`c${at}`] ?? null),
    }));
    const names = uniqueNames(described.map(({ column_name: name }, index) => ({ index, name })));
    const columns = names.map((name, index) => ({ index, name }));
    const head: SheetHead = { layout: { headerRows: [], firstDataRow: 1, columns, notes: [] }, rows, samples: [] };
    const plan = (options: SourceOptions): ColumnPlan[] => {
      const plans = columns.map(({ index, name }): ColumnPlan => {
        const values = rows.flatMap((row) => row.cells[index] ?? []);
        const meaning = recognise({ name, values });
        const stored = typeOf(described[index]!.column_type);
        const type = meaning !== null && meaning !== 'population' ? 'text' : stored;
        return {
          index,
          name,
          type,
          meaning,
          missing: [],
          kept: true,
          pinned: true,
          evident: true,
          decimal: '.',
          dates: 'iso',
          plain: false,
        };
      });
      return (
        options.columns?.map((column) => ({
          ...plans[column.index]!,
          ...column,
          missing: column.missing ?? [],
          kept: column.kept ?? true,
        })) ?? plans
      );
    };
    return { head, plan };
  });
}

function typeOf(stored: string): ColumnType {
  if (/^(?:U?(?:TINY|SMALL|BIG)INT|U?INTEGER)$/.test(stored)) return 'integer';
  if (/^(?:U?HUGEINT|DOUBLE|FLOAT|DECIMAL\()/.test(stored)) return 'decimal';
  if (stored === 'BOOLEAN') return 'boolean';
  if (stored === 'DATE') return 'date';
  if (stored.startsWith('TIMESTAMP')) return 'timestamp';
  return 'text';
}

const stored: Record<ColumnType, string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** Copies a Parquet file into `source_<id>`. Its own types hold; a type the user chose is cast, failures kept aside. */
export async function loadParquet(
  file: StagedFile,
  plans: readonly ColumnPlan[],
  context: LoadContext,
): Promise<Loaded> {
  const { connection, id } = context;
  const relation = `read_parquet(${literal(file.path.replaceAll('\\', '/'))})`;
  const described = await connection.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${relation}`);
  const make = async (next: readonly ColumnPlan[]) => {
    const kept = next.filter((plan) => plan.kept && described[plan.index] !== undefined);
    const originOf = (plan: ColumnPlan) => identifier(described[plan.index]!.column_name);
    const castOf = (plan: ColumnPlan) => `TRY_CAST(${originOf(plan)} AS ${stored[plan.type]})`;
    const typed = kept.filter((plan) => plan.type !== 'text');
    const selected = [
      ...kept.map((plan) => `${castOf(plan)} AS ${identifier(plan.name)}`),
      ...selectLeftovers(
        typed.map((plan) => ({
          doubt: `${castOf(plan)} IS NULL AND ${originOf(plan)} IS NOT NULL`,
          text: `CASE WHEN ${castOf(plan)} IS NULL THEN CAST(${originOf(plan)} AS VARCHAR) END`,
        })),
      ),
    ];
    const stop = follow(context, 'reading');
    try {
      await connection.run(`DROP TABLE IF EXISTS ${tableOf(id)}`);
      selected.push('0::BIGINT AS "__row"');
      await connection.run(`CREATE TABLE ${tableOf(id)} AS SELECT ${selected.join(', ')} FROM ${relation}`);
      await numberRows(connection, id, 1);
    } finally {
      stop();
    }
    return new Set(typed.map((plan) => plan.index));
  };
  return {
    leftovers: await make(plans),
    retype: make,
    warnings: [],
    issues: [],
    blankRows: 0,
    release: async () => {},
  };
}
