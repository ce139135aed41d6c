import type { ColumnSketch } from '../../shared/profile/report.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { type CellValue, formatCell, isRightAligned } from './cells.ts';
import type { Layout } from './geometry.ts';
import { type Cell as CellPlace, type CellRange, holds } from './selection.ts';
import { mayOverflow } from './widths.ts';

/** What a column's header says besides its name. */
export type HeadState = {
  /** Cells without a value over all rows; null while unknown. */
  missing: number | null;
  /** Null while unknown, or turned off. */
  sketch: ColumnSketch | null;
  /** `place` is 1-based, null when it sorts alone. */
  sort: { descending: boolean; place: number | null } | null;
  filtered: boolean;
};

/** Everything the grid paints. A new object each time anything changes; cells are read as they come into view. */
export type GridModel = {
  label: string;
  columns: readonly Column[];
  total: number;
  layout: Layout;
  /** undefined: not here yet. */
  cell(row: number, column: number): CellValue | undefined;
  head(column: number): HeadState;
};

/** What is marked: the rectangle (null when a single cell is selected) and the cell with the focus. */
export type Marks = { range: CellRange | null; active: CellPlace };

/** One recycled cell. Remembers what it shows so that nothing is written twice. `base`: its class whatever it shows. */
export type CellSlot = {
  element: HTMLElement;
  words: Text;
  /** What `words` holds: asked of the document, each would be one more string for the collector. */
  text: string;
  row: number;
  column: number;
  version: number;
  base: string;
  look: string;
  left: number;
  width: number;
  /** Shows no value yet. */
  waiting: boolean;
  missing: boolean;
  selected: boolean;
};

/** One recycled row. `version`, `first` and `last` tell which painting its cells belong to. */
export type RowSlot = {
  element: HTMLElement;
  /** Holds the row number and the frozen cells: one ground over the lane that passes under them. */
  still: HTMLElement;
  number: CellSlot;
  frozen: CellSlot[];
  lane: HTMLElement;
  cells: CellSlot[];
  row: number;
  hidden: boolean;
  offset: number;
  /** Where the lane stands for the browser's layout, and how far from there it is drawn. */
  laneLeft: number;
  laneShift: number;
  version: number;
  first: number;
  last: number;
};

/** Finds the slot that an event's target belongs to. */
export const slotOf = new WeakMap<Element, CellSlot>();

function element(tag: string, className: string, role?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (role) made.setAttribute('role', role);
  return made;
}

export { element as makeElement };

function makeCell(role: string, base: string): CellSlot {
  const made = element('div', base, role);
  const words = document.createTextNode('');
  made.append(words);
  const slot: CellSlot = {
    element: made,
    words,
    text: '',
    row: -1,
    column: -1,
    version: -1,
    base,
    look: base,
    left: -1,
    width: -1,
    waiting: false,
    missing: false,
    selected: false,
  };
  slotOf.set(made, slot);
  return slot;
}

export function makeRow(): RowSlot {
  const row = element('div', 'grid-row', 'row');
  const number = makeCell('rowheader', 'grid-cell grid-number');
  number.element.setAttribute('aria-colindex', '1');
  const still = element('div', 'grid-still', 'presentation');
  still.append(number.element);
  const lane = element('div', 'grid-lane', 'presentation');
  row.append(still, lane);
  return {
    element: row,
    still,
    number,
    frozen: [],
    lane,
    cells: [],
    row: -1,
    hidden: false,
    offset: -1,
    laneLeft: -1,
    laneShift: 0,
    version: -1,
    first: -1,
    last: -1,
  };
}

/** Gives a row this many cells, keeping those it has: an element is never replaced under a finger or a focus. */
export function resizeRow(row: RowSlot, frozen: number, lanes: number): void {
  while (row.cells.length < lanes) {
    const cell = makeCell('gridcell', 'grid-cell');
    cell.element.hidden = true;
    row.cells.push(cell);
    row.lane.append(cell.element);
  }
  for (const cell of row.cells.splice(lanes)) cell.element.remove();
  while (row.frozen.length < frozen) {
    const cell = makeCell('rowheader', 'grid-cell still');
    row.frozen.push(cell);
    row.still.append(cell.element);
  }
  for (const cell of row.frozen.splice(frozen)) cell.element.remove();
  row.version = -1;
}

/**
 * Moves a row's lane `left` pixels under its frozen cells. A row at rest is moved by a transform, which lays nothing out
 * again; one whose cells are written anyway (`same` false) takes its new place for good, a transform in each row being
 * work for the browser at every frame.
 */
export function placeLane(slot: RowSlot, lane: number, left: number, same: boolean): void {
  const place = lane - left;
  if (!same && slot.laneLeft !== place) {
    slot.laneLeft = place;
    slot.lane.style.marginLeft = `${place}px`;
  }
  const shift = place - slot.laneLeft;
  if (slot.laneShift === shift) return;
  slot.laneShift = shift;
  slot.lane.style.transform = shift === 0 ? '' : `translateX(${shift}px)`;
}

/** Has the cells that wait for their value written again at the next painting, and none of the others. */
export function writeWaiting(row: RowSlot): void {
  if (row.frozen.some(({ waiting }) => waiting)) row.version = -1;
  for (const cell of row.cells) {
    if (!cell.waiting) continue;
    cell.version = -1;
    row.first = -1;
  }
}

/** A place that shows no cell of its row. */
export function emptyCell(slot: CellSlot): void {
  if (slot.column < 0) return;
  slot.column = -1;
  slot.waiting = false;
  slot.element.hidden = true;
  write(slot, '', slot.base);
  markMissing(slot, false);
  markSelected(slot, false);
}

/**
 * Cells are blocks of the flow, each over the former one, moved right by their margin. A positioned box, a transform or a
 * clip would each be a layer of its own for the browser to walk at every frame: three times the work, measured.
 */
export function placeCell(slot: CellSlot, column: number, left: number, width: number): void {
  if (slot.column !== column) {
    if (slot.column < 0) slot.element.hidden = false;
    slot.column = column;
    slot.element.setAttribute('aria-colindex', String(column + 2));
  }
  if (slot.left !== left) {
    slot.left = left;
    slot.element.style.marginLeft = `${left}px`;
  }
  if (slot.width !== width) {
    slot.width = width;
    slot.element.style.width = `${width}px`;
  }
}

function write(slot: CellSlot, text: string, look: string): void {
  if (slot.text !== text) {
    slot.text = text;
    slot.words.data = text;
  }
  if (slot.look !== look) {
    slot.look = look;
    slot.element.className = look;
  }
}

/** Padding and border of a cell. */
const aside = 17;

/** Writes the cell's text and marks. */
export function fillCell(slot: CellSlot, row: number, model: GridModel, marks: Marks): void {
  slot.row = row;
  const column = model.columns[slot.column]!;
  const value = model.cell(row, slot.column);
  let look = slot.base;
  let text = '';
  slot.waiting = value === undefined;
  if (value === undefined) look += ' waiting';
  else if (value === null) {
    look += ' missing';
    text = '—';
  } else {
    text = formatCell(value, column);
    if (mayOverflow(text, slot.width - aside)) look += ' long';
  }
  if (isRightAligned(column)) look += ' right';
  const selected = marks.range !== null && holds(marks.range, row, slot.column);
  if (selected) look += ' selected';
  if (row === marks.active.row && slot.column === marks.active.column) look += ' active';
  write(slot, text, look);
  markMissing(slot, value === null);
  markSelected(slot, selected);
}

function markSelected(slot: CellSlot, selected: boolean): void {
  if (slot.selected === selected) return;
  slot.selected = selected;
  if (selected) slot.element.setAttribute('aria-selected', 'true');
  else slot.element.removeAttribute('aria-selected');
}

/** The dash is read as the word. */
function markMissing(slot: CellSlot, missing: boolean): void {
  if (slot.missing === missing) return;
  slot.missing = missing;
  if (missing) slot.element.setAttribute('aria-label', t('common.missing'));
  else slot.element.removeAttribute('aria-label');
}

export function fillNumber(slot: CellSlot, row: number, marks: Marks, gutter: number): void {
  slot.row = row;
  if (slot.width !== gutter) {
    slot.width = gutter;
    slot.element.style.width = `${gutter}px`;
  }
  const within = marks.range ? row >= marks.range.top && row <= marks.range.bottom : row === marks.active.row;
  write(slot, formatNumber(row + 1), within ? 'grid-cell grid-number within' : 'grid-cell grid-number');
}
