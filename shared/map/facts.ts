import type { Outlines } from './outlines.ts';
import type { AreaFact, MapRow } from './paint.ts';

/** How the values of a map are written: known once its classes are. */
export type Writing = { text: (value: AreaFact['value']) => string };

/** Tens of thousands are made at each change of values: one small object each, whose text is made when it is read. */
export class Fact implements AreaFact {
  readonly value: AreaFact['value'];
  readonly rows: number;
  readonly missing: number;
  readonly area: number;
  private readonly outlines: Outlines;
  private readonly write: Writing;

  constructor(outlines: Outlines, area: number, row: MapRow, write: Writing) {
    this.area = area;
    this.value = row.value;
    this.rows = row.rows;
    this.missing = row.missing;
    this.outlines = outlines;
    this.write = write;
  }
  get code(): string {
    return this.outlines.codes[this.area]!;
  }
  get name(): string {
    return this.outlines.names[this.area] || this.code;
  }
  get text(): string {
    return this.write.text(this.value);
  }
}

type Areas = {
  /** The first area of a code. */
  areaOf: Map<string, number>;
  /** For each area, the next one of the same code; -1 where there is none. */
  twin: Int32Array;
};
const areasByOutlines = new WeakMap<Outlines, Areas>();

/** Areas by code, found once for as long as their outlines live. */
export function areasOf(outlines: Outlines): Areas {
  const known = areasByOutlines.get(outlines);
  if (known) return known;
  const areaOf = new Map<string, number>();
  const twin = new Int32Array(outlines.codes.length).fill(-1);
  for (let area = outlines.codes.length - 1; area >= 0; area--) {
    const code = outlines.codes[area]!;
    twin[area] = areaOf.get(code) ?? -1;
    areaOf.set(code, area);
  }
  const areas = { areaOf, twin };
  areasByOutlines.set(outlines, areas);
  return areas;
}
