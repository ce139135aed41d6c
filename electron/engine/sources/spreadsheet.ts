import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Fault, type FaultData } from '../../../shared/rpc/fault.ts';
import type { LoadContext } from './csv-open.ts';
import type { StagedFile } from './file.ts';
import type { SheetHeadRows } from './sheet.ts';
import { glanceHere, measureHere, readHere, type SpreadsheetKind, surveyHere } from './spreadsheet-read.ts';
import type { SheetRange, SheetRun } from './spreadsheet-run.ts';
import { surveyOnce } from './surveys.ts';
import { UnusualWorkbook } from './xlsx-book.ts';

/** What the worker is asked. Tasks run one at a time; `more` lets a reading go on by one run of rows. */
export type WorkerRequest =
  | { task: number; kind: 'survey'; file: StagedFile; format: SpreadsheetKind; sheet: string | undefined }
  | { task: number; kind: 'measure'; file: StagedFile; format: SpreadsheetKind; names: string[] }
  | { task: number; kind: 'read'; file: StagedFile; format: SpreadsheetKind; sheet: string; range: SheetRange }
  | { task: number; kind: 'more' };

export type SheetSize = { name: string; rows: number; columns: number };

export type WorkerAnswer =
  | { task: number; kind: 'surveyed'; sheets: SheetHeadRows[] }
  | { task: number; kind: 'measured'; sizes: SheetSize[] }
  | { task: number; kind: 'run'; run: SheetRun }
  | { task: number; kind: 'progress'; fraction: number | null }
  | { task: number; kind: 'done' }
  | { task: number; kind: 'fail'; fault: FaultData };

/** Runs of rows the worker may be ahead by: bounds what waits in memory. */
const ahead = 4;
const heapMegabytes = 2048;
/** What it reads lives an instant or as long as the file: more room for the young would only be kept. */
const youngMegabytes = 16;
/** Without a sign from the worker for this long, the file is taken to be one that never ends. */
const deadlineMilliseconds = 120_000;
const idleMilliseconds = 60_000;
/** The worker starts once the preview that foretells its use is drawn: starting it takes the same processors. */
const restMilliseconds = 300;
/** What SheetJS read took long, and is asked for again when the user has chosen how to open it. */
const lookedAtMilliseconds = 10 * 60_000;
const largeBytes = 16_000_000;

// The build writes this worker beside the engine as spreadsheet-worker.js. Run from its TypeScript sources (tests),
// there is none, and the same functions run in place.
let entry: string | null = join(dirname(fileURLToPath(import.meta.url)), 'spreadsheet-worker.js');
if (!existsSync(entry)) entry = null;

/** Names the built worker, or null to read in place. For tests and benches. */
export function useWorker(path: string | null): void {
  entry = path;
}

let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let queue: Promise<void> = Promise.resolve();
let tasks = 0;

/** See surveyHere. .xlsx heads are read in place: they take milliseconds. */
export async function surveySpreadsheet(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string | undefined,
  signal: AbortSignal | null,
): Promise<SheetHeadRows[]> {
  if (signal?.aborted) throw new Fault('cancelled');
  return surveyOnce(file, kind, sheet, () => survey(file, kind, sheet, signal));
}

async function survey(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string | undefined,
  signal: AbortSignal | null,
): Promise<SheetHeadRows[]> {
  if (entry === null) return surveyHere(file, kind, sheet, signal);
  if (kind.kind === 'xlsx') {
    try {
      const sheets = await glanceHere(file, kind, sheet);
      setTimeout(prepare, restMilliseconds).unref();
      return sheets;
    } catch (thrown) {
      if (!(thrown instanceof UnusualWorkbook)) throw thrown;
    }
  }
  for await (const answer of ask({ task: 0, kind: 'survey', file, format: kind, sheet }, signal))
    if (answer.kind === 'surveyed') return answer.sheets;
  throw new Fault('file-damaged', { file: file.name });
}

/** See measureHere. */
export async function measureSpreadsheet(
  file: StagedFile,
  kind: SpreadsheetKind,
  names: string[],
  signal: AbortSignal | null,
): Promise<SheetSize[]> {
  if (entry === null) return measureHere(file, kind, names);
  for await (const answer of ask({ task: 0, kind: 'measure', file, format: kind, names }, signal))
    if (answer.kind === 'measured') return answer.sizes;
  throw new Fault('file-damaged', { file: file.name });
}

/** See readHere. In a worker thread where there is one, so that progress and cancel flow. */
export async function* readSpreadsheet(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string,
  range: SheetRange,
  context: Pick<LoadContext, 'signal' | 'progress'>,
): AsyncGenerator<SheetRun> {
  if (entry === null) {
    yield* readHere(file, kind, sheet, range, context);
    return;
  }
  for await (const answer of ask({ task: 0, kind: 'read', file, format: kind, sheet, range }, context.signal)) {
    if (answer.kind === 'run') yield answer.run;
    else if (answer.kind === 'progress') context.progress('reading', answer.fraction);
  }
}

async function* ask(
  request: WorkerRequest & { file: StagedFile },
  signal: AbortSignal | null,
): AsyncGenerator<WorkerAnswer> {
  const before = queue;
  let leave = () => {};
  queue = new Promise((resolve) => {
    leave = resolve;
  });
  await before;
  tasks += 1;
  const task = tasks;
  const own = hire();
  const answers: WorkerAnswer[] = [];
  let wake = () => {};
  let failure: Fault | null = null;
  let ended = false;
  const fail = (fault: Fault) => {
    failure ??= fault;
    wake();
  };
  let deadline = setTimeout(() => {}, 0);
  const rearm = () => {
    clearTimeout(deadline);
    deadline = setTimeout(() => fail(new Fault('file-slow', { file: request.file.name })), deadlineMilliseconds);
  };
  const onMessage = (answer: WorkerAnswer) => {
    if (answer.task !== task) return;
    rearm();
    answers.push(answer);
    wake();
  };
  const onError = (error: NodeJS.ErrnoException) =>
    fail(
      new Fault(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'file-large' : 'file-damaged', { file: request.file.name }),
    );
  const onExit = () => fail(new Fault('file-damaged', { file: request.file.name }));
  const onAbort = () => fail(new Fault('cancelled'));
  own.on('message', onMessage).on('error', onError).on('exit', onExit);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted) throw new Fault('cancelled');
    rearm();
    own.postMessage({ ...request, task });
    for (;;) {
      if (failure !== null) throw failure;
      const answer = answers.shift();
      if (answer === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (answer.kind === 'fail') {
        ended = true;
        throw new Fault(answer.fault.code, answer.fault.params);
      }
      if (answer.kind === 'done' || answer.kind === 'surveyed' || answer.kind === 'measured') ended = true;
      if (answer.kind === 'run') own.postMessage({ task, kind: 'more' } satisfies WorkerRequest);
      if (answer.kind === 'done') return;
      yield answer;
      if (ended) return;
    }
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
    own.off('message', onMessage).off('error', onError).off('exit', onExit);
    // A worker in the middle of something is deaf: only ending it stops it. After a large file it keeps its memory.
    const large = request.kind === 'read' && request.format.kind === 'xlsx' && request.file.size > largeBytes;
    if (!ended || large) dismiss();
    else idle = setTimeout(dismiss, request.kind === 'survey' ? lookedAtMilliseconds : idleMilliseconds).unref();
    leave();
  }
}

/** A file that is looked at is likely to be opened: the worker starts while its preview is read. */
function prepare(): void {
  if (worker !== null) return;
  hire();
  idle = setTimeout(dismiss, idleMilliseconds).unref();
}

function hire(): Worker {
  if (idle !== null) clearTimeout(idle);
  idle = null;
  if (worker === null) {
    const fresh = new Worker(entry!, {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
      workerData: { ahead },
    });
    fresh.unref();
    // Once dismissed, nobody listens: its last error must not end the engine.
    fresh.on('error', () => {
      if (worker === fresh) worker = null;
    });
    fresh.on('exit', () => {
      if (worker === fresh) worker = null;
    });
    worker = fresh;
  }
  return worker;
}

/** Ends the worker, if there is one. */
export function dismiss(): void {
  const old = worker;
  worker = null;
  void old?.terminate();
}
