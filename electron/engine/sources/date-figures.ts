import type { ColumnGuess, DateOrder } from './guess.ts';

const dated = /\bdates?\b|\bjour\b|\bmois\b|\bperiode\b|\baaaamm(?:jj)?\b|\bannee ?mois\b|\bdt\b|^dat(?:e|n|d)\w*/;

/** Dates in figures only, told by the header and by every value: "20240131", "202401", Excel's 45322. */
export function figuresOf(header: string, values: readonly string[]): Partial<ColumnGuess> | null {
  const isDated = dated.test(header);
  // Three different numbers are not days of the calendar by chance.
  if (areDays(values) && (isDated || new Set(values).size > 2)) return { type: 'date', dates: 'compact' };
  if (!isDated) return null;
  // "19000000": a day of which the registers know the year alone.
  const days = values.filter(isDay);
  if (days.length >= Math.max(20, values.length * 0.95) && values.every((value) => /^[12]\d{7}$/.test(value)))
    return { type: 'date', dates: 'compact' };
  if (values.every((value) => /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(value)))
    return { type: 'date', dates: 'compact', period: 'month' };
  // 1950 to 2079: a count or a year is not in that range by chance all along a column called a date.
  const serial = values.every((value) => /^\d{5}$/.test(value) && Number(value) > 18_263 && Number(value) < 65_747);
  return serial && /\bdates?\b|^dat/.test(header) ? { type: 'date', dates: 'serial' } : null;
}

/** "19840101", and "01/01/1850" where a spreadsheet knew no day before 1900. */
export function areDays(values: readonly string[]): boolean {
  // First what the first value of nearly every column denies.
  return values.every((value) => isDay(value) || /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(value)) && values.some(isDay);
}

/** How numbers that the user says are dates are written. */
export function figuresAsDates(values: readonly string[]): DateOrder {
  const isCompact = (text: string) => isDay(text) || /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(text);
  return values.length > 0 && values.every(isCompact) ? 'compact' : 'serial';
}

function isDay(text: string): boolean {
  if (text.length !== 8 || !/^\d{8}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  if (year < 1800 || year > 2100 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
