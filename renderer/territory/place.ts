import { useEffect, useMemo, useState } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { isPlace, type PlaceMeaning } from '../../shared/territory/perimeter.ts';
import type { ReferenceTableId } from '../../shared/territory/reference.ts';
import { noteReference, type TakenReference, takeReference, withReference } from '../project/reference-table.ts';
import { asFault, call, edit, project, queryOf, useColumns, useProject, useSession } from '../session.ts';

/** A table as it is before the step at place `at`, and its columns that may say where each row is. */
export type Ground = {
  table: Table;
  at: number;
  columns: Column[];
  /** Columns of a place first, then texts and whole numbers that may hold codes. */
  candidates: Column[];
  before: Query;
};

/** Null while it loads, or when the table went. */
export function useGround(id: string, wantedAt: number | undefined): { ground: Ground | null; fault: Fault | null } {
  const current = useProject();
  const table = current.tables.find((candidate) => candidate.id === id) ?? null;
  const at = Math.min(wantedAt ?? table?.recipe.length ?? 0, table?.recipe.length ?? 0);
  const columns = useColumns(table ? id : null, at);
  const before = useMemo(() => queryOf(id, at, current), [id, at, current]);
  if (!table || !columns.value) return { ground: null, fault: columns.fault };
  const known = columns.value.filter(({ meaning }) => isPlace(meaning));
  const rank = (column: Column) => order.indexOf(column.meaning as PlaceMeaning);
  const others = columns.value.filter(
    ({ type, meaning }) => !isPlace(meaning) && meaning === null && (type === 'text' || type === 'integer'),
  );
  const candidates = [...known.toSorted((a, b) => rank(a) - rank(b)), ...others];
  return { ground: { table, at, columns: columns.value, candidates, before }, fault: columns.fault };
}

const order: PlaceMeaning[] = ['commune', 'siren', 'epci', 'departement', 'region'];

/** What a column of a place stands for: what it was recognised as, else codes of communes. */
export function meaningOf(column: Column | undefined): PlaceMeaning {
  return column && isPlace(column.meaning) ? column.meaning : 'commune';
}

/** Built-in tables for the time of a dialog; those that the project did not keep are closed with it. */
export function useReferences(ids: readonly ReferenceTableId[]): {
  taken: Partial<Record<ReferenceTableId, TakenReference>> | null;
  fault: Fault | null;
} {
  const [state, setState] = useState<{
    taken: Partial<Record<ReferenceTableId, TakenReference>> | null;
    fault: Fault | null;
  }>({ taken: null, fault: null });
  const generation = useSession((session) => session.generation);
  const wanted = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `generation` stands for the engine's data
  useEffect(() => {
    let gone = false;
    const opened: TakenReference[] = [];
    const close = () => {
      for (const { opened: source } of opened) {
        if (!source || project().sources.some(({ id }) => id === source.source.id)) continue;
        void call('source.close', { source: source.source.id }).catch(() => {});
      }
    };
    const names = wanted.split(',') as ReferenceTableId[];
    Promise.all(names.map(takeReference)).then(
      (all) => {
        opened.push(...all);
        if (gone) close();
        else setState({ taken: Object.fromEntries(all.map((one, place) => [names[place], one])), fault: null });
      },
      (thrown) => !gone && setState({ taken: null, fault: asFault(thrown) }),
    );
    return () => {
      gone = true;
      close();
    };
  }, [wanted, generation]);
  return state;
}

/** The project with built-in tables, other tables, and steps put at the ground's place. */
export function withSteps(
  current: Project,
  ground: Ground,
  references: readonly TakenReference[],
  tables: readonly Table[],
  steps: readonly Step[],
): Project {
  const base = references.reduce(withReference, current);
  return {
    ...base,
    tables: [
      ...base.tables.map((table) =>
        table.id === ground.table.id ? { ...table, recipe: table.recipe.toSpliced(ground.at, 0, ...steps) } : table,
      ),
      ...tables,
    ],
  };
}

/** Does it as one undoable edit. `source`: a built-in one that `tables` read, without a table of its own. */
export function applySteps(
  label: string,
  ground: Ground,
  references: readonly TakenReference[],
  tables: readonly Table[],
  steps: readonly Step[],
  source: TakenReference | null = null,
): void {
  for (const reference of source ? [...references, source] : references) noteReference(reference);
  edit(label, (current) => {
    const opened = source?.opened?.source;
    const known = !opened || current.sources.some(({ id }) => id === opened.id);
    const base = known ? current : { ...current, sources: [...current.sources, opened] };
    return withSteps(base, ground, references, tables, steps);
  });
}
