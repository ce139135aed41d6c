import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { OpenedSource } from '../../../shared/contract.ts';
import type { SourceColumn, SourceOptions } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import { fileFault } from '../durable-file.ts';
import { dropPacked } from '../packing.ts';
import { loadReference } from '../reference.ts';
import { fileOfSource, reopenSource } from '../reopen.ts';
import type { Session } from '../session.ts';
import { inspectSource, surveySource } from '../sources/inspect.ts';
import { openSource } from '../sources/open.ts';
import type { Calls, Context } from './call.ts';

/** Ids become table names in DuckDB: letters, digits, `-` and `_` only. */
const sourceId = /^[A-Za-z0-9_-]{1,64}$/;

export const sourceCalls: Calls<
  | 'file.create'
  | 'source.file'
  | 'source.inspect'
  | 'source.open'
  | 'source.reopen'
  | 'source.reference'
  | 'source.issues'
  | 'source.close'
> = {
  async 'file.create'(session, { name, bytes }) {
    const { path } = session.staging.outputPath('bin');
    await writeFile(path, bytes, { mode: 0o600 }).catch((thrown) => {
      throw fileFault(thrown, name);
    });
    return session.grant({ id: randomBytes(12).toString('hex'), path, name, temporary: true });
  },

  'source.file': (session, { source }) => fileOfSource(session, source),

  async 'source.inspect'(session, { file, options, measure }, { signal }) {
    const inspection = await session.staging.look(file.id, (seen) =>
      inspectSource(seen, options, signal, session.database, measure),
    );
    const columns = withHeadings(inspection.columns, options?.columns);
    return { ...inspection, columns, options: { ...inspection.options, columns: columns.map(withoutSamples) } };
  },

  async 'source.open'(session, { file, id, options }, context) {
    return openFile(session, file.id, id, options, context);
  },

  async 'source.reopen'(session, { source, file }, context) {
    return reopenSource(session, source, file, context);
  },

  async 'source.reference'(session, { id, table }, { signal }) {
    checkId(id);
    const opened = await loadReference({ ...session.reference, id, table, signal });
    return register(session, opened);
  },

  async 'source.issues'(session, { source, column, offset, limit }, { signal }) {
    if (!session.opened.has(source)) throw new Fault('source-missing', { table: source });
    const table = identifier(`issues_${source}`);
    const where = column === undefined ? '' : 'WHERE "column" = ?';
    const values = column === undefined ? [] : [column];
    return session.database.use(signal, async (connection) => {
      const [size] = await connection.rows<{ total: number }>(
        `SELECT count(*) AS total FROM ${table} ${where}`,
        values,
      );
      const issues = await connection.rows<{ row: number; column: string; raw: string; reason: string }>(
        `SELECT row, "column", raw, reason FROM ${table} ${where} ORDER BY row, "column" LIMIT ${limit} OFFSET ${offset}`,
        values,
      );
      return { issues, total: size?.total ?? 0 };
    });
  },

  async 'source.close'(session, { source }) {
    checkId(source);
    if (session.opened.delete(source)) await session.results.clear();
    await dropSource(session, source);
    return null;
  },
};

/** Opens a granted file as the source `id`, from the cache when this run has already opened it that way. */
export async function openFile(
  session: Session,
  file: string,
  id: string,
  options: SourceOptions,
  { signal, progress }: Context,
): Promise<OpenedSource> {
  checkId(id);
  progress({ phase: 'reading', fraction: 0 });
  const { staged, survey } = await stageSurveyed(session, file, options, signal);
  const known = await session.staging.knownSha256(file);
  const kept = known === null ? null : await session.cache.restore(id, known, options);
  if (kept) return register(session, { ...kept, source: { ...kept.source, name: staged.name } });
  await session.cache.forget(id);
  try {
    // The checksum of a large file takes as long as a tenth of its import: both run at once.
    const [opened, sha256] = await Promise.all([
      openSource({ database: session.database, file: staged, survey, id, options, signal, progress }),
      session.staging.sha256(file),
    ]);
    const columns = opened.source.options.columns;
    const read = columns ? { columns: withHeadings(columns, options.columns) } : {};
    const complete = {
      ...opened,
      source: { ...opened.source, sha256, options: { ...opened.source.options, ...read } },
    };
    session.cache.keep(complete, options);
    return await register(session, complete);
  } catch (thrown) {
    session.opened.delete(id);
    await dropSource(session, id);
    throw thrown;
  }
}

/**
 * The copy of a file, and what its head tells where that was read in the original while the copy was made: it holds for a
 * copy of the same content.
 */
async function stageSurveyed(session: Session, file: string, options: SourceOptions, signal: AbortSignal | null) {
  const { staging, database } = session;
  if (staging.isStaged(file)) return { staged: await staging.stage(file), survey: null };
  const looking = staging
    .look(file, async (seen) => ({ seen, survey: await surveySource(seen, options, signal, database) }))
    // What is wrong with the file is told of its copy.
    .catch(() => null);
  const staged = await staging.stage(file);
  const looked = await looking;
  if (looked === null) return { staged, survey: null };
  const { seen, survey } = looked;
  if (survey.file === seen && seen.content !== undefined && seen.content === staged.content)
    return { staged, survey: { ...survey, file: staged } };
  await survey.release();
  return { staged, survey: null };
}

/** Makes an opened source known to queries. Results computed from an earlier one of that id are void. */
export async function register(session: Session, opened: OpenedSource): Promise<OpenedSource> {
  const replaced = session.opened.has(opened.source.id);
  session.opened.set(opened.source.id, opened);
  if (replaced) await session.results.clear();
  return opened;
}

/** Keeps beside each renamed column the name that it has in the file. */
function withHeadings<C extends SourceColumn>(columns: readonly C[], asked: readonly SourceColumn[] | undefined): C[] {
  const headings = new Map((asked ?? []).map(({ index, heading }) => [index, heading]));
  return columns.map((column) => {
    const heading = headings.get(column.index);
    return heading === undefined || heading === column.name ? column : { ...column, heading };
  });
}

function withoutSamples({ samples: _, ...column }: SourceColumn & { samples: string[] }): SourceColumn {
  return column;
}

export function checkId(id: string): void {
  if (!sourceId.test(id)) throw new Fault('bad-input', { name: 'source', detail: 'id' });
}

async function dropSource(session: Session, id: string): Promise<void> {
  await session.cache.forget(id);
  await session.database.use(null, async (connection) => {
    await connection.run(`DROP TABLE IF EXISTS memory.${identifier(`source_${id}`)}`);
    await connection.run(`DROP TABLE IF EXISTS ${identifier(`issues_${id}`)}`);
  });
  await dropPacked(session.database, `source_${id}`);
}
