import type { Column } from '../../../shared/recipe/column.ts';
import type { Measured } from '../../../shared/recipe/measure.ts';
import type { Over } from '../../../shared/recipe/over.ts';
import type { StepOf } from '../../../shared/recipe/step.ts';
import { formatNumber } from '../../../shared/text/format.ts';
import type { Row } from './interpret.ts';
import { textOf } from './interpret-reshape.ts';
import type { Cell } from './laboratory.ts';

/** Ranks, shares, classes, measures and pivot tables, said in plain JavaScript. */

const cell = (row: Row, name: string | undefined): Cell => (name === undefined ? null : (row.cells[name] ?? null));
const numbers = (rows: readonly Row[], name: string | undefined) =>
  rows.flatMap((row) => {
    const value = cell(row, name);
    return value === null ? [] : [Number(value)];
  });
const add = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0);

function cut(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/** The figure of a measure over some rows; `all` are those of every group. */
export function figure(one: Measured, rows: readonly Row[], all: readonly Row[]): Cell {
  const values = numbers(rows, one.column);
  switch (one.measure) {
    case 'count':
      return rows.length;
    case 'sum':
      return values.length === 0 ? null : add(values);
    case 'mean':
      return values.length === 0 ? null : add(values) / values.length;
    case 'median':
      return values.length === 0 ? null : cut(values, 0.5);
    case 'quantile':
      return values.length === 0 ? null : cut(values, one.quantile ?? 0.5);
    case 'count-distinct':
      return new Set(rows.map((row) => cell(row, one.column)).filter((value) => value !== null)).size;
    case 'share': {
      if (one.column === undefined) return (rows.length / all.length) * 100;
      const whole = add(numbers(all, one.column));
      return values.length === 0 || whole === 0 ? null : (add(values) / whole) * 100;
    }
    case 'weighted-mean': {
      const pairs = rows.filter((row) => cell(row, one.column) !== null && cell(row, one.weight) !== null);
      const weights = add(numbers(pairs, one.weight));
      if (pairs.length === 0 || weights === 0) return null;
      return add(pairs.map((row) => Number(cell(row, one.column)) * Number(cell(row, one.weight)))) / weights;
    }
    default:
      throw new Error(`${one.measure} has its own oracle`);
  }
}

function groupOf(row: Row, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => cell(row, name)));
}

/** The value of each row, in their order. */
export function overValues(over: Over, rows: readonly Row[], columns: readonly Column[]): Cell[] {
  if (over.kind === 'classes') {
    const isWhole = columns.find(({ name }) => name === over.column)!.type === 'integer';
    return classes(over, numbers(rows, over.column), isWhole, rows);
  }
  return rows.map((row) => {
    const value = cell(row, over.column);
    if (value === null) return null;
    const peers = rows.filter((other) => groupOf(other, over.by) === groupOf(row, over.by));
    const values = numbers(peers, over.column);
    if (over.kind === 'share') return add(values) === 0 ? null : (Number(value) / add(values)) * 100;
    const better = values.filter((other) => (over.descending ? other > Number(value) : other < Number(value)));
    return 1 + (over.ties === 'same' ? better.length : new Set(better).size);
  });
}

type Classes = Extract<Over, { kind: 'classes' }>;

function classes(over: Classes, values: readonly number[], isWhole: boolean, rows: readonly Row[]): Cell[] {
  const say = (value: number) => formatNumber(Number(value.toFixed(2)) + 0, 2);
  let inner: number[];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (over.cut.kind === 'typed') inner = [...new Set(over.cut.bounds)].sort((a, b) => a - b);
  else {
    const { count, kind } = over.cut;
    inner = Array.from({ length: count - 1 }, (_, place) => (place + 1) / count).map((part) =>
      kind === 'equal' ? low + (high - low) * part : cut(values, part),
    );
    inner = inner.map((bound) => Number(bound.toFixed(9)));
    if (isWhole) inner = inner.map(Math.ceil);
  }
  const counted = isWhole && inner.every(Number.isInteger);
  return rows.map((row) => {
    const value = cell(row, over.column);
    if (value === null) return null;
    const place = inner.filter((bound) => bound <= Number(value)).length;
    const typed = over.cut.kind === 'typed';
    const from = place === 0 ? low : inner[place - 1]!;
    const to = place === inner.length ? high : inner[place]!;
    let label = counted ? `${say(from)} à ${say(to - 1)}` : `${say(from)} à moins de ${say(to)}`;
    if (counted && from === to - 1) label = say(from);
    if (place === inner.length) label = typed ? `${say(from)} et plus` : `${say(from)} à ${say(to)}`;
    if (place === inner.length && isWhole && !typed && from === to) label = say(from);
    if (place === 0 && typed) label = `moins de ${say(to)}`;
    return over.numbered ? `${place + 1} – ${label}` : label;
  });
}

export function pivot(step: StepOf<'pivot'>, rows: readonly Row[], columns: readonly Column[]): Row[] {
  const typeOf = (name: string) => columns.find((column) => column.name === name)!;
  const fields = [step.column, ...(step.second ? [step.second.column] : [])];
  const said = (of: Cell[]) => JSON.stringify(of);
  const keyOf = (row: Row) => said(fields.map((name) => textOf(cell(row, name), typeOf(name))));
  const pairs = step.values.map((value, place) => [value, ...(step.second ? [step.second.values[place]!] : [])]);
  const values = pairs.filter((pair, place) => pairs.findIndex((one) => said(one) === said(pair)) === place);
  const listed = (row: Row) => values.some((pair) => said(pair) === keyOf(row));
  const kept = step.others ? rows : rows.filter(listed);
  const named = (value: Cell) => (value === null ? '(manquant)' : String(value).trim() === '' ? '(texte vide)' : value);
  const keys: [string, (row: Row) => boolean][] = values.flatMap((pair, place) => {
    const own: [string, (row: Row) => boolean] = [pair.map(named).join(' – '), (row) => keyOf(row) === said(pair)];
    const same = values.filter(([first]) => first === pair[0]);
    if (!step.second || !step.totals.group || same.at(-1) !== values[place]) return [own];
    return [own, [`${named(pair[0]!)} – Total`, (row) => same.some((one) => said(one) === keyOf(row))]];
  });
  if (step.others) keys.push(['Autres', (row) => !listed(row)]);
  const groups = new Map<string, Row[]>();
  for (const row of kept) groups.set(groupOf(row, step.rows), [...(groups.get(groupOf(row, step.rows)) ?? []), row]);
  if (step.rows.length === 0 && groups.size === 0) groups.set('[]', []);
  const line = (of: readonly Row[], names: Cell[], bottom: number): Row => {
    const shown = (one: Measured, part: readonly Row[], inColumn: readonly Row[]): Cell => {
      const value = figure(one, part, part);
      if (step.show === 'value' || value === null) return value;
      const whole = figure(one, { row: of, column: inColumn, total: kept }[step.show], []);
      return whole === null || whole === 0 ? null : (Number(value) / Number(whole)) * 100;
    };
    const parts = [...keys, ...(step.totals.column ? [['Total', () => true] as const] : [])];
    const taken = new Set(step.rows.map((name) => name.toLowerCase()));
    const figures = parts.flatMap(([label, asks]) =>
      step.measures.map((one): [string, Cell] => {
        const wanted = step.measures.length === 1 ? label : `${label} – ${one.name}`;
        let name = wanted.trim();
        for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted.trim()} (${count})`;
        taken.add(name.toLowerCase());
        return [name, shown(one, of.filter(asks), kept.filter(asks))];
      }),
    );
    const heads = step.rows.map((name, place): [string, Cell] => {
      if (place > 0 || !step.totals.row) return [name, names[place] ?? null];
      return [name, bottom === 1 ? 'Total' : textOf(names[place] ?? null, typeOf(name))];
    });
    return { cells: Object.fromEntries([...heads, ...figures]), place: [bottom, ...names] };
  };
  const lines = [...groups.values()].map((group) =>
    line(group, group[0] ? step.rows.map((name) => cell(group[0]!, name)) : [], 0),
  );
  if (step.totals.row && step.rows.length > 0)
    lines.push(
      line(
        kept,
        step.rows.map(() => null),
        1,
      ),
    );
  return lines;
}
