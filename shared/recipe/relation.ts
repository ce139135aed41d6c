import { Fault } from '../rpc/fault.ts';
import type { Column, ColumnType } from './column.ts';
import type { Step, StepKind } from './step.ts';

/** One key of an order: a column of the relation, visible or hidden. Missing cells come last either way. */
export type OrderTerm = { column: string; type: ColumnType; descending: boolean };

/** What a table is in SQL after some step. */
export type Relation = {
  /** Ready to stand after FROM: a quoted table or the name of a CTE. */
  sql: string;
  columns: readonly Column[];
  /** Columns carried unseen: `__row` and what the order still needs. */
  hidden: readonly string[];
  /** Whether `__row` still tells from which record of the table's own source a row comes. */
  row: boolean;
  /** Keys of the last `sort`, empty when there is none. */
  sorted: readonly OrderTerm[];
  /** What decides between rows that `sorted` leaves equal: the file order, the groups. Makes the order total. */
  ties: readonly OrderTerm[];
  /** The rows of `sql` come in order by themselves: nothing but a scan, no ORDER BY needed. */
  natural: boolean;
};

/** What a step becomes in SQL. Absent parts of the relation stay as they were. */
export type StepSql = {
  /** Body of the step's CTE; null when the step needs none of its own. */
  body: string | null;
  /** CTEs needed before: name (made unique by the caller) and body. */
  before?: { name: string; body: string }[];
} & Partial<Pick<Relation, 'hidden' | 'row' | 'sorted' | 'ties' | 'natural'>>;

/** What a step may ask about the other tables. Each throws Fault `table-missing`, `join-cycle`, or what breaks there. */
export type ColumnsContext = { columnsOf(table: string): readonly Column[] };
export type SqlContext = {
  relationOf(table: string): Relation;
  /** A name free among the CTEs of the query. */
  reserve(name: string): string;
};
export type DescribeContext = { tableName(table: string): string };

/** Everything that a kind of step is, besides its schema. */
export type StepDefinition<S extends Step> = {
  /** Names the step's CTE, in French since « Voir le SQL » shows it: lower-case ASCII letters. */
  cte: string;
  /** Columns after the step. Throws a Fault when the step does not fit its input. */
  columns(step: S, input: readonly Column[], context: ColumnsContext): readonly Column[];
  /** Only called after `columns` accepted the step. */
  sql(step: S, input: Relation, output: readonly Column[], context: SqlContext): StepSql;
  /** A French sentence. Never throws: unknown columns are named as they are. */
  describe(step: S, input: readonly Column[], context: DescribeContext): string;
};
export type StepDefinitions = { [K in StepKind]: StepDefinition<Extract<Step, { kind: K }>> };

/** The column of that exact name, or Fault `column-missing`. */
export function findColumn(columns: readonly Column[], name: string): Column {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw new Fault('column-missing', { column: name });
  return column;
}

/** Two names that DuckDB takes for one: it folds ASCII letters only. */
export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}

export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Throws Fault `column-duplicate` or `column-reserved` where a table could not have these columns. */
export function checkNames(columns: readonly Column[]): readonly Column[] {
  const seen = new Set<string>();
  for (const { name } of columns) {
    const folded = foldName(name);
    if (seen.has(folded)) throw new Fault('column-duplicate', { column: name });
    if (folded.startsWith('__') || folded === '') throw new Fault('column-reserved', { column: name });
    seen.add(folded);
  }
  return columns;
}

/** The whole order of a relation. */
export function totalOrder(relation: Relation): readonly OrderTerm[] {
  return [...relation.sorted, ...relation.ties];
}

/** The order's terms with those on `from` moved to the column `to`. */
export function moveTerms(terms: readonly OrderTerm[], moves: ReadonlyMap<string, string>): OrderTerm[] {
  return terms.map((term) => ({ ...term, column: moves.get(term.column) ?? term.column }));
}

/** Hidden names for visible columns that the order needs and a step is about to lose, in the order met. */
export function keepForOrder(relation: Relation, isLost: (column: string) => boolean): Map<string, string> {
  const moves = new Map<string, string>();
  for (const { column } of totalOrder(relation)) {
    if (moves.has(column) || relation.hidden.includes(column) || !isLost(column)) continue;
    moves.set(column, hiddenName(relation.hidden.length + moves.size));
  }
  return moves;
}

/** Never clashes within a relation: hidden columns only grow in number, except where all are dropped. */
export function hiddenName(position: number): string {
  return `__order_${position}`;
}

/** The order of the file. */
export const rowTerm: OrderTerm = { column: '__row', type: 'integer', descending: false };
