import { isMeasurable, isRatio } from '../chart/measure.ts';
import { type Column, isCode, isNumeric } from '../recipe/column.ts';
import { type TextKey, t } from '../text/t.ts';
import { ownLevel } from './levels.ts';
import { isRolled } from './query.ts';
import type { MapView } from './view.ts';

/** What the engine saw of the data, as far as the rules need it. */
export type MapEvidence = {
  /** Areas that have at least one row, and how many rows they have together. */
  areas: number;
  rows: number;
  lowest: number | null;
  /** Different categories. */
  categories: number;
  /** Different codes of the table, and those found on the map. */
  codes: number;
  matched: number;
  /** Municipal arrondissements gathered with the commune that they are part of. */
  doubled: number;
  /** Different years behind the figures (see vintagesOf in shared/chart/vintage.ts). */
  vintages: readonly string[];
};

/** What a rule found. `fix` is the honest version of the same map, applied in one click. */
export type MapFinding = {
  rule: string;
  level: 'blocked' | 'warned';
  text: Extract<TextKey, `map.guard.${string}`>;
  params: Record<string, string | number>;
  fix: MapView | null;
};

type Rule = (map: MapView, columns: readonly Column[], evidence: MapEvidence | null) => MapFinding | null;

/** Categories that have a hue of their own. */
export const mostCategories = 8;

/** Honest-map rules, each pure. The first blocked finding is why the map is not drawn. */
export function guardMap(map: MapView, columns: readonly Column[], evidence: MapEvidence | null): MapFinding[] {
  return rules.map((rule) => rule(map, columns, evidence)).filter((finding) => finding !== null);
}

const rules: Rule[] = [
  /** A large area looks as if it had more: counts colour the land, not what is counted. */
  function countOnChoropleth(map, columns, evidence) {
    if (map.kind !== 'choropleth' || map.denominator !== null) return null;
    const value = find(columns, map.value);
    const counted = map.measure === 'count' || !value;
    if (!counted && (isRatio(value) || !isMeasurable(value))) return null;
    const several = evidence !== null && evidence.rows > evidence.areas * 1.05;
    // A mean of several rows is no count; of a single row, it is that row.
    if (!counted && map.measure !== 'sum' && several) return null;
    const doubtful = !counted && map.measure !== 'sum' && value.type === 'decimal';
    const fix: MapView = { ...map, kind: 'circles', measure: counted ? 'count' : 'sum' };
    return {
      rule: 'count-on-choropleth',
      level: doubtful ? 'warned' : 'blocked',
      text: doubtful
        ? 'map.guard.maybe-count'
        : counted
          ? 'map.guard.rows-on-choropleth'
          : 'map.guard.count-on-choropleth',
      params: { column: value?.name ?? '' },
      fix,
    };
  },
  function ratioOnCircles(map, columns) {
    if (map.kind !== 'circles') return null;
    const value = find(columns, map.value);
    if (map.denominator === null && (map.measure === 'count' || !value || !isRatio(value))) return null;
    return {
      rule: 'ratio-on-circles',
      level: 'blocked',
      text: 'map.guard.ratio-on-circles',
      params: { column: value?.name ?? '' },
      fix: { ...map, kind: 'choropleth', measure: map.measure === 'sum' ? 'median' : map.measure },
    };
  },
  function sumOfRatio(map, columns) {
    const value = find(columns, map.value);
    if (map.kind !== 'choropleth' || map.denominator !== null || map.measure !== 'sum' || !value || !isRatio(value))
      return null;
    return {
      rule: 'sum-of-ratio',
      level: 'blocked',
      text: 'map.guard.sum-of-ratio',
      params: { column: value.name },
      fix: { ...map, measure: 'median' },
    };
  },
  function meanOfRatios(map, columns, evidence) {
    const value = find(columns, map.value);
    if (map.kind !== 'choropleth' || map.denominator !== null || !value || !isRatio(value) || map.measure === 'sum')
      return null;
    if (!evidence || evidence.rows <= evidence.areas * 1.05) return null;
    return {
      rule: 'mean-of-ratios',
      level: 'warned',
      text: 'map.guard.mean-of-ratios',
      params: { column: value.name },
      fix: null,
    };
  },
  function arithmeticOnCode(map, columns) {
    if (map.kind !== 'choropleth' && map.kind !== 'circles') return null;
    const wrong = [
      find(columns, map.measure === 'count' && map.denominator === null ? null : map.value),
      find(columns, map.denominator),
    ].find((column) => column && (!isNumeric(column.type) || isCode(column)));
    if (!wrong) return null;
    return {
      rule: 'arithmetic-on-code',
      level: 'blocked',
      text: 'map.guard.arithmetic-on-code',
      params: { column: wrong.name },
      fix: { ...map, kind: 'categories', value: wrong.name, denominator: null },
    };
  },
  function negativeCircles(map, _columns, evidence) {
    if (map.kind !== 'circles' || evidence?.lowest == null || evidence.lowest >= 0) return null;
    return {
      rule: 'negative-circles',
      level: 'blocked',
      text: 'map.guard.negative-circles',
      params: { column: map.value ?? '' },
      fix: null,
    };
  },
  /** A verdict is given to one body: that of most communes is not the département's. */
  function rolledVerdict(map, columns) {
    if (map.kind !== 'verdict' || !isRolled(map, columns)) return null;
    const level = ownLevel(find(columns, map.code));
    return {
      rule: 'rolled-verdict',
      level: 'blocked',
      text: 'map.guard.rolled-verdict',
      params: {},
      fix: level && { ...map, level },
    };
  },
  function mixedCategories(map, columns, evidence) {
    if (map.kind !== 'categories' || !isRolled(map, columns) || !evidence || evidence.rows <= evidence.areas)
      return null;
    return {
      rule: 'mixed-categories',
      level: 'warned',
      text: 'map.guard.mixed-categories',
      params: { column: map.value ?? '' },
      fix: null,
    };
  },
  function tooManyCategories(map, _columns, evidence) {
    if (map.kind !== 'categories' || !evidence || evidence.categories <= mostCategories) return null;
    return {
      rule: 'too-many-categories',
      level: 'warned',
      text: 'map.guard.too-many-categories',
      params: { column: map.value ?? '', count: evidence.categories, most: mostCategories },
      fix: null,
    };
  },
  /** Figures of different years read as if of one. */
  function mixedVintages(map, _columns, evidence) {
    if (!evidence || evidence.vintages.length < 2) return null;
    if (evidence.vintages.every((year) => `${map.title} ${map.subtitle}`.includes(year))) return null;
    const years = evidence.vintages.join(', ');
    const sentence = t('chart.subtitle.vintages', { years });
    const subtitle =
      map.subtitle === '' ? sentence : t('chart.subtitle.both', { first: map.subtitle, second: sentence });
    return {
      rule: 'mixed-vintages',
      level: 'warned',
      text: 'map.guard.mixed-vintages',
      params: { years },
      fix: { ...map, subtitle },
    };
  },
  /** Paris and its arrondissements in one département: the same inhabitants twice. */
  function arrondissementsDoubled(map, _columns, evidence) {
    if (!evidence || evidence.doubled === 0) return null;
    return {
      rule: 'arrondissements-doubled',
      level: 'warned',
      text: 'map.guard.arrondissements-doubled',
      params: { count: evidence.doubled, column: map.code ?? '' },
      fix: null,
    };
  },
  function fewMatched(_map, _columns, evidence) {
    if (!evidence || evidence.codes === 0 || evidence.matched >= evidence.codes * 0.9) return null;
    return {
      rule: 'few-matched',
      level: evidence.matched === 0 ? 'blocked' : 'warned',
      text: evidence.matched === 0 ? 'map.guard.none-matched' : 'map.guard.few-matched',
      params: { matched: evidence.matched, codes: evidence.codes },
      fix: null,
    };
  },
];

function find(columns: readonly Column[], name: string | null): Column | null {
  return columns.find((column) => column.name === name) ?? null;
}
