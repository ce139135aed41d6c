import type { Column } from '../../../shared/recipe/column.ts';
import type { StepOf } from '../../../shared/recipe/step.ts';
import type { Cleaning } from '../../../shared/recipe/steps/clean.ts';
import { isCommune, repairCode } from '../../../shared/territory/codes.ts';
import { type Row, type Tables, write } from './interpret.ts';
import type { Cell } from './laboratory.ts';

/** The steps that change the shape of a table or the writing of its cells, said in plain JavaScript. */

export function unpivot(step: StepOf<'unpivot'>, rows: readonly Row[], columns: readonly Column[]): Row[] {
  const turned = step.columns.map((name) => columns.find((column) => column.name === name)!);
  const asText = !isOneKind(turned);
  return rows.flatMap((row) =>
    turned.flatMap((column, place): Row[] => {
      const kept = Object.entries(row.cells).filter(([name]) => !step.columns.includes(name));
      const value = asText ? textOf(row.cells[column.name] ?? null, column) : (row.cells[column.name] ?? null);
      if (value === null && step.skipMissing) return [];
      const name = step.year ? Number(/\d{4}/.exec(column.name)?.[0] ?? Number.NaN) || null : column.name;
      return [
        {
          cells: { ...Object.fromEntries(kept), [step.nameColumn]: name, [step.valueColumn]: value },
          place: [...row.place, place],
        },
      ];
    }),
  );
}

export function append(
  step: StepOf<'append'>,
  rows: readonly Row[],
  columns: readonly Column[],
  tables: Tables,
): Row[] {
  const parts = [
    { columns, rows, label: step.origin?.label ?? '' },
    ...step.tables.map(({ table, label }) => ({ ...tables[table]!, label })),
  ];
  const named = (name: string) =>
    parts.flatMap((part) => part.columns.filter((column) => column.name.toLowerCase() === name.toLowerCase()));
  return parts.flatMap((part, at) =>
    part.rows.map((row, rank): Row => {
      const cells = part.columns.map((column): [string, Cell] => {
        const met = named(column.name);
        const cell = row.cells[column.name] ?? null;
        return [met[0]!.name, isOneKind(met) ? cell : textOf(cell, column)];
      });
      const origin = step.origin ? { [step.origin.column]: part.label } : {};
      return { cells: { ...Object.fromEntries(cells), ...origin }, place: [at, rank] };
    }),
  );
}

/** Whether the cells of these columns go together without being written as text. */
function isOneKind(columns: readonly Column[]): boolean {
  const kinds = columns.map(({ type }) => (type === 'integer' || type === 'decimal' ? 'number' : type));
  return new Set(kinds).size === 1;
}

export function textOf(cell: Cell, column: Column): string | null {
  if (cell === null) return null;
  if (column.type === 'date') return String(cell).split('-').toReversed().join('/');
  return write(cell);
}

export function clean({ cleaning }: StepOf<'clean'>, rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, cells: { ...row.cells, ...cleanedCells(cleaning, row) } }));
}

function cleanedCells(cleaning: Cleaning, row: Row): Record<string, Cell> {
  if (cleaning.kind === 'commune') {
    const [departement, commune] = [cleaning.departement, cleaning.commune].map((name) => row.cells[name] ?? null);
    return { [cleaning.name]: assemble(departement ?? null, commune ?? null) };
  }
  return Object.fromEntries(
    cleaning.columns.map((name): [string, Cell] => {
      const cell = row.cells[name] ?? null;
      if (cell === null) return [name, null];
      if (cleaning.kind === 'missing') {
        const same = typeof cell === 'string' ? cell.replace(/^ +| +$/g, '') : cell;
        return [name, cleaning.values.some((value) => value === same) ? null : cell];
      }
      const text = String(cell);
      if (cleaning.kind === 'code') return [name, repairCode(cleaning.meaning, text.toUpperCase()) ?? text];
      const plain = text
        .replace(/[\u200b\u200e\ufeff]/g, '')
        .replace(/\s+/g, ' ')
        .trim();
      const lettered = { upper: plain.toUpperCase(), lower: plain.toLowerCase(), as: plain }[cleaning.letters ?? 'as'];
      return [name, lettered === '' ? null : lettered];
    }),
  );
}

function assemble(departement: Cell, commune: Cell): string | null {
  const bare = (cell: Cell) =>
    String(cell ?? '')
      .replace(/[\s\u200e]/g, '')
      .replace(/[.,]0+$/, '')
      .toUpperCase();
  const [first, second] = [bare(departement), bare(commune)];
  const inside = second.padStart(3, '0');
  const long = first.startsWith('97') ? first + inside.slice(-2) : first.startsWith('0') ? first.slice(1) + inside : '';
  const parts = first.length === 3 ? long : first.padStart(2, '0') + inside;
  const code = second.length === 5 ? second : first === '' || second === '' || second.length > 3 ? '' : parts;
  return isCommune(code) ? code : null;
}
