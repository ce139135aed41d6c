import { useEffect, useMemo, useRef, useState } from 'react';
import type { FileRef, OpenedSource, ProgressOf } from '../../shared/contract.ts';
import type { SourceFormat, SourceOptions } from '../../shared/project/project.ts';
import { useRested } from '../preview.tsx';
import { asFault, call, faultText, newId } from '../session.ts';

/** Read whole behind the preview when no larger: the counts and warnings of the dialog are then of every row. */
const readAhead: Readonly<Record<SourceFormat, number>> = {
  csv: 40_000_000,
  parquet: 100_000_000,
  dbf: 40_000_000,
  xlsx: 8_000_000,
  xlsb: 4_000_000,
  xls: 10_000_000,
  ods: 2_000_000,
  reference: 0,
};

type Run = {
  key: string;
  controller: AbortController;
  opened: Promise<OpenedSource>;
  /** The project has it: it stays open in the engine. */
  taken: boolean;
  onProgress: (progress: ProgressOf) => void;
};

export type Opening = {
  /** The whole file under the present settings, once it was read behind the preview. */
  read: OpenedSource | null;
  reading: boolean;
  /** Set while the user waits. */
  progress: ProgressOf | null;
  fault: string | null;
  /** Gives the opened file, null when cancelled or refused (`fault` then says why). */
  start(): Promise<OpenedSource | null>;
  cancel(): void;
  forget(): void;
};

/** Reads a file under these settings: ahead when it is small, or when asked. One reading at a time. */
export function useOpening(file: FileRef, format: SourceFormat | null, options: SourceOptions | null): Opening {
  const [read, setRead] = useState<{ key: string; opened: OpenedSource } | null>(null);
  const [ahead, setAhead] = useState<string | null>(null);
  const [progress, setProgress] = useState<ProgressOf | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const run = useRef<Run | null>(null);
  const key = useMemo(() => (options === null ? null : JSON.stringify(options)), [options]);
  const rested = useRested(key, 400);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `rested` stands for the settings
  useEffect(() => {
    if (rested === null || rested !== key || options === null || format === null) return;
    if (run.current?.key === rested || file.size > readAhead[format]) return;
    stop(run.current);
    const next = begin(file, options, rested);
    run.current = next;
    setAhead(rested);
    next.opened.then(
      (opened) => run.current === next && setRead({ key: rested, opened }),
      // Told when the user opens; until then the preview is what can be shown.
      () => run.current === next && setAhead(null),
    );
  }, [rested, format]);
  useEffect(() => () => stop(run.current), []);

  async function start(): Promise<OpenedSource | null> {
    if (options === null || key === null) return null;
    setFault(null);
    setProgress({ phase: 'reading', fraction: null });
    if (run.current?.key !== key) {
      stop(run.current);
      run.current = begin(file, options, key);
    }
    const present = run.current;
    present.onProgress = setProgress;
    try {
      const opened = await present.opened;
      present.taken = true;
      return opened;
    } catch (thrown) {
      if (run.current === present) run.current = null;
      const failure = asFault(thrown);
      if (failure.code !== 'cancelled') setFault(faultText(failure));
      return null;
    } finally {
      setProgress(null);
    }
  }

  return {
    read: read !== null && read.key === key ? read.opened : null,
    reading: ahead !== null && ahead === key && read?.key !== key,
    progress,
    fault,
    start,
    cancel() {
      stop(run.current);
      run.current = null;
      setAhead(null);
    },
    forget: () => setFault(null),
  };
}

function begin(file: FileRef, options: SourceOptions, key: string): Run {
  const controller = new AbortController();
  const run: Run = {
    key,
    controller,
    taken: false,
    onProgress: () => {},
    opened: call(
      'source.open',
      { file, id: newId(), options },
      { signal: controller.signal, onProgress: (progress) => run.onProgress(progress) },
    ),
  };
  // A reading that nobody waits for may fail without a word.
  run.opened.catch(() => {});
  return run;
}

/** Gives up a reading; what it had opened is closed. */
function stop(run: Run | null): void {
  if (!run || run.taken) return;
  run.controller.abort();
  run.opened.then(
    ({ source }) => call('source.close', { source: source.id }).catch(() => {}),
    () => {},
  );
}
