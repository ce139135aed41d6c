import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Density } from '../../shared/project/display.ts';
import { t } from '../../shared/text/t.ts';
import { announce } from '../session.ts';
import { followTableRequests, type TableRequest } from '../table-requests.ts';
import type { TableData } from './data.ts';
import { FindBar } from './find-bar.tsx';
import { GoToRow } from './go-to-row.tsx';
import type { GridHandle } from './grid-frame.tsx';
import { RecordView } from './record-view.tsx';
import { type Cell, selectCell } from './selection.ts';
import { setDensity, useDensity } from './views.ts';

/** What surrounds the grid on demand: the search, a row's number to go to, a row in full, the height of rows. */
export function useTools(props: { data: TableData | null; total: number; handle: RefObject<GridHandle | null> }): {
  density: Density;
  bar: ReactNode;
  windows: ReactNode;
  showRecord(row: number): void;
} {
  const { data, total, handle } = props;
  const density = useDensity();
  const [asked, setAsked] = useState(0);
  const [open, setOpen] = useState<{ kind: 'go' } | { kind: 'record'; row: number } | null>(null);
  const place = (): Cell => {
    const active = handle.current?.surface.selection.active ?? { row: 0, column: 0 };
    return { row: Math.max(0, active.row), column: active.column };
  };
  const goTo = (cell: Cell, focus: boolean) => handle.current?.surface.select(selectCell(cell), { focus });
  const take = (request: TableRequest) => {
    switch (request.kind) {
      case 'find':
        return setAsked((times) => times + 1);
      case 'go-to-row':
        return total > 0 && setOpen({ kind: 'go' });
      case 'record':
        return total > 0 && setOpen({ kind: 'record', row: place().row });
      case 'density':
        setDensity(request.density);
        return announce(t(`grid.density-${request.density}`));
      case 'column': {
        const column = data?.columns.findIndex(({ name }) => name === request.name) ?? -1;
        if (column >= 0) goTo({ row: place().row, column }, true);
      }
    }
  };
  const latest = useRef(take);
  latest.current = take;
  const isReady = data !== null && total > 0;
  // Once the rows are there: a palette or a dialog that asked gives the focus back by then.
  useEffect(
    () => (isReady ? followTableRequests((request) => setTimeout(() => latest.current(request), 50)) : undefined),
    [isReady],
  );
  const close = () => setOpen(null);
  return {
    density,
    bar: data && asked > 0 && (
      <FindBar
        data={data}
        asked={asked}
        place={place}
        onShow={(cell) => goTo(cell, false)}
        onClose={() => {
          setAsked(0);
          handle.current?.surface.focusActive();
        }}
      />
    ),
    windows: (
      <>
        {open?.kind === 'go' && (
          <GoToRow
            total={total}
            onClose={close}
            // The window gives the focus back to the cell it came from before the grid takes it elsewhere.
            onGo={(row) => setTimeout(() => goTo({ row, column: place().column }, true), 50)}
          />
        )}
        {open?.kind === 'record' && data && (
          <RecordView
            data={data}
            total={total}
            row={Math.min(open.row, total - 1)}
            onRow={(row) => {
              setOpen({ kind: 'record', row });
              goTo({ row, column: place().column }, false);
            }}
            onClose={close}
          />
        )}
      </>
    ),
    showRecord: (row) => setOpen({ kind: 'record', row }),
  };
}
