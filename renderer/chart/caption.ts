import type { Chart } from '../../shared/chart/encoding.ts';
import type { ChartFacts } from '../../shared/contract.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { describeCondition } from '../../shared/recipe/describe.ts';
import { tablesRead } from '../../shared/recipe/step.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';

const lineLength = 110;

/** What is printed under a chart wherever it goes: sources, filters, number of rows, what is left out. */
export function captionOf(project: Project, chart: Chart, columns: readonly Column[], facts: ChartFacts): string[] {
  const table = project.tables.find((candidate) => candidate.id === chart.table);
  if (!table) return [];
  const names = new Set<string>();
  const visit = (id: string) => {
    const visited = project.tables.find((candidate) => candidate.id === id);
    const source = project.sources.find((candidate) => candidate.id === visited?.source);
    if (source) names.add(source.options.sheet ? `${source.name} (${source.options.sheet})` : source.name);
    for (const step of visited?.recipe ?? []) if (!step.disabled) for (const other of tablesRead(step)) visit(other);
  };
  visit(table.id);
  const filters = table.recipe.flatMap((step) =>
    step.kind === 'filter' && !step.disabled ? [describeCondition(step.condition, columns)] : [],
  );
  const counts = [t('chart.caption.count', { count: facts.total })];
  if (facts.missing > 0) counts.push(t('chart.caption.missing', { count: facts.missing }));
  if (facts.sampled) counts.push(t('chart.caption.sampled', { count: facts.shown }));
  return [
    t('chart.caption.source', { source: formatList([...names]) }),
    ...(filters.length > 0 ? [t('chart.caption.filters', { filters: filters.join(' ; ') })] : []),
    counts.join(' ; '),
  ].flatMap(wrap);
}

/** Text marks do not wrap by themselves. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > lineLength) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
