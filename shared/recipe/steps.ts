import type { Column } from './column.ts';
import type { ColumnsContext, DescribeContext, Relation, SqlContext, StepDefinitions, StepSql } from './relation.ts';
import type { Step } from './step.ts';
import { aggregate } from './steps/aggregate.ts';
import { append } from './steps/append.ts';
import { clean } from './steps/clean.ts';
import { derive } from './steps/derive.ts';
import { distinct } from './steps/distinct.ts';
import { filter } from './steps/filter.ts';
import { join } from './steps/join.ts';
import { limit } from './steps/limit.ts';
import { pivot } from './steps/pivot.ts';
import { recode } from './steps/recode.ts';
import { rename } from './steps/rename.ts';
import { select } from './steps/select.ts';
import { sort } from './steps/sort.ts';
import { target } from './steps/target.ts';
import { unpivot } from './steps/unpivot.ts';

/** Every kind of step, one line each. */
const definitions: StepDefinitions = {
  filter,
  sort,
  select,
  rename,
  derive,
  aggregate,
  join,
  distinct,
  limit,
  target,
  clean,
  unpivot,
  append,
  recode,
  pivot,
};

// One definition's own step type meets the union here; `kind` keeps the pair together.
type Loose = {
  cte: string;
  columns(step: Step, input: readonly Column[], context: ColumnsContext): readonly Column[];
  sql(step: Step, input: Relation, output: readonly Column[], context: SqlContext): StepSql;
  describe(step: Step, input: readonly Column[], context: DescribeContext): string;
};

export function definitionOf(step: Step): Loose {
  return definitions[step.kind] as Loose;
}

/**
 * A step as a French sentence. `columns` are those before the step (they tell codes from numbers; none will do),
 * `tableName` the title of another table by id.
 */
export function describeStep(
  step: Step,
  columns: readonly Column[] = [],
  tableName: (table: string) => string = (table) => table,
): string {
  return definitionOf(step).describe(step, columns, { tableName });
}
