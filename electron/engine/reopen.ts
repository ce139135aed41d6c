import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FileRef, OpenedSource, Warning } from '../../shared/contract.ts';
import type { Source, SourceOptions } from '../../shared/project/project.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import type { Context } from './calls/call.ts';
import { checkId, openFile, register } from './calls/sources.ts';
import { exists } from './durable-file.ts';
import { loadReference } from './reference.ts';
import type { Session } from './session.ts';
import { inspectSource } from './sources/inspect.ts';

/**
 * Opens a source of a saved project again: already there, in this run's cache, among the staged files, where it was last
 * seen, or beside an open project under its name. A file that is no longer the same is read with the same choices and a
 * warning `source-changed`. Fault `file-missing`.
 */
export async function reopenSource(
  session: Session,
  source: Source,
  file: FileRef | undefined,
  context: Context,
): Promise<OpenedSource> {
  checkId(source.id);
  if (source.format === 'reference') {
    const table = source.options.entry ?? source.name;
    const opened = await loadReference({ ...session.reference, id: source.id, table, signal: context.signal });
    return register(session, opened);
  }
  if (!file) {
    const ready = await alreadyOpened(session, source);
    if (ready) return ready;
  }
  const found = file?.id ?? (await findFile(session, source));
  if (found === null) throw new Fault('file-missing', { file: source.name });
  const sha256 = await session.staging.sha256(found);
  if (sha256 === source.sha256) {
    const opened = await openFile(session, found, source.id, asRead(source.options), context);
    return source.options.mending === undefined ? asSaved(session, opened) : opened;
  }
  return reopenChanged(session, source, found, context);
}

/** A project of before texts were mended, and one where none was, has them as they are in the file. */
function asRead(options: SourceOptions): SourceOptions {
  return { ...options, mending: options.mending ?? [] };
}

/** The source with the options that the project has. */
function asSaved(session: Session, opened: OpenedSource): OpenedSource {
  const { mending: _, ...options } = opened.source.options;
  const saved = { ...opened, source: { ...opened.source, options } };
  session.opened.set(saved.source.id, saved);
  return saved;
}

/** The file of a source as `reopenSource` finds it, to be looked at again. Fault `file-missing`. */
export async function fileOfSource(session: Session, source: Source): Promise<FileRef> {
  const found = await findFile(session, source);
  if (found === null) throw new Fault('file-missing', { file: source.name });
  return session.staging.look(found, async ({ id, name, size }) => ({ id, name, size }));
}

async function alreadyOpened(session: Session, source: Source): Promise<OpenedSource | null> {
  const opened = session.opened.get(source.id);
  const same = opened?.source.sha256 === source.sha256;
  if (opened && same && JSON.stringify(opened.source.options) === JSON.stringify(source.options)) return opened;
  const kept = await session.cache.restore(source.id, source.sha256, source.options);
  return kept && register(session, kept);
}

/** The id of a granted file that is the source's, or stands where it stood. */
async function findFile(session: Session, source: Source): Promise<string | null> {
  const staged = session.staging.findByChecksum(source.sha256);
  if (staged) return staged;
  const seen = await session.index.find(source.sha256);
  if (seen?.same) return grantPath(session, seen.path, source.name);
  for (const folder of session.projects.folders()) {
    const path = join(folder, source.name);
    if (await exists(path)) return grantPath(session, path, source.name);
  }
  return seen ? grantPath(session, seen.path, source.name) : null;
}

export async function grantPath(session: Session, path: string, name: string): Promise<string> {
  const { id } = await session.grant({ id: randomBytes(12).toString('hex'), path, name });
  return id;
}

/** Reads another file in place of the source's: found anew, with the user's choices for the columns still there. */
async function reopenChanged(session: Session, source: Source, file: string, context: Context): Promise<OpenedSource> {
  const { entry, sheet, mending, firstColumn, lastColumn } = asRead(source.options);
  const staged = await session.staging.stage(file);
  const inspection = await inspectSource(
    staged,
    { entry, sheet, mending, firstColumn, lastColumn },
    context.signal,
    session.database,
  ).catch((thrown) => {
    if (thrown instanceof Fault && thrown.code === 'cancelled') throw thrown;
    // The sheet or the entry may be gone: look at the file as a new one.
    return inspectSource(staged, { mending }, context.signal, session.database);
  });
  const options = keepChoices(inspection.options, source.options);
  const opened = await openFile(session, file, source.id, options, context);
  const warning = changeWarning(source, opened);
  return register(session, { ...opened, warnings: [warning, ...opened.warnings] });
}

/** What the user corrected of a column holds for the column of that name in the new file. */
function keepChoices(found: SourceOptions, saved: SourceOptions): SourceOptions {
  const choices = new Map(saved.columns?.map((column) => [column.heading ?? column.name, column]));
  const columns = found.columns?.map((column) => {
    const choice = choices.get(column.name);
    if (!choice) return column;
    const { name, heading, type, meaning, missing, kept } = choice;
    // What a list of variables said of the former file holds too, unless this one says it itself.
    const told = { label: column.label ?? choice.label, values: column.values ?? choice.values };
    return { ...column, ...told, name, ...(heading !== undefined && { heading }), type, meaning, missing, kept };
  });
  return { ...found, columns };
}

function changeWarning(source: Source, opened: OpenedSource): Warning {
  const before = new Set(source.options.columns?.filter(({ kept }) => kept).map(({ name }) => name));
  const after = new Set(opened.columns.map(({ name }) => name));
  const lost = [...before].filter((name) => !after.has(name));
  const added = before.size === 0 ? [] : [...after].filter((name) => !before.has(name));
  return {
    code: 'source-changed',
    params: {
      file: opened.source.name,
      rowsBefore: source.rowCount,
      rowsAfter: opened.source.rowCount,
      columns: changedColumns(lost, added),
    },
  };
}

function changedColumns(lost: string[], added: string[]): string {
  if (lost.length > 0 && added.length > 0)
    return t('source.changed-both', { lost: formatList(lost), added: formatList(added) });
  if (lost.length > 0) return t('source.changed-lost', { lost: formatList(lost) });
  return added.length > 0 ? t('source.changed-new', { added: formatList(added) }) : t('source.changed-same-columns');
}
