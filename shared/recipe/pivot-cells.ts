import { t } from '../text/t.ts';
import { foldName } from './relation.ts';
import type { Pivot } from './steps/pivot.ts';

/** What one column of a pivot table stands for: a value of its field, or one of each of its two. */
export type Combination = readonly (string | null)[];

/** What a column of figures gathers: a combination of the list, a value of the first field, the rest, or everything. */
export type Gathering =
  | { kind: 'combination'; place: number }
  | { kind: 'group'; place: number }
  | { kind: 'others' }
  | { kind: 'total' };

/** One column of figures; `place`: that of its measure. */
export type Cell = { name: string; of: Gathering; place: number };

/** The combinations in columns, each once, in the order of the step. */
export function combinationsOf(step: Pick<Pivot, 'values' | 'second'>): Combination[] {
  const found = new Map<string, Combination>();
  for (const [place, value] of step.values.entries()) {
    const combination = step.second ? [value, step.second.values[place] ?? null] : [value];
    found.set(JSON.stringify(combination), combination);
  }
  return [...found.values()];
}

/** The values of the first field that have a column of their own: the places of their combinations, in the order met. */
export function groupsOf(
  step: Pick<Pivot, 'values' | 'second' | 'totals'>,
): { value: string | null; places: number[] }[] {
  if (!step.second || !step.totals.group) return [];
  return [...placesByFirst(combinationsOf(step))].map(([value, places]) => ({ value, places }));
}

/** The places of the combinations that share their first value. */
export function placesByFirst(combinations: readonly Combination[]): Map<string | null, number[]> {
  const places = new Map<string | null, number[]>();
  for (const [place, [value = null]] of combinations.entries())
    places.set(value, [...(places.get(value) ?? []), place]);
  return places;
}

/** The columns of figures, in order: each combination, the total of its group after the last one, « Autres », the total. */
export function cellsOf(step: Pick<Pivot, 'rows' | 'values' | 'second' | 'others' | 'totals' | 'measures'>): Cell[] {
  const groups = groupsOf(step);
  const shown = combinationsOf(step).flatMap((combination, place): { label: string; of: Gathering }[] => {
    const own = { label: labelOf(combination), of: { kind: 'combination' as const, place } };
    const group = groups.findIndex(({ places }) => places.at(-1) === place);
    if (group < 0) return [own];
    const label = t('pivot.pair', { first: labelOf([groups[group]!.value]), second: t('pivot.total') });
    return [own, { label, of: { kind: 'group', place: group } }];
  });
  if (step.others) shown.push({ label: t('pivot.others'), of: { kind: 'others' } });
  if (step.totals.column) shown.push({ label: t('pivot.total'), of: { kind: 'total' } });
  const taken = new Set(step.rows.map(foldName));
  return shown.flatMap(({ label, of }) =>
    step.measures.map((one, place): Cell => {
      const wanted = step.measures.length === 1 ? label : t('pivot.named', { value: label, measure: one.name });
      return { name: freeName(wanted, taken), of, place };
    }),
  );
}

/** « 2015 – Femmes » */
export function labelOf(combination: Combination): string {
  const [first = '', second] = combination.map((value) => {
    if (value === null) return t('pivot.missing');
    return value.trim() === '' ? t('pivot.empty') : value;
  });
  return second === undefined ? first : t('pivot.pair', { first, second });
}

/** Two values that one name would stand for, and a value named as a column of rows, stay apart. */
function freeName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/^_+/, '').trim() || t('pivot.empty');
  let name = plain;
  for (let count = 2; taken.has(foldName(name)); count += 1) name = `${plain} (${count})`;
  taken.add(foldName(name));
  return name;
}
