import { z } from 'zod';
import { chartSchema } from './chart/encoding.ts';
import type { Project, Source, SourceColumn, SourceFormat, SourceOptions } from './project/project.ts';
import { projectSchema, sourceOptionsSchema, sourceSchema, tableSchema } from './project/project.ts';
import type { Column } from './recipe/column.ts';
import { conditionSchema } from './recipe/expression.ts';
import { cleaningSchema } from './recipe/steps/clean.ts';
import { joinSchema } from './recipe/steps/join.ts';

/** A file that the engine was given: `id` is random and stands for a staged path that only the engine knows. */
export const fileRefSchema = z.object({ id: z.string(), name: z.string(), size: z.number() });
export type FileRef = z.infer<typeof fileRefSchema>;

/** A recipe to run: `table` names one of `tables`, which hold it and every table that its joins reach. */
export const querySchema = z.object({
  table: z.string(),
  tables: z.array(tableSchema),
  /** Run only the first n steps of `table` (disabled ones count). Absent: all. */
  steps: z.number().int().nonnegative().optional(),
});
export type Query = z.infer<typeof querySchema>;

export type Warning = { code: import('./text/fr/warnings.ts').WarningCode; params: Record<string, string | number> };

export type SheetKind = 'data' | 'documentation' | 'empty';
/**
 * `rows`, `columns`: the last that hold something. `rows` is null where only the start of the sheet was read; `about` is
 * then what the sheet says of itself or its size suggests.
 */
export type SheetSummary = { name: string; rows: number | null; about?: number; columns: number; kind: SheetKind };

/** A guess about a column with the evidence seen in the preview. */
export type InspectedColumn = SourceColumn & { samples: string[] };

/** What the head of a file tells, before anything is loaded. Rows are 1-based rows of the sheet or file. */
export type Inspection = {
  file: FileRef;
  format: SourceFormat;
  /** Files inside a .zip that Crible can open. */
  entries: string[];
  encoding: string | null;
  delimiter: string | null;
  sheets: SheetSummary[];
  sheet: string | null;
  headerRows: number[];
  firstDataRow: number;
  lastDataRow: number | null;
  notes: string[];
  columns: InspectedColumn[];
  /** First data rows as they stand in the file: one text per column of `columns`, null when empty. */
  preview: (string | null)[][];
  /** Exact when the whole sheet is known, else null until opened. */
  rowCount: number | null;
  warnings: Warning[];
  /** The options that reproduce this reading; the user's corrections are edits of it. */
  options: SourceOptions;
};

/** Counts over every row of an opened column. `invalid` cells did not convert: they are listed, and read as missing. */
export type ColumnProfile = {
  name: string;
  missing: number;
  missingReasons: Record<string, number>;
  invalid: number;
  distinct: number;
};

export type OpenedSource = {
  source: Source;
  columns: Column[];
  profiles: ColumnProfile[];
  warnings: Warning[];
};

/** A cell of the file that was not read as a value: coded missing, or impossible to convert. */
export type CellIssue = { row: number; column: string; raw: string; reason: string };

export type ProgressOf = { phase: 'reading' | 'typing' | 'computing' | 'writing'; fraction: number | null };

/** One way in which keys of one side find nothing on the other. `keys` are a few examples. */
export type UnmatchedGroup = { cause: string; rows: number; keys: string[] };

/** What a cleaning would change: `cells` in all, and its most frequent changes. A null `after` is a missing cell. */
export type CleaningReport = {
  cells: number;
  examples: { column: string; before: string | null; after: string | null; count: number }[];
};

export type JoinReport = {
  left: { rows: number; matched: number; missingKey: number; duplicates: number; unmatched: UnmatchedGroup[] };
  right: { rows: number; matched: number; missingKey: number; duplicates: number; unmatched: UnmatchedGroup[] };
  rowsBefore: number;
  /** Rows after the step as it is set. */
  rowsAfter: number;
  /** Rows it would give if right duplicates multiplied the left rows. */
  rowsIfMultiplied: number;
  warnings: Warning[];
};

export type JoinSuggestion = { left: string; right: string; matched: number; total: number; refused: string | null };

export type ChartFacts = { total: number; shown: number; others: number; missing: number; sampled: boolean };

/** Where a finished output went: `saved` names the file, `download` is a path to fetch once, null when cancelled. */
export type Delivery = { kind: 'saved'; name: string } | { kind: 'download'; path: string; name: string } | null;

export type RecentProject = { handle: string; name: string; folder: string; savedAt: number };

export type ReferenceInfo = {
  /** « COG 2026 », « populations 2023 »...: shown wherever the figures are. */
  vintages: { label: string; value: string }[];
  licence: string;
  tables: { id: string; name: string; rows: number; vintage: string }[];
};

export type Territory = { kind: 'france' } | { kind: 'region' | 'departement' | 'epci'; code: string };
export const territorySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('france') }),
  z.object({ kind: z.enum(['region', 'departement', 'epci']), code: z.string() }),
]);
export type TerritoryEntry = {
  kind: 'region' | 'departement' | 'epci';
  code: string;
  name: string;
  parent: string | null;
};

const exportFormats = ['xlsx', 'csv-excel', 'csv-open', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const range = { offset: z.number().int().nonnegative(), limit: z.number().int().positive().max(10_000) };

/** Input schemas of every call across the wire. The engine parses each input before acting. */
export const inputs = {
  /** First call of a page: what the host offers. */
  'host.hello': z.object({}),
  /** Native dialogs (desktop host only): files chosen by the user, already staged. Empty when cancelled. */
  'file.pick': z.object({ purpose: z.enum(['data', 'project']), multiple: z.boolean() }),
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
  'source.close': z.object({ source: z.string() }),
  'table.columns': z.object({ query: querySchema }),
  'table.page': z.object({ query: querySchema, columns: z.array(z.string()), ...range }),
  'table.count': z.object({ query: querySchema }),
  /** Row count after each step, and the fault of the first step that breaks. */
  'table.steps': z.object({ query: querySchema }),
  'table.profile': z.object({ query: querySchema, columns: z.array(z.string()) }),
  /** Distinct values of a column with counts, most frequent first; `search` ignores case and accents. */
  'table.values': z.object({ query: querySchema, column: z.string(), search: z.string(), ...range }),
  /** Min, max and equal-width bins of a numeric or date column. */
  'table.histogram': z.object({ query: querySchema, column: z.string(), bins: z.number().int().min(1).max(200) }),
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
  'chart.data': z.object({ query: querySchema, chart: chartSchema }),
  /** Rows that an extra condition would keep, without making a step of it: live counts while a filter is edited. */
  'filter.count': z.object({ query: querySchema, condition: conditionSchema }),
  'territory.list': z.object({}),
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
  'project.recent': z.object({}),
  'project.forget': z.object({ handle: z.string() }),
  /** Kept beside the projects until saved; `null` clears it. */
  'project.autosave': z.object({ project: projectSchema.nullable() }),
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
  'source.close': null;
  'table.columns': Column[];
  'table.page': { rows: Uint8Array; total: number };
  'table.count': number;
  'table.steps': {
    rowCounts: number[];
    before: number;
    fault: { step: string; fault: import('./rpc/fault.ts').FaultData } | null;
  };
  'table.profile': ColumnProfile[];
  'table.values': { values: { value: string | number | boolean | null; count: number }[]; distinct: number };
  'table.histogram': {
    min: number | null;
    max: number | null;
    missing: number;
    bins: { from: number; to: number; count: number }[];
  };
  'table.sql': string;
  'table.export': { output: string; name: string; rows: number; size: number };
  'clean.report': CleaningReport;
  'join.suggest': JoinSuggestion[];
  'join.report': JoinReport;
  'chart.data': { rows: Uint8Array; facts: ChartFacts };
  'filter.count': { kept: number; total: number };
  'territory.list': TerritoryEntry[];
  'output.create': { output: string };
  'output.deliver': Delivery;
  'project.save': { handle: string; name: string; savedAt: number } | null;
  'project.open': { project: Project; handle: string | null };
  'project.recent': RecentProject[];
  'project.forget': null;
  'project.autosave': null;
  'project.recover': Project | null;
};

/** Progress values of the calls that report any. */
export type Progress = ProgressOf;

export type Client = {
  call<N extends CallName>(
    name: N,
    input: Input<N>,
    options?: {
      signal?: AbortSignal | undefined;
      onProgress?: (progress: ProgressOf) => void;
      onChunk?: (bytes: Uint8Array) => void;
    },
  ): Promise<Outputs[N]>;
  closed: Promise<void>;
};
