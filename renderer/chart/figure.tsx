import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Result } from 'vega-embed';
import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type Mark, marksOf, measureName, summary, xText } from '../../shared/chart/rows.ts';
import { chartTitle, rendererOf, spec } from '../../shared/chart/spec.ts';
import type { ChartFacts, Outputs } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { decodeRows } from '../arrow.ts';
import { Disclosure } from '../ui/kit.ts';

const tableRows = 200;

/** Vega weighs more than the rest of the page: it comes with the first chart. */
async function show(element: HTMLElement, document: TopLevelSpec, renderer: 'svg' | 'canvas'): Promise<Result> {
  const { draw } = await import('./draw.ts');
  return draw(element, document, renderer);
}

/** A drawn chart with its summary, its data as a table, and the caption printed on the image. */
export function ChartFigure({
  chart,
  columns,
  data,
  caption,
  drawn,
}: {
  chart: Chart;
  columns: readonly Column[];
  data: Outputs['chart.data'];
  caption: readonly string[];
  /** Receives the drawn view, for exports. */
  drawn: RefObject<Result | null>;
}): ReactNode {
  const marks = useMemo(() => marksOf(chart, columns, decodeRows(data.rows)), [chart, columns, data]);
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);

  useEffect(() => {
    const element = host.current;
    if (!element || width === 0) return;
    let stale = false;
    const size = { width: Math.max(320, Math.min(width, 1000)), height: 320 };
    const document = spec({ chart, columns, marks, facts: data.facts, caption, ...size });
    void show(element, document, rendererOf(marks)).then((result) => {
      if (stale) result.finalize();
      else {
        drawn.current?.finalize();
        drawn.current = result;
      }
    });
    return () => {
      stale = true;
    };
  }, [chart, columns, marks, data.facts, caption, width, drawn]);

  return (
    <figure className="chart-figure" aria-label={chartTitle(chart)}>
      {/* One image for a screen reader: its parts are read in the table below. Vega names the inner element itself. */}
      <div className="chart-drawing" role="img" aria-label={summary(chart, columns, marks, data.facts)}>
        <div ref={host} />
      </div>
      <figcaption>{summary(chart, columns, marks, data.facts)}</figcaption>
      <Disclosure title={t('chart.data')} level={2}>
        <MarkTable chart={chart} columns={columns} marks={marks} facts={data.facts} />
      </Disclosure>
    </figure>
  );
}

function MarkTable(props: {
  chart: Chart;
  columns: readonly Column[];
  marks: readonly Mark[];
  facts: ChartFacts;
}): ReactNode {
  const { chart, marks } = props;
  const column = props.columns.find((candidate) => candidate.name === chart.x) ?? null;
  const value = chart.kind === 'scatter' ? (chart.y ?? '') : measureName(chart);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows
    <section className="chart-table" tabIndex={0} aria-label={t('chart.data')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{chart.x ?? t('chart.data.mark')}</th>
            {chart.color !== null && <th scope="col">{chart.color}</th>}
            <th scope="col" className="number">
              {value}
            </th>
          </tr>
        </thead>
        <tbody>
          {marks.slice(0, tableRows).map((mark, index) => (
            <tr key={index}>
              <th scope="row">{rangeText(mark, column)}</th>
              {chart.color !== null && <td>{mark.color}</td>}
              <td className="number">{mark.y === null ? t('common.missing') : formatNumber(mark.y, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {marks.length > tableRows && <p className="muted">{t('chart.data.more', { count: marks.length - tableRows })}</p>}
    </section>
  );
}

function rangeText(mark: Mark, column: Column | null): string {
  if (mark.stop === undefined) return xText(mark.x, column);
  return t('chart.data.range', { from: xText(mark.x, column), to: formatNumber(mark.stop, 2) });
}

/** The element's inner width, followed as the window changes; 0 until known. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
