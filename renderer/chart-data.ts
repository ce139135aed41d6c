import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Chart } from '../shared/chart/encoding.ts';
import { guard } from '../shared/chart/guard.ts';
import { needsColor } from '../shared/chart/kinds.ts';
import { type ChartRow, type Mark, marksOf } from '../shared/chart/rows.ts';
import type { ChartFacts, Input } from '../shared/contract.ts';
import type { Project } from '../shared/project/project.ts';
import type { Column } from '../shared/recipe/column.ts';
import type { Fault } from '../shared/rpc/fault.ts';
import { decodeRows } from './arrow.ts';
import { askUntilStale, getState, project, queryOf, subscribe, useProject, useSession } from './session.ts';
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

/** What one drawing needs from the engine; the same `key` needs the same figures. */
type Question = { key: string; chart: Chart; columns: readonly Column[]; input: Input<'chart.data'> };

const noColumns: readonly Column[] = [];

/**
 * The marks of a chart of the project, asked again when what they depend on changes: titles and notes do not. While the
 * next ones are computed, the previous ones stay with the chart that they belong to. `before` is what the guard finds
 * without the figures; nothing is asked for a chart that it stops, or that is not complete: then `ready` is false.
 */
export function useChartData(chart: Chart, columns: readonly Column[] | null) {
  const current = useProject();
  const generation = useSession((session) => session.generation);
  const phase = useSession((session) => session.phase);
  const before = useMemo(() => guard(chart, columns ?? noColumns), [chart, columns]);
  const ready = columns !== null && isComplete(chart) && before.every(({ level }) => level !== 'blocked');
  const question = useMemo(
    () => questionOf(chart, columns ?? noColumns, current, generation),
    [chart, columns, current, generation],
  );
  const { key } = question;
  const [state, setState] = useState<State>({ key: '', answer: null, fault: null });
  const asked = useRef<{ key: string; forget: () => void } | null>(null);

  const ask = useCallback((next: Question | null) => {
    if (next?.key === asked.current?.key) return;
    asked.current?.forget();
    asked.current = next && {
      key: next.key,
      forget: askUntilStale('chart.data', next.input, ({ value, fault }) => {
        const { key, chart, columns } = next;
        if (!value) return setState({ key, answer: null, fault });
        const rows = decodeRows(value.rows);
        const marks = marksOf(chart, columns, rows, value.facts.bucket);
        setState({ key, answer: { chart, columns, marks, facts: value.facts, rows }, fault: null });
      }),
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the question
  useLayoutEffect(() => ask(ready && phase === 'ready' ? question : null), [key, ready, phase, ask]);
  useEffect(() => () => ask(null), [ask]);
  // As soon as the chart changes: the engine works while the page draws the change.
  useLayoutEffect(
    () =>
      subscribe(() => {
        const next = project().charts.find(({ id }) => id === chart.id);
        if (!next || next === chart || columns === null || project().tables !== current.tables) return;
        if (!isComplete(next) || guard(next, columns).some(({ level }) => level === 'blocked')) return;
        if (getState().phase === 'ready') ask(questionOf(next, columns, project(), getState().generation));
      }),
    [chart, columns, current, ask],
  );

  const isCurrent = state.key === key;
  // The same object until something of it changes: it is drawn again for nothing else.
  const shown = useRef<Answer | null>(null);
  if (!state.answer) shown.current = null;
  else if (isCurrent && (shown.current?.marks !== state.answer.marks || shown.current.chart !== chart)) {
    shown.current = { ...state.answer, chart };
  }
  return {
    answer: ready ? shown.current : null,
    fault: isCurrent ? state.fault : null,
    loading: ready && !isCurrent,
    before,
    ready,
  };
}

function questionOf(chart: Chart, columns: readonly Column[], within: Project, generation: number): Question {
  const query = queryOf(chart.table, undefined, withoutOwnFilter(within, chart));
  const input = { query, chart: measured(chart) };
  return { key: JSON.stringify([generation, input, columns]), chart, columns, input };
}

/** Whether every column that the kind needs is chosen. */
function isComplete(chart: Chart): boolean {
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
