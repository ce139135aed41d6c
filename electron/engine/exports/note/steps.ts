import type { Table } from '../../../../shared/project/project.ts';
import { compileCounts, trace } from '../../../../shared/recipe/compile.ts';
import type { Step } from '../../../../shared/recipe/step.ts';
import { describeStep } from '../../../../shared/recipe/steps.ts';
import { populationColumn } from '../../../../shared/target/population.ts';
import { formatNumber } from '../../../../shared/text/format.ts';
import { t } from '../../../../shared/text/t.ts';
import { sourceTables } from '../../query.ts';
import type { Session } from '../../session.ts';
import type { ExportRequest } from '../export.ts';
import { isTrace } from './traces.ts';

/** Per table that has steps: where it starts, then one sentence per step with the rows that it leaves. */
export async function stepParagraphs(
  session: Session,
  request: ExportRequest,
  tables: readonly Table[],
): Promise<{ start: string; sentences: string[] }[]> {
  const figures = new Set(tables.flatMap(({ recipe }) => recipe.flatMap(figureTables)));
  const paragraphs: { start: string; sentences: string[] }[] = [];
  for (const table of tables) {
    const isMain = table.id === request.query.table;
    if (!isMain && (table.recipe.length === 0 || !figures.has(table.id))) continue;
    const query = { table: table.id, tables: request.query.tables, steps: isMain ? request.query.steps : undefined };
    const sources = sourceTables(session);
    const counts = await session.database.use(request.signal, (connection) =>
      connection.rows<{ count: number }>(compileCounts(query, sources)),
    );
    const source = session.opened.get(table.source)?.source.name ?? '';
    const said = trace(query, sources).steps.map(({ step, before }, place): Said => {
      const words = plainWords(step) ?? describeStep(step, before ?? [], (id) => nameOf(request, id));
      const sentence = step.disabled ? t('export.step-disabled', { sentence: words }) : words;
      return { step, sentence, before: counts[place]?.count ?? 0, rows: counts[place + 1]?.count ?? 0 };
    });
    const sentences = shortened(said).map(({ step, sentence, before, rows }) => {
      // Tables made on the way say a count where it changes, to stay short.
      const counted =
        isMain || rows !== before ? t('note.steps.step', { sentence, rows: formatNumber(rows) }) : sentence;
      return step.comment ? t('note.steps.comment', { sentence: counted, comment: step.comment }) : counted;
    });
    const start = t('note.steps.start', { table: table.name, source, count: counts[0]?.count ?? 0 });
    paragraphs.push({ start, sentences });
  }
  return paragraphs;
}

/** The tables that a step reads for more than to tell why a figure is absent. */
function figureTables(step: Step): string[] {
  if (step.kind === 'join') return isTrace(step.columns.map(({ as }) => as)) ? [] : [step.right];
  if (step.kind === 'append') return step.tables.map(({ table }) => table);
  return step.kind === 'recode' && step.by.kind === 'table' ? [step.by.table] : [];
}

/** A formula that only brings a code to its usual writing is told by what it does. */
function plainWords(step: Step): string | null {
  if (step.kind !== 'derive') return null;
  if (step.name === populationColumn.fileCode) return t('note.step.file-code', { name: step.name });
  if (step.name === populationColumn.currentCode) return t('note.step.current-code', { name: step.name });
  return null;
}

type Said = { step: Step; sentence: string; before: number; rows: number };
const layout: readonly Step['kind'][] = ['rename', 'select', 'sort'];

/** What only lays out the result is told in one go, and so are steps that one comment explains. */
function shortened(said: readonly Said[]): Said[] {
  const kept: Said[] = [];
  for (const one of said) {
    const last = kept.at(-1);
    const isLayout = last && layout.includes(last.step.kind) && layout.includes(one.step.kind);
    const isExplained = last?.step.comment !== undefined && last.step.comment === one.step.comment;
    if (last && (isLayout || isExplained))
      kept[kept.length - 1] = { ...last, sentence: `${last.sentence} ; ${one.sentence}`, rows: one.rows };
    else kept.push(one);
  }
  return kept;
}

export function nameOf(request: ExportRequest, id: string): string {
  const tables = [...request.query.tables, ...request.project.tables];
  return tables.find((table) => table.id === id)?.name ?? id;
}
