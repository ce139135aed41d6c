import { isRatio } from '../chart/measure.ts';
import { columnTitle } from '../chart/names.ts';
import { sentenceCase } from '../chart/rows.ts';
import { type Column, meaningOf } from '../recipe/column.ts';
import { t } from '../text/t.ts';
import { type Classes, classify, classOf } from './classes.ts';
import { categoryColours, mapColours, rampColours, verdictColours } from './colours.ts';
import { areasOf, Fact, type Writing } from './facts.ts';
import { mostCategories } from './guard.ts';
import { anchorOf, type Outlines } from './outlines.ts';
import type { MapView } from './view.ts';

/** A row of `map.data` as decoded from Arrow. */
export type MapRow = {
  code: string | null;
  value: number | string | null;
  rows: number;
  missing: number;
  kinds: number;
};

/** Patterns tell what a colour alone would: `hatch` nothing known, `stripes` to be checked, or every other category. */
export type AreaStyle = { colour: string; pattern: 'plain' | 'stripes' | 'hatch' };
export type LegendEntry = { style: number; label: string; areas: number };

/** What is known of one area of the map. `text` is its value as one reads it. */
export type AreaFact = {
  area: number;
  code: string;
  name: string;
  value: number | string | null;
  text: string;
  rows: number;
  missing: number;
};

export type Circle = { area: number; x: number; y: number; value: number };

/** Everything that a drawing needs besides the outlines: the style of each area, circles, legend, facts. */
export type Painting = {
  styles: AreaStyle[];
  /** For each area of the outlines, a place in `styles`. */
  styleOf: Uint8Array;
  legend: LegendEntry[];
  legendTitle: string;
  circles: Circle[] | null;
  largest: number;
  classes: Classes | null;
  /** Areas that the table speaks of, in the order of the outlines. */
  facts: AreaFact[];
  factOf: { get(area: number): AreaFact | undefined };
  /** No area has more than one row: sums and medians are the value itself. */
  single: boolean;
};

/** The first styles are the same for every map: an area that no row speaks of, one without a value. */
export const silentStyle = 0;
export const missingStyle = 1;

const blankStyles: AreaStyle[] = [
  { colour: mapColours.land, pattern: 'plain' },
  { colour: mapColours.paper, pattern: 'hatch' },
];

/** Rows of `map.data` and outlines -> what to draw. Classes are cut over the areas that are drawn. */
export function paintMap(
  map: MapView,
  columns: readonly Column[],
  outlines: Outlines,
  rows: readonly MapRow[],
): Painting {
  const write: Writing = { text: String };
  const { areaOf, twin } = areasOf(outlines);
  const factAt = new Array<Fact | undefined>(outlines.codes.length);
  for (const row of rows) {
    let area = row.code === null ? -1 : (areaOf.get(row.code) ?? -1);
    for (; area >= 0; area = twin[area]!) factAt[area] = new Fact(outlines, area, row, write);
  }
  const facts = factAt.filter((fact) => fact !== undefined);
  const styleOf = new Uint8Array(outlines.codes.length);
  const single = facts.every((fact) => fact.rows <= 1);
  const drawn = { map, columns, outlines, facts, styleOf, single };
  const painted =
    map.kind === 'circles' ? paintCircles(drawn) : map.kind === 'choropleth' ? paintClasses(drawn) : paintWords(drawn);
  write.text = valueText(map, columns, painted.classes);
  const silent = outlines.codes.length - facts.length;
  const missing = facts.reduce((count, { value }) => (value === null ? count + 1 : count), 0);
  const legend = [...painted.legend];
  if (missing > 0) legend.push({ style: missingStyle, label: t('map.legend.missing'), areas: missing });
  if (silent > 0) legend.push({ style: silentStyle, label: t('map.legend.silent'), areas: silent });
  return { ...painted, styleOf, legend, facts, factOf: { get: (area) => factAt[area] }, single };
}

type Drawn = {
  map: MapView;
  columns: readonly Column[];
  outlines: Outlines;
  facts: readonly AreaFact[];
  styleOf: Uint8Array;
  single: boolean;
};
type Part = Pick<Painting, 'styles' | 'legend' | 'legendTitle' | 'circles' | 'largest' | 'classes'>;

function paintClasses({ map, columns, facts, styleOf, single }: Drawn): Part {
  const values: number[] = [];
  for (const { value } of facts) if (typeof value === 'number') values.push(value);
  const classes = classify(values, map.classes);
  const colours = rampColours(map.ramp, classes ? classes.counts.length : 1);
  const first = blankStyles.length;
  for (const { area, value } of facts)
    styleOf[area] = typeof value === 'number' && classes ? first + classOf(classes.bounds, value) : missingStyle;
  const text = valueText(map, columns, classes);
  const legend = (classes?.counts ?? []).map((areas, place): LegendEntry => {
    const from = text(classes?.bounds[place] ?? null);
    const to = text(classes?.bounds[place + 1] ?? null);
    const last = place === (classes?.counts.length ?? 0) - 1;
    return {
      style: first + place,
      areas,
      label: last ? t('map.legend.last', { from, to }) : t('map.legend.class', { from, to }),
    };
  });
  return {
    styles: [...blankStyles, ...colours.map((colour): AreaStyle => ({ colour, pattern: 'plain' }))],
    legend,
    legendTitle: sentenceCase(measureText(map, single, columns)),
    circles: null,
    largest: 0,
    classes,
  };
}

function paintCircles({ map, columns, outlines, facts, styleOf, single }: Drawn): Part {
  const circles: Circle[] = [];
  let largest = 0;
  for (const { area, value } of facts) {
    styleOf[area] = value === null ? missingStyle : silentStyle;
    if (typeof value !== 'number' || value <= 0) continue;
    const anchor = anchorOf(outlines, area);
    if (!anchor) continue;
    circles.push({ area, x: anchor[0], y: anchor[1], value });
    largest = Math.max(largest, value);
  }
  // The small ones over the large ones.
  circles.sort((a, b) => b.value - a.value);
  return {
    styles: [...blankStyles],
    legend: [],
    legendTitle: sentenceCase(measureText(map, single, columns)),
    circles,
    largest,
    classes: null,
  };
}

function paintWords({ map, columns, facts, styleOf }: Drawn): Part {
  const counts = new Map<string, number>();
  for (const { value } of facts) if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const verdicts = map.kind === 'verdict';
  const column = columns.find(({ name }) => name === map.value) ?? null;
  const names = [...counts.keys()].sort(
    verdicts
      ? (a, b) => verdictRank(a) - verdictRank(b) || a.localeCompare(b, 'fr')
      : (a, b) => counts.get(b)! - counts.get(a)! || a.localeCompare(b, 'fr'),
  );
  const kept = names.slice(0, mostCategories);
  const rest = names.slice(mostCategories);
  const styles = [...blankStyles];
  const legend: LegendEntry[] = [];
  const styleByName = new Map<string, number>();
  kept.forEach((name, place) => {
    styleByName.set(name, styles.length);
    legend.push({ style: styles.length, label: codeText(column, name), areas: counts.get(name)! });
    styles.push(
      (verdicts && verdictStyle(name)) || {
        colour: categoryColours[place % categoryColours.length]!,
        pattern: place % 2 === 0 ? 'plain' : 'stripes',
      },
    );
  });
  if (rest.length > 0) {
    const areas = rest.reduce((sum, name) => sum + counts.get(name)!, 0);
    legend.push({ style: styles.length, label: t('map.legend.others', { count: rest.length }), areas });
    for (const name of rest) styleByName.set(name, styles.length);
    styles.push({ colour: mapColours.others, pattern: 'plain' });
  }
  for (const { area, value } of facts)
    styleOf[area] = value === null ? missingStyle : (styleByName.get(String(value)) ?? missingStyle);
  return { styles, legend, legendTitle: columnTitle(columns, map.value), circles: null, largest: 0, classes: null };
}

const verdictOrder = ['cible', 'à vérifier', 'hors cible'];

function verdictRank(name: string): number {
  const rank = verdictOrder.indexOf(name);
  return rank < 0 ? verdictOrder.length : rank;
}

function verdictStyle(name: string): AreaStyle | null {
  if (name === 'cible') return { colour: verdictColours.target, pattern: 'plain' };
  if (name === 'hors cible') return { colour: verdictColours.other, pattern: 'plain' };
  return name === 'à vérifier' ? { colour: verdictColours.check, pattern: 'stripes' } : null;
}

/** Whether a set of values are verdicts of the target assistant. */
export function areVerdicts(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((value) => verdictOrder.includes(String(value)));
}

/** « 1 – Grands centres urbains » where the producer says what the code stands for. */
function codeText(column: Column | null, code: string): string {
  const meaning = meaningOf(column, code);
  return meaning === undefined ? code : t('value.coded', { code, meaning });
}

/** How values read: as many decimals as tell the classes apart, and the unit. */
export function valueText(
  map: MapView,
  columns: readonly Column[],
  classes: Classes | null,
): (value: unknown) => string {
  const column = columns.find(({ name }) => name === map.value) ?? null;
  const whole =
    map.denominator === null && (map.measure === 'count' || (column?.type === 'integer' && map.measure !== 'mean'));
  const decimals = whole ? 1 : decimalsFor(classes);
  const unit = map.denominator !== null && map.scale === 100 ? '\u202f%' : '';
  const format = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: decimals });
  return (value) => {
    if (value === null || value === undefined) return t('common.missing');
    return typeof value === 'number' ? `${format.format(value)}${unit}` : codeText(column, String(value));
  };
}

function decimalsFor(classes: Classes | null): number {
  if (!classes) return 2;
  const gaps = classes.bounds.slice(1).map((bound, place) => bound - classes.bounds[place]!);
  const smallest = Math.min(...gaps.filter((gap) => gap > 0), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(smallest)) return 2;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(smallest))));
}

/** « Somme : Population », « Agents pour 1 000 Habitants »: what the map shows, as the legend says it. `single`: one row per area. */
export function measureText(map: MapView, single = false, columns: readonly Column[] = []): string {
  if (map.denominator !== null) {
    const names = { value: columnTitle(columns, map.value), denominator: columnTitle(columns, map.denominator) };
    return map.scale === 1
      ? t('map.measure.ratio', names)
      : map.scale === 100
        ? t('map.measure.percent', names)
        : t('map.measure.per', { ...names, scale: map.scale });
  }
  if (map.kind === 'categories' || map.kind === 'verdict') return columnTitle(columns, map.value);
  if (map.measure === 'count' || map.value === null) return t('map.measure.count');
  // The median of one row is that row.
  if (single) return columnTitle(columns, map.value);
  return t(`map.measure.${map.measure}`, { column: columnTitle(columns, map.value) });
}

/** Whether the value adds up: what circles may show. */
export function addsUp(map: MapView, columns: readonly Column[]): boolean {
  const column = columns.find(({ name }) => name === map.value);
  return map.denominator === null && (map.measure === 'count' || !column || !isRatio(column));
}
