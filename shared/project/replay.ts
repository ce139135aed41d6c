import type { Column } from '../recipe/column.ts';
import { type Step, tablesRead } from '../recipe/step.ts';
import { headerWords } from '../territory/recognise.ts';
import type { Project, Source, SourceColumn, SourceOptions, Table } from './project.ts';
import type { ExpectedFile, SharedRecipe } from './shared-recipe.ts';

/** A table and, before it, those that its steps reach. */
export function reachedTables(tables: readonly Table[], id: string, found: Table[] = []): Table[] {
  const table = tables.find((candidate) => candidate.id === id);
  if (!table || found.includes(table)) return found;
  found.push(table);
  for (const step of table.recipe) for (const other of tablesRead(step)) reachedTables(tables, other, found);
  return found;
}

/**
 * The recipe of a table, to be given away or replayed. `columnsOf` tells the columns of an opened source. Nothing of the
 * data goes into it; what one typed in a filter does.
 */
export function shareRecipe(
  project: Project,
  table: Table,
  columnsOf: (source: string) => readonly Column[],
): SharedRecipe {
  const tables = reachedTables(project.tables, table.id);
  const used = new Set(tables.map(({ source }) => source));
  return {
    format: 'crible-recette',
    version: 1,
    name: table.name,
    description: '',
    main: table.id,
    sources: project.sources
      .filter(({ id }) => used.has(id))
      .map((source) => {
        if (source.format === 'reference')
          return { kind: 'reference', id: source.id, table: source.options.entry ?? source.name };
        const words = textsOf(tables, source.id);
        const columns = columnsOf(source.id).filter(({ name }) => words.has(name));
        const { sheet } = source.options;
        return {
          kind: 'file',
          id: source.id,
          name: source.name,
          ...(sheet === undefined ? {} : { sheet }),
          columns: columns.map(({ name, type, meaning }) => ({ name, type, meaning })),
        };
      }),
    tables,
  };
}

/**
 * Every text of the steps that can name a column of a source: those of its own tables, and what other tables take from
 * them. A column's name is one of these wherever a step uses it.
 */
function textsOf(tables: readonly Table[], source: string): Set<string> {
  const texts = new Set<string>();
  const visit = (value: unknown) => collectTexts(value, texts);
  const own = new Set(tables.filter((table) => table.source === source).map(({ id }) => id));
  for (const table of tables) {
    if (own.has(table.id)) visit(table.recipe);
    for (const step of table.recipe) {
      if (!tablesRead(step).some((id) => own.has(id))) continue;
      if (step.kind === 'join') visit([step.on.map(({ right }) => right), step.columns.map(({ name }) => name)]);
      else visit(step);
    }
  }
  return texts;
}

function collectTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collectTexts(part, texts);
}

/**
 * What a project expects of the file of one of its sources: the saved columns that steps, charts, maps and views name.
 * Empty `columns` for a source saved without them.
 */
export function expectedOf(project: Project, source: Source): ExpectedFile {
  const words = textsOf(project.tables, source.id);
  const own = new Set(project.tables.filter((table) => table.source === source.id).map(({ id }) => id));
  for (const shown of [...project.charts, ...project.maps, ...project.views]) {
    if (own.has(shown.table)) collectTexts(shown, words);
  }
  const columns = (source.options.columns ?? []).filter(({ name, kept }) => kept && words.has(name));
  return {
    kind: 'file',
    id: source.id,
    name: source.name,
    columns: columns.map(({ name, type, meaning }) => ({ name, type, meaning })),
  };
}

/** For each column that a recipe expects: the column of the new file, null where none fits. */
export type Mapping = ReadonlyMap<string, string | null>;

/** Same name first; else the same words but for years and case; else the only column of that rare meaning. */
export function guessMapping(expected: ExpectedFile, columns: readonly SourceColumn[]): Mapping {
  const names = new Set(columns.map(({ name }) => name));
  const taken = new Set(expected.columns.map(({ name }) => name).filter((name) => names.has(name)));
  const mapping = new Map<string, string | null>();
  for (const wanted of expected.columns) {
    if (names.has(wanted.name)) {
      mapping.set(wanted.name, wanted.name);
      continue;
    }
    const free = columns.filter(({ name }) => !taken.has(name));
    const alike = free.filter(({ name }) => yearless(name) === yearless(wanted.name));
    const meant = free.filter(({ meaning }) => meaning !== null && meaning === wanted.meaning);
    const found = alike.length === 1 ? alike[0] : alike.length === 0 && meant.length === 1 ? meant[0] : undefined;
    if (found) taken.add(found.name);
    mapping.set(wanted.name, found?.name ?? null);
  }
  return mapping;
}

/** « ptot_2025 », « PTOT 2026 » -> « ptot ». */
function yearless(name: string): string {
  return headerWords(name.replace(/(?<!\d)(?:19|20)\d{2}(?!\d)/g, ' '));
}

/**
 * How to read the new file so that the recipe finds its columns under the names that it knows. A column of the file that
 * bears such a name without being the chosen one gives way.
 */
export function mapOptions(expected: ExpectedFile, options: SourceOptions, mapping: Mapping): SourceOptions {
  const newNames = new Map<string, string>();
  for (const [name, chosen] of mapping) if (chosen !== null && chosen !== name) newNames.set(chosen, name);
  if (newNames.size === 0 && expected.columns.every(({ name }) => mapping.get(name) === name)) return options;
  const claimed = new Set(newNames.values());
  const columns = options.columns?.map((column) => {
    const name = newNames.get(column.name);
    if (name !== undefined) return { ...column, name, heading: column.heading ?? column.name };
    if (!claimed.has(column.name)) return column;
    return { ...column, name: `${column.name} (2)`, heading: column.heading ?? column.name };
  });
  return { ...options, columns };
}

/** The tables of a recipe under fresh ids, on new sources. `sources` gives the new id of each. */
export function copyTables(
  recipe: SharedRecipe,
  sources: ReadonlyMap<string, string>,
  newId: () => string,
): { tables: Table[]; main: string } {
  // An untouched table over a source that stays is the same table.
  const copied = recipe.tables.filter(
    ({ id, source, recipe: steps }) => id === recipe.main || steps.length > 0 || sources.has(source),
  );
  const ids = new Map(copied.map(({ id }) => [id, newId()]));
  const idOf = (id: string) => ids.get(id) ?? id;
  const tables = copied.map((table) => ({
    ...table,
    id: idOf(table.id),
    source: sources.get(table.source) ?? table.source,
    recipe: table.recipe.map((step) => moveStep({ ...step, id: newId() }, idOf)),
  }));
  return { tables, main: idOf(recipe.main) };
}

function moveStep(step: Step, idOf: (id: string) => string): Step {
  if (step.kind === 'join') return { ...step, right: idOf(step.right) };
  if (step.kind === 'append')
    return { ...step, tables: step.tables.map((other) => ({ ...other, table: idOf(other.table) })) };
  return step;
}
