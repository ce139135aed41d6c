import { useEffect, useMemo, useState } from 'react';
import type { Query } from '../../shared/contract.ts';
import { type Column, isCategory, isCode, isNumeric } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import type { Measure } from '../../shared/recipe/steps/aggregate.ts';
import { useCall } from '../session.ts';
import type { CellValue } from './cells.ts';
import { decodeRows } from './pages.ts';

/** The same query with steps of ours after the table's own. */
export function extendQuery(query: Query, steps: readonly Step[]): Query {
  return {
    ...query,
    tables: query.tables.map((table) =>
      table.id === query.table ? { ...table, recipe: [...table.recipe, ...steps] } : table,
    ),
  };
}

/** The same query with another recipe for its table. */
export function replaceRecipe(query: Query, recipe: Step[]): Query {
  return { ...query, tables: query.tables.map((table) => (table.id === query.table ? { ...table, recipe } : table)) };
}

/** What can be measured on a column: quantities have all, dates their ends, codes and texts nothing. */
export function measuresOf(column: Column): Measure[] {
  if (isNumeric(column.type) && !isCode(column) && !isCategory(column)) return ['min', 'median', 'max', 'mean'];
  return column.type === 'date' || column.type === 'timestamp' ? ['min', 'max'] : [];
}

export type Facts = {
  missing: number | null;
  distinct: number | null;
  values: Partial<Record<Measure, CellValue>>;
  loading: boolean;
};

/** Figures of one column over all the rows of a query, computed by the engine. */
export function useFacts(query: Query | null, column: Column | null): Facts {
  const name = column?.name;
  const measures = useMemo(() => (column ? measuresOf(column) : []), [column]);
  const profile = useCall('table.profile', query && name !== undefined ? { query, columns: [name] } : null);
  const measured = useMemo(() => {
    if (!query || name === undefined || measures.length === 0) return null;
    const step: Step = {
      id: 'grid-facts',
      kind: 'aggregate',
      by: [],
      measures: measures.map((measure) => ({ name: measure, measure, column: name })),
    };
    return { query: extendQuery(query, [step]), columns: [...measures], offset: 0, limit: 1 };
  }, [query, name, measures]);
  const page = useCall('table.page', measured);
  const values = useMemo(() => {
    const row = page.value ? decodeRows(page.value.rows, measures)[0] : undefined;
    return Object.fromEntries(measures.map((measure, place) => [measure, row?.[place] ?? null]));
  }, [page.value, measures]);
  const mine = profile.value?.find((candidate) => candidate.name === name);
  return {
    missing: mine?.missing ?? null,
    distinct: mine?.distinct ?? null,
    values: page.value ? values : {},
    loading: profile.loading || page.loading,
  };
}

/** The value as it was before it last stayed still for a while: calls wait for the hand to stop. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
