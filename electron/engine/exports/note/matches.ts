import type { UnmatchedGroup } from '../../../../shared/contract.ts';
import type { Table } from '../../../../shared/project/project.ts';
import type { Step } from '../../../../shared/recipe/step.ts';
import type { Join } from '../../../../shared/recipe/steps/join.ts';
import { stepOf } from '../../../../shared/target/compare.ts';
import { formatPercent } from '../../../../shared/text/format.ts';
import { t, tDynamic } from '../../../../shared/text/t.ts';
import { pageCalls } from '../../calls/pages.ts';
import { reportJoin } from '../../join-report.ts';
import type { Session } from '../../session.ts';
import type { ExportRequest } from '../export.ts';
import { nameOf } from './steps.ts';
import { isTrace } from './traces.ts';

/** One sentence per join that brings a figure: how many rows found theirs, and why the others did not. */
export async function matchSentences(
  session: Session,
  request: ExportRequest,
  tables: readonly Table[],
  signal: AbortSignal | null,
): Promise<string[]> {
  const sentences: string[] = [];
  for (const table of tables) {
    for (const [place, step] of table.recipe.entries()) {
      if (step.kind !== 'join' || step.disabled || isTrace(step.columns.map(({ as }) => as))) continue;
      const query = { table: table.id, tables: request.query.tables, steps: place };
      const { left } = await reportJoin(session, query, step, signal);
      const said = {
        left: table.name,
        right: nameOf(request, step.right),
        keys: step.on.map((on) => t('note.match.key', on)).join(', '),
        matched: left.matched,
        total: left.rows,
        rate: rateOf(left.matched, left.rows),
      };
      const above = await countAbove(session, request, table, step, signal);
      const match =
        above === null
          ? t('note.match', said)
          : t('note.match.above', {
              ...said,
              above: above.matched,
              count: above.rows,
              rateAbove: rateOf(above.matched, above.rows),
            });
      const causes = causesOf(left.unmatched, left.missingKey);
      sentences.push(causes === '' ? match : t('note.match.causes', { match, causes }));
    }
  }
  return sentences;
}

function rateOf(matched: number, rows: number): string {
  return rows === 0 ? '–' : formatPercent(matched / rows);
}

/**
 * For the join that brings the staff of a table of verdicts, whose rows without a figure were set aside: among the rows
 * that pass the population test, how many have theirs. Null for any other join.
 */
async function countAbove(
  session: Session,
  request: ExportRequest,
  table: Table,
  join: Join,
  signal: AbortSignal | null,
): Promise<{ rows: number; matched: number } | null> {
  const step = stepOf(table);
  if (!step?.population || step.staff?.present === undefined) return null;
  const { population, staff, operator } = step;
  if (!join.columns.some(({ as }) => as === staff.column)) return null;
  const passing: Step = {
    id: 'above',
    kind: 'filter',
    condition: { kind: 'compare', column: population.column, operator, value: population.threshold },
  };
  const filled: Step = {
    id: 'filled',
    kind: 'filter',
    condition: { kind: 'missing', column: staff.column, negated: true },
  };
  const until = table.recipe.slice(0, table.recipe.findIndex(({ id }) => id === step.id) + 1);
  const count = (...steps: Step[]) => {
    const tables = request.query.tables.map((one) =>
      one.id === table.id ? { ...one, recipe: [...until, ...steps] } : one,
    );
    const context = { signal, progress: () => {} };
    return pageCalls['table.count'](session, { query: { table: table.id, tables } }, context);
  };
  return { rows: await count(passing), matched: await count(passing, filled) };
}

function causesOf(groups: readonly UnmatchedGroup[], missingKey: number): string {
  const rowsOf = new Map<string, number>();
  for (const { cause, rows } of groups) {
    const text = tDynamic(`join.cause.${cause}`, {}, 'join.cause.unknown');
    const lower = text.charAt(0).toLowerCase() + text.slice(1);
    rowsOf.set(lower, (rowsOf.get(lower) ?? 0) + rows);
  }
  const said = [...rowsOf].flatMap(([cause, count]) => (count > 0 ? [t('note.cause', { cause, count })] : []));
  if (missingKey > 0) said.push(t('note.cause', { cause: t('note.match.no-key'), count: missingKey }));
  return said.join(', ');
}
