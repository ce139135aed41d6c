/** A cell as the oracle tells it: 1-based row, 0-based column, n(umber) b(oolean) d(ate) t(ime, in days) s(tring). */
export type OracleCell = [
  row: number,
  column: number,
  kind: 'n' | 'b' | 'd' | 't' | 's',
  value: string | number | boolean,
];

export type OurTable = {
  firstDataRow: number;
  notes: string[];
  /** `percent`: read as a hundred times the number that the workbook stores. */
  columns: { index: number; type: string; percent?: boolean | undefined }[];
  /** Row number and cells (dates as text), one per column. */
  rows: [number, ...(string | number | boolean | null)[]][];
  issues: { row: number; column: number | null; raw: string }[];
};

export type Comparison = {
  /** Cells that the oracle has. */
  cells: number;
  equal: number;
  /** Titles, headers and notes: not of the table, but kept. */
  aside: number;
  /** First few that differ, readable. */
  differing: string[];
};

/**
 * Every cell of the oracle must be equal in the table, listed as an issue, or kept aside as title, header or note.
 * `rounded`: the oracle went through LibreOffice, which writes 15 figures, and booleans as numbers.
 */
export function compareTable(ours: OurTable, oracle: readonly OracleCell[], rounded: boolean): Comparison {
  const result: Comparison = { cells: 0, equal: 0, aside: 0, differing: [] };
  const places = new Map(ours.columns.map((column, place) => [column.index, place]));
  const rows = new Map(ours.rows.map((row) => [row[0], row]));
  const issues = new Set(ours.issues.map((issue) => `${issue.row} ${issue.column ?? '*'} ${issue.raw.trim()}`));
  const rowsWithExtras = new Set(ours.issues.filter(({ column }) => column === null).map(({ row }) => row));
  const notes = squeeze(ours.notes.join(' '));
  const seen = new Set<string>();
  const differ = (cell: OracleCell, why: string) => {
    if (result.differing.length < 8) result.differing.push(`row ${cell[0]}, column ${cell[1] + 1}: ${why}`);
  };
  for (const cell of oracle) {
    const [row, column, , value] = cell;
    if (typeof value === 'string' && value.trim() === '') continue;
    result.cells += 1;
    const found = rows.get(row);
    const place = places.get(column);
    if (found !== undefined && place !== undefined) {
      seen.add(`${row} ${column}`);
      const mine = found[place + 1] ?? null;
      const { type, percent } = ours.columns[place]!;
      const told: OracleCell =
        percent && cell[2] === 'n' ? [row, column, 'n', Number((Number(value) * 100).toPrecision(15))] : cell;
      const listed = issues.has(`${row} ${place} ${String(value).trim()}`);
      if ((mine === null && listed) || isSame(mine, type, told, rounded)) result.equal += 1;
      else differ(cell, `${JSON.stringify(value)} read as ${JSON.stringify(mine)} (${type})`);
    } else if (row < ours.firstDataRow) result.aside += 1;
    else if (found === undefined && notes.includes(squeeze(String(value)).slice(0, 250))) result.aside += 1;
    else if (found !== undefined && rowsWithExtras.has(row)) result.aside += 1;
    else differ(cell, `${JSON.stringify(value)} lost`);
  }
  for (const row of ours.rows) {
    for (const [place, column] of ours.columns.entries()) {
      const mine = row[place + 1] ?? null;
      if (mine === null || seen.has(`${row[0]} ${column.index}`) || String(mine).trim() === '') continue;
      result.cells += 1;
      differ([row[0], column.index, 's', ''], `nothing read as ${JSON.stringify(mine)}`);
    }
  }
  return result;
}

function squeeze(text: string): string {
  return text.replace(/[\s\u200b-\u200f\ufeff]+/g, '');
}

function isSame(
  mine: string | number | boolean | null,
  type: string,
  [, , kind, value]: OracleCell,
  rounded: boolean,
): boolean {
  if (mine === null) return false;
  switch (type) {
    case 'integer':
    case 'decimal':
      return isNear(Number(mine), numberIn(kind, value), rounded);
    case 'boolean':
      return mine === (kind === 'b' ? value : /^(?:oui|vrai|true|1|o|x)$/i.test(String(value).trim()));
    case 'date':
    case 'timestamp':
      if (kind === 't')
        return [false, true].some((date1904) => sameDate(String(mine), serialOf(Number(value), date1904)));
      return sameDate(String(mine), String(value));
    default: {
      const text = String(mine);
      if (normal(text) === normal(textOf(kind, value))) return true;
      if (kind === 't') return elapsedOf(text) === Math.round(Number(value) * 86_400);
      if (kind !== 'n' || !rounded) return false;
      return text === (value ? 'VRAI' : 'FAUX') || isNear(Number(text), Number(value), true);
    }
  }
}

function isNear(mine: number, theirs: number, rounded: boolean): boolean {
  return mine === theirs || (rounded && Math.abs(mine - theirs) <= Math.abs(theirs) * 1e-14);
}

function textOf(kind: OracleCell[2], value: OracleCell[3]): string {
  if (kind === 'b') return value ? 'VRAI' : 'FAUX';
  if (kind === 'n')
    return Number.isInteger(value) && Math.abs(value as number) < 1e21
      ? BigInt(value as number).toString()
      : String(value);
  if (kind === 't') return serialOf(value as number, false);
  return String(value);
}

/** Seconds of "36:15:00", a length of time past a day. */
function elapsedOf(text: string): number | null {
  const [, hours, minutes, seconds] = /^(\d{2,}):(\d{2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

function serialOf(days: number, date1904: boolean): string {
  const milliseconds = Math.round(days * 86_400_000);
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + milliseconds).toISOString();
  const clock = date.slice(11, 23).replace(/\.000$/, '');
  if (days < 1 && !date1904) return clock;
  return milliseconds % 86_400_000 === 0 ? date.slice(0, 10) : `${date.slice(0, 10)} ${clock}`;
}

/** Line ends inside a cell: a program writes CR LF, another LF. */
function normal(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function numberIn(kind: OracleCell[2], value: OracleCell[3]): number {
  if (kind === 'n') return value as number;
  let text = String(value)
    .replace(/[\s\u00a0\u202f\u2009€%]|euros?|EUR/g, '')
    .replace('\u2212', '-');
  if (/^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) text = text.replaceAll('.', '');
  else if (/^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) text = text.replaceAll(',', '');
  return Number(text.replace(',', '.'));
}

const months = [
  /^jan/,
  /^f[e]v|^feb/,
  /^mar/,
  /^a[pv]r/,
  /^ma[iy]/,
  /^juin|^jun/,
  /^juil|^jul/,
  /^ao|^aug/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

function sameDate(mine: string, text: string): boolean {
  const own = mine.replace(/ 00:00:00$/, '');
  const plain = text
    .trim()
    .replace('T', ' ')
    .replace(/Z$/, '')
    .replace(/ 00:00:00(?:\.0+)?$/, '');
  const zeros = (clock: string) => clock.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  if (own === plain || zeros(own) === zeros(plain) || zeros(own) === `${plain}:00`) return true;
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(.*)$/.exec(plain);
  if (french) {
    const year = french[3]!.length === 2 ? `20${french[3]}` : french[3]!;
    const orders = [`${year}-${two(french[2]!)}-${two(french[1]!)}`, `${year}-${two(french[1]!)}-${two(french[2]!)}`];
    return orders.some((date) => own.startsWith(date));
  }
  const quarter = /^(?:(\d{4})[- ]?[TQ]([1-4])|[TQ]([1-4])[- ]?(\d{4}))$/i.exec(text.trim());
  if (quarter) {
    const number = Number(quarter[2] ?? quarter[3]);
    return own.startsWith(`${quarter[1] ?? quarter[4]}-${two(String(number * 3 - 2))}`);
  }
  const month = /^(\p{L}+)\.?[- ](\d{4}|\d{2})$/u.exec(text.trim());
  if (month) {
    const name = month[1]!.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const place = months.findIndex((start) => start.test(name));
    const year = month[2]!.length === 2 ? `20${month[2]}` : month[2]!;
    return place >= 0 && own.startsWith(`${year}-${two(String(place + 1))}`);
  }
  return /^\d{4}(?:-\d{2})?$/.test(plain) && own.startsWith(plain);
}

function two(text: string): string {
  return text.padStart(2, '0');
}
