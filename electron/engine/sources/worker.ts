import { parentPort, workerData } from 'node:worker_threads';
import { faultData } from '../../../shared/rpc/fault.ts';
import type { WorkerAnswer, WorkerRequest } from './spreadsheet.ts';
import { measureHere, readHere, surveyHere } from './spreadsheet-read.ts';
import { buffersOf } from './spreadsheet-run.ts';

// Entry point of the worker thread that parses workbooks; the build emits it as dist/spreadsheet-worker.js.

const ahead = (workerData as { ahead: number }).ahead;
let credit = 0;
let wake = () => {};

const answer = (message: WorkerAnswer) => parentPort!.postMessage(message);

async function run(request: Exclude<WorkerRequest, { kind: 'more' }>): Promise<void> {
  const { task } = request;
  try {
    if (request.kind === 'survey') {
      answer({ task, kind: 'surveyed', sheets: await surveyHere(request.file, request.format, request.sheet, null) });
      return;
    }
    if (request.kind === 'measure') {
      answer({ task, kind: 'measured', sizes: await measureHere(request.file, request.format, request.names) });
      return;
    }
    credit = ahead;
    let told = 0;
    const progress = (_: string, fraction: number | null) => {
      const now = performance.now();
      if (now - told < 100) return;
      told = now;
      answer({ task, kind: 'progress', fraction });
    };
    const { file, format, sheet, range } = request;
    for await (const run of readHere(file, format, sheet, range, { signal: null, progress })) {
      while (credit === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      credit -= 1;
      parentPort!.postMessage({ task, kind: 'run', run } satisfies WorkerAnswer, buffersOf(run));
    }
    answer({ task, kind: 'done' });
  } catch (thrown) {
    answer({ task, kind: 'fail', fault: faultData(thrown) });
  }
}

parentPort!.on('message', (request: WorkerRequest) => {
  if (request.kind === 'more') {
    credit += 1;
    wake();
  } else void run(request);
});
