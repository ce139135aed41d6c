import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ExportFormat, Query, Warning } from '../../../shared/contract.ts';
import { decodeProject } from '../../../shared/project/codec.ts';
import type { Project, Table } from '../../../shared/project/project.ts';
import { tablesRead } from '../../../shared/recipe/step.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Engine } from '../engine.ts';
import { UsageError } from '../targets-options.ts';
import { type CommandTools, type ToldWarning, tellWarnings } from './tools.ts';

export const runUsage =
  'Usage : crible run PROJET.crible [--source ID=FICHIER ...] [--table ID] --out FICHIER.(csv|xlsx|parquet)';

export type RunResult = {
  steps: { id: string; kind: string; rows: number }[];
  rowCount: number;
  warnings: ToldWarning[];
};

type RunOptions = { project: string; sources: Map<string, string>; table: string | null; out: string };

/**
 * `run`: replays a saved project and writes one of its tables. A source is the file given by `--source`, else the file
 * known by its checksum, else the one of its name beside the project.
 */
export async function runProject(args: string[], engine: Engine, tools: CommandTools): Promise<RunResult> {
  const options = parse(args);
  const project = await readProject(options.project);
  const unknown = [...options.sources.keys()].find((id) => !project.sources.some((source) => source.id === id));
  if (unknown !== undefined) throw new UsageError(`Aucun fichier du projet ne s’appelle « ${unknown} »`);
  const table = chooseTable(project, options.table);
  const query: Query = { table: table.id, tables: reachedTables(project, table) };

  engine.session.projects.addFolder(dirname(resolve(options.project)));
  const warnings: Warning[] = [];
  const used = new Set(query.tables.map(({ source }) => source));
  for (const source of project.sources.filter(({ id }) => used.has(id))) {
    const path = options.sources.get(source.id);
    const file = path === undefined ? undefined : await tools.grant(path);
    warnings.push(...(await tools.call('source.reopen', { source, file })).warnings);
  }

  const { rowCounts, before, fault } = await tools.call('table.steps', { query });
  if (fault) throw new Fault(fault.fault.code, fault.fault.params);
  const written = await tools.call('table.export', {
    query,
    format: formatOf(options.out),
    name: basename(options.out),
    project,
  });
  await tools.save(written.output, options.out);
  return {
    steps: table.recipe.map(({ id, kind }, place) => ({ id, kind, rows: rowCounts[place] ?? before })),
    rowCount: written.rows,
    warnings: tellWarnings(warnings),
  };
}

async function readProject(path: string): Promise<Project> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Fault('file-missing', { file: basename(path) });
  });
  return decodeProject(text);
}

/** The one asked for; else the first that no other table reads. */
function chooseTable(project: Project, id: string | null): Table {
  const joined = new Set(project.tables.flatMap(({ recipe }) => recipe.flatMap(tablesRead)));
  const table =
    id === null
      ? (project.tables.find((candidate) => !joined.has(candidate.id)) ?? project.tables[0])
      : project.tables.find((candidate) => candidate.id === id);
  if (!table)
    throw new UsageError(id === null ? 'Le projet n’a aucun tableau' : `Aucun tableau ne s’appelle « ${id} »`);
  return table;
}

function reachedTables(project: Project, from: Table, found: Table[] = []): Table[] {
  if (found.includes(from)) return found;
  found.push(from);
  for (const step of from.recipe) {
    for (const read of tablesRead(step)) {
      const other = project.tables.find(({ id }) => id === read);
      if (other) reachedTables(project, other, found);
    }
  }
  return found;
}

function parse(args: string[]): RunOptions {
  const { values, positionals } = read(args);
  const [project, ...others] = positionals;
  if (project === undefined || others.length > 0) throw new UsageError('Il faut un projet, et un seul');
  if (values.out === undefined) throw new UsageError('Il manque --out FICHIER');
  formatOf(values.out);
  const sources = new Map<string, string>();
  for (const given of values.source ?? []) {
    const [, id, path] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
    if (id === undefined || path === undefined) throw new UsageError('--source attend ID=FICHIER');
    sources.set(id, path);
  }
  return { project, sources, table: values.table ?? null, out: values.out };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { source: { type: 'string', multiple: true }, table: { type: 'string' }, out: { type: 'string' } },
    });
  } catch {
    throw new UsageError('Option inconnue ou sans valeur');
  }
}

function formatOf(out: string): ExportFormat {
  const extension = /\.([a-z]+)$/i.exec(out)?.[1]?.toLowerCase();
  if (extension === 'csv') return 'csv-open';
  if (extension === 'xlsx' || extension === 'parquet') return extension;
  throw new UsageError('--out attend un fichier .csv, .xlsx ou .parquet');
}
