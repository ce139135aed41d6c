import { tableFromIPC, type Vector } from 'apache-arrow';
import type { Input, Outputs, Query } from '../../shared/contract.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { asFault } from '../session.ts';
import type { CellValue } from './cells.ts';

export const pageRows = 200;
export const blockColumns = 32;
const mostTiles = 96;
const mostCalls = 2;
const mostAgain = 20;

type Tile = (Vector | null)[];
type Ask = (input: Input<'table.page'>, signal: AbortSignal) => Promise<Outputs['table.page']>;

/** What the grid shows or is about to: inclusive rows, columns that do not scroll and columns that do. */
export type Wanted = {
  firstRow: number;
  lastRow: number;
  frozen: number;
  firstColumn: number;
  lastColumn: number;
  direction: 1 | -1;
};

type Heard = {
  /** `everyCell`: those that stood in for others are void too; otherwise only cells that were not here have come. */
  onLoad(everyCell: boolean): void;
  onFault(fault: Fault): void;
  /** Cells on screen that the engine gave up so often that they are asked for no more: `askAgain` does. */
  onGivenUp(): void;
};

type Pending = { page: number; blocks: number[]; controller: AbortController };

/**
 * The cells of one query, fetched in tiles of 200 rows by 32 columns and decoded cell by cell from Arrow as they are
 * painted. Holds at most 96 tiles. Until a tile arrives, the cells of `previous` (the query before) stand in for it.
 */
export class Pages {
  total: number;
  private previous: Pages | null;
  private readonly tiles = new Map<number, Tile>();
  private readonly failed = new Set<number>();
  private pending: Pending[] = [];
  private wanted: Wanted | null = null;
  private closed = false;
  private counted = false;
  /** How many more times in a row a call that the engine gave up is made again. */
  private again = mostAgain;
  private readonly places: Map<string, number>;
  private readonly ask: Ask;
  private readonly heard: Heard;
  readonly query: Query;
  readonly columns: readonly string[];

  constructor(ask: Ask, query: Query, columns: readonly string[], heard: Heard, previous: Pages | null = null) {
    this.ask = ask;
    this.heard = heard;
    this.query = query;
    this.columns = columns;
    this.total = previous?.total ?? 0;
    this.places = new Map(columns.map((name, place) => [name, place]));
    this.previous = previous;
    previous?.close();
  }

  /** True once the engine told how many rows there are. */
  get known(): boolean {
    return this.counted;
  }

  get busy(): boolean {
    return this.pending.length > 0;
  }

  /** The cell, null when missing, undefined when not here yet. */
  cell(row: number, column: number): CellValue | undefined {
    const tile = this.tiles.get(keyOf(Math.floor(row / pageRows), Math.floor(column / blockColumns)));
    if (tile) {
      const vector = tile[column % blockColumns];
      return vector ? read(vector, row % pageRows) : null;
    }
    const name = this.columns[column];
    if (!this.previous || name === undefined) return undefined;
    const place = this.previous.places.get(name);
    return place === undefined ? undefined : this.previous.cell(row, place);
  }

  /** Says what is on screen. Starts what is missing, aborts what no longer serves. */
  want(wanted: Wanted): void {
    this.wanted = wanted;
    this.pump();
  }

  /** Starts again what was given up. */
  askAgain(): void {
    this.again = mostAgain;
    this.pump();
  }

  /** Every cell of a range, fetched apart from the tiles: for the clipboard. */
  async readRange(
    top: number,
    bottom: number,
    columns: readonly number[],
    signal: AbortSignal,
  ): Promise<CellValue[][]> {
    const names = columns.map((column) => this.columns[column]!);
    const rows: CellValue[][] = [];
    for (let offset = top; offset <= bottom; offset += 10_000) {
      const limit = Math.min(10_000, bottom - offset + 1);
      const page = await this.ask({ query: this.query, columns: names, offset, limit }, signal);
      rows.push(...decodeRows(page.rows, names));
    }
    return rows;
  }

  close(): void {
    this.closed = true;
    this.previous = null;
    for (const call of this.pending) call.controller.abort();
    this.pending = [];
  }

  private pump(): void {
    if (this.closed || !this.wanted) return;
    const needs = this.needs(this.wanted);
    const live = new Set(needs.map((need) => need.page));
    for (const call of this.pending) if (!live.has(call.page)) call.controller.abort();
    this.pending = this.pending.filter((call) => !call.controller.signal.aborted);
    for (const need of needs) {
      if (this.pending.length >= mostCalls) return;
      const coming = this.pending.filter((call) => call.page === need.page).flatMap((call) => call.blocks);
      const blocks = need.blocks.filter((block) => {
        const key = keyOf(need.page, block);
        return !this.touch(key) && !this.failed.has(key) && !coming.includes(block);
      });
      if (blocks.length > 0) void this.fetch(need.page, blocks);
    }
  }

  /** Whether a tile is here; one that is wanted again goes last to be thrown away. */
  private touch(key: number): boolean {
    const tile = this.tiles.get(key);
    if (!tile) return false;
    this.tiles.delete(key);
    this.tiles.set(key, tile);
    return true;
  }

  /** Pages by urgency: on screen first, then the next one in the direction of the scroll. */
  private needs(wanted: Wanted): { page: number; blocks: number[] }[] {
    const blocks = new Set<number>();
    const lastBlock = Math.ceil(this.columns.length / blockColumns) - 1;
    const add = (from: number, to: number) => {
      for (let block = Math.floor(from / blockColumns); block <= Math.floor(to / blockColumns); block++)
        if (block >= 0 && block <= lastBlock) blocks.add(block);
    };
    if (wanted.frozen > 0) add(0, wanted.frozen - 1);
    add(Math.max(0, wanted.firstColumn - 6), wanted.lastColumn + 6);
    const lastPage = this.counted ? Math.max(0, Math.ceil(this.total / pageRows) - 1) : 0;
    const from = Math.min(Math.floor(wanted.firstRow / pageRows), lastPage);
    const to = Math.min(Math.floor(Math.max(wanted.lastRow, 0) / pageRows), lastPage);
    const pages: number[] = [];
    for (let page = from; page <= to; page++) pages.push(page);
    const ahead = wanted.direction > 0 ? to + 1 : from - 1;
    if (ahead >= 0 && ahead <= lastPage) pages.push(ahead);
    return pages.map((page) => ({ page, blocks: [...blocks] }));
  }

  private async fetch(page: number, blocks: number[]): Promise<void> {
    const call: Pending = { page, blocks, controller: new AbortController() };
    this.pending.push(call);
    const replaces = this.previous !== null;
    const names = blocks.flatMap((block) => this.columns.slice(block * blockColumns, (block + 1) * blockColumns));
    try {
      const answer = await this.ask(
        { query: this.query, columns: names, offset: page * pageRows, limit: pageRows },
        call.controller.signal,
      );
      if (this.closed || call.controller.signal.aborted) return;
      this.keep(page, blocks, answer.rows);
      this.again = mostAgain;
      this.total = answer.total;
      this.counted = true;
      this.previous = null;
    } catch (thrown) {
      if (this.closed || call.controller.signal.aborted) return;
      const fault = asFault(thrown);
      // Given up by the engine itself, for the sake of another answer: still wanted here.
      if (fault.code === 'cancelled') {
        if (this.again-- > 0) setTimeout(() => this.pump());
        else this.heard.onGivenUp();
        return;
      }
      for (const block of blocks) this.failed.add(keyOf(page, block));
      this.previous = null;
      this.heard.onFault(fault);
    } finally {
      this.pending = this.pending.filter((other) => other !== call);
    }
    this.heard.onLoad(replaces);
    this.pump();
  }

  private keep(page: number, blocks: number[], bytes: Uint8Array): void {
    const table = tableFromIPC(bytes);
    for (const block of blocks) {
      const names = this.columns.slice(block * blockColumns, (block + 1) * blockColumns);
      this.tiles.set(
        keyOf(page, block),
        names.map((name) => table.getChild(name)),
      );
    }
    for (const key of this.tiles.keys()) {
      if (this.tiles.size <= mostTiles) break;
      this.tiles.delete(key);
    }
  }
}

/** Rows of an Arrow answer, one value per name. */
export function decodeRows(bytes: Uint8Array, names: readonly string[]): CellValue[][] {
  const table = tableFromIPC(bytes);
  const vectors = names.map((name) => table.getChild(name));
  return Array.from({ length: table.numRows }, (_, row) =>
    vectors.map((vector) => (vector ? read(vector, row) : null)),
  );
}

function keyOf(page: number, block: number): number {
  return page * 4096 + block;
}

function read(vector: Vector, row: number): CellValue {
  const value: unknown = vector.get(row);
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.getTime();
  return String(value);
}
