import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { ColumnSketch } from '../../shared/profile/report.ts';
import type { Density } from '../../shared/project/display.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { getDisplay, useDisplay } from '../display.ts';
import { setStill } from '../pinned-columns.ts';
import type { TableData } from './data.ts';
import { currentSort, filteredColumns } from './edits.ts';
import { clamp, layOut, narrowest, rowHeights, widest } from './geometry.ts';
import { type GestureEvents, listen } from './gestures.ts';
import { gutterFor } from './head.ts';
import type { Wanted } from './pages.ts';
import { type Selection, selectCell } from './selection.ts';
import type { HeadState } from './slots.ts';
import { Surface } from './surface.ts';
import type { View } from './views.ts';
import { fitWidth, guessFrozen, guessWidth } from './widths.ts';

/** Rows measured to fit a column: those in view, and a few more. */
const measuredRows = 100;

/** What the rest of the room asks of the grid in place. */
export type GridHandle = {
  surface: Surface;
  /** Cells arrived: all those on screen, or only those that waited. */
  refresh(everyCell: boolean): void;
  fit(column: number): void;
};

export type GridFrameProps = {
  label: string;
  data: TableData | null;
  total: number;
  busy: boolean;
  recipe: readonly Step[];
  view: View;
  /** What the user froze, in `view` too. */
  frozen: number | null;
  density: Density;
  missing(name: string): number | null;
  sketch(name: string): ColumnSketch | null;
  handle: RefObject<GridHandle | null>;
  gestures: Omit<GestureEvents, 'onResize' | 'onFit'>;
  onSelection(selection: Selection): void;
  onWanted(wanted: Wanted): void;
};

/** React holds the frame; cells are painted past it, so that scrolling draws no component. */
export function GridFrame(props: GridFrameProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { handle } = props;

  useEffect(() => {
    if (!host.current) return;
    const surface = new Surface(host.current, {
      onWanted(wanted) {
        latest.current.data?.pages.want(wanted);
        latest.current.onWanted(wanted);
      },
      onSelection: (selection) => latest.current.onSelection(selection),
    });
    const fit = (column: number) => {
      const { data, view } = latest.current;
      const described = data?.columns[column];
      if (!data || !described) return;
      view.widths.set(described.name, fitColumn(latest.current, data, column, surface, widest));
      setModel(surface, latest.current);
    };
    handle.current = {
      surface,
      refresh(everyCell) {
        fitFirst(latest.current, surface);
        surface.refresh(everyCell);
      },
      fit,
    };
    const unlisten = listen(surface, {
      onMenu: (...given) => latest.current.gestures.onMenu(...given),
      onFilter: (...given) => latest.current.gestures.onFilter(...given),
      onShowCell: (...given) => latest.current.gestures.onShowCell(...given),
      onCellMenu: (...given) => latest.current.gestures.onCellMenu(...given),
      onMove: (...given) => latest.current.gestures.onMove(...given),
      onCopy: () => latest.current.gestures.onCopy(),
      onFit: fit,
      onResize(column, width) {
        const described = latest.current.data?.columns[column];
        if (!described) return;
        latest.current.view.widths.set(described.name, clamp(Math.round(width), narrowest, widest));
        setModel(surface, latest.current);
      },
    });
    return () => {
      unlisten();
      surface.destroy();
      handle.current = null;
    };
  }, [handle]);

  const { label, data, total, recipe, view, frozen, density, busy } = props;
  const { sketches } = useDisplay();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is made of exactly these
  useEffect(() => {
    const surface = handle.current?.surface;
    if (surface) setModel(surface, latest.current);
  }, [handle, label, data, total, recipe, view, frozen, density, sketches]);

  const table = data?.query.table;
  useEffect(() => {
    const surface = handle.current?.surface;
    if (!surface || table === undefined) return;
    surface.scrollTo(0, 0);
    surface.select(selectCell({ row: 0, column: 0 }), { focus: false });
  }, [handle, table]);

  useEffect(() => handle.current?.surface.setBusy(busy), [handle, busy]);

  return <div className="table-view-grid" data-density={density} ref={host} />;
}

function setModel(surface: Surface, props: GridFrameProps): void {
  const { data, total, recipe, view, label } = props;
  if (!data) {
    surface.setModel({
      label,
      columns: [],
      total: 0,
      layout: layOut([], 0, gutterFor(0)),
      cell: () => undefined,
      head: () => ({ missing: null, sketch: null, sort: null, filtered: false }),
    });
    return;
  }
  const { columns, pages } = data;
  view.rows = Math.max(view.rows, total);
  surface.root.toggleAttribute('data-sketches', getDisplay().sketches);
  const widths = columns.map((column) => view.widths.get(column.name) ?? guessWidth(column));
  const room = surface.scroller.clientWidth;
  const frozen = frozenFor(columns, widths, view.frozen, room);
  setStill(
    data.query.table,
    columns.slice(0, frozen).map(({ name }) => name),
  );
  surface.root.closest('.table-view')?.toggleAttribute('data-frozen', frozen > 0);
  const sort = currentSort(recipe);
  const filtered = filteredColumns(recipe);
  surface.setModel({
    label,
    columns,
    total,
    layout: layOut(widths, frozen, gutterFor(view.rows), rowHeights[props.density]),
    cell: (row, column) => pages.cell(row, column),
    head: (place): HeadState => {
      const name = columns[place]!.name;
      const term = sort?.by.findIndex((candidate) => candidate.column === name) ?? -1;
      return {
        missing: props.missing(name),
        sketch: props.sketch(name),
        sort:
          sort && term >= 0
            ? { descending: sort.by[term]!.descending === true, place: sort.by.length > 1 ? term + 1 : null }
            : null,
        filtered: filtered.has(name),
      };
    },
  });
}

/** The user's own choice as far as it leaves two fifths of the view, or a figure and the row numbers; otherwise our guess. */
function frozenFor(columns: readonly Column[], widths: readonly number[], chosen: number | null, room: number): number {
  if (chosen === null) return guessFrozen(columns, widths, room);
  let frozen = 0;
  let width = 0;
  while (frozen < Math.min(chosen, columns.length)) {
    width += widths[frozen]!;
    if (width > Math.max(room * 0.6, room - 280)) break;
    frozen++;
  }
  return frozen;
}

function fitColumn(props: GridFrameProps, data: TableData, column: number, surface: Surface, most: number): number {
  const described = data.columns[column]!;
  const first = Math.floor(surface.place.top / surface.rowHeight);
  const values = [];
  for (let row = first; row < Math.min(first + measuredRows, data.pages.total); row++)
    values.push(data.pages.cell(row, column) ?? null);
  return fitWidth(described, props.missing(described.name) ?? 0, values, most);
}

/** The first cells to arrive decide the widths of the columns seen first; later ones never move what is on screen. */
function fitFirst(props: GridFrameProps, surface: Surface): void {
  const { data, view } = props;
  if (!data || view.widths.size > 0 || data.pages.total === 0) return;
  for (let column = 0; column < Math.min(32, data.columns.length); column++)
    if (data.pages.cell(0, column) !== undefined)
      view.widths.set(data.columns[column]!.name, fitColumn(props, data, column, surface, 260));
  if (view.widths.size > 0) setModel(surface, props);
}
