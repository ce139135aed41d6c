import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useFilter } from 'react-aria-components';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { announce, asFault, faultText } from '../session.ts';
import { Dialog, IconButton, Notice, SearchField } from '../ui/kit.ts';
import { type CellValue, describeCell } from './cells.ts';
import type { TableData } from './data.ts';

/** As many columns at once; the search reaches the others. */
const shownAtMost = 300;

/** The whole of one row, a column per line: for tables wider than a screen. */
export function RecordView(props: {
  data: TableData;
  total: number;
  row: number;
  onRow: (row: number) => void;
  onClose: () => void;
}): ReactNode {
  const { data, total, row } = props;
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const { values, trouble } = useRow(data, row);
  const found = useMemo(
    () =>
      data.columns
        .map((column, place) => ({ column, place }))
        .filter(({ column }) => search === '' || contains(column.name, search) || contains(column.label ?? '', search)),
    [data, search, contains],
  );
  const go = (next: number) => {
    if (next < 0 || next >= total) return;
    props.onRow(next);
    announce(t('grid.record-row', { row: formatNumber(next + 1), total: formatNumber(total) }));
  };
  return (
    <Dialog title={t('grid.record')} size="medium" onClose={props.onClose} className="record-view">
      <div className="record-tools">
        <IconButton
          icon="chevron-up"
          label={t('grid.record-previous')}
          onPress={() => go(row - 1)}
          isDisabled={row === 0}
        />
        <IconButton
          icon="chevron-down"
          label={t('grid.record-next')}
          onPress={() => go(row + 1)}
          isDisabled={row >= total - 1}
        />
        <strong>{t('grid.record-row', { row: formatNumber(row + 1), total: formatNumber(total) })}</strong>
        <SearchField
          autoFocus
          label={t('grid.record-search')}
          hideLabel
          value={search}
          onChange={setSearch}
          placeholder={t('grid.record-search')}
        />
      </div>
      {trouble && <Notice tone="error">{trouble}</Notice>}
      <dl className="record-fields" aria-busy={values === null}>
        {found.slice(0, shownAtMost).map(({ column, place }) => {
          const value = values?.[place];
          return (
            <div key={column.name}>
              <dt>
                {column.name}
                {column.label && column.label !== column.name && <span className="muted"> {column.label}</span>}
              </dt>
              <dd className={value === null ? 'muted' : ''}>
                {value === undefined ? '…' : describeCell(value, column)}
              </dd>
            </div>
          );
        })}
      </dl>
      {found.length === 0 && <p className="muted">{t('ui.no-match')}</p>}
      {found.length > shownAtMost && (
        <p className="muted">{t('grid.record-more', { shown: shownAtMost, total: formatNumber(found.length) })}</p>
      )}
    </Dialog>
  );
}

/** Every cell of a row; the row before stays until the next one is here. */
function useRow(data: TableData, row: number): { values: CellValue[] | null; trouble: string | null } {
  const [state, setState] = useState<{ values: CellValue[] | null; trouble: string | null }>({
    values: null,
    trouble: null,
  });
  useEffect(() => {
    const controller = new AbortController();
    const places = data.columns.map((_, place) => place);
    data.pages.readRange(row, row, places, controller.signal).then(
      (rows) => !controller.signal.aborted && setState({ values: rows[0] ?? [], trouble: null }),
      (thrown) => !controller.signal.aborted && setState({ values: null, trouble: faultText(asFault(thrown)) }),
    );
    return () => controller.abort();
  }, [data, row]);
  return state;
}
