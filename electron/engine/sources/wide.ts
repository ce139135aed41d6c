import type { Warning } from '../../../shared/contract.ts';
import { type ColumnType, isNumeric } from '../../../shared/recipe/column.ts';
import { readPeriod } from './periods.ts';

type Named = { name: string; label?: string | undefined; type: ColumnType };

/** Two years side by side are a comparison; three and more are a series. */
const fewest = 3;

/**
 * Years or periods spread over columns ("2015", "2016 (p)", "T1 2020" or "pop_2015", "pop_2016"), to be turned into rows.
 * Null when they are not, or when several series would lose each other ("P15_POP", "P15_LOG", ...).
 * `columns` is a JSON list; `name` and `value` propose the names of the two new columns.
 */
export function wideYears(plans: readonly Named[]): Warning | null {
  return (
    warnSeries(plans, timeOf, '') ?? warnSeries(plans, schoolYearOf, 'période') ?? warnSeries(plans, monthOf, 'mois')
  );
}

type Time = { stem: string; time: string; period: boolean };

/** `called`: the name of the moments; '' for years or periods. */
function warnSeries(plans: readonly Named[], read: (name: string) => Time | null, called: string): Warning | null {
  const series = new Map<string, { names: string[]; times: Set<string>; period: boolean }>();
  for (const plan of plans) {
    if (!isNumeric(plan.type)) continue;
    const time = read(plan.name);
    if (time === null) continue;
    const found = series.get(time.stem) ?? { names: [], times: new Set(), period: false };
    found.names.push(plan.name);
    found.times.add(time.time);
    found.period ||= time.period;
    series.set(time.stem, found);
  }
  const long = [...series].filter(([, { names, times }]) => times.size >= fewest && times.size === names.length);
  if (long.length !== 1) return null;
  const [stem, { names, period }] = long[0]!;
  return {
    code: 'wide-years',
    params: {
      count: names.length,
      first: names[0]!,
      last: names.at(-1)!,
      columns: JSON.stringify(names),
      name: free(called || (period ? 'période' : 'année'), plans),
      value: free(stem === '' ? 'valeur' : stem, plans),
      year: period ? 0 : 1,
    },
  };
}

function free(name: string, plans: readonly Named[]): string {
  const taken = new Set(plans.map((plan) => plan.name.toLowerCase()));
  let free = name;
  for (let copy = 2; taken.has(free.toLowerCase()); copy += 1) free = `${name} (${copy})`;
  return free;
}

/** The moment in a column's name and what is left of it. A mark such as "(p)", provisional, belongs to the moment. */
function timeOf(name: string): Time | null {
  const bare = name.replace(/\s*\((?:p|e|r|sd|d|s)\)\s*$/i, '').trim();
  // The months of a workbook are the dates of their first days.
  if (/^\d{4}-\d{2}-\d{2}$/.test(bare)) return { stem: '', time: bare, period: true };
  const period = readPeriod(bare);
  if (period !== null && period.period !== null)
    return { stem: '', time: `${period.year}-${period.month}`, period: true };
  const found = /^(.*?)(?<!\d)((?:1[89]|20)\d{2})(?!\d)(.*)$/.exec(bare);
  if (found === null) return null;
  const [, before, year, after] = found;
  // "2011-2016", a change between two years, is no year.
  if (/\d{4}/.test(`${before}${after}`)) return null;
  const stem = `${before} ${after}`.replace(/[\s_.:-]+/g, ' ').trim();
  return { stem, time: year!, period: false };
}

/** « 2015/2016 », « Rentrée 2015-16 »: years that go from one into the next. */
function schoolYearOf(name: string): Time | null {
  const found = /^(.*?)(?<!\d)((?:19|20)\d{2})\s?[-/]\s?((?:19|20)?\d{2})(?!\d)(.*)$/.exec(name.trim());
  if (found === null) return null;
  const [, before, first, second, after] = found;
  if (Number(second) % 100 !== (Number(first) + 1) % 100 || /\d/.test(`${before}${after}`)) return null;
  return { stem: `${before} ${after}`.replace(/[\s_.:-]+/g, ' ').trim(), time: first!, period: true };
}

/** « Janvier », « févr. »: the months of one year. */
function monthOf(name: string): Time | null {
  const month = readPeriod(`${name.trim()} 2000`);
  return month?.period === 'month' && /^\p{L}+\.?$/u.test(name.trim())
    ? { stem: '', time: String(month.month), period: true }
    : null;
}
