/** Lines of the head of a text file that tell how it was written. */
export const seenLines = 300;
const fewestLines = 4;
/** Separators that a program writes where its texts may hold the usual ones. */
const rare = ['~', '^', '#', '¦', '§', ':'];

export function isRare(delimiter: string): boolean {
  return rare.includes(delimiter);
}

/** The filled lines of a text; the last one is left out where the text stops inside it. */
export function filledLines(text: string, newline: string, complete: boolean): string[] {
  const lines = text.split(newline, seenLines);
  if (!complete && lines.length < seenLines) lines.pop();
  return lines.map((line) => line.replace(/[\r\n]+$/, '')).filter((line) => line.trim() !== '');
}

/** Whether a usual separator comes as often on most lines. The comma of decimals is none. */
export function isSeparated(lines: readonly string[]): boolean {
  const seen = lines.slice(0, 60);
  return [/;/g, /\t/g, /,(?!\d)|(?<!\d),/g, /\|/g].some((separator) => {
    const counts = new Map<number, number>();
    for (const line of seen) {
      const count = line.match(separator)?.length ?? 0;
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values()) > seen.length * 0.5;
  });
}

/** The rare separator that each line has as often, twice at least, where none of the usual ones is; null without one. */
export function rareDelimiter(lines: readonly string[]): string | null {
  if (lines.length < fewestLines || isSeparated(lines)) return null;
  for (const delimiter of rare) {
    const cut = lines.map((line) => line.split(delimiter));
    const titles = cut.find((cells) => cells.length > 2);
    const alike = cut.filter((cells) => cells.length === titles?.length);
    if (titles === undefined || alike.length < Math.max(fewestLines, lines.length * 0.9)) continue;
    if (titles.some((cell) => cell.trim() === '' || /^[\d\s.,]+$/.test(cell))) continue;
    // « 12:30:05 » is a time, « https://… » an address.
    const whole = (cells: readonly string[]) => /\d:\d\d:\d\d|:\/\//.test(cells.join(delimiter));
    if (delimiter === ':' && alike.filter(whole).length > alike.length * 0.1) continue;
    return delimiter;
  }
  return null;
}

/** Whether the cells of each line stand between apostrophes, as some databases write them: `'01001';'Ars';784`. */
export function areApostrophes(lines: readonly string[], delimiters: readonly string[]): boolean {
  const body = lines.slice(1);
  if (body.length < fewestLines - 1 || body.some((line) => line.includes('"'))) return false;
  return delimiters.some((delimiter) => {
    const mark = delimiter === '\t' ? '\\t' : `\\${delimiter}`;
    const opening = new RegExp(`(?:^|${mark}) *'`, 'g');
    const closing = new RegExp(`' *(?:$|${mark})`, 'g');
    const closed = body.filter((line) => {
      const count = line.match(opening)?.length ?? 0;
      return count > 0 && count === line.match(closing)?.length && line.includes(delimiter);
    });
    return closed.length >= body.length * 0.95;
  });
}

/** Whether quotes inside cells have a backslash before them, and none is doubled. « "D:\\" » ends with a backslash of its own. */
export function areEscaped(lines: readonly string[], quote: string): boolean {
  if (quote === '') return false;
  const inside = new RegExp(`[^\\\\]\\\\${quote}(?=[^;,\\t|${quote}])`);
  const doubled = new RegExp(`[^;,\\t|${quote}]${quote}${quote}[^;,\\t|${quote}]`);
  return lines.filter((line) => inside.test(line)).length > 1 && !lines.some((line) => doubled.test(line));
}

/**
 * How long the lines are of a text cut at fixed places that nothing shows: as long all along, with blanks that fill their
 * columns up. Null for any other text.
 */
export function gluedLength(lines: readonly string[]): number | null {
  const length = lines[0]?.length ?? 0;
  const padded = lines.filter((line) => / {2,}/.test(line.trim())).length;
  const isFixed = lines.length >= fewestLines && lines.every((line) => line.length === length);
  return isFixed && length >= 20 && padded > lines.length * 0.3 ? length : null;
}
