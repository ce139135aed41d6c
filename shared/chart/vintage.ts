import type { Project, Source } from '../project/project.ts';
import { referenceColumn } from '../territory/reference.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';

/** The sources that a table reads: its own, and those of the tables that it joins or appends. */
export function sourcesOf(project: Project, table: string): Source[] {
  const seen = new Set<string>();
  const found: Source[] = [];
  const visit = (id: string) => {
    const visited = project.tables.find((candidate) => candidate.id === id);
    if (!visited || seen.has(id)) return;
    seen.add(id);
    const source = project.sources.find((candidate) => candidate.id === visited.source);
    if (source && !found.includes(source)) found.push(source);
    for (const step of visited.recipe) if (!step.disabled) for (const other of tablesOf(step)) visit(other);
  };
  visit(table);
  return found;
}

/** Tables that a step reads besides its own. */
function tablesOf(step: object): string[] {
  const { right, tables } = step as { right?: unknown; tables?: unknown };
  if (Array.isArray(tables))
    return tables.flatMap(({ table }: { table?: unknown }) => (typeof table === 'string' ? [table] : []));
  return typeof right === 'string' ? [right] : [];
}

/** The year in a file's name or sheet: « base-cc-filosofi-2015.xls ». The built-in tables print theirs, and say several. */
export function yearOf(source: Source): string | null {
  if (source.format === 'reference') return null;
  const words = `${source.options.sheet ?? ''} ${source.name}`;
  return /(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)/.exec(words)?.[1] ?? null;
}

/** The columns that a chart shows; null where a channel is free. */
export function drawnColumns({ x, y, color, facet, size }: Chart): (string | null)[] {
  return [x, y, color, facet, size];
}

/** Figures of the built-in tables: each bears its year in its name, wherever a join or a sum took it. */
const figures = [referenceColumn.municipale, referenceColumn.totaleDgcl, referenceColumn.municipaleDgcl];

/**
 * Different years behind a drawing, in order: those of the files that the table reads, and those of the built-in figures
 * among the columns `drawn`. Built-in names and codes are of no year that a reader would compare.
 */
export function vintagesOf(project: Project, table: string, drawn: readonly (string | null)[]): string[] {
  const sources = sourcesOf(project, table);
  const builtIn = sources.some(({ format }) => format === 'reference') ? figures : [];
  const years = [
    ...sources.flatMap((source) => yearOf(source) ?? []),
    ...builtIn.filter((figure) => drawn.some((name) => name?.includes(figure))).map((figure) => figure.slice(-4)),
  ];
  return [...new Set(years)].sort();
}

/** « Millésime : … »: what files and built-in tables say of their own, or that they do not say; `added` are those of what is read besides. */
export function vintageLine(project: Project, table: string, added: readonly string[] = []): string {
  const known = [...sourcesOf(project, table).flatMap((source) => vintageOf(source) ?? []), ...added];
  return t('chart.caption.vintages', {
    vintage: known.length > 0 ? formatList(withoutRepeats(known)) : t('chart.caption.no-vintage'),
  });
}

/** Each vintage once: « COG 2026 », or « COG 2026 (…) », goes without saying beside « COG 2026, populations 2023 ». */
function withoutRepeats(vintages: readonly string[]): string[] {
  const different = [...new Set(vintages)];
  const bare = (vintage: string) => vintage.replace(/ \(.*\)$/, '');
  return different.filter((one) => !different.some((other) => other !== one && other.startsWith(`${bare(one)}, `)));
}

const mostWords = 120;

/** The vintage of a built-in table, the note of a file that has a year, or the year of its name. */
function vintageOf(source: Source): string | null {
  if (source.format === 'reference') return source.notes[0] ?? null;
  const note = source.notes.find((one) => /(^|\D)(19|20)\d{2}(\D|$)/.test(one));
  return note?.slice(0, mostWords) ?? yearOf(source);
}
