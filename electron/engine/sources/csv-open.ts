import { rm } from 'node:fs/promises';
import type { CellIssue, Warning } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { literal } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import { cleanCsv } from './csv-clean.ts';
import type { CsvHead } from './csv-head.ts';
import { mayProtect, warnProtected } from './csv-protected.ts';
import { createDamageWatch, type DamageWatch } from './csv-watch.ts';
import { piecesOf } from './file.ts';
import { createMender, type Mender } from './mending.ts';
import type { MergedCells } from './merged-cells.ts';
import type { ColumnPlan } from './plan.ts';
import { createTypedTable, type Leftovers, type Texts } from './typed-table.ts';

export type LoadContext = {
  connection: Connection;
  id: string;
  signal: AbortSignal | null;
  progress: (phase: 'reading' | 'typing', fraction: number | null) => void;
};

export type Loaded = {
  /** Makes the table again with other plans, when a guess proved wrong. */
  retype: (plans: readonly ColumnPlan[]) => Promise<Leftovers>;
  leftovers: Leftovers;
  warnings: Warning[];
  issues: CellIssue[];
  blankRows: number;
  /** Rows with fewer cells than columns, the notes under the table among them. */
  shortRows?: number[];
  /** Cells that the workbook shows as one over several rows. */
  merges?: MergedCells[];
  /** How its texts were mended, and how many; null where they were not. */
  mender?: Mender | null;
  release: () => Promise<void>;
};

/** Loads a text file as `source_<id>`: straight through DuckDB's strict reader, by way of a clean copy when it refuses. */
export async function loadCsv(
  file: { path: string; name: string; size: number },
  given: CsvHead,
  plans: readonly ColumnPlan[],
  context: LoadContext,
): Promise<Loaded> {
  const { connection, id } = context;
  const watch = given.mayMend && given.mender === null ? createDamageWatch() : null;
  let head = given;
  // No title and no cell in the head: what stands there further on is listed.
  const named = new Set(head.layout.columns.map(({ index }) => index));
  const untitled = Array.from({ length: head.width }, (_, index) => index).filter((index) => !named.has(index));
  const isRight = head.encoding === 'utf-8' && head.invalid === 0 && head.mender === null;
  const isDirect = isRight && head.dialect.newline === '\n';
  const { wrapped, aligned, escaped } = head.dialect;
  const isRead = wrapped === undefined && aligned === undefined && !escaped;
  const plain = isDirect && isRead && linesAreRecords(head) && untitled.length === 0;
  if (plain) {
    const texts = readerOf(file.path, head.dialect.delimiter, head.dialect.quote, head.skipLines, head.width, false);
    const direct: Texts = { ...texts, firstRow: head.layout.firstDataRow };
    try {
      const stop = follow(context, 'reading');
      const [leftovers, traps] = await Promise.all([
        createTypedTable(connection, id, direct, plans).finally(stop),
        holdsTraps(file.path, head.dialect.delimiter, watch),
      ]);
      head = mended(head, watch);
      if (!traps && head.mender === null)
        return {
          leftovers,
          retype: (next) => createTypedTable(connection, id, direct, next),
          warnings: [],
          issues: [],
          blankRows: 0,
          release: async () => {},
        };
    } catch (thrown) {
      if (thrown instanceof Fault || !refusedByReader(thrown)) throw thrown;
    }
  }
  const copy = `${file.path}.${id.replace(/\W/g, '')}.clean.csv`;
  const release = () => rm(copy, { force: true });
  try {
    const clean = (seen: CsvHead, own: DamageWatch | null) =>
      cleanCsv(file, seen, untitled, copy, own, context.signal, (fraction) => context.progress('reading', fraction));
    let report = await clean(head, head.mender === null ? watch : null);
    const further = mended(head, watch);
    if (further !== head) report = await clean(further, null);
    const texts = readerOf(copy, ',', '"', 0, head.width, true);
    const leftovers = await createTypedTable(connection, id, texts, plans);
    const warnings: Warning[] = warnProtected(report.unprotected, plans);
    if (report.joined.count > 0) warnings.push({ code: 'joined-cells', params: report.joined });
    if (report.wrapped > 0) warnings.push({ code: 'wrapped-lines', params: { count: report.wrapped } });
    if (report.long > 0) warnings.push({ code: 'long-rows', params: { count: report.long } });
    return {
      leftovers,
      retype: (next) => createTypedTable(connection, id, texts, next),
      warnings,
      issues: report.extras,
      blankRows: report.blank,
      shortRows: report.short,
      mender: report.mender,
      release,
    };
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

/** The head of a file of which damaged texts were seen further on. */
function mended(head: CsvHead, watch: DamageWatch | null): CsvHead {
  const mendings = head.mender === null ? (watch?.mendings() ?? []) : [];
  return mendings.length === 0 ? head : { ...head, mender: createMender(mendings, []) };
}

/**
 * Whether each record above the data is one line without a quote. DuckDB skips records where there are quotes and lines
 * where there are none: past a title on two lines it would skip rows of data without a word.
 */
function linesAreRecords({ rows, layout, skipLines, dialect }: CsvHead): boolean {
  const above = rows.filter(({ row }) => row < layout.firstDataRow);
  const quoted = dialect.quote === '' ? () => false : (cell: string | null) => cell?.includes(dialect.quote) === true;
  return skipLines === layout.firstDataRow - 1 && !above.some(({ cells }) => cells.some(quoted));
}

function readerOf(
  path: string,
  delimiter: string,
  quote: string,
  skip: number,
  width: number,
  numbered: boolean,
): Texts {
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`);
  if (numbered) columns.unshift(`'__row': 'BIGINT'`);
  const options = [
    'auto_detect=false',
    'header=false',
    `delim=${literal(delimiter)}`,
    `quote=${literal(quote)}`,
    `escape=${literal(quote)}`,
    `skip=${skip}`,
    // The copy's own line ends are these, whatever stands inside its fields.
    ...(numbered ? [`new_line=${literal('\\n')}`] : []),
    // Not with a smaller buffer_size: it costs an eighth more time, and more memory where a table is wide.
    'max_line_size=16777216',
    `columns={${columns.join(', ')}}`,
  ];
  return {
    relation: `read_csv(${literal(path.replaceAll('\\', '/'))}, ${options.join(', ')})`,
    row: numbered ? '"__row"' : null,
    firstRow: 1,
  };
}

/**
 * Whether a text holds what DuckDB reads without a word and wrongly: NUL bytes (a download cut short), which it keeps,
 * empty lines, which it passes over, so that rows are lost and numbered wrongly, and cells protected against spreadsheets.
 * Costs some 30 ms per 100 MB.
 */
async function holdsTraps(path: string, delimiter: string, watch: DamageWatch | null): Promise<boolean> {
  let before = '';
  let emptyAtEnd = false;
  for await (const bytes of piecesOf(path)) {
    watch?.seeBytes(bytes);
    // Empty lines that end the file are no rows.
    if (emptyAtEnd && !isBlank(bytes)) return true;
    if (bytes.includes(0)) return true;
    const joined = Buffer.concat([Buffer.from(before, 'latin1'), bytes.subarray(0, 3)]);
    for (const part of [joined, bytes]) {
      if (mayProtect(part, delimiter.charCodeAt(0))) return true;
      for (const empty of part.includes(13) ? ['\n\n', '\n\r\n'] : ['\n\n']) {
        const at = part.indexOf(empty);
        if (at < 0) continue;
        if (!isBlank(part.subarray(at)) || (part === joined && !isBlank(bytes))) return true;
        emptyAtEnd = true;
      }
    }
    before = bytes.toString('latin1', Math.max(0, bytes.length - 2));
  }
  return false;
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 10 && byte !== 13) return false;
  return true;
}

/** Errors of the CSV reader about the file's form, which the clean copy cures. Others (memory, disk) are not. */
function refusedByReader(thrown: unknown): boolean {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return /CSV|unicode|utf-?8|line size|Invalid Input/i.test(message);
}

/** Reports DuckDB's own progress while a statement runs. */
export function follow(context: LoadContext, phase: 'reading' | 'typing'): () => void {
  const timer = setInterval(() => {
    const percentage = context.connection.progress();
    context.progress(phase, percentage >= 0 ? percentage / 100 : null);
  }, 100);
  return () => clearInterval(timer);
}
