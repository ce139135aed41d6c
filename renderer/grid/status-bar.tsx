import { type ReactNode, useMemo } from 'react';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { openDialog } from '../session.ts';
import { Button } from '../ui/kit.ts';
import { describeCell } from './cells.ts';
import { formatMeasure } from './column-menu.tsx';
import type { TableData } from './data.ts';
import { useFacts, useSettled } from './facts.ts';
import { cellCount, rangeOf, type Selection } from './selection.ts';
import { useSums } from './sums.ts';
import { useWatched, type Watched } from './watch.ts';

/** The cell with the focus in full, its column's median and missing cells, and the selection's sum, mean and count. */
export function StatusBar(props: {
  data: TableData | null;
  total: number;
  selection: Watched<Selection>;
  /** Grows as cells arrive, so that the cell's value is read again. */
  arrivals: Watched<number>;
}): ReactNode {
  const { data, total } = props;
  const selection = useWatched(props.selection);
  useWatched(props.arrivals);
  const { row, column: place } = selection.active;
  const column = data?.columns[place] ?? null;
  const settled = useSettled(column, 300);
  const facts = useFacts(settled && data?.columns.includes(settled) ? data.query : null, settled);
  const extent = { rows: total, columns: data?.columns.length ?? 0 };
  const range = rangeOf(selection, extent);
  const cells = cellCount(range);
  const value = data && column && row >= 0 && row < total ? data.pages.cell(row, place) : undefined;
  const text = useMemo(() => (value === undefined || !column ? '' : describeCell(value, column)), [value, column]);
  const sums = useSums(data, cells > 1 ? range : null);
  if (!data || !column) return <section className="status-bar" aria-label={t('grid.status')} />;
  const median = facts.values.median;
  return (
    <section className="status-bar" aria-label={t('grid.status')}>
      <div className="status-cell">
        <span className="muted">
          {row >= 0 && <>{t('grid.status-place', { row: row + 1 })} · </>}
          {row >= 0 ? t('grid.status-cell', { column: column.name }) : column.name}
        </span>{' '}
        <span className={value === null ? 'muted' : 'status-value'} title={text}>
          {text}
        </span>
      </div>
      <WhyButton data={data} row={row} />
      <dl className="status-facts">
        {cells > 1 && sums ? (
          <>
            {sums.sum !== null && <Fact name={t('grid.status-sum')} text={formatNumber(sums.sum, 2)} />}
            {sums.mean !== null && <Fact name={t('grid.status-mean')} text={formatNumber(sums.mean, 2)} />}
            <Fact name={t('grid.status-count')} text={formatNumber(sums.count)} />
          </>
        ) : (
          settled === column && (
            <>
              {median !== undefined && median !== null && (
                <Fact name={t('grid.status-median')} text={formatMeasure(median, column)} />
              )}
              {facts.missing !== null && <Fact name={t('grid.status-missing')} text={formatNumber(facts.missing)} />}
            </>
          )
        )}
        {cells > 1 && <span className="muted">{t('grid.status-cells', { count: cells })}</span>}
      </dl>
    </section>
  );
}

/** « Pourquoi ? » on the row of the cell with the focus, in a table of « collectivités cibles ». */
function WhyButton({ data, row }: { data: TableData; row: number }): ReactNode {
  const { query } = data;
  const recipe = query.tables.find(({ id }) => id === query.table)?.recipe ?? [];
  if (row < 0 || !recipe.some((step) => step.kind === 'target' && !step.disabled)) return null;
  return (
    <Button size="small" icon="help" onPress={() => openDialog({ kind: 'why', table: query.table, row })}>
      {t('why.ask')}
    </Button>
  );
}

function Fact({ name, text }: { name: string; text: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
