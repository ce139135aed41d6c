/** Bin edges of a histogram: `count` bins of `width` from `start`. */
export type Bins = { start: number; width: number; count: number };

/** Round bin edges (1, 2, 2.5 or 5 times a power of ten) that cover [lowest, highest] in about `wanted` bins. */
export function niceBins(lowest: number, highest: number, wanted: number, whole: boolean): Bins {
  const span = highest - lowest;
  if (!(span > 0)) return { start: whole ? lowest - 0.5 : lowest, width: 1, count: 1 };
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  const width = whole ? Math.max(1, Math.round(step * power)) : step * power;
  const start = Math.floor(lowest / width) * width;
  return { start, width, count: Math.floor((highest - start) / width) + 1 };
}
