import type { OpenedSource, ProgressOf, Warning } from '../../../shared/contract.ts';
import type { Source, SourceOptions } from '../../../shared/project/project.ts';
import { type Column, isNumeric } from '../../../shared/recipe/column.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Connection, Database } from '../database.ts';
import { columnsApart } from './beside.ts';
import { takeCodedTexts } from './coded-texts.ts';
import { type LoadContext, type Loaded, loadCsv } from './csv-open.ts';
import { loadDbase } from './dbase-open.ts';
import { resolvedOptions } from './describe.ts';
import { warnDocumentation } from './documentation.ts';
import type { StagedFile } from './file.ts';
import { countRows, dropBeyond, profileColumns, takeBeyond, takeBlankRows, takeFooters } from './finish.ts';
import { formatOf } from './format.ts';
import { gatherWarnings } from './gather.ts';
import { labelSurvey, type Survey, surveySource } from './inspect.ts';
import { warnMended } from './mending.ts';
import { fillMerged, warnMerged } from './merged-cells.ts';
import { loadParquet } from './parquet.ts';
import { type ColumnPlan, labelOf } from './plan.ts';
import { warnTable } from './remarks.ts';
import { warnGroupRows } from './remarks-groups.ts';
import { headWarnings } from './remarks-head.ts';
import { warnOddNegatives, warnScaledTitles, warnWriting, writingCodes } from './remarks-writing.ts';
import { statusReason, warnCodes } from './series-codes.ts';
import { correctPlans, countCells, recordIssues } from './settle.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { loadSheet, storedType } from './spreadsheet-open.ts';
import type { SheetRange } from './spreadsheet-run.ts';
import { tableOf } from './typed-table.ts';

export type OpenRequest = {
  database: Database;
  /** A copy inside the folder that DuckDB may read. Never modified. */
  file: StagedFile;
  /** That of `file` by these options, where it stands ready. Released here. */
  survey?: Survey | null;
  id: string;
  options: SourceOptions;
  signal: AbortSignal | null;
  progress: (progress: ProgressOf) => void;
};

/**
 * Loads one sheet or file into DuckDB as `source_<id>` and `issues_<id>`, typed over all rows. No row is lost: what is
 * not a row of the table is in `source.notes` or counted in `warnings`. `source.sha256` is left empty: the caller
 * knows the checksum of its copy.
 */
export async function openSource(request: OpenRequest): Promise<OpenedSource> {
  const { database, file, id, options, signal } = request;
  const surveyed = request.survey ?? (await surveySource(file, options, signal, database));
  try {
    const survey = await labelSurvey(surveyed, true, signal);
    return await database.use(signal, async (connection) => {
      const context: LoadContext = {
        connection,
        id,
        signal,
        progress: (phase, fraction) => request.progress({ phase, fraction }),
      };
      const loaded = await load(survey, context);
      try {
        return await settle(survey, loaded, context, request);
      } finally {
        await loaded.release();
      }
    });
  } finally {
    await surveyed.release();
  }
}

async function load(survey: Survey, context: LoadContext): Promise<Loaded & { beyond?: string[] }> {
  const { kind, csv, dbase, sheet, head, plans, options } = survey;
  if (plans.every((plan) => !plan.kept)) throw new Fault('table-empty', { file: survey.file.name });
  if (kind.kind === 'parquet') return loadParquet(survey.file, plans, context);
  if (kind.kind === 'csv') return loadCsv(survey.file, csv!, plans, context);
  const range: SheetRange = {
    lastHeaderRow: head.layout.headerRows.at(-1) ?? head.layout.firstDataRow - 1,
    firstDataRow: head.layout.firstDataRow,
    lastDataRow: options.lastDataRow ?? null,
    columns: [
      ...plans.map((plan) => ({
        index: plan.index,
        type: storedType(plan),
        kept: plan.kept,
        percent: plan.percent,
      })),
      ...columnsApart(sheet?.columns ?? 0, options).map((index) => ({ index, type: 'text' as const, kept: false })),
    ],
  };
  if (kind.kind === 'dbf') return loadDbase(survey.file, dbase!, range, plans, context);
  const mending = survey.mender?.mendings ?? options.mending;
  return loadSheet(readSpreadsheet(survey.file, kind, sheet!.name, range, context), plans, context, mending);
}

async function settle(
  survey: Survey,
  loaded: Loaded & { beyond?: string[] },
  context: LoadContext,
  request: OpenRequest,
): Promise<OpenedSource> {
  const { connection, id } = context;
  let plans: readonly ColumnPlan[] = survey.plans;
  let leftovers = loaded.leftovers;
  const notes = [...survey.head.layout.notes];
  const warnings: Warning[] = [...loaded.warnings];
  context.progress('typing', null);
  const chosen = survey.kind.kind === 'csv' ? survey.options.lastDataRow : undefined;
  const beyond = chosen === undefined ? [] : await takeBeyond(connection, id, plans, leftovers, chosen);
  // Where the user says that the table ends, its last rows are rows.
  const pinned = survey.options.lastDataRow !== undefined;
  const footers = pinned ? [] : await takeFooters(connection, id, plans, leftovers);
  const lastRow = await lastRowOf(connection, id);
  const cut = chosen ?? (footers.length > 0 ? lastRow : null);
  const short = loaded.shortRows?.filter((row) => row <= (lastRow ?? 0)).length ?? 0;
  if (short > 0) warnings.unshift({ code: 'short-rows', params: { count: short } });
  const merges = loaded.merges ?? [];
  let filled = await fillMerged(connection, id, plans, merges);
  let counts = await countCells(connection, id, plans, leftovers, await countRows(connection, id));
  // At most: other forms of the type, then another type, then the other forms of that one.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const corrected = await correctPlans(connection, id, plans, counts, leftovers);
    if (corrected === null) break;
    plans = corrected;
    leftovers = await loaded.retype(plans);
    if (cut !== null) await dropBeyond(connection, id, cut);
    filled = await fillMerged(connection, id, plans, merges);
    counts = await countCells(connection, id, plans, leftovers, await countRows(connection, id));
  }
  notes.push(...footers, ...beyond, ...(loaded.beyond ?? []));
  // Blank rows hold no value and no text: the counts stand.
  const blank = loaded.blankRows + (await takeBlankRows(connection, id, plans, leftovers));
  if (blank > 0) warnings.push({ code: 'blank-rows', params: { count: blank } });
  const issues = await recordIssues(connection, id, plans, counts, leftovers, loaded.issues);
  await takeCodedTexts(connection, id, plans, issues, counts);
  const total = await countRows(connection, id);
  const statuses = await warnCodes(connection, id, survey.head, plans);
  for (const plan of plans) {
    const found = issues.get(plan.name);
    if (found === undefined) continue;
    // The rows of codes are told once for all the periods.
    const told = statuses.length > 0 ? (found.missingReasons[statusReason] ?? 0) : 0;
    const coded = Object.values(found.missingReasons).reduce((sum, count) => sum + count, -told);
    if (coded > 0)
      warnings.push({
        code: 'missing-codes',
        params: {
          column: plan.name,
          codes: codesOf(plan.missing, found.codes, told > 0 ? plan.statuses : []),
          count: coded,
        },
      });
    if (found.invalid === 0) continue;
    warnings.push({ code: 'invalid-cells', params: invalidCells(plan, found) });
    warnings.push(...(await warnOddNegatives(connection, id, plan)));
  }
  warnings.push(...(await warnMerged(connection, id, plans, merges, filled)));
  warnings.push(...(await warnTable(connection, id, plans, counts, total, lastRow ?? 0)));
  warnings.push(...(await warnGroupRows(connection, id, survey.head, plans, total)));
  warnings.push(...statuses);
  const documentation = await warnDocumentation(connection, id, columnsOf(plans));
  warnings.push(...documentation);
  warnings.push(
    ...headWarnings(survey).filter(({ code }) => !countedAnew.has(code)),
    ...warnWriting(plans, ({ index }) => counts.get(index)?.values ?? 0),
    ...warnScaledTitles(plans),
  );
  const profiles = await profileColumns(connection, id, plans, issues, counts, total);
  const mender = loaded.mender ?? survey.mender;
  if (mender !== null) warnings.push(...warnMended(mender, plans, survey.mender?.titles));
  const options = resolvedOptions({ ...survey, mender, plans: [...plans] });
  const source: Source = {
    id,
    name: request.file.name,
    format: formatOf(survey),
    sha256: '',
    size: request.file.size,
    options: footers.length > 0 && lastRow !== null ? { ...options, lastDataRow: lastRow } : options,
    notes,
    rowCount: total,
  };
  // The texts among the numbers are then the titles of another table.
  const isStacked = warnings.some(({ code }) => code === 'stacked-tables');
  const idle = [
    ...(isStacked ? ['mixed-text', 'group-rows'] : []),
    // « Total » among the meanings of codes adds nothing up.
    ...(documentation.length > 0 ? ['total-rows'] : []),
  ];
  const told = warnings.filter(({ code }) => !idle.includes(code));
  return { source, columns: columnsOf(plans), profiles, warnings: gatherWarnings(told) };
}

/** What the head told of its own rows, that the whole table tells again. */
const countedAnew: ReadonlySet<string> = new Set([
  'missing-codes',
  'protected-cells',
  'wrapped-lines',
  'misread-texts',
  'html-texts',
  ...writingCodes,
]);

/** `asked`: the user chose the type that they do not fit. */
function invalidCells(plan: ColumnPlan, { invalid, examples }: { invalid: number; examples: string }) {
  return { column: plan.name, count: invalid, examples, ...(plan.pinned && { asked: 1 }) };
}

async function lastRowOf(connection: Connection, id: string): Promise<number | null> {
  const [row] = await connection.rows<{ last: number | null }>(`SELECT max("__row") AS last FROM ${tableOf(id)}`);
  return row?.last ?? null;
}

function columnsOf(plans: readonly ColumnPlan[]): Column[] {
  return plans
    .filter((plan) => plan.kept)
    .map((plan) => {
      const column: Column = { name: plan.name, type: plan.type, meaning: plan.meaning };
      const label = labelOf(plan);
      if (label !== undefined) column.label = label;
      if (plan.period !== undefined) column.period = plan.period;
      if (plan.unit !== undefined && isNumeric(plan.type)) column.unit = plan.unit;
      if (plan.values !== undefined && plan.type !== 'boolean') column.values = plan.values;
      return column;
    });
}

/** Codes seen in the head of a table and past it, each once, as they are written there; not those told apart. */
function codesOf(head: string[], further: string[], apart: string[] = []): string {
  const found = [...head, ...further].map((text) => text.trim()).filter((text) => !apart.includes(text));
  const codes = new Map(found.map((text) => [text.toLowerCase(), text]));
  return [...codes.values()].sort().join(', ');
}
