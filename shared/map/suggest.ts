import { isMeasurable, isRatio } from '../chart/measure.ts';
import type { Basemap } from '../contract.ts';
import { type Column, isCategory } from '../recipe/column.ts';
import type { Step } from '../recipe/step.ts';
import type { TextKey } from '../text/t.ts';
import { levelsOf, placingColumns } from './levels.ts';
import { builtInBasemap, type MapKind, type MapLevel, type MapView } from './view.ts';

/** A first map worth a look: verdicts, a ratio as colours, a quantity as circles, or the number of rows. Null without codes. */
export function suggestMap(
  table: string,
  columns: readonly Column[],
  recipe: readonly Step[],
  basemaps: readonly Basemap[],
): MapView | null {
  const code = placingColumns(columns).find((column) => levelsOf(column).some((level) => basemapOf(basemaps, level)));
  if (!code) return null;
  const level = levelsOf(code).find((one) => basemapOf(basemaps, one))!;
  const basemap = basemapOf(basemaps, level)!;
  const blank: MapView = {
    id: '',
    table,
    kind: 'circles',
    level,
    basemap: { id: basemap.id, name: basemap.name },
    code: code.name,
    value: null,
    measure: 'count',
    denominator: null,
    scale: 100,
    classes: { method: 'quantiles', count: 5, bounds: [] },
    ramp: 'blue',
    zoom: null,
    filterStep: null,
    title: '',
    subtitle: '',
  };
  const verdict = verdictColumn(columns, recipe);
  if (verdict && levelsOf(code)[0] === level) return { ...blank, kind: 'verdict', value: verdict.name };
  const measured = columns.filter(isMeasurable);
  const ratio = measured.find(isRatio);
  const quantity =
    measured.find((column) => column.meaning === 'population') ?? measured.find((column) => !isRatio(column));
  if (ratio && !quantity) return { ...blank, kind: 'choropleth', value: ratio.name, measure: 'median' };
  return quantity ? { ...blank, value: quantity.name, measure: 'sum' } : blank;
}

/** The basemap to draw a level on: the built-in one where it has it, else the latest opened. */
export function basemapOf(basemaps: readonly Basemap[], level: MapLevel): Basemap | null {
  const having = basemaps.filter((basemap) => basemap.levels.some((one) => one.level === level));
  return having.find((basemap) => basemap.id === builtInBasemap) ?? having[0] ?? null;
}

/** The map on a basemap that has its level, where its own is known and has not. An unknown one stays: the user opens it. */
export function onItsLevel(map: MapView, basemaps: readonly Basemap[]): MapView {
  const own = basemaps.find(({ id }) => id === map.basemap.id);
  if (!own || own.levels.some(({ level }) => level === map.level)) return map;
  const other = basemapOf(basemaps, map.level);
  return other ? { ...map, basemap: { id: other.id, name: other.name } } : map;
}

/** The column of verdicts that a step of the recipe makes. */
export function verdictColumn(columns: readonly Column[], recipe: readonly Step[]): Column | null {
  const names = recipe.flatMap((step) => (step.kind === 'target' && !step.disabled ? [step.verdictColumn] : []));
  return (
    columns.find(({ name }) => names.includes(name)) ??
    columns.find(({ name, type }) => type === 'text' && name.toLowerCase() === 'verdict') ??
    null
  );
}

/** Why a kind cannot be drawn from these columns, or null. Such kinds stay visible with the reason. */
export function inapplicableMap(
  kind: MapKind,
  columns: readonly Column[],
  recipe: readonly Step[],
): Extract<TextKey, `map.inapplicable.${string}`> | null {
  const measured = columns.filter(isMeasurable);
  if (kind === 'choropleth' && measured.length === 0) return 'map.inapplicable.choropleth';
  if (kind === 'categories' && wordColumns(columns).length === 0) return 'map.inapplicable.categories';
  if (kind === 'verdict' && !verdictColumn(columns, recipe)) return 'map.inapplicable.verdict';
  return null;
}

/** Columns whose values may be shown as categories: words, and codes of a few kinds. */
export function wordColumns(columns: readonly Column[]): Column[] {
  return columns.filter((column) => column.type === 'text' || column.type === 'boolean' || isCategory(column));
}

/** The same wish drawn as another kind: keeps the columns that still make sense, completes the others. */
export function changeMapKind(
  map: MapView,
  kind: MapKind,
  columns: readonly Column[],
  recipe: readonly Step[],
): MapView {
  const measured = columns.filter(isMeasurable);
  const value = measured.find(({ name }) => name === map.value) ?? null;
  if (kind === 'verdict')
    return { ...map, kind, value: verdictColumn(columns, recipe)?.name ?? null, denominator: null };
  if (kind === 'categories') {
    const words = wordColumns(columns);
    const chosen =
      words.find(({ name }) => name === map.value) ?? words.find(({ meaning }) => meaning === null) ?? words[0];
    return { ...map, kind, value: chosen?.name ?? null, denominator: null };
  }
  if (kind === 'circles') {
    const quantity = value && !isRatio(value) ? value : measured.find((column) => !isRatio(column));
    return { ...map, kind, value: quantity?.name ?? null, measure: quantity ? 'sum' : 'count', denominator: null };
  }
  if (value && isRatio(value)) return { ...map, kind, measure: 'median', denominator: null };
  // A quantity becomes a ratio once divided by another: the population first.
  const below = measured.find((column) => column.meaning === 'population' && column !== value) ?? null;
  const ratio = measured.find(isRatio);
  if (ratio) return { ...map, kind, value: ratio.name, measure: 'median', denominator: null };
  const above = value ?? measured.find((column) => column !== below) ?? measured[0] ?? null;
  return {
    ...map,
    kind,
    value: above?.name ?? null,
    measure: 'sum',
    denominator: below && below !== above ? below.name : null,
  };
}
