import type { Condition } from '../../shared/recipe/expression.ts';

/** A year « 2024 » or a month « 2024-03 », as ISO text. */
export type Period = string;

/** Months since year 0: 2024-03 is 24 290. */
type Month = number;

const first = (period: Period): Month => Number(period.slice(0, 4)) * 12 + Math.max(0, Number(period.slice(5, 7)) - 1);

function monthsOf(periods: readonly Period[]): Month[] {
  const months = periods.flatMap((period) =>
    period.length > 4 ? [first(period)] : Array.from({ length: 12 }, (_, month) => first(period) + month),
  );
  return [...new Set(months)].sort((a, b) => a - b);
}

function writeMonth(month: Month): Period {
  return `${yearText(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function yearText(year: number): Period {
  return String(year).padStart(4, '0');
}

/** Years whole where all their months are there, in order. */
function periodsOf(months: readonly Month[]): Period[] {
  const whole = new Set<number>();
  const count = new Map<number, number>();
  for (const month of months) {
    const year = Math.floor(month / 12);
    const found = (count.get(year) ?? 0) + 1;
    count.set(year, found);
    if (found === 12) whole.add(year);
  }
  return months.flatMap((month) => {
    const year = Math.floor(month / 12);
    if (!whole.has(year)) return [writeMonth(month)];
    return month % 12 === 0 ? [yearText(year)] : [];
  });
}

/** The days of these years and months: one interval per run of months that follow one another. */
export function periodsCondition(column: string, periods: readonly Period[], hasClock: boolean): Condition {
  const runs: { from: Month; to: Month }[] = [];
  for (const month of monthsOf(periods)) {
    const last = runs.at(-1);
    if (last && last.to === month - 1) last.to = month;
    else runs.push({ from: month, to: month });
  }
  const of = runs.map(({ from, to }): Condition => {
    const end = `${writeMonth(to)}-${String(daysIn(to)).padStart(2, '0')}`;
    return {
      kind: 'between',
      column,
      from: `${writeMonth(from)}-01${hasClock ? startOfDay : ''}`,
      to: `${end}${hasClock ? endOfDay : ''}`,
    };
  });
  return of.length === 1 && of[0] ? of[0] : { kind: 'any', of };
}

const startOfDay = 'T00:00:00.000';
const endOfDay = 'T23:59:59.999';

/** The years and months that a condition keeps, null where it keeps anything else. */
export function readPeriods(condition: Condition): Period[] | null {
  if (condition.kind === 'any') {
    const parts = condition.of.map(readPeriods);
    return parts.length === 0 || parts.some((part) => part === null)
      ? null
      : periodsOf(monthsOf(parts.flatMap((part) => part ?? [])));
  }
  if (condition.kind !== 'between' || typeof condition.from !== 'string' || typeof condition.to !== 'string')
    return null;
  const from = readDay(condition.from, startOfDay);
  const to = readDay(condition.to, endOfDay);
  if (!from || !to || from.day !== 1 || to.day !== daysIn(to.month) || to.month < from.month) return null;
  return periodsOf(Array.from({ length: to.month - from.month + 1 }, (_, place) => from.month + place));
}

function readDay(text: string, time: string): { month: Month; day: number } | null {
  const found = /^(\d{4}-\d{2})-(\d{2})(.*)$/.exec(text);
  if (!found || (found[3] !== '' && found[3] !== time)) return null;
  return { month: first(found[1] ?? ''), day: Number(found[2]) };
}

function daysIn(month: Month): number {
  const last = new Date(0);
  // Years under 100 would be taken for those of the twentieth century.
  last.setUTCFullYear(Math.floor(month / 12), (month % 12) + 1, 0);
  return last.getUTCDate();
}

/** A year of the tree: whether it is ticked, and the months of the data in it. */
export type YearNode = {
  year: Period;
  count: number;
  state: 'all' | 'some' | 'none';
  months: { month: Period; count: number; ticked: boolean }[];
};

/** Years from the latest to the earliest, as a spreadsheet lists them; months in their order. */
export function yearNodes(months: readonly { month: Period; count: number }[], ticked: readonly Period[]): YearNode[] {
  const chosen = new Set(ticked);
  const years = new Map<Period, YearNode>();
  for (const { month, count } of [...months].sort((a, b) => (a.month < b.month ? -1 : 1))) {
    const year = month.slice(0, 4);
    const node = years.get(year) ?? { year, count: 0, state: 'none', months: [] };
    years.set(year, node);
    node.count += count;
    node.months.push({ month, count, ticked: chosen.has(year) || chosen.has(month) });
  }
  for (const node of years.values()) {
    const some = node.months.some((month) => month.ticked);
    node.state = chosen.has(node.year) ? 'all' : some ? 'some' : 'none';
  }
  return [...years.values()].reverse();
}

/** Ticks a year or a month, or takes its tick off. A year whose months of the data are all ticked is ticked whole. */
export function togglePeriod(nodes: readonly YearNode[], ticked: readonly Period[], period: Period): Period[] {
  const year = period.slice(0, 4);
  const node = nodes.find((candidate) => candidate.year === year);
  const others = ticked.filter((other) => other.slice(0, 4) !== year);
  const months = (node?.months ?? []).filter((month) => month.ticked).map(({ month }) => month);
  if (period === year) return node?.state === 'all' ? others : [...others, year].sort();
  const kept = months.includes(period) ? months.filter((month) => month !== period) : [...months, period];
  return [...others, ...(kept.length === node?.months.length ? [year] : kept)].sort();
}
