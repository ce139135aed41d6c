import type { UnmatchedGroup } from '../../../../shared/contract.ts';
import type { Table } from '../../../../shared/project/project.ts';
import { formatPercent } from '../../../../shared/text/format.ts';
import { t, tDynamic } from '../../../../shared/text/t.ts';
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
      const match = t('note.match', {
        left: table.name,
        right: nameOf(request, step.right),
        keys: step.on.map((on) => t('note.match.key', on)).join(', '),
        matched: left.matched,
        total: left.rows,
        rate: left.rows === 0 ? '–' : formatPercent(left.matched / left.rows),
      });
      const causes = causesOf(left.unmatched, left.missingKey);
      sentences.push(causes === '' ? match : t('note.match.causes', { match, causes }));
    }
  }
  return sentences;
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
