import { useMemo } from 'react';
import type { OpenedSource, Query } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Join } from '../../shared/recipe/steps/join.ts';
import { t } from '../../shared/text/t.ts';
import { type Asked, edit, getState, newId, queryOf, setState, useCall } from '../session.ts';
import type { JoinParts } from './join-draft.ts';

/** A built-in table taken for this join, which enters the project only when the join is applied. */
export type Extra = { opened: OpenedSource; table: Table };

/** The project with the table that the join would add. */
export function withExtra(project: Project, extra: Extra | null): Project {
  if (!extra) return project;
  const { source } = extra.opened;
  return {
    ...project,
    sources: project.sources.some(({ id }) => id === source.id) ? project.sources : [...project.sources, source],
    tables: [...project.tables, extra.table],
  };
}

/** The rows before the join, in a query that also holds the right table. */
export function queryBeside(within: Project, table: string, at: number, right: string): Query {
  const left = queryOf(table, at, within);
  const reached = new Set(left.tables.map((candidate) => candidate.id));
  const others = queryOf(right, undefined, within).tables.filter((candidate) => !reached.has(candidate.id));
  return { ...left, tables: [...left.tables, ...others] };
}

/** The rows just after the join. */
export function queryAfter(within: Project, table: string, at: number, parts: JoinParts): Query {
  const step: Join = { id: 'draft', ...parts };
  const tables = within.tables.map((candidate) =>
    candidate.id === table ? { ...candidate, recipe: [...candidate.recipe.slice(0, at), step] } : candidate,
  );
  return queryOf(table, undefined, { ...within, tables });
}

/** Columns of a table of `within` after its first n steps (all when absent). */
export function useColumnsWithin(within: Project, table: string | null, steps?: number): Asked<Column[]> {
  const input = useMemo(
    () => (table === null ? null : { query: queryOf(table, steps, within) }),
    [within, table, steps],
  );
  return useCall('table.columns', input);
}

/** Puts the join in the recipe, with the built-in table it brings, as one undoable edit. */
export function applyJoin(
  place: { table: string; at: number },
  before: Join | null,
  parts: JoinParts,
  extra: Extra | null,
) {
  const used = extra && extra.table.id === parts.right ? extra : null;
  const base = before ?? { id: newId() };
  const step: Join = {
    id: base.id,
    ...(before?.disabled && { disabled: true }),
    ...(before?.comment && { comment: before.comment }),
    ...(before?.title && { title: before.title }),
    ...(before?.group && { group: before.group }),
    ...parts,
  };
  if (used) {
    const { opened } = getState();
    setState({ opened: { ...opened, [used.opened.source.id]: used.opened } });
  }
  const name = withExtra(getState().history.present.state, used).tables.find((table) => table.id === parts.right)?.name;
  edit(t(before ? 'join.action-edit' : 'join.action', { table: name ?? '' }), (current) => {
    const next = withExtra(current, used);
    return {
      ...next,
      tables: next.tables.map((table) =>
        table.id !== place.table
          ? table
          : {
              ...table,
              recipe: before
                ? table.recipe.map((candidate) => (candidate.id === before.id ? step : candidate))
                : table.recipe.toSpliced(place.at, 0, step),
            },
      ),
    };
  });
}
