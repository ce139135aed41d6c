import { type Column, titleOf } from '../../shared/recipe/column.ts';
import { withMeaning } from '../../shared/recipe/describe.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { glyphOf, typeName } from './cells.ts';
import { headHeight, laneLeft } from './geometry.ts';
import { describeSketch, drawSketch, makeSketch, type SketchSlot } from './sketch.ts';
import { type GridModel, type HeadState, type Marks, makeElement } from './slots.ts';

/** One recycled column header: a real button, and a handle to drag its edge. */
export type HeadSlot = {
  element: HTMLElement;
  base: string;
  button: HTMLButtonElement;
  name: HTMLElement;
  sort: HTMLElement;
  glyph: HTMLElement;
  note: HTMLElement;
  handle: HTMLElement;
  column: number;
  left: number;
  width: number;
  shown: string;
  sketch: SketchSlot;
  sketched: HeadState['sketch'];
};

export const headOf = new WeakMap<Element, HeadSlot>();

/** Codes explained when a header is pointed at. */
const mostCodes = 10;

export type Head = {
  element: HTMLElement;
  corner: HTMLElement;
  lane: HTMLElement;
  frozen: HeadSlot[];
  cells: HeadSlot[];
};

export function makeHead(): Head {
  const group = makeElement('div', 'grid-head', 'rowgroup');
  group.style.height = `${headHeight}px`;
  const row = makeElement('div', 'grid-head-row', 'row');
  row.setAttribute('aria-rowindex', '1');
  const corner = makeElement('div', 'grid-corner', 'columnheader');
  corner.setAttribute('aria-colindex', '1');
  corner.textContent = t('grid.row-number');
  corner.title = t('grid.select-all');
  const lane = makeElement('div', 'grid-lane', 'presentation');
  row.append(corner, lane);
  group.append(row);
  return { element: group, corner, lane, frozen: [], cells: [] };
}

/** Gives the header this many places, keeping those it has: none is replaced while a finger is on it. */
export function resizeHead(head: Head, frozen: number, lanes: number): void {
  while (head.cells.length < lanes) {
    const cell = makeHeadCell('');
    head.cells.push(cell);
    head.lane.append(cell.element);
  }
  for (const cell of head.cells.splice(lanes)) cell.element.remove();
  while (head.frozen.length < frozen) {
    const cell = makeHeadCell(' still');
    head.frozen.push(cell);
    head.lane.before(cell.element);
  }
  for (const cell of head.frozen.splice(frozen)) cell.element.remove();
}

function makeHeadCell(base: string): HeadSlot {
  const element = makeElement('div', `grid-head-cell${base}`, 'columnheader');
  const button = document.createElement('button');
  button.type = 'button';
  button.tabIndex = -1;
  button.className = 'grid-head-button';
  button.setAttribute('aria-haspopup', 'menu');
  const first = makeElement('span', 'grid-head-line');
  const name = makeElement('span', 'grid-head-name');
  const sort = makeElement('span', 'grid-head-sort');
  const chevron = makeElement('span', 'grid-head-chevron');
  chevron.setAttribute('aria-hidden', 'true');
  first.append(name, sort, chevron);
  const second = makeElement('span', 'grid-head-line grid-head-facts');
  const glyph = makeElement('span', 'grid-head-glyph', 'img');
  const note = makeElement('span', 'grid-head-note');
  second.append(glyph, note);
  const sketch = makeSketch();
  button.append(first, second, sketch.element, sketch.words);
  const handle = makeElement('div', 'grid-head-handle');
  element.append(button, handle);
  const slot: HeadSlot = {
    element,
    base,
    button,
    name,
    sort,
    glyph,
    note,
    handle,
    column: -1,
    left: -1,
    width: -1,
    shown: '',
    sketch,
    sketched: null,
  };
  headOf.set(button, slot);
  headOf.set(handle, slot);
  return slot;
}

export function fillHead(slot: HeadSlot, column: number, left: number, model: GridModel, marks: Marks): void {
  const width = model.layout.widths[column]!;
  if (slot.left !== left) {
    slot.left = left;
    slot.element.style.left = `${left}px`;
  }
  if (slot.width !== width) {
    slot.width = width;
    slot.element.style.width = `${width}px`;
  }
  const state = model.head(column);
  const within = marks.range
    ? column >= marks.range.left && column <= marks.range.right
    : column === marks.active.column;
  const described = model.columns[column]!;
  const shown = `${column}|${described.name}|${described.label}|${described.values ? 1 : 0}|${described.type}|${described.meaning}|${state.missing}|${state.filtered}|${state.sort?.descending}|${state.sort?.place}|${within}`;
  if (slot.shown === shown && slot.sketched === state.sketch) return;
  slot.shown = shown;
  slot.sketched = state.sketch;
  slot.column = column;
  writeHead(slot, described, state, within);
}

function writeHead(slot: HeadSlot, column: Column, state: HeadState, within: boolean): void {
  const { element, button } = slot;
  element.setAttribute('aria-colindex', String(slot.column + 2));
  element.setAttribute('aria-sort', !state.sort ? 'none' : state.sort.descending ? 'descending' : 'ascending');
  element.className = `grid-head-cell${slot.base}${within ? ' within' : ''}${state.filtered ? ' filtered' : ''}`;
  slot.name.textContent = column.name;
  const arrow = state.sort ? (state.sort.descending ? '↓' : '↑') : '';
  slot.sort.textContent = arrow + (state.sort?.place ? String(state.sort.place) : '');
  slot.sort.setAttribute('aria-hidden', 'true');
  slot.glyph.textContent = glyphOf(column);
  slot.glyph.setAttribute('aria-label', typeName(column));
  const count = state.missing ?? 0;
  const filtered = state.filtered ? t('grid.head-filtered') : '';
  const short = count > 0 ? t('grid.head-missing-short', { count }) : '';
  const label = column.label !== column.name ? column.label : undefined;
  // A name that is a code says nothing without its label: the label goes before the count, which the title has too.
  const facts = titleOf(column) === column.name ? [filtered, short, label] : [filtered, label, short];
  slot.note.textContent = facts.filter(Boolean).join(' · ');
  drawSketch(slot.sketch, state.sketch, column);
  const sketch = state.sketch ? describeSketch(state.sketch, column) : '';
  const codes = Object.keys(column.values ?? {})
    .slice(0, mostCodes)
    .map((code) => withMeaning(code, column, code));
  button.title = [column.name, label, count > 0 ? t('grid.head-missing', { count }) : '', sketch, ...codes]
    .filter(Boolean)
    .join('\n');
}

/** Places the scrolling part after the row numbers and frozen columns. */
export function placeHead(head: Head, model: GridModel): void {
  head.corner.style.width = `${model.layout.gutter}px`;
  head.lane.style.left = `${laneLeft(model.layout)}px`;
}

/** Width of the row numbers for a table of so many rows. */
export function gutterFor(total: number): number {
  return Math.max(44, formatNumber(total).length * 8 + 18);
}
