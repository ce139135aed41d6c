import { z } from 'zod';

export const mapKinds = ['choropleth', 'circles', 'categories', 'verdict'] as const;
export type MapKind = (typeof mapKinds)[number];

/** What the areas are, from the smallest. */
export const mapLevels = ['commune', 'epci', 'departement', 'region'] as const;
export type MapLevel = (typeof mapLevels)[number];

export const mapMeasures = ['count', 'sum', 'mean', 'median', 'min', 'max'] as const;
export type MapMeasure = (typeof mapMeasures)[number];

export const classMethods = ['quantiles', 'jenks', 'equal', 'rounded', 'manual'] as const;
export type ClassMethod = (typeof classMethods)[number];

export const rampNames = ['blue', 'green', 'orange', 'purple'] as const;
export type RampName = (typeof rampNames)[number];

/** The built-in outlines: départements and régions. */
export const builtInBasemap = 'france';

/**
 * A map over a table: rows are grouped by the area that `code` leads to at `level`, then measured. With `denominator`,
 * the value is sum(value) / sum(denominator) x scale over the rows that have both. `value` null counts rows.
 */
export const mapViewSchema = z.object({
  id: z.string(),
  table: z.string(),
  kind: z.enum(mapKinds),
  level: z.enum(mapLevels),
  /** `id` is the content of the file that was opened, or `france`; `name` says which file to open where it is not known. */
  basemap: z.object({ id: z.string(), name: z.string() }),
  code: z.string().nullable(),
  value: z.string().nullable(),
  measure: z.enum(mapMeasures),
  denominator: z.string().nullable().default(null),
  scale: z.union([z.literal(1), z.literal(100), z.literal(1000), z.literal(10000)]).default(100),
  classes: z
    .object({
      method: z.enum(classMethods),
      count: z.number().int().min(2).max(9),
      /** Inner bounds, ascending, of the manual method. */
      bounds: z.array(z.number()).max(8).default([]),
    })
    .default({ method: 'quantiles', count: 5, bounds: [] }),
  ramp: z.enum(rampNames).default('blue'),
  /** Shows only the areas of this territory. */
  zoom: z
    .object({ kind: z.enum(['region', 'departement']), code: z.string() })
    .nullable()
    .default(null),
  /** The filter step that clicks on the map made: the map is drawn without it. */
  filterStep: z.string().nullable().default(null),
  title: z.string().default(''),
  subtitle: z.string().default(''),
});
/** A map of the project. */
export type MapView = z.infer<typeof mapViewSchema>;
