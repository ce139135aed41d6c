import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { columnTitle } from './names.ts';
import { type Mark, measureName, sentenceCase, valueText, xText } from './rows.ts';

/** One or two sentences, true to the marks: what is highest and lowest, what changed, what is left without a value. */
export function summary(chart: Chart, columns: readonly Column[], marks: readonly Mark[], facts: ChartFacts): string {
  const sentences = [mainSentence(chart, columns, marks, facts)];
  const empty = chart.kind === 'scatter' ? 0 : marks.filter((mark) => mark.y === null).length;
  if (empty > 0 && empty < marks.length) sentences.push(t('chart.summary.no-data', { count: empty }));
  return sentences.join(' ');
}

function mainSentence(chart: Chart, columns: readonly Column[], marks: readonly Mark[], facts: ChartFacts): string {
  const column = columns.find((candidate) => candidate.name === chart.x) ?? null;
  const drawn = marks.filter((mark) => mark.y !== null && !mark.other);
  const x = columnTitle(columns, chart.x);
  const [first] = drawn;
  if (!first) return t('chart.summary.empty');
  if (chart.kind === 'scatter') return scatterSentence(chart, columns, drawn, facts);
  const size = (mark: Mark) => mark.y ?? 0;
  const highest = drawn.reduce((best, mark) => (size(mark) > size(best) ? mark : best), first);
  const lowest = drawn.reduce((best, mark) => (size(mark) < size(best) ? mark : best), first);
  if (chart.kind === 'histogram') {
    return t('chart.summary.histogram', {
      count: facts.total - facts.missing,
      x,
      from: xText(highest.x, column),
      to: valueText(highest.stop ?? 0),
      rows: highest.rows,
    });
  }
  const name = (mark: Mark) =>
    [xText(mark.x, column, facts.bucket), mark.color, mark.facet].filter((part) => part != null).join(', ');
  const measure = sentenceCase(measureName(chart, columns));
  if (drawn.length === 1) {
    return t('chart.summary.single', { measure, x, name: name(first), value: valueText(size(first)) });
  }
  if (chart.kind === 'slope') return slopeSentence(chart, columns, drawn, facts);
  if (chart.kind === 'pie') {
    const share = (mark: Mark) => formatPercent(mark.share ?? 0);
    const parts = { highestShare: share(highest), lowestShare: share(lowest), lowest: name(lowest) };
    return t('chart.summary.pie', { measure, x, highest: name(highest), ...parts });
  }
  const extremes = t('chart.summary.extremes', {
    measure,
    highest: name(highest),
    highestValue: valueText(size(highest)),
    lowest: name(lowest),
    lowestValue: valueText(size(lowest)),
    x,
  });
  const last = drawn.at(-1) as Mark;
  if ((chart.kind !== 'line' && chart.kind !== 'area') || chart.color !== null || chart.facet !== null) return extremes;
  const ends = {
    from: name(first),
    fromValue: valueText(first.y ?? 0),
    to: name(last),
    toValue: valueText(last.y ?? 0),
  };
  return `${extremes} ${t('chart.summary.ends', ends)}`;
}

function scatterSentence(chart: Chart, columns: readonly Column[], drawn: readonly Mark[], facts: ChartFacts): string {
  const names = { x: columnTitle(columns, chart.x), y: columnTitle(columns, chart.y) };
  const count = facts.squares ? facts.total - facts.missing : drawn.length;
  const points = t('chart.summary.scatter', { count, ...names });
  if (!facts.trend) return points;
  const direction = facts.trend.slope > 0 ? 'up' : facts.trend.slope < 0 ? 'down' : 'flat';
  return `${points} ${t(`chart.summary.trend-${direction}`, { share: formatPercent(facts.trend.r2), ...names })}`;
}

/** Who rose and who fell most between the two moments; a line with a single end tells nothing. */
function slopeSentence(chart: Chart, columns: readonly Column[], drawn: readonly Mark[], facts: ChartFacts): string {
  const column = columns.find((candidate) => candidate.name === chart.x) ?? null;
  const changes = changesOf(drawn);
  const [first] = changes;
  const moments = [...new Set(drawn.map((mark) => mark.x))];
  const names = { x: columnTitle(columns, chart.x), measure: sentenceCase(measureName(chart, columns)) };
  const ends = {
    from: xText(moments[0] ?? '', column, facts.bucket),
    to: xText(moments[1] ?? '', column, facts.bucket),
  };
  if (!first) return t('chart.summary.slope-single', { ...names, from: ends.from });
  const most = changes.reduce((best, one) => (one.change > best.change ? one : best), first);
  const least = changes.reduce((best, one) => (one.change < best.change ? one : best), first);
  const change = (value: number) => (value > 0 ? `+${valueText(value)}` : valueText(value));
  const parts = {
    most: most.name,
    mostChange: change(most.change),
    least: least.name,
    leastChange: change(least.change),
  };
  return t('chart.summary.slope', { ...names, ...ends, ...parts });
}

/** Change of each named line between its two ends. */
export function changesOf(marks: readonly Mark[]): { name: string; change: number }[] {
  const ends = new Map<string, number[]>();
  for (const mark of marks) {
    if (mark.y !== null) ends.set(mark.color ?? '', [...(ends.get(mark.color ?? '') ?? []), mark.y]);
  }
  return [...ends].flatMap(([name, [from, to]]) =>
    from === undefined || to === undefined ? [] : [{ name, change: to - from }],
  );
}
