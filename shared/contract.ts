import { z } from 'zod';
import type {
  Basemap,
  CellIssue,
  ChartFacts,
  CleaningReport,
  ColumnProfile,
  Delivery,
  Inspection,
  MapFacts,
  OpenedSource,
  ProgressOf,
  RecentProject,
  ReferenceInfo,
  StateComparison,
} from './answers.ts';
import { chartSchema } from './chart/encoding.ts';
import { type FoundCell, findSchema } from './find.ts';
import { mapLevels, mapViewSchema } from './map/view.ts';
import type { Absence, ColumnDetails, ColumnSketch, Duplicates } from './profile/report.ts';
import type { Project } from './project/project.ts';
import { projectSchema, sourceOptionsSchema, sourceSchema } from './project/project.ts';
import type { SharedRecipe } from './project/shared-recipe.ts';
import { querySchema } from './query.ts';
import type { Column } from './recipe/column.ts';
import { conditionSchema } from './recipe/expression.ts';
import { cleaningSchema } from './recipe/steps/clean.ts';
import { joinSchema } from './recipe/steps/join.ts';
import { reportInputs } from './report/calls.ts';
import type { FigureValue } from './report/figure.ts';
import type { NoteDocument } from './report/note.ts';
import { type Area, areaSchema, type Favourite, favouriteSchema } from './territory/perimeter.ts';
import type { CoverageReport, JoinReport, JoinSuggestion, SimilarNames, VintageReport } from './territory/reports.ts';

export type * from './answers.ts';
export { type Query, querySchema } from './query.ts';
export type {
  BridgedGroup,
  CoverageReport,
  JoinReport,
  JoinSuggestion,
  SimilarNames,
  UnmatchedGroup,
  VintageReport,
} from './territory/reports.ts';

/** A file that the engine was given: `id` is random and stands for a staged path that only the engine knows. */
export const fileRefSchema = z.object({ id: z.string(), name: z.string(), size: z.number() });
export type FileRef = z.infer<typeof fileRefSchema>;

export type TerritoryEntry = {
  kind: 'region' | 'departement' | 'epci';
  code: string;
  name: string;
  parent: string | null;
};

/** `xlsx-verdicts`: one sheet per verdict of a table that has them. `note-…`: the « note de méthode » alone. */
const exportFormats = ['xlsx', 'xlsx-verdicts', 'csv-excel', 'csv-open', 'parquet', 'note-docx', 'note-html'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const range = { offset: z.number().int().nonnegative(), limit: z.number().int().positive().max(10_000) };

/** Input schemas of every call across the wire. The engine parses each input before acting. */
export const inputs = {
  /** First call of a page: what the host offers. */
  'host.hello': z.object({}),
  /** Native dialogs (desktop host only): files chosen by the user, already staged. Empty when cancelled. */
  'file.pick': z.object({ purpose: z.enum(['data', 'project', 'recipe']), multiple: z.boolean() }),
  /** Makes a file out of bytes of the page (a table pasted from elsewhere), to be opened as any other. */
  'file.create': z.object({ name: z.string().min(1).max(200), bytes: z.instanceof(Uint8Array) }),
  /** The file of an opened source, to be looked at again; fault `file-missing` when it cannot be found. */
  'source.file': z.object({ source: sourceSchema }),
  /** Head of the file only. `options` pins what the user corrected. */
  /** `measure`: every sheet is read through, so that its size is exact. */
  'source.inspect': z.object({
    file: fileRefSchema,
    options: sourceOptionsSchema.optional(),
    measure: z.boolean().optional(),
  }),
  'source.open': z.object({
    file: fileRefSchema,
    id: z.string(),
    options: sourceOptionsSchema,
  }),
  /** Opens again a source of a saved project, by its checksum; fault `file-missing` when it cannot be found. */
  'source.reopen': z.object({ source: sourceSchema, file: fileRefSchema.optional() }),
  'source.reference': z.object({ id: z.string(), table: z.string() }),
  'source.issues': z.object({ source: z.string(), column: z.string().optional(), ...range }),
  /**
   * Labels of columns and meanings of codes from another opened source, a list of variables (warning `documentation`):
   * the same source with them in its columns and options, beside the former one under the new `id`. Fault `labels-none`.
   */
  'source.label': z.object({ source: z.string(), documentation: z.string(), id: z.string() }),
  'source.close': z.object({ source: z.string() }),
  'table.columns': z.object({ query: querySchema }),
  'table.page': z.object({ query: querySchema, columns: z.array(z.string()), ...range }),
  'table.count': z.object({ query: querySchema }),
  'table.find': findSchema,
  /** Row count after each step, and the fault of the first step that breaks. */
  'table.steps': z.object({ query: querySchema }),
  /** What differs between two points of a recipe, after its first `from` and its first `to` steps. */
  'table.compare': z.object({
    query: querySchema,
    from: z.number().int().nonnegative(),
    to: z.number().int().nonnegative(),
  }),
  'table.profile': z.object({ query: querySchema, columns: z.array(z.string()) }),
  /** What headers draw of several columns; then everything about one of them. */
  'table.sketch': z.object({ query: querySchema, columns: z.array(z.string()).max(200) }),
  'table.details': z.object({ query: querySchema, column: z.string() }),
  /** Rows whose values of these columns are also those of another row; rows without a value in one are left out. */
  'table.duplicates': z.object({ query: querySchema, columns: z.array(z.string()).min(1).max(60) }),
  /** Distinct values of a column with counts, most frequent first; `search` ignores case and accents. */
  'table.values': z.object({ query: querySchema, column: z.string(), search: z.string(), ...range }),
  /** Combinations of columns with their rows, most frequent first, in one pass; a few texts of `example` in each. */
  'table.groups': z.object({
    query: querySchema,
    by: z.array(z.string()).min(1).max(8),
    example: z.string().nullable(),
    examples: z.number().int().min(1).max(20),
    limit: z.number().int().positive().max(10_000),
  }),
  /** The territory (EPCI, département, région) on each row of which a column repeats one total; null: none. */
  'table.repeated': z.object({ query: querySchema, column: z.string() }),
  /** Min, max and equal-width bins of a numeric or date column. */
  'table.histogram': z.object({ query: querySchema, column: z.string(), bins: z.number().int().min(1).max(200) }),
  /** Months of a column of dates, with their rows. */
  'table.periods': z.object({ query: querySchema, column: z.string() }),
  'table.sql': z.object({ query: querySchema }),
  'table.export': z.object({
    query: querySchema,
    format: z.enum(exportFormats),
    name: z.string(),
    /** The project it comes from: its sources and sentences fill « Sources et méthode ». */
    project: projectSchema,
  }),
  /** What a cleaning changes in the rows of `query`. */
  'clean.report': z.object({ query: querySchema, cleaning: cleaningSchema }),
  'join.suggest': z.object({ query: querySchema, right: z.string() }),
  'join.report': z.object({ query: querySchema, step: joinSchema }),
  /** Names that find nothing, each with the one that looks most like it. */
  'join.similar': z.object({ query: querySchema, step: joinSchema }),
  'chart.data': z.object({ query: querySchema, chart: chartSchema }),
  'map.data': z.object({ query: querySchema, map: mapViewSchema }),
  ...reportInputs,
  'basemap.list': z.object({}),
  /** Reads a GeoJSON or TopoJSON file (gzip or not) and remembers its outlines. */
  'basemap.open': z.object({ file: fileRefSchema }),
  'basemap.layer': z.object({ basemap: z.string(), level: z.enum(mapLevels) }),
  'basemap.credit': z.object({ basemap: z.string(), credit: z.string().max(300) }),
  'basemap.forget': z.object({ basemap: z.string() }),
  /** Rows that an extra condition would keep, without making a step of it: live counts while a filter is edited. */
  'filter.count': z.object({ query: querySchema, condition: conditionSchema }),
  'filter.why': z.object({ query: querySchema, search: z.string().max(200), limit: z.number().int().min(1).max(50) }),
  'territory.list': z.object({}),
  /** Communes by name or code, within `areas` when there are some, the largest first. */
  'territory.communes': z.object({
    search: z.string(),
    areas: z.array(areaSchema),
    limit: z.number().int().positive().max(500),
  }),
  /** Of which COG the commune codes of a column are, and what became of them since. */
  'territory.vintage': z.object({ query: querySchema, column: z.string() }),
  /** What a table has, and lacks, of a territory. */
  'territory.coverage': z.object({ query: querySchema, column: z.string(), areas: z.array(areaSchema).min(1) }),
  /** Perimeters kept on this computer. */
  'territory.favourites': z.object({}),
  'territory.keep': favouriteSchema,
  'territory.forget': z.object({ name: z.string() }),
  /** Makes a file out of bytes of the page (an image, a JSON text) so that it can be delivered. */
  'output.create': z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }),
  'output.deliver': z.object({ output: z.string(), name: z.string() }),
  'project.save': z.object({
    project: projectSchema,
    handle: z.string().nullable(),
    /** Ask for a new place even when there is a handle. */
    saveAs: z.boolean().optional(),
  }),
  'project.open': z.object({ handle: z.string().optional(), file: fileRefSchema.optional() }),
  /** The recipes that come with Crible. */
  'recipe.list': z.object({}),
  /** Reads a `.crible-recette` file; fault `recipe-damaged`. */
  'recipe.read': z.object({ file: fileRefSchema }),
  'project.recent': z.object({}),
  'project.forget': z.object({ handle: z.string() }),
  /** Kept beside the projects until saved; `null` clears it, or with `later` puts it aside, to be recovered another time. */
  'project.autosave': z.object({ project: projectSchema.nullable(), later: z.boolean().optional() }),
  'project.recover': z.object({}),
} as const;

export type CallName = keyof typeof inputs;
export type Input<N extends CallName> = z.input<(typeof inputs)[N]>;

/** What each call answers. `Uint8Array` is Arrow IPC, stream format. */
export type Outputs = {
  'host.hello': {
    host: 'desktop' | 'workshop';
    version: string;
    nativeDialogs: boolean;
    reference: ReferenceInfo;
    projectsFolder: string;
  };
  'file.pick': FileRef[];
  'file.create': FileRef;
  'source.file': FileRef;
  'source.inspect': Inspection;
  'source.open': OpenedSource;
  'source.reopen': OpenedSource;
  'source.reference': OpenedSource;
  'source.issues': { issues: CellIssue[]; total: number };
  'source.label': OpenedSource;
  'source.close': null;
  'table.columns': Column[];
  'table.page': { rows: Uint8Array; total: number };
  'table.count': number;
  'table.find': FoundCell;
  'table.steps': {
    rowCounts: number[];
    before: number;
    fault: { step: string; fault: import('./rpc/fault.ts').FaultData } | null;
  };
  'table.compare': StateComparison;
  'table.profile': ColumnProfile[];
  'table.sketch': ColumnSketch[];
  'table.details': ColumnDetails;
  'table.duplicates': Duplicates;
  'table.values': { values: { value: string | number | boolean | null; count: number }[]; distinct: number };
  /** Values as text. */
  'table.groups': { values: (string | null)[]; count: number; examples: string[] }[];
  'table.repeated': string | null;
  'table.histogram': {
    min: number | null;
    max: number | null;
    missing: number;
    bins: { from: number; to: number; count: number }[];
  };
  /** `month`: « 2024-03 », in order; at most 12 000. None for a column of anything else. */
  'table.periods': { months: { month: string; count: number }[] };
  'table.sql': string;
  'table.export': { output: string; name: string; rows: number; size: number };
  'clean.report': CleaningReport;
  'join.suggest': JoinSuggestion[];
  'join.report': JoinReport;
  'join.similar': SimilarNames[];
  'chart.data': { rows: Uint8Array; facts: ChartFacts };
  'map.data': { rows: Uint8Array; facts: MapFacts };
  'report.figure': FigureValue;
  'report.note': NoteDocument;
  'report.export': { output: string; name: string; size: number };
  'basemap.list': Basemap[];
  'basemap.open': Basemap;
  /** See shared/map/outlines.ts. */
  'basemap.layer': Uint8Array;
  'basemap.credit': Basemap;
  'basemap.forget': null;
  'filter.count': { kept: number; total: number };
  'filter.why': Absence;
  'territory.list': TerritoryEntry[];
  'territory.communes': Area[];
  'territory.vintage': VintageReport;
  'territory.coverage': CoverageReport;
  'territory.favourites': Favourite[];
  'territory.keep': Favourite[];
  'territory.forget': Favourite[];
  'output.create': { output: string };
  'output.deliver': Delivery;
  'project.save': { handle: string; name: string; savedAt: number } | null;
  'project.open': { project: Project; handle: string | null };
  'recipe.list': SharedRecipe[];
  'recipe.read': SharedRecipe;
  'project.recent': RecentProject[];
  'project.forget': null;
  'project.autosave': null;
  'project.recover': Project | null;
};

/** Progress values of the calls that report any. */
export type Progress = ProgressOf;

export type { Client } from './client.ts';
