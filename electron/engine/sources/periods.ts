import type { Period } from '../../../shared/recipe/column.ts';
import { literal } from '../../../shared/sql/quote.ts';

/*
 * « T4 2015 », « 2015-12 », « févr.-24 » are read as the date of their first day, and the column remembers how long they
 * last (Column.period). As a text, "avril 2024" comes before "janvier 2024", one file's "T4 2015" never meets another's
 * "2015-T4", and a curve has no time axis. As a date all three work, and the length is enough to write « T4 2015 »
 * again. A year alone stays a whole number: it sorts and joins as it is.
 */

const words: readonly string[] = [
  'janvier|janv|jan|january',
  'fevrier|fevr|fev|february|feb',
  'mars|mar|march',
  'avril|avr|april|apr',
  'mai|may',
  'juin|jun|june',
  'juillet|juil|jul|july',
  'aout|aou|august|aug',
  'septembre|sept|sep|september',
  'octobre|oct|october',
  'novembre|nov|november',
  'decembre|dec|december',
];
const month = `(${words.join('|')})`;
const year = '((?:1[89]|20)[0-9]{2})';
const gap = '(?: ?- ?|[ _./])?';
const quarter = '(?:t|q|trim\\.? ?|trimestre )';
const shortYear = '([0-2][0-9]|9[0-9])';
const ordinal = '(?:er|ere|re|e|eme|nd|nde)?';
const days =
  '(?:lun(?:\\.|di)?|mar(?:\\.|di)?|mer(?:\\.|credi)?|jeu(?:\\.|di)?|ven(?:\\.|dredi)?|sam(?:\\.|edi)?|dim(?:\\.|anche)?)';
/** « le », « lundi », « le lundi » before a day. */
const weekday = `(?:le (?:${days},? )?|${days},? )`;

type Part = 'day' | 'month' | 'word' | 'quarter' | 'half' | 'year' | 'short';
/** What a text without accents, in lower case, is made of. `parts` name the groups of `pattern`, in order. */
type Form = { pattern: string; parts: readonly Part[]; period: Period | null };

// RE2 (DuckDB) and JavaScript read these patterns alike.
const forms: readonly Form[] = [
  { pattern: `${year}${gap}${quarter}([1-4])`, parts: ['year', 'quarter'], period: 'quarter' },
  { pattern: `${quarter}([1-4])${gap}${year}`, parts: ['quarter', 'year'], period: 'quarter' },
  { pattern: `[tq]([1-4])[-/'’ ]${shortYear}`, parts: ['quarter', 'short'], period: 'quarter' },
  { pattern: `([1-4])[tq][-/ ]?${shortYear}`, parts: ['quarter', 'short'], period: 'quarter' },
  {
    pattern: `([1-4])${ordinal} ?t(?:rim\\.?|rimestre)?[ -]?(?:de )?${year}`,
    parts: ['quarter', 'year'],
    period: 'quarter',
  },
  { pattern: `${year}${gap}s([12])`, parts: ['year', 'half'], period: 'half' },
  { pattern: `s([12])${gap}${year}`, parts: ['half', 'year'], period: 'half' },
  { pattern: `([12])${ordinal} ?s(?:em\\.?|emestre)? ?(?:de )?${year}`, parts: ['half', 'year'], period: 'half' },
  { pattern: `${month}\\.?[ /-]?${year}`, parts: ['word', 'year'], period: 'month' },
  { pattern: `${month}\\.?[/'’-]([0-9]{2})`, parts: ['word', 'short'], period: 'month' },
  { pattern: `${year}[-/_](0[1-9]|1[0-2])`, parts: ['year', 'month'], period: 'month' },
  { pattern: `${year}-?m(0[1-9]|1[0-2])`, parts: ['year', 'month'], period: 'month' },
  { pattern: `(0?[1-9]|1[0-2])[/-]${year}`, parts: ['month', 'year'], period: 'month' },
  {
    pattern: `${weekday}?([0-9]{1,2})(?:er)? ${month}\\.? ${year}`,
    parts: ['day', 'word', 'year'],
    period: null,
  },
  {
    pattern: `${weekday}([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]${year}`,
    parts: ['day', 'month', 'year'],
    period: null,
  },
  { pattern: `([0-9]{1,2})-${month}\\.?-${year}`, parts: ['day', 'word', 'year'], period: null },
  { pattern: `([0-9]{1,2})-${month}\\.?-([0-9]{2})`, parts: ['day', 'word', 'short'], period: null },
];
const expressions = forms.map(({ pattern }) => new RegExp(`^(?:${pattern})$`));

/** How every form begins, accents or not, and how it ends. */
const possible =
  /^\s*(?:\d|[tqs][1-4]|tri|jan|f[eé]|mar|av|apr|mai|may|jui|jul|jun|ao|aug|sep|oct|nov|d[eé]|di|lun|mer|jeu|ven|sam|le ).*\d\s*$/i;

/** `period` is null for a single day written with its month in letters: « 1er mars 2024 ». */
export type PeriodText = { period: Period | null; year: number; month: number; day: number };

/** What a text like « T4 2015 », « févr.-24 » or « 15 mars 2024 » says; null for any other. */
export function readPeriod(text: string): PeriodText | null {
  // Asked of every text of a file: most are told by their ends, before anything costly.
  if (text.length > 60 || !possible.test(text)) return null;
  const bare = text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\u00a0\u202f]/g, ' ');
  // The commonest refusal by far: nothing here is longer, and all of it has a digit.
  if (bare.length > 32 || bare.length < 4 || !/\d/.test(bare)) return null;
  for (const [place, { parts, period }] of forms.entries()) {
    const found = expressions[place]!.exec(bare);
    if (found === null) continue;
    const result: PeriodText = { period, year: 0, month: 1, day: 1 };
    for (const [at, part] of parts.entries()) {
      const group = found[at + 1]!;
      if (part === 'word') result.month = words.findIndex((names) => names.split('|').includes(group)) + 1;
      else if (part === 'quarter') result.month = Number(group) * 3 - 2;
      else if (part === 'half') result.month = Number(group) * 6 - 5;
      else if (part === 'short') result.year = fullYear(Number(group));
      else result[part] = Number(group);
    }
    return result.day >= 1 && result.day <= new Date(Date.UTC(result.year, result.month, 0)).getUTCDate()
      ? result
      : null;
  }
  return null;
}

/** Two figures of a year, as Excel reads them: 29 is 2029, 30 is 1930. */
export function fullYear(short: number): number {
  return short < 30 ? 2000 + short : 1900 + short;
}

/** The same in SQL, for two figures at the end of `text`. */
export function fullYearSql(text: string): string {
  return `concat(left(${text}, length(${text}) - 2), CASE WHEN right(${text}, 2) < '30' THEN '20' ELSE '19' END, right(${text}, 2))`;
}

/**
 * SQL that reads what readPeriod reads as a DATE, NULL for any other text. With `only`, periods of that length alone
 * (null: days): each form costs a pattern per cell.
 */
export function castPeriod(text: string, only?: Period | null): string {
  const read = only === undefined ? forms : forms.filter(({ period }) => period === only);
  const cases = read.map(({ pattern, parts }) => {
    const [year, month, day] = [yearSql(parts), monthSql(parts, pattern), parts[0] === 'day' ? firstFigures : `'1'`];
    return `WHEN regexp_full_match(t, ${literal(pattern)}) THEN concat(${year}, '-', ${month}, '-', ${day})`;
  });
  // The bare text is computed once per cell, in a list of one.
  const bare = `strip_accents(lower(trim(translate(${text}, '\u00a0\u202f', '  '))))`;
  const date = `TRY_CAST(list_transform([${bare}], lambda t: CASE ${cases.join(' ')} END)[1] AS DATE)`;
  // The commonest forms of large files, without a pattern.
  const figures = `${text} >= '1' AND ${text} < '3'`;
  const quick = {
    month: `WHEN ${figures} AND ${text} LIKE '____-__' THEN concat(${text}, '-01')`,
    quarter: `WHEN ${figures} AND ${text} LIKE '____-T_' THEN concat(left(${text}, 4), '-', TRY_CAST(right(${text}, 1) AS INTEGER) * 3 - 2, '-1')`,
  };
  if (only !== 'month' && only !== 'quarter') return date;
  return `coalesce(TRY_CAST(CASE ${quick[only]} END AS DATE), ${date})`;
}

const firstFigures = `regexp_extract(t, '[0-9]+')`;

/** A year opens or closes every form. Groups of a pattern cost ten times as much as the ends of a text. */
function yearSql(parts: readonly Part[]): string {
  if (parts[0] === 'year') return 'left(t, 4)';
  return parts.includes('short') ? fullYearSql('right(t, 2)') : 'right(t, 4)';
}

const starts = words.map((names) => names.replaceAll('juil', 'jul').slice(0, 3));
const englishStarts = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthSql(parts: readonly Part[], pattern: string): string {
  const figures = parts[0] === 'year' ? `regexp_extract(t, '[0-9]+$')` : firstFigures;
  if (parts.includes('quarter')) return `CAST(${figures} AS INTEGER) * 3 - 2`;
  if (parts.includes('half')) return `CAST(${figures} AS INTEGER) * 6 - 5`;
  if (parts[0] === 'day' && parts.includes('month')) return `regexp_extract(t, ${literal(pattern)}, 2)`;
  if (parts.includes('month')) return figures;
  const word = parts[0] === 'word' ? 't' : `regexp_extract(t, ${literal(pattern)}, ${parts.indexOf('word') + 1})`;
  const known = [...starts, ...englishStarts].map(literal).join(', ');
  return `(list_position([${known}], left(replace(${word}, 'juil', 'jul'), 3)) - 1) % 12 + 1`;
}

const shortQuarter = /^(?:[tq][1-4][-/'’ ]|[1-4][tq][-/ ]?)\d{2}$/i;

const numbering =
  /\bnum(?:ero)?\b|\bno?\b|\bid(?:entifiant)?\b|\bref(?:erence)?\b|\bdossier\b|\bcode\b|\bmarche\b|\bacte\b|\bdeliberation\b|\bmatricule\b|\bfacture\b/;

/**
 * Whether texts in figures only ("2015-12") are months at all: not the numbers of something ("2015-12" of « N° dossier »)
 * nor school years ("2011-12" is followed by "2012-13"). "T1-15" is a quarter under a title that says so: elsewhere it may be
 * the first room of building T1. `header` is in the words of headerWords.
 */
export function areMonths(header: string, values: readonly string[]): boolean {
  if (
    !/\b(?:trim\w*|periodes?|dates?|quarters?|annees?)\b/.test(header) &&
    values.some((value) => shortQuarter.test(value))
  )
    return false;
  const figures = values.filter((value) => /^\d+[-/_]\d+$/.test(value));
  if (figures.length === 0) return true;
  // « Date de référence » numbers nothing.
  if (numbering.test(header) && !/\b(?:dates?|mois|periode)\b/.test(header)) return false;
  return figures.some((value) => {
    const [first, second] = value.split(/[-/_]/);
    return Number(second) !== (Number(first) + 1) % 100;
  });
}
