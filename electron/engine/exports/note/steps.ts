import type { Table } from '../../../../shared/project/project.ts';
import { compileCounts, trace } from '../../../../shared/recipe/compile.ts';
import { describeStep } from '../../../../shared/recipe/steps.ts';
import { formatNumber } from '../../../../shared/text/format.ts';
import { t } from '../../../../shared/text/t.ts';
import { sourceTables } from '../../query.ts';
import type { Session } from '../../session.ts';
import type { ExportRequest } from '../export.ts';

/** Per table that has steps: where it starts, then one sentence per step with the rows that it leaves. */
export async function stepParagraphs(
  session: Session,
  request: ExportRequest,
  tables: readonly Table[],
): Promise<{ start: string; sentences: string[] }[]> {
  const paragraphs: { start: string; sentences: string[] }[] = [];
  for (const table of tables) {
    const isMain = table.id === request.query.table;
    if (!isMain && table.recipe.length === 0) continue;
    const query = { table: table.id, tables: request.query.tables, steps: isMain ? request.query.steps : undefined };
    const sources = sourceTables(session);
    const counts = await session.database.use(request.signal, (connection) =>
      connection.rows<{ count: number }>(compileCounts(query, sources)),
    );
    const source = session.opened.get(table.source)?.source.name ?? '';
    const sentences = trace(query, sources).steps.map(({ step, before }, place) => {
      const said = describeStep(step, before ?? [], (id) => nameOf(request, id));
      const sentence = step.disabled ? t('export.step-disabled', { sentence: said }) : said;
      const counted = t('note.steps.step', { sentence, rows: formatNumber(counts[place + 1]?.count ?? 0) });
      return step.comment ? t('note.steps.comment', { sentence: counted, comment: step.comment }) : counted;
    });
    const start = t('note.steps.start', { table: table.name, source, count: counts[0]?.count ?? 0 });
    paragraphs.push({ start, sentences });
  }
  return paragraphs;
}

export function nameOf(request: ExportRequest, id: string): string {
  const tables = [...request.query.tables, ...request.project.tables];
  return tables.find((table) => table.id === id)?.name ?? id;
}
