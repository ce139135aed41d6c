import { type Column, isCode, titleOf } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { type CellValue, formatCell, glyphOf } from './cells.ts';
import { clamp, narrowest, widest } from './geometry.ts';

const wideEnough = 320;

/** A label is shown under a name that is a code, up to this width: the rest is in its title. */
const wideEnoughForLabel = 220;

/** A first width from the type, the name and the label alone, in pixels. */
export function guessWidth(column: Column): number {
  const least = { text: 150, integer: 104, decimal: 104, boolean: 80, date: 104, timestamp: 150 }[column.type];
  const coded = column.meaning !== null && column.meaning !== 'population' ? 88 : least;
  const named = Math.min(column.name.length * 7.4 + 44, 190);
  const title = titleOf(column);
  const labelled = title === column.name ? 0 : Math.min(title.length * 6.4 + 56, wideEnoughForLabel);
  return Math.round(clamp(Math.max(coded, named, labelled), narrowest, wideEnough));
}

let ruler: CanvasRenderingContext2D | null = null;
let family = '';

/** Width of a text in the grid's fonts, in pixels. Canvas measures without touching the page's layout. */
function measureText(text: string, bold: boolean): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return text.length * 7.5;
  if (family === '') family = getComputedStyle(document.documentElement).getPropertyValue('--font');
  ruler.font = `${bold ? 600 : 400} 13px ${family || 'sans-serif'}`;
  return ruler.measureText(text).width;
}

const advances = new Map<string, number>();

/** What the reader's own settings add to the grid's font: pixels per letter and per space, and how much larger it is. */
let spacing = { letter: 0, word: 0, larger: 1 };

/** Advances of letters summed are this much short of a text at most, for the pairs that stand further apart. */
const pairs = 1.03;

/** Reads how texts are spaced and enlarged by who reads, from an element that holds one in the grid's font. */
export function readSpacing(probe: HTMLElement): void {
  const style = getComputedStyle(probe);
  const letter = Number.parseFloat(style.letterSpacing) || 0;
  const word = Number.parseFloat(style.wordSpacing) || 0;
  spacing = { letter, word, larger: 1 };
  const width = probe.getBoundingClientRect().width;
  if (width > 0) spacing.larger = Math.max(1, width / sumAdvances(probe.textContent ?? '', Number.POSITIVE_INFINITY));
}

/**
 * Whether a text may not fit in `room` pixels of the grid's font. Adds up letters measured once, with what a reader's own
 * spacing adds: only cells that may overflow are clipped, clips being what costs most.
 */
export function mayOverflow(text: string, room: number): boolean {
  const most = room / (pairs * spacing.larger);
  if (text.length * (13 + spacing.letter + spacing.word) <= most) return false;
  return sumAdvances(text, most) > most;
}

/** Width of a text letter by letter, given up past `most`. */
function sumAdvances(text: string, most: number): number {
  let width = 0;
  for (const letter of text) {
    let advance = advances.get(letter);
    if (advance === undefined) {
      // Figures stand as wide as the widest of them.
      advance = measureText(letter >= '0' && letter <= '9' ? '0' : letter, false);
      advances.set(letter, advance);
    }
    width += advance + spacing.letter + (letter === ' ' || letter === '\u00a0' ? spacing.word : 0);
    if (width > most) break;
  }
  return width;
}

/** The width that shows the name, how many cells are missing and these cells whole; `most` caps it. */
export function fitWidth(
  column: Column,
  missing: number,
  values: readonly CellValue[],
  most: number = widest,
  measure = measureText,
): number {
  const title = titleOf(column);
  const short = missing > 0 ? `${glyphOf(column)} ${t('grid.head-missing-short', { count: missing })}` : '';
  // A label goes before the count, which may then be cut.
  const second = title === column.name ? measure(short, false) + 22 : measure(title, false) + 50;
  const head = Math.max(measure(column.name, true) + 46, second);
  let width = Math.max(104, Math.min(head, Math.max(230, most / 2)));
  for (const value of values)
    if (value !== null) width = Math.max(width, measure(formatCell(value, column), false) + 20);
  return Math.ceil(clamp(width, narrowest, most));
}

const roomToScroll = 400;

/** Codes that many rows share: the name after one does not tell rows apart. */
const shared: ReadonlySet<string | null> = new Set(['region', 'departement']);

/**
 * Columns frozen at first: the codes and labels that open the table, two at most, within a third of the view. The name of
 * what a row is about may take more after its code, which alone says little, where `roomToScroll` is left.
 */
export function guessFrozen(columns: readonly Column[], widths: readonly number[], room: number): number {
  let frozen = 0;
  let width = 0;
  while (frozen < 2 && frozen < columns.length - 1) {
    const column = columns[frozen]!;
    width += widths[frozen]!;
    const [first] = columns;
    const named = frozen === 1 && isCode(first!) && !shared.has(first!.meaning) && !isCode(column);
    const label = column.type === 'text' || isCode(column);
    if (!label || width > Math.max(room / 3, named ? room - roomToScroll : 0)) break;
    frozen++;
  }
  return frozen;
}
