import {
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Result } from 'vega-embed';
import type { TopLevelSpec } from 'vega-lite';
import { valueText } from '../../shared/chart/rows.ts';
import { brushOf } from '../../shared/chart/selection.ts';
import { chartTitle, rendererOf, spec } from '../../shared/chart/spec.ts';
import { summary } from '../../shared/chart/summary.ts';
import { tableOf } from '../../shared/chart/table.ts';
import { t } from '../../shared/text/t.ts';
import type { Answer } from '../chart-data.ts';
import { Disclosure, IconButton, Notice } from '../ui/kit.ts';
import { type Range, useBrush } from './brush.tsx';

const tableRows = 200;

let drawing: typeof import('../draw-chart.ts') | null = null;

/** Vega weighs more than the rest of the page: it comes with the first chart, and draws the next ones in the same task. */
async function show(element: HTMLElement, document: TopLevelSpec, renderer: 'svg' | 'canvas'): Promise<Result> {
  drawing ??= await import('../draw-chart.ts');
  return drawing.draw(element, document, renderer);
}

/** A drawn chart with its summary, its data as a table, and the caption printed on the image. */
export function ChartFigure(props: {
  answer: Answer;
  caption: readonly string[];
  /** Marks whose rows the table keeps, by rank; null when the chart filters nothing. */
  chosen: ReadonlySet<number> | null;
  onPick: (rank: number) => void;
  onRange: (range: Range) => void;
}): ReactNode {
  const { answer, caption, chosen, onPick } = props;
  const { chart, columns, marks, facts } = answer;
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<Result | null>(null);
  const width = useWidth(host);
  const [problem, setProblem] = useState<string | null>(null);
  const sides = useMemo(() => brushOf(chart, columns), [chart, columns]);
  const brush = useBrush(drawn, sides, props.onRange);
  const latest = useRef({ onPick, chosen });
  latest.current = { onPick, chosen };
  const pick = useCallback((rank: number) => latest.current.onPick(rank), []);
  const sentence = useMemo(() => summary(chart, columns, marks, facts), [chart, columns, marks, facts]);

  // Before paint: the words around the drawing and the drawing itself change in one frame, laid out once.
  useLayoutEffect(() => {
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
          result.view.addEventListener('click', (_, item) => {
            const rank = (item as { datum?: { rank?: unknown } } | null | undefined)?.datum?.rank;
            if (typeof rank === 'number') pick(rank);
          });
          fadeOthers(element, latest.current.chosen);
          setProblem(null);
        },
        (thrown) => !stale && setProblem(thrown instanceof Error ? thrown.message : String(thrown)),
      );
    return () => {
      stale = true;
    };
  }, [answer, marks, caption, width, pick]);
  useEffect(() => () => void drawn.current?.finalize(), []);
  useEffect(() => fadeOthers(host.current, chosen), [chosen]);

  return (
    <figure className="chart-figure" aria-label={chartTitle(chart, columns)}>
      {problem !== null && <Notice tone="error">{t('chart.json.not-drawn', { detail: problem.slice(0, 200) })}</Notice>}
      {/* One image for a screen reader: its parts are read in the table below. Vega names the inner element itself. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <div className="chart-drawing" role="img" aria-label={sentence} tabIndex={0}>
        <div className="chart-host" data-brush={sides.x ? '' : undefined} {...brush.handlers}>
          <div ref={host} />
          {brush.veil}
        </div>
      </div>
      <figcaption>{sentence}</figcaption>
      <p className="muted chart-hint">{t(sides.x ? 'chart.pick.hint-brush' : 'chart.pick.hint')}</p>
      <Disclosure title={t('chart.data')} level={2} late>
        <ChartTable answer={answer} chosen={chosen} onPick={pick} />
      </Disclosure>
    </figure>
  );
}

/** Marks that are not chosen step back; each drawn element of Vega knows the mark it shows. */
function fadeOthers(element: HTMLElement | null, chosen: ReadonlySet<number> | null): void {
  for (const part of element?.querySelectorAll<SVGElement>(
    '[role="graphics-symbol"], .mark-symbol path, .mark-rect path',
  ) ?? []) {
    const datum = (part as { __data__?: { datum?: { rank?: unknown } } }).__data__?.datum;
    if (typeof datum?.rank === 'number') part.style.opacity = chosen && !chosen.has(datum.rank) ? '0.3' : '';
  }
}

type TableProps = { answer: Answer; chosen: ReadonlySet<number> | null; onPick: (rank: number) => void };

/** The drawing goes first: hundreds of rows and buttons follow when the page has time. */
function ChartTable({ answer, chosen, onPick }: TableProps): ReactNode {
  return <DataTable answer={useDeferredValue(answer)} chosen={useDeferredValue(chosen)} onPick={onPick} />;
}

const DataTable = memo(function DataTable(props: TableProps): ReactNode {
  const { chart, columns, marks, facts } = props.answer;
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
            <th scope="col">
              <span className="visually-hidden">{t('chart.pick.column')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, tableRows).map((row, index) => (
            <tr key={index} data-chosen={props.chosen?.has(index) ? '' : undefined}>
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
              <td>
                <IconButton
                  size="small"
                  icon="filter"
                  label={t(props.chosen?.has(index) ? 'chart.pick.remove' : 'chart.pick.value', {
                    name: row.slice(0, names).map(cellText).join(', '),
                  })}
                  onPress={() => props.onPick(index)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > tableRows && <p className="muted">{t('chart.data.more', { count: rows.length - tableRows })}</p>}
    </section>
  );
});

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
