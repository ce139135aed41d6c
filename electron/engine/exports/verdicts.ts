import type { Query } from '../../../shared/contract.ts';
import type { Compiled } from '../../../shared/recipe/compile.ts';
import { type Target, verdicts } from '../../../shared/recipe/steps/target.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { conditionSql } from '../../../shared/sql/condition.ts';
import { t } from '../../../shared/text/t.ts';
import { selectSql, stepsOf } from '../query.ts';

/** One sheet per verdict, in the order in which one works through them. Fault `export-no-verdict`. */
export function sheetsOfVerdicts(query: Query, compiled: Compiled): { name: string; sql: string }[] {
  const step = stepsOf(query).findLast((one): one is Target => one.kind === 'target');
  const column = step && compiled.columns.find(({ name }) => name === step.verdictColumn);
  if (!column) throw new Fault('export-no-verdict');
  return (
    [
      ['export.sheet-cible', verdicts.target],
      ['export.sheet-a-verifier', verdicts.unknown],
      ['export.sheet-hors-cible', verdicts.other],
    ] as const
  ).map(([key, value]) => {
    const where = conditionSql({ kind: 'compare', column: column.name, operator: 'eq', value }, compiled.columns);
    return { name: t(key), sql: selectSql({ ...compiled, sql: `SELECT * FROM (${compiled.sql}) WHERE ${where}` }) };
  });
}
