import type { Period } from '../recipe/column.ts';

const narrow = '\u202f';

const wholeFormat = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });
const decimalFormat = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6 });

/** 1234567.5 -> "1 234 567,5" with U+202F between thousands, as French typography and Intl have it. */
export function formatNumber(value: number | bigint, maximumFractionDigits?: number): string {
  if (typeof value === 'bigint') return wholeFormat.format(value);
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return groupWhole(value);
  return maximumFractionDigits === undefined
    ? decimalFormat.format(value)
    : roundedFormat(maximumFractionDigits).format(value);
}

/** A whole number as Intl writes it, many times faster: a scroll writes dozens of them in a frame. */
function groupWhole(value: number): string {
  let left = String(Math.abs(value));
  let grouped = '';
  while (left.length > 3) {
    grouped = narrow + left.slice(-3) + grouped;
    left = left.slice(0, -3);
  }
  return (value < 0 ? '-' : '') + left + grouped;
}

/** A format costs a hundred times what it writes: one per number of digits. */
const roundedFormats = new Map<number, Intl.NumberFormat>();

function roundedFormat(maximumFractionDigits: number): Intl.NumberFormat {
  let format = roundedFormats.get(maximumFractionDigits);
  if (!format) {
    format = new Intl.NumberFormat('fr-FR', { maximumFractionDigits });
    roundedFormats.set(maximumFractionDigits, format);
  }
  return format;
}

const smallFormat = new Intl.NumberFormat('fr-FR', { maximumSignificantDigits: 2 });

/**
 * A number among others of its column, short: two decimals past a hundred and for computed ratios, four at most below;
 * two digits that tell of what would read as nothing. The whole number is `formatExact`.
 */
export function formatShort(value: number, isRatio: boolean): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return smallFormat.format(value);
  return formatNumber(value, size >= 100 || (isRatio && size >= 1) ? 2 : 4);
}

/** Every digit that tells a number from its neighbours: what `formatNumber` would round can be read back exactly. */
export function formatExact(value: number): string {
  const [mantissa = '', exponent] = String(Math.abs(value)).split('e');
  const [whole = '', part] = mantissa.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, narrow);
  return `${value < 0 ? '-' : ''}${grouped}${part ? `,${part}` : ''}${exponent ? `e${exponent}` : ''}`;
}

/** 0.125 -> "12,5 %". */
export function formatPercent(ratio: number, maximumFractionDigits = 1): string {
  return new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits }).format(ratio);
}

/** Milliseconds since 1970, UTC -> "21/11/2026". */
export function formatDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${String(date.getUTCFullYear()).padStart(4, '0')}`;
}

const monthFormat = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const monthAlone = new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' });

/** Milliseconds since 1970, UTC -> « novembre ». */
export function formatMonth(milliseconds: number): string {
  return monthAlone.format(milliseconds);
}

/** The first day of a period -> « novembre 2026 », « T4 2026 », « S2 2026 ». Any other day of it reads the same. */
export function formatPeriod(milliseconds: number, period: Period): string {
  const date = new Date(milliseconds);
  const month = date.getUTCMonth();
  if (period === 'month') return monthFormat.format(date);
  const part = period === 'quarter' ? `T${Math.floor(month / 3) + 1}` : `S${Math.floor(month / 6) + 1}`;
  return `${part} ${date.getUTCFullYear()}`;
}

/** Milliseconds since 1970, UTC -> "21/11/2026 14:05", with seconds where there are any. */
export function formatTimestamp(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const seconds = date.getUTCSeconds() === 0 ? '' : `:${two(date.getUTCSeconds())}`;
  return `${formatDate(milliseconds)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${seconds}`;
}

/** 2203063 -> "2,2 Mo". */
export function formatSize(bytes: number): string {
  const units = ['octets', 'ko', 'Mo', 'Go', 'To'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, unit === 0 ? 0 : 1)}${narrow}${units[unit]}`;
}

/** « Nom », « Rue » et « Ville »: the names of a list between quotes, the first `most` of a long one. */
export function formatNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `«\u00a0${name}\u00a0»`);
  return shown.length < names.length ? `${shown.join(', ')}…` : formatList(shown);
}

/** ["a", "b", "c"] -> "a, b et c". */
export function formatList(words: readonly string[], conjunction: 'et' | 'ou' = 'et'): string {
  return new Intl.ListFormat('fr', { type: conjunction === 'et' ? 'conjunction' : 'disjunction' }).format(words);
}

/** d3-format locale for Vega: d3's own fr-FR uses U+00A0. */
export const vegaNumberLocale = {
  decimal: ',',
  thousands: narrow,
  grouping: [3],
  currency: ['', `${narrow}€`] as [string, string],
  percent: `${narrow}%`,
};

/** d3-time-format locale for Vega. */
export const vegaTimeLocale = {
  dateTime: '%A %e %B %Y à %X',
  date: '%d/%m/%Y',
  time: '%H:%M:%S',
  periods: ['AM', 'PM'] as [string, string],
  days: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  shortDays: ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'],
  months: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  shortMonths: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
};
