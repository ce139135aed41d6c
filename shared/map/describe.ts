import { sourcesOf, vintageLine } from '../chart/vintage.ts';
import type { Basemap, MapFacts } from '../contract.ts';
import type { Project } from '../project/project.ts';
import type { Column } from '../recipe/column.ts';
import { describeCondition } from '../recipe/describe.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/t.ts';
import { measureText, type Painting, valueText } from './paint.ts';
import type { MapView } from './view.ts';

/** The title that the user wrote, or what the map shows by itself. */
export function mapTitle(map: MapView, single = false, columns: readonly Column[] = []): string {
  if (map.title !== '') return map.title;
  const measure = measureText(map, single, columns);
  return t(`map.title.${map.level}`, { measure: measure.charAt(0).toLocaleUpperCase('fr') + measure.slice(1) });
}

/** One sentence, true to what is drawn: how many areas, the lowest, the highest, the median; what is left blank. */
export function mapSummary(map: MapView, columns: readonly Column[], painting: Painting): string {
  const measured = painting.facts.filter((fact) => fact.value !== null);
  const blank = painting.facts.length - measured.length;
  const tail = blank > 0 ? ` ${t('map.summary.missing', { count: blank })}` : '';
  if (measured.length === 0) return `${t('map.summary.empty')}${tail}`;
  if (map.kind === 'categories' || map.kind === 'verdict') {
    const parts = painting.legend
      .filter((entry) => entry.style > 1)
      .slice(0, 4)
      .map((entry) => t('map.summary.part', { label: entry.label, number: entry.areas }));
    return `${t('map.summary.words', { count: measured.length, parts: formatList(parts) })}${tail}`;
  }
  const sorted = [...measured].sort((a, b) => Number(a.value) - Number(b.value));
  const [low] = sorted;
  const high = sorted.at(-1)!;
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1
      ? Number(sorted[middle]!.value)
      : (Number(sorted[middle - 1]!.value) + Number(sorted[middle]!.value)) / 2;
  const range = {
    count: measured.length,
    low: low!.text,
    lowName: low!.name,
    high: high.text,
    highName: high.name,
    median: valueText(map, columns, painting.classes)(median),
  };
  return `${t('map.summary.numbers', range)}${tail}`;
}

/** What is printed under a map wherever it goes: sources, filters, n and what is left out, classes, outlines. */
export function mapCaption(
  project: Project,
  map: MapView,
  columns: readonly Column[],
  painting: Painting,
  facts: MapFacts,
  basemap: Basemap | null,
  vintages: readonly string[],
): string[] {
  const table = project.tables.find(({ id }) => id === map.table);
  if (!table) return [];
  const names = sourcesOf(project, map.table).map(({ name, options }) =>
    options.sheet ? t('chart.caption.vintage', { name, vintage: options.sheet }) : name,
  );
  const filters = table.recipe.flatMap((step) =>
    step.kind === 'filter' && !step.disabled && step.id !== map.filterStep
      ? [describeCondition(step.condition, columns)]
      : [],
  );
  const drawn = painting.facts.filter((fact) => fact.value !== null).length;
  const counts = [t('map.caption.count', { count: facts.total, areas: t('map.caption.areas', { count: drawn }) })];
  const stray = facts.strays.reduce((sum, one) => sum + one.rows, 0) + facts.withoutCode;
  if (stray > 0) counts.push(t('map.caption.stray', { count: stray }));
  const ground = basemap?.builtIn
    ? basemap.credit
    : t('map.caption.ground', {
        name: basemap?.name ?? map.basemap.name,
        credit: basemap?.credit || t('map.caption.no-credit'),
      });
  return [
    t('map.caption.source', { source: formatList([...new Set(names)]) }),
    vintageLine(project, map.table, vintages),
    ...(filters.length > 0 ? [t('map.caption.filters', { filters: filters.join('\u202f; ') })] : []),
    counts.join('\u202f; '),
    ...(painting.classes
      ? [
          t('map.caption.classes', {
            count: painting.classes.counts.length,
            method: t(`map.classes.${map.classes.method}`).toLocaleLowerCase('fr'),
          }),
        ]
      : []),
    ground,
  ];
}
