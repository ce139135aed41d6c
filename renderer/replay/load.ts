import type { FileRef, Inspection, OpenedSource } from '../../shared/contract.ts';
import type { Source, SourceOptions, Table } from '../../shared/project/project.ts';
import { copyTables, type Mapping, mapOptions } from '../../shared/project/replay.ts';
import type { ExpectedFile, SharedRecipe } from '../../shared/project/shared-recipe.ts';
import { t } from '../../shared/text/t.ts';
import { call, edit, getState, newId, project, setState, showTable } from '../session.ts';

/** A new file for one that a recipe expects, and how its columns answer. Null: the present one stays. */
export type Replacement = { file: FileRef; inspection: Inspection; mapping: Mapping };

/** Looks at the head of a file, on the sheet of the former one where it has it. */
export async function inspectReplacement(file: FileRef, expected: ExpectedFile): Promise<Inspection> {
  const first = await call('source.inspect', { file });
  const has = first.sheets.some(({ name }) => name === expected.sheet);
  if (expected.sheet === undefined || first.sheet === expected.sheet || !has) return first;
  const { entry } = first.options;
  return call('source.inspect', {
    file,
    options: { ...(entry === undefined ? {} : { entry }), sheet: expected.sheet },
  });
}

/**
 * Opens the new files, then adds the recipe's tables on them as one action. Gives the id of the main one. What was
 * opened is closed again when a file cannot be read.
 */
export async function applyRecipe(
  recipe: SharedRecipe,
  replacements: ReadonlyMap<string, Replacement>,
  name: string,
): Promise<string> {
  const sources = new Map<string, string>();
  const opened: OpenedSource[] = [];
  try {
    for (const expected of recipe.sources) {
      const source = await openExpected(expected, replacements.get(expected.id));
      if (source) {
        opened.push(source);
        sources.set(expected.id, source.source.id);
      }
    }
  } catch (thrown) {
    for (const { source } of opened) void call('source.close', { source: source.id }).catch(() => {});
    throw thrown;
  }
  const { tables, main } = copyTables(recipe, sources, newId);
  const named = tables.map((table) => (table.id === main ? { ...table, name: freeName(name) } : table));
  adoptTables(t('replay.done', { name }), named, opened);
  showTable(main);
  return main;
}

async function openExpected(
  expected: SharedRecipe['sources'][number],
  replacement: Replacement | undefined,
): Promise<OpenedSource | null> {
  // A source of this very project that keeps its file is read by both tables.
  const isHere = project().sources.some(({ id }) => id === expected.id);
  if (expected.kind === 'reference') {
    if (isHere) return null;
    const known = project().sources.find(
      (source) => source.format === 'reference' && source.options.entry === expected.table,
    );
    const opened = known && getState().opened[known.id];
    return opened ?? call('source.reference', { id: newId(), table: expected.table });
  }
  if (!replacement) return null;
  const { file, inspection, mapping } = replacement;
  const options: SourceOptions = mapOptions(expected, inspection.options, mapping);
  return call('source.open', { file, id: newId(), options });
}

/** Adds tables and the sources that they read, as one action. */
export function adoptTables(label: string, tables: readonly Table[], opened: readonly OpenedSource[]): void {
  setState({
    opened: { ...getState().opened, ...Object.fromEntries(opened.map((one) => [one.source.id, one])) },
  });
  edit(label, (current) => {
    const known = new Set(current.sources.map(({ id }) => id));
    const added: Source[] = opened.map(({ source }) => source).filter(({ id }) => !known.has(id));
    return { ...current, sources: [...current.sources, ...added], tables: [...current.tables, ...tables] };
  });
}

export function freeName(name: string): string {
  const taken = new Set(project().tables.map((table) => table.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return free;
}
