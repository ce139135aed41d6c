import { useLayoutEffect, useMemo, useState } from 'react';
import type { Chart } from '../shared/chart/encoding.ts';
import { needsColor } from '../shared/chart/kinds.ts';
import { type ChartRow, type Mark, marksOf } from '../shared/chart/rows.ts';
import type { ChartFacts } from '../shared/contract.ts';
import type { Column } from '../shared/recipe/column.ts';
import type { Fault } from '../shared/rpc/fault.ts';
import { decodeRows } from './arrow.ts';
import { askUntilStale, queryOf, useProject, useSession } from './session.ts';
import { withoutOwnFilter } from './view-filter.ts';

/** Marks with the very chart and columns that they were computed for: a change never shows the figures of before. */
export type Answer = {
  chart: Chart;
  columns: readonly Column[];
  marks: Mark[];
  facts: ChartFacts;
  rows: readonly ChartRow[];
};
type State = { key: string; answer: Answer | null; fault: Fault | null };

/**
 * The marks of a chart, asked again when what they depend on changes: titles and notes do not. While the next ones are
 * computed, the previous ones stay with the chart that they belong to. `ready` false asks nothing.
 */
export function useChartData(chart: Chart, columns: readonly Column[], ready: boolean) {
  const project = useProject();
  const generation = useSession((session) => session.generation);
  const phase = useSession((session) => session.phase);
  const input = useMemo(
    () => ({ query: queryOf(chart.table, undefined, withoutOwnFilter(project, chart)), chart: measured(chart) }),
    [chart, project],
  );
  const key = useMemo(() => JSON.stringify([generation, input, columns]), [generation, input, columns]);
  const [state, setState] = useState<State>({ key: '', answer: null, fault: null });
  // Before paint, and before the bracket's list gives the focus back: the engine works in the meantime.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the chart, the query and the columns
  useLayoutEffect(() => {
    if (!ready || phase !== 'ready') return;
    return askUntilStale('chart.data', input, ({ value, fault }) => {
      if (!value) return setState({ key, answer: null, fault });
      const rows = decodeRows(value.rows);
      const marks = marksOf(chart, columns, rows, value.facts.bucket);
      setState({ key, answer: { chart, columns, marks, facts: value.facts, rows }, fault: null });
    });
  }, [key, ready, phase]);
  const current = state.key === key;
  const answer = useMemo(
    () => (state.answer && current ? { ...state.answer, chart } : state.answer),
    [state.answer, current, chart],
  );
  return { answer: ready ? answer : null, fault: current ? state.fault : null, loading: ready && !current };
}

/** Whether every column that the kind needs is chosen. */
export function isComplete(chart: Chart): boolean {
  const needsY =
    chart.kind === 'scatter' || chart.kind === 'box' || (chart.kind !== 'histogram' && chart.measure !== 'count');
  return chart.x !== null && (!needsY || chart.y !== null) && (!needsColor(chart.kind) || chart.color !== null);
}

/** Without what only the page draws. */
function measured(chart: Chart): Chart {
  const { title, subtitle, source, annotations, labels, baseline, scale, vega, filterStep, ...rest } = chart;
  const plain = { title: '', subtitle: '', source: '', annotations: [], labels: false, vega: null, filterStep: null };
  return { ...rest, ...plain, baseline: 'auto', scale: 'linear' };
}
