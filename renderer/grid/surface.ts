import {
  clamp,
  columnsIn,
  headHeight,
  isScaled,
  laneLeft,
  laneWidth,
  mostColumnsIn,
  revealColumn,
  revealRow,
  rowHeights,
  type Scale,
  scaleOf,
  toReal,
  toVirtual,
} from './geometry.ts';
import { fillHead, type Head, makeHead, placeHead, resizeHead } from './head.ts';
import type { Wanted } from './pages.ts';
import { cellCount, clampSelection, type Extent, rangeOf, type Selection, selectCell } from './selection.ts';
import {
  emptyCell,
  fillCell,
  fillNumber,
  type GridModel,
  type Marks,
  makeElement,
  makeRow,
  placeCell,
  placeLane,
  type RowSlot,
  resizeRow,
  writeWaiting,
} from './slots.ts';
import { readSpacing } from './widths.ts';

/** Rows are placed from a base near the screen: transforms lose pixels past 2^24. */
const rebaseAfter = 10_000;

/** Rows whose cells may be written in one frame when cells arrive: a slow processor fills the view in two or three. */
const rowsPerFrame = 12;

/** Rows whose cell of the column about to be seen is written in one frame: all at once when it shows would be a jolt. */
const rowsAhead = 12;

type Span = { first: number; last: number };

export type SurfaceEvents = {
  /** What is on screen, after each paint. */
  onWanted(wanted: Wanted): void;
  onSelection(selection: Selection): void;
};

/**
 * The grid's frame and its recycled cells. Holds DOM elements and listeners: `destroy` frees them. The layer of cells
 * stays put (sticky) while the browser scrolls an empty spacer, and is repainted at each scroll event: nothing is
 * ever blank, and rows beyond a browser's tallest element stay within reach.
 */
export class Surface {
  readonly root: HTMLElement;
  readonly scroller: HTMLElement;
  selection: Selection = selectCell({ row: 0, column: 0 });
  model: GridModel | null = null;
  private readonly spacer: HTMLElement;
  private readonly layer: HTMLElement;
  private readonly body: HTMLElement;
  private readonly rowsElement: HTMLElement;
  private readonly probe: HTMLElement;
  private readonly events: SurfaceEvents;
  private readonly observer: ResizeObserver;
  private readonly head: Head;
  private rows: RowSlot[] = [];
  private lanes = 0;
  private frozen = 0;
  private width = 0;
  private height = 0;
  private scale: Scale = scaleOf(0, 0);
  private virtualTop = 0;
  private left = 0;
  private lastTop = 0;
  private lastLeft = 0;
  private placedHeight: number = rowHeights.comfortable;
  private realSet = 0;
  private base = 0;
  private version = 0;
  private headVersion = -1;
  private headStart = -1;
  private headShift = 1;
  private rowsShift = 1;
  private frame = 0;
  private wanted: Wanted | null = null;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private tabStop: HTMLElement | null = null;

  constructor(host: HTMLElement, events: SurfaceEvents) {
    this.events = events;
    this.root = makeElement('div', 'grid', 'grid');
    this.root.setAttribute('aria-multiselectable', 'true');
    this.root.tabIndex = -1;
    this.scroller = makeElement('div', 'grid-scroller', 'presentation');
    this.spacer = makeElement('div', 'grid-spacer', 'presentation');
    this.layer = makeElement('div', 'grid-layer', 'presentation');
    this.head = makeHead();
    this.body = makeElement('div', 'grid-body', 'rowgroup');
    this.rowsElement = makeElement('div', 'grid-rows', 'presentation');
    this.body.append(this.rowsElement);
    this.layer.append(this.head.element, this.body);
    this.spacer.append(this.layer);
    this.scroller.append(this.spacer);
    this.probe = makeElement('div', 'grid-probe');
    this.probe.setAttribute('aria-hidden', 'true');
    this.probe.textContent = 'Aa 0123456789';
    this.root.append(this.scroller, this.probe);
    host.append(this.root);
    this.scroller.addEventListener('scroll', this.onScroll, { passive: true });
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.scroller);
    this.observer.observe(this.probe);
    this.measure();
  }

  destroy(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.telling);
    this.scroller.removeEventListener('scroll', this.onScroll);
    this.scroller.removeEventListener('wheel', this.onWheel);
    this.root.remove();
  }

  get extent(): Extent {
    return { rows: this.model?.total ?? 0, columns: this.model?.columns.length ?? 0 };
  }

  /** Rows seen at once, for PageUp and PageDown. */
  get page(): number {
    return Math.max(1, Math.floor((this.height - headHeight) / this.rowHeight) - 1);
  }

  get rowHeight(): number {
    return this.model?.layout.rowHeight ?? rowHeights.comfortable;
  }

  /** Columns now on screen, frozen ones aside. */
  get visible(): { first: number; last: number } {
    if (!this.model) return { first: 0, last: -1 };
    return columnsIn(this.model.layout, this.left, this.width - laneLeft(this.model.layout));
  }

  /** Top of the view in virtual pixels, its left in the lane. */
  get place(): { top: number; left: number } {
    return { top: this.virtualTop, left: this.left };
  }

  /** Where rows begin, from the top of the grid. */
  readonly headBottom = headHeight;

  setModel(model: GridModel): void {
    this.model = model;
    this.root.setAttribute('aria-label', model.label);
    this.root.setAttribute('aria-rowcount', String(model.total + 1));
    this.root.setAttribute('aria-colcount', String(model.columns.length + 1));
    this.selection = clampSelection(this.selection, this.extent);
    this.resize();
  }

  /**
   * Cells arrived, all of them or only those that waited: painted at the next frame, however many times it is said
   * before. Cells that come in advance of the scroll cost nothing.
   */
  refresh(everyCell: boolean): void {
    if (everyCell) this.version++;
    else for (const row of this.rows) writeWaiting(row);
    if (this.frame === 0) this.frame = requestAnimationFrame(this.fill);
  }

  /** What the headers say changed. */
  refreshHead(): void {
    this.headVersion = -1;
    if (this.frame === 0) this.frame = requestAnimationFrame(this.fill);
  }

  private readonly fill = (): void => {
    this.frame = this.paint(rowsPerFrame) ? 0 : requestAnimationFrame(this.fill);
  };

  setBusy(busy: boolean): void {
    this.root.setAttribute('aria-busy', String(busy));
  }

  select(selection: Selection, options: { reveal?: boolean; focus?: boolean } = {}): void {
    this.selection = selection;
    this.version++;
    if (options.reveal !== false) this.reveal();
    else this.paint();
    if (options.focus !== false) this.focusActive();
    this.events.onSelection(selection);
  }

  scrollTo(virtualTop: number, left: number): void {
    const model = this.model;
    if (!model) return;
    this.virtualTop = clamp(virtualTop, 0, this.scale.virtualMost);
    this.left = clamp(left, 0, Math.max(0, laneWidth(model.layout) - (this.width - laneLeft(model.layout))));
    this.realSet = toReal(this.scale, this.virtualTop);
    this.scroller.scrollTop = this.realSet;
    this.scroller.scrollLeft = this.left;
    this.paint();
  }

  focusActive(): void {
    this.moveTabStop();
    this.tabStop?.focus({ preventScroll: true });
  }

  /** The element that shows a cell or, for row -1, the header's button; null when out of view. */
  elementAt(row: number, column: number): HTMLElement | null {
    if (row < 0) {
      const slot = [...this.head.frozen, ...this.head.cells].find((candidate) => candidate.column === column);
      return slot && !slot.element.hidden ? slot.button : null;
    }
    const shown = this.rows[row % this.rows.length];
    if (shown?.row !== row || shown.hidden || !this.model) return null;
    const { frozen } = this.model.layout;
    const slot = column < frozen ? shown.frozen[column] : shown.cells[(column - frozen) % this.lanes];
    return slot?.column === column && slot.row === row ? slot.element : null;
  }

  private reveal(): void {
    const { model, selection } = this;
    if (!model) return;
    const { row, column } = selection.active;
    const top = row < 0 ? this.virtualTop : revealRow(row, this.virtualTop, this.height - headHeight, this.rowHeight);
    const left = revealColumn(model.layout, column, this.left, this.width - laneLeft(model.layout));
    this.scrollTo(top, left);
  }

  private readonly onScroll = (): void => {
    const real = this.scroller.scrollTop;
    this.left = this.scroller.scrollLeft;
    // A scroll that we set ourselves comes back rounded: keep the exact place.
    if (!(isScaled(this.scale) && Math.abs(real - this.realSet) < 1)) this.virtualTop = toVirtual(this.scale, real);
    this.paint();
  };

  /** Where the scrollbar is scaled, a wheel notch would leap over rows: move by its own pixels. */
  private readonly onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? this.rowHeight : this.height - headHeight;
    this.scrollTo(this.virtualTop + event.deltaY * unit, this.left + event.deltaX * unit);
  };

  private measure(): void {
    readSpacing(this.probe);
    this.width = this.scroller.clientWidth;
    this.height = this.scroller.clientHeight;
    this.layer.style.width = `${this.width}px`;
    this.layer.style.height = `${this.height}px`;
    this.resize();
  }

  /** Sizes the spacer and the pools for the model and the window. */
  private resize(): void {
    const { model } = this;
    if (!model || this.height === 0) return;
    const { rowHeight } = this;
    const bodyHeight = Math.max(0, this.height - headHeight);
    // The first row in view stays the first one when rows change height.
    const before = (this.virtualTop / this.placedHeight) * rowHeight;
    this.placedHeight = rowHeight;
    this.root.style.setProperty('--row', `${rowHeight}px`);
    this.scale = scaleOf(model.total * rowHeight, bodyHeight);
    this.spacer.style.height = `${headHeight + this.scale.real}px`;
    this.spacer.style.width = `${laneLeft(model.layout) + laneWidth(model.layout)}px`;
    this.scroller.removeEventListener('wheel', this.onWheel);
    if (isScaled(this.scale)) this.scroller.addEventListener('wheel', this.onWheel, { passive: false });
    const laneView = this.width - laneLeft(model.layout);
    // One more than what may be seen, to be written in advance. Places are never taken back while columns need one each:
    // widths may change under a finger.
    const most = Math.max(this.lanes, mostColumnsIn(model.layout, laneView) + 1);
    const lanes = Math.min(most, model.columns.length - model.layout.frozen);
    this.resizePools(Math.ceil(bodyHeight / rowHeight) + 1, lanes, model.layout.frozen);
    placeHead(this.head, model);
    this.version++;
    this.scrollTo(before, this.left);
  }

  private resizePools(rows: number, lanes: number, frozen: number): void {
    if (rows === this.rows.length && lanes === this.lanes && frozen === this.frozen) return;
    const focused = this.root.contains(document.activeElement);
    this.lanes = lanes;
    this.frozen = frozen;
    while (this.rows.length < rows) {
      const row = makeRow();
      this.rows.push(row);
      this.rowsElement.append(row.element);
    }
    for (const row of this.rows.splice(rows)) row.element.remove();
    for (const row of this.rows) resizeRow(row, frozen, lanes);
    resizeHead(this.head, frozen, lanes);
    this.headVersion = -1;
    if (focused && !this.root.contains(document.activeElement)) {
      this.root.tabIndex = -1;
      this.root.focus({ preventScroll: true });
    }
  }

  /** Writes what changed. At most `budget` rows of new cells; false when some are left for the next frame. */
  private paint(budget: number = Number.POSITIVE_INFINITY): boolean {
    const { model, rows, rowHeight } = this;
    if (!model || rows.length === 0) return true;
    const firstRow = Math.floor(this.virtualTop / rowHeight);
    if (firstRow < this.base || firstRow > this.base + rebaseAfter) this.base = firstRow;
    const shift = this.base * rowHeight - this.virtualTop;
    if (this.rowsShift !== shift) {
      this.rowsShift = shift;
      this.rowsElement.style.transform = `translateY(${shift}px)`;
    }
    const seen = columnsIn(model.layout, this.left, this.width - laneLeft(model.layout));
    const ahead = this.columnAhead(seen);
    let filled = 0;
    const range = rangeOf(this.selection, this.extent);
    const several = cellCount(range) > 1 || this.selection.whole !== 'none';
    const marks: Marks = { range: several ? range : null, active: this.selection.active };
    let written = 0;
    for (let place = 0; place < rows.length && written < budget; place++) {
      const row = firstRow + place;
      const slot = rows[row % rows.length]!;
      if (this.paintRow(slot, row, seen, model, marks)) written++;
      else if (ahead >= 0 && filled < rowsAhead && !slot.hidden)
        if (this.paintCell(slot, ahead, model, marks)) filled++;
    }
    this.paintHead(seen, model, marks);
    if (this.root.contains(document.activeElement) && this.tabStop !== this.stopElement()) this.focusActive();
    else this.moveTabStop();
    const lastRow = Math.min(model.total - 1, firstRow + rows.length - 1);
    const direction = this.virtualTop >= this.lastTop ? 1 : -1;
    this.lastTop = this.virtualTop;
    this.tell({
      firstRow,
      lastRow,
      frozen: model.layout.frozen,
      firstColumn: seen.first,
      lastColumn: seen.last,
      direction,
    });
    return written < budget;
  }

  /** Once per turn, off the path of the scroll. */
  private tell(wanted: Wanted): void {
    this.wanted = wanted;
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      if (this.wanted) this.events.onWanted(this.wanted);
    });
  }

  /** The column that the sideways scroll is about to show, where there is a place for it; -1 when it stays put. */
  private columnAhead(seen: Span): number {
    const move = this.left - this.lastLeft;
    this.lastLeft = this.left;
    const { model } = this;
    if (!model || move === 0 || seen.last - seen.first + 1 >= this.lanes) return -1;
    const column = move > 0 ? seen.last + 1 : seen.first - 1;
    return column >= model.layout.frozen && column < model.columns.length ? column : -1;
  }

  /** Whether any cell was looked at again. */
  private paintRow(slot: RowSlot, row: number, seen: Span, model: GridModel, marks: Marks): boolean {
    const hidden = row >= model.total;
    if (slot.hidden !== hidden) {
      slot.hidden = hidden;
      slot.element.hidden = hidden;
    }
    const same = slot.row === row && slot.version === this.version;
    if (slot.row !== row) slot.element.setAttribute('aria-rowindex', String(row + 2));
    const offset = (row - this.base) * this.rowHeight;
    if (slot.offset !== offset) {
      slot.offset = offset;
      slot.element.style.top = `${offset}px`;
    }
    const { layout } = model;
    placeLane(slot, laneLeft(layout), this.left, same);
    slot.row = row;
    if (hidden) slot.version = -1;
    if (hidden || (same && slot.first === seen.first && slot.last === seen.last)) return false;
    slot.version = this.version;
    slot.first = seen.first;
    slot.last = seen.last;
    if (!same) {
      fillNumber(slot.number, row, marks, layout.gutter);
      for (let column = 0; column < slot.frozen.length; column++) {
        const cell = slot.frozen[column]!;
        placeCell(cell, column, layout.gutter + layout.offsets[column]!, layout.widths[column]!);
        fillCell(cell, row, model, marks);
      }
      // A place out of view keeps no cell of another row: who reads the page without seeing it would be misled.
      for (let column = seen.last + 1; column < seen.first + this.lanes; column++)
        emptyCell(slot.cells[(column - layout.frozen) % this.lanes]!);
    }
    let written = !same;
    for (let column = seen.first; column <= seen.last; column++)
      if (this.paintCell(slot, column, model, marks)) written = true;
    return written;
  }

  /** Whether the cell was not there yet. */
  private paintCell(slot: RowSlot, column: number, model: GridModel, marks: Marks): boolean {
    const { layout } = model;
    const cell = slot.cells[(column - layout.frozen) % this.lanes]!;
    if (cell.column === column && cell.row === slot.row && cell.version === this.version) return false;
    cell.version = this.version;
    placeCell(cell, column, layout.offsets[column]! - layout.offsets[layout.frozen]!, layout.widths[column]!);
    fillCell(cell, slot.row, model, marks);
    return true;
  }

  private paintHead(seen: Span, model: GridModel, marks: Marks): void {
    const { layout } = model;
    if (this.headShift !== -this.left) {
      this.headShift = -this.left;
      this.head.lane.style.transform = `translateX(${-this.left}px)`;
    }
    const start = Math.max(layout.frozen, Math.min(seen.first, model.columns.length - this.lanes));
    if (this.headVersion === this.version && this.headStart === start) return;
    this.headVersion = this.version;
    this.headStart = start;
    for (let column = 0; column < this.head.frozen.length; column++)
      fillHead(this.head.frozen[column]!, column, layout.gutter + layout.offsets[column]!, model, marks);
    const laneStart = layout.offsets[layout.frozen]!;
    for (let place = 0; place < this.lanes; place++) {
      const column = start + place;
      const slot = this.head.cells[(column - layout.frozen) % this.lanes]!;
      fillHead(slot, column, layout.offsets[column]! - laneStart, model, marks);
    }
  }

  /** The one element of the grid that Tab reaches: the active cell, or the grid itself while it is out of view. */
  private stopElement(): HTMLElement {
    const { row, column } = this.selection.active;
    return this.elementAt(row, column) ?? this.root;
  }

  private moveTabStop(): void {
    const next = this.stopElement();
    if (this.tabStop === next) return;
    if (this.tabStop) {
      if (this.tabStop.tagName === 'BUTTON' || this.tabStop === this.root) this.tabStop.tabIndex = -1;
      else this.tabStop.removeAttribute('tabindex');
    }
    next.tabIndex = 0;
    this.tabStop = next;
  }
}
