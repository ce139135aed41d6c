import type { Project, Source } from '../project/project.ts';

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

/** Different years of the files that a table reads, in order. */
export function vintagesOf(project: Project, table: string): string[] {
  const years = sourcesOf(project, table).flatMap((source) => yearOf(source) ?? []);
  return [...new Set(years)].sort();
}
