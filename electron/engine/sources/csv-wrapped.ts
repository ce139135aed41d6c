import { type Dialect, splitText, unwrapRecord } from './csv-split.ts';

/** Lines that tell that a file was saved so, and not that one cell of it holds delimiters. */
const enough = 2;
const wholeShare = 0.9;

/** What a spreadsheet writes after its last filled cell. */
const separators = [';', ',', '\t', '|'];

/** The dialect of a text whose lines were wrapped, alone on them or before separators; null where they stand as they should. */
export function wrappedDialect(text: string, dialect: Dialect, complete: boolean): Dialect | null {
  const alone = wrappedAlone(text, dialect, complete);
  if (alone !== null) return alone;
  for (const trailing of separators) {
    const found = wrappedBefore(text, { ...dialect, trailing }, complete);
    if (found !== null) return found;
  }
  return null;
}

/** The same where each line goes on with `trailing` separators, `"code,nom";;`. */
export function wrappedBefore(
  text: string,
  dialect: Dialect & { trailing: string },
  complete: boolean,
): Dialect | null {
  const { quote, trailing } = dialect;
  if (quote === '' || !text.includes(`${quote}${trailing}`)) return null;
  // « "12,5";"3" » is quoted cells: nothing but what trails comes after the only one.
  const whole = new RegExp(`^\\${quote}(?:[^\\${quote}]|\\${quote}{2})*\\${quote}\\${trailing}+\\s*$`);
  const lines = text.split(dialect.newline, 300);
  if (lines.filter((line) => whole.test(line)).length < enough) return null;
  const found = wrappedAlone(text, dialect, complete);
  return found?.wrapped === 'all' ? found : null;
}

/**
 * The dialect of a text whose lines were wrapped: 'all' of them, or 'some', those that had quotes, as spreadsheets quote
 * the cells that need it. Null where its records stand as they should, or where one column of texts explains them as well.
 */
function wrappedAlone(text: string, dialect: Dialect, complete: boolean): Dialect | null {
  if (dialect.quote === '' || dialect.delimiter === '' || !text.includes(dialect.quote)) return null;
  const records = splitText(text, dialect, { complete, limit: 300 })
    .map(({ cells }) => cells)
    .filter((cells) => cells.some((cell) => cell.trim() !== ''));
  // A delimiter inside the only cell of a record was between quotes.
  const single = records.filter((cells) => cells.length === 1 && cells[0]!.includes(dialect.delimiter));
  if (single.length < enough) return null;
  const wrapped = single.length >= records.length * wholeShare ? 'all' : 'some';
  const found: Dialect = { ...dialect, wrapped };
  const inner = single.map((cells) => unwrapRecord(cells, found));
  const others = records.filter((cells) => !single.includes(cells));
  const widths = new Map<number, number>();
  for (const cells of [...inner, ...others]) if (cells) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [width, most] = [...widths].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0]);
  const fitting = inner.filter((cells) => cells?.length === width).length;
  if (width < 2 || most < records.length * wholeShare || fitting < Math.max(enough, single.length * wholeShare))
    return null;
  if (wrapped === 'some') return found;
  // « Dupont, Jean » on every line is a name: only quotes inside, or more fields than a name has, tell of records.
  const quoted = single.some(([whole]) => whole!.includes(dialect.quote));
  const sentences = single.filter(([whole]) => !new RegExp(`\\${dialect.delimiter}(?! )`).test(whole!)).length;
  return quoted || (width > 2 && sentences < single.length / 2) ? found : null;
}
