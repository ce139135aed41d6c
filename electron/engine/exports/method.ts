import type { Project, Table } from '../../../shared/project/project.ts';
import { compileCounts, trace } from '../../../shared/recipe/compile.ts';
import { describeStep } from '../../../shared/recipe/steps.ts';
import { formatDate } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { sourceTables, tableOf } from '../query.ts';
import { referenceInfo } from '../reference.ts';
import type { Session } from '../session.ts';
import type { ExportRequest } from './export.ts';
import type { NoteSheet } from './xlsx.ts';

type Row = NoteSheet['rows'][number];

/**
 * « Sources et méthode »: what the figures come from and how they were made, so that they can be checked and made again
 * (files with their checksums, steps with their row counts, vintages of the built-in reference).
 */
export async function methodSheet(session: Session, request: ExportRequest): Promise<NoteSheet> {
  const { query, project, signal } = request;
  const main = tableOf(query);
  const date = formatDate(Date.now());
  const rows: Row[] = [
    { cells: [t('export.title')], title: true },
    { cells: [t('export.made-with', { version: session.options.version, date })] },
    { cells: [t('export.project'), project.name] },
    { cells: [t('export.table'), main?.name ?? ''] },
    { cells: [t('export.promise')] },
    { cells: [] },
    ...sourceRows(session, query.tables),
  ];
  // The table itself first, then those that its joins bring in.
  const others = query.tables.filter((table) => table !== main);
  for (const table of main ? [main, ...others] : others)
    rows.push({ cells: [] }, ...(await stepRows(session, request, project, table, signal)));
  rows.push({ cells: [] }, ...(await referenceRows(session)));
  return { name: t('export.sheet'), rows };
}

function sourceRows(session: Session, tables: Table[]): Row[] {
  const used = new Set(tables.map((table) => table.source));
  const opened = [...session.opened.values()].filter(({ source }) => used.has(source.id));
  const header = [
    t('export.source-name'),
    t('export.source-sheet'),
    t('export.source-rows'),
    t('export.source-size'),
    t('export.source-sha256'),
  ];
  const lines: Row[] = opened.map(({ source }) => ({
    cells: [source.name, source.options.sheet ?? '', source.rowCount, source.size, source.sha256],
  }));
  const notes: Row[] = opened.flatMap(({ source }) =>
    source.notes.length === 0
      ? []
      : [
          { cells: [] },
          { cells: [t('export.notes-of', { source: source.name })], title: true },
          ...source.notes.map((note) => ({ cells: [note] })),
        ],
  );
  return [{ cells: [t('export.sources')], title: true }, { cells: header, title: true }, ...lines, ...notes];
}

async function stepRows(
  session: Session,
  request: ExportRequest,
  project: Project,
  table: Table,
  signal: AbortSignal | null,
): Promise<Row[]> {
  const isMain = table.id === request.query.table;
  const query = { table: table.id, tables: request.query.tables, steps: isMain ? request.query.steps : undefined };
  const sources = sourceTables(session);
  const counts = await session.database.use(signal, (connection) =>
    connection.rows<{ count: number }>(compileCounts(query, sources)),
  );
  const titleOf = (id: string) =>
    [...request.query.tables, ...project.tables].find((candidate) => candidate.id === id)?.name ?? id;
  const source = session.opened.get(table.source)?.source.name ?? '';
  const steps = trace(query, sources).steps.map(({ step, before }, place): Row => {
    const sentence = describeStep(step, before ?? [], titleOf);
    const text = step.disabled ? t('export.step-disabled', { sentence }) : sentence;
    return { cells: [place + 1, text, counts[place + 1]?.count ?? '', step.comment ?? ''] };
  });
  const title = isMain ? t('export.method') : t('export.method-of', { table: table.name });
  return [
    { cells: [title], title: true },
    {
      cells: [t('export.step'), t('export.step-sentence'), t('export.step-rows'), t('export.step-comment')],
      title: true,
    },
    { cells: [0, t('export.step-start', { source }), counts[0]?.count ?? ''] },
    ...steps,
  ];
}

async function referenceRows(session: Session): Promise<Row[]> {
  const { vintages, licence } = await referenceInfo(session.options.resources);
  return [
    { cells: [t('export.reference')], title: true },
    ...vintages.map(({ label, value }) => ({ cells: [label, value] })),
    { cells: [t('export.licence'), licence] },
  ];
}
