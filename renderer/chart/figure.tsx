import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Result } from 'vega-embed';
import type { TopLevelSpec } from 'vega-lite';
import { valueText } from '../../shared/chart/rows.ts';
import { chartTitle, rendererOf, spec } from '../../shared/chart/spec.ts';
import { summary } from '../../shared/chart/summary.ts';
import { tableOf } from '../../shared/chart/table.ts';
import { t } from '../../shared/text/t.ts';
import type { Answer } from '../chart-data.ts';
import { Disclosure, Notice } from '../ui/kit.ts';

const tableRows = 200;

/** Vega weighs more than the rest of the page: it comes with the first chart. */
async function show(element: HTMLElement, document: TopLevelSpec, renderer: 'svg' | 'canvas'): Promise<Result> {
  const { draw } = await import('../draw-chart.ts');
  return draw(element, document, renderer);
}

/** A drawn chart with its summary, its data as a table, and the caption printed on the image. */
export function ChartFigure({ answer, caption }: { answer: Answer; caption: readonly string[] }): ReactNode {
  const { chart, columns, marks, facts } = answer;
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<Result | null>(null);
  const width = useWidth(host);
  const [problem, setProblem] = useState<string | null>(null);
  const sentence = useMemo(() => summary(chart, columns, marks, facts), [chart, columns, marks, facts]);

  useEffect(() => {
    const element = host.current;
    if (!element || width === 0) return;
    let stale = false;
    const size = {
      width: Math.max(280, Math.min(width, 1000)),
      height: Math.max(220, Math.min(320, innerHeight - 300)),
    };
    // In an element of its own: the chart before stays until this one is drawn, and a late one never covers it.
    const next = window.document.createElement('div');
    const document = () => spec({ ...answer, caption, ...size });
    Promise.resolve()
      .then(() => show(next, document(), rendererOf(marks)))
      .then(
        (result) => {
          if (stale) return result.finalize();
          drawn.current?.finalize();
          drawn.current = result;
          element.replaceChildren(next);
          setProblem(null);
        },
        (thrown) => !stale && setProblem(thrown instanceof Error ? thrown.message : String(thrown)),
      );
    return () => {
      stale = true;
    };
  }, [answer, marks, caption, width]);
  useEffect(() => () => void drawn.current?.finalize(), []);

  return (
    <figure className="chart-figure" aria-label={chartTitle(chart, columns)}>
      {problem !== null && <Notice tone="error">{t('chart.json.not-drawn', { detail: problem.slice(0, 200) })}</Notice>}
      {/* One image for a screen reader: its parts are read in the table below. Vega names the inner element itself. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <div className="chart-drawing" role="img" aria-label={sentence} tabIndex={0}>
        <div ref={host} />
      </div>
      <figcaption>{sentence}</figcaption>
      <Disclosure title={t('chart.data')} level={2}>
        <DataTable answer={answer} />
      </Disclosure>
    </figure>
  );
}

function DataTable({ answer: { chart, columns, marks, facts } }: { answer: Answer }): ReactNode {
  const { head, rows, names } = useMemo(() => tableOf(chart, columns, marks, facts), [chart, columns, marks, facts]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows
    <section className="chart-table" tabIndex={0} aria-label={t('chart.data')}>
      <table>
        <thead>
          <tr>
            {head.map((name, index) => (
              <th key={index} scope="col" className={index < names ? '' : 'number'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, tableRows).map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) =>
                place < names ? (
                  <th key={place} scope="row">
                    {cellText(cell)}
                  </th>
                ) : (
                  <td key={place} className="number">
                    {cellText(cell)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > tableRows && <p className="muted">{t('chart.data.more', { count: rows.length - tableRows })}</p>}
    </section>
  );
}

function cellText(cell: string | number | null): string {
  if (cell === null) return t('common.missing');
  return typeof cell === 'number' ? valueText(cell) : cell;
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
