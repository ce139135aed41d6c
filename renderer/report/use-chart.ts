import { useEffect, useMemo, useState } from 'react';
import { captionOf } from '../../shared/chart/caption.ts';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type Finding, guard } from '../../shared/chart/guard.ts';
import { chartTitle } from '../../shared/chart/spec.ts';
import { summary } from '../../shared/chart/summary.ts';
import { tableOf } from '../../shared/chart/table.ts';
import { drawnColumns, vintagesOf } from '../../shared/chart/vintage.ts';
import { t } from '../../shared/text/t.ts';
import { type Answer, useChartData } from '../chart-data.ts';
import { chartPicture } from '../chart-picture.ts';
import { edit, useColumns, useProject } from '../session.ts';
import { type Found, faulty, type Rendered, troubled, waiting } from './rendered.ts';
import { svgSize } from './svg-size.ts';

/** A chart as a block of the report: its picture follows the recipe. */
export function useChartBlock(chart: Chart, dataRows: number): Rendered {
  const project = useProject();
  const columns = useColumns(chart.table);
  const { answer, fault, loading, before, ready } = useChartData(chart, columns.value);
  const vintages = useMemo(() => vintagesOf(project, chart.table, drawnColumns(chart)), [project, chart]);
  const findings = useMemo(
    () => (answer ? guard(answer.chart, answer.columns, { ...answer, vintages }) : before),
    [answer, vintages, before],
  );
  const caption = useMemo(
    () => (answer ? captionOf(project, answer.chart, answer.columns, answer.facts) : null),
    [project, answer],
  );
  const lines = caption?.join('\n') ?? null;
  const isBlocked = findings.some(({ level }) => level === 'blocked');
  const picture = usePicture(isBlocked ? null : answer, lines);
  return useMemo(() => {
    if (columns.fault) return faulty(columns.fault);
    if (!columns.value) return waiting;
    const found = findings.map(foundOf);
    if (isBlocked) return { part: null, found, problem: null, busy: loading };
    if (!ready) return troubled(t('report.chart.incomplete'));
    if (fault) return faulty(fault);
    if (picture.problem !== null) return troubled(t('chart.json.not-drawn', { detail: picture.problem.slice(0, 200) }));
    const { drawn, svg } = picture;
    if (!answer || !svg || !drawn) return { ...waiting, found };
    const table = tableOf(drawn.chart, drawn.columns, drawn.marks, drawn.facts);
    return {
      part: {
        kind: 'picture',
        title: chartTitle(drawn.chart, drawn.columns),
        summary: summary(drawn.chart, drawn.columns, drawn.marks, drawn.facts),
        caption: (picture.lines ?? '').split('\n'),
        svg,
        png: null,
        ...svgSize(svg),
        data: { ...table, shown: Math.min(dataRows, table.rows.length), total: table.rows.length },
      },
      found,
      problem: null,
      busy: loading || drawn !== answer || picture.lines !== lines,
    };
  }, [columns, findings, isBlocked, ready, fault, picture, answer, lines, loading, dataRows]);
}

type Picture = { svg: string | null; problem: string | null; drawn: Answer | null; lines: string | null };

/** The drawing of the latest figures under its caption, one line each; the one before stays until it comes. */
function usePicture(answer: Answer | null, lines: string | null): Picture {
  const [picture, setPicture] = useState<Picture>({ svg: null, problem: null, drawn: null, lines: null });
  useEffect(() => {
    if (!answer || lines === null) return;
    let stale = false;
    const show = (svg: string | null, problem: string | null) =>
      !stale && setPicture({ svg, problem, drawn: answer, lines });
    chartPicture({ ...answer, caption: lines.split('\n') }).then(
      (svg) => show(svg, null),
      (thrown) => show(null, thrown instanceof Error ? thrown.message : String(thrown)),
    );
    return () => {
      stale = true;
    };
  }, [answer, lines]);
  return picture;
}

function foundOf({ level, text, params, fix }: Finding): Found {
  return { level, text: t(text, params as never), fix: fix && (() => replaceChart(fix)) };
}

function replaceChart(chart: Chart): void {
  edit(t('chart.action.change'), (current) => ({
    ...current,
    charts: current.charts.map((one) => (one.id === chart.id ? chart : one)),
  }));
}
