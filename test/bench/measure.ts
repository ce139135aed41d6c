/** One line of the bench table. `ratio` compares with `against`, measured in the same run; `target` is what we aim at. */
export type Row = {
  name: string;
  median: number;
  unit: 'ms' | 'MB' | 'x';
  runs: number;
  spread?: [number, number];
  against?: string;
  ratio?: number;
  target?: string;
};

/** Middle value; the mean of the two middle ones when even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Milliseconds of each of `runs` calls, after one that is not counted. */
export async function time(runs: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  await work(-1);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work(run);
    times.push(performance.now() - start);
  }
  return times;
}

/** As `time`, with the processor time of a call: the mean of all, the first one too. */
export async function timeWork(
  engine: { processor(): number },
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<{ times: number[]; processor: number }> {
  const before = engine.processor();
  const times = await time(runs, work);
  return { times, processor: (engine.processor() - before) / (runs + 1) };
}

/** A line for the clock, and one for the processor. */
export function workRows(name: string, work: { times: number[]; processor: number }, target?: string): Row[] {
  return [
    rowOf(name, work.times, target ? { target } : {}),
    { name: `${name}, processor time`, median: work.processor, unit: 'ms', runs: work.times.length },
  ];
}

export function rowOf(name: string, times: readonly number[], extra: Partial<Row> = {}): Row {
  return {
    name,
    median: median(times),
    unit: 'ms',
    runs: times.length,
    spread: [Math.min(...times), Math.max(...times)],
    ...extra,
  };
}

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.name,
    `${row.median.toFixed(row.median < 10 ? 1 : 0)} ${row.unit}`,
    row.spread ? `${row.spread[0].toFixed(0)}–${row.spread[1].toFixed(0)}` : '',
    String(row.runs),
    row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} x ${row.against ?? ''}`,
    row.target ?? '',
  ]);
  const head = ['measure', 'median', 'min–max', 'runs', 'ratio', 'target'];
  const widths = head.map((title, index) => Math.max(title.length, ...cells.map((line) => line[index]?.length ?? 0)));
  for (const line of [head, ...cells]) console.log(line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
}
