import { memo, type ReactNode } from 'react';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type ChartMeasure, chartMeasures, chartSorts, needsColor, stackings } from '../../shared/chart/kinds.ts';
import { limits } from '../../shared/chart/limits.ts';
import { defaultMeasure, isMeasurable } from '../../shared/chart/measure.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Bracket, ColumnBracket, optionOf } from '../bracket.tsx';
import { FilterBracket } from './filter-bracket.tsx';

type Change = (change: Partial<Chart>) => void;
type Words = { chart: Chart; columns: readonly Column[]; onChange: Change };

/** The chart as a French sentence whose brackets are buttons: « Montrer [la somme] de [Population] par [Région] ». */
export const Sentence = memo(function Sentence({ chart, columns, onChange }: Words): ReactNode {
  const words = { chart, columns, onChange };
  const { kind } = chart;
  return (
    <fieldset className="chart-sentence" aria-label={t('chart.sentence.label')}>
      <span>{t('chart.sentence.show')}</span>
      {kind === 'histogram' ? (
        <HistogramWords {...words} />
      ) : kind === 'scatter' ? (
        <ScatterWords {...words} />
      ) : kind === 'box' ? (
        <BoxWords {...words} />
      ) : (
        <GroupWords {...words} />
      )}
      {kind !== 'histogram' && kind !== 'box' && kind !== 'pie' && <ColorWords {...words} />}
      <FilterBracket {...words} />
      <OrderWords {...words} />
    </fieldset>
  );
});

function GroupWords({ chart, columns, onChange }: Words): ReactNode {
  const counted = chart.measure === 'count';
  const measured = columns.filter(isMeasurable);
  const measures = chartMeasures.filter((measure) => measure !== 'value');
  const choose = (measure: ChartMeasure) =>
    onChange({ measure, y: measure === 'count' ? null : (chart.y ?? measured[0]?.name ?? null) });
  return (
    <>
      <Bracket
        label={t('chart.sentence.show')}
        value={chart.measure}
        options={measures.map((measure) => ({ value: measure, label: t(`chart.measure.${measure}`) }))}
        onChange={choose}
      />
      {!counted && (
        <WordedColumn
          word={t('chart.sentence.of')}
          columns={chart.measure === 'count-distinct' ? columns : measured}
          value={chart.y}
          onChange={(y) => onChange({ y, measure: keepMeasure(chart, columns, y) })}
        />
      )}
      <WordedColumn word={t('chart.sentence.by')} columns={columns} value={chart.x} onChange={(x) => onChange({ x })} />
    </>
  );
}

function BoxWords({ chart, columns, onChange }: Words): ReactNode {
  return (
    <>
      <WordedColumn
        word={t('chart.sentence.spread')}
        columns={columns.filter(isMeasurable)}
        value={chart.y}
        onChange={(y) => onChange({ y })}
      />
      <WordedColumn word={t('chart.sentence.by')} columns={columns} value={chart.x} onChange={(x) => onChange({ x })} />
    </>
  );
}

/** A word of the sentence and the column after it, which the word also names. */
function WordedColumn({ word, ...bracket }: Omit<Parameters<typeof ColumnBracket>[0], 'label'> & { word: string }) {
  return (
    <>
      <span>{word}</span>
      <ColumnBracket label={word} {...bracket} />
    </>
  );
}

const categoryLimits = [5, 10, 15, 20, 30, 50];

/** Order and number of what is lined up; time goes its own way. */
function OrderWords({ chart, onChange }: Words): ReactNode {
  const { kind } = chart;
  const ranked = kind === 'bar' || kind === 'dot' || kind === 'box' || kind === 'heatmap' || kind === 'pyramid';
  if (!ranked && kind !== 'slope' && kind !== 'pie') return null;
  const counts =
    kind === 'pie' ? [2, 3, 4, limits.slices] : kind === 'slope' ? [5, 10, 15, limits.slopes] : categoryLimits;
  const count = counts.includes(chart.limit) ? counts : [...counts, chart.limit].sort((a, b) => a - b);
  return (
    <>
      {ranked && (
        <>
          <span>{t('chart.sentence.sort')}</span>
          <Bracket
            label={t('chart.sentence.sort')}
            value={chart.sort}
            options={chartSorts.map((sort) => ({ value: sort, label: t(`chart.sort.${sort}`) }))}
            onChange={(sort) => onChange({ sort })}
          />
        </>
      )}
      <span>{t('chart.sentence.limit')}</span>
      <Bracket
        label={t('chart.sentence.limit')}
        value={String(chart.limit)}
        options={count.map((limit) => ({ value: String(limit), label: t('chart.limit', { count: limit }) }))}
        onChange={(limit) => onChange({ limit: Number(limit) })}
      />
    </>
  );
}

function ScatterWords({ chart, columns, onChange }: Words): ReactNode {
  const numeric = columns.filter((column) => isNumeric(column.type));
  return (
    <>
      <ColumnBracket
        label={t('chart.sentence.show')}
        columns={numeric}
        value={chart.y}
        onChange={(y) => onChange({ y })}
      />
      <WordedColumn
        word={t('chart.sentence.against')}
        columns={numeric}
        value={chart.x}
        onChange={(x) => onChange({ x })}
      />
    </>
  );
}

function HistogramWords({ chart, columns, onChange }: Words): ReactNode {
  return (
    <>
      <WordedColumn
        word={t('chart.sentence.spread')}
        columns={columns.filter(isMeasurable)}
        value={chart.x}
        onChange={(x) => onChange({ x })}
      />
      <span>{t('chart.sentence.in-bins')}</span>
      <Bracket
        label={t('chart.sentence.in-bins')}
        value={String(chart.bins)}
        options={[10, 20, 30, 40, 60].map((count) => ({
          value: String(count),
          label: t('chart.sentence.bins', { count }),
        }))}
        onChange={(bins) => onChange({ bins: Number(bins) })}
      />
    </>
  );
}

const noColor = '\u0000';

function ColorWords({ chart, columns, onChange }: Words): ReactNode {
  const required = needsColor(chart.kind);
  const options = columns
    .filter((column) => required || column.type === 'text' || column.type === 'boolean')
    .map(optionOf);
  const word =
    chart.kind === 'heatmap'
      ? t('chart.sentence.cross')
      : chart.kind === 'pyramid'
        ? t('chart.sentence.sides')
        : t('chart.sentence.color');
  const stacks = (chart.kind === 'bar' || chart.kind === 'area') && chart.color !== null;
  const ways = stackings.filter((way) => chart.kind === 'bar' || way !== 'grouped');
  return (
    <>
      <span>{word}</span>
      <Bracket
        label={word}
        value={chart.color ?? (required ? null : noColor)}
        options={[...(required ? [] : [{ value: noColor, label: t('chart.sentence.no-color') }]), ...options]}
        onChange={(color) => onChange({ color: color === noColor ? null : color })}
      />
      {stacks && (
        <>
          <span>{t('chart.sentence.stacking')}</span>
          <Bracket
            label={t('chart.sentence.stacking')}
            value={chart.stacking}
            options={ways.map((value) => ({ value, label: t(`chart.stacking.${value}`) }))}
            onChange={(stacking) => onChange({ stacking })}
          />
        </>
      )}
    </>
  );
}

/** A sum of populations stays a sum of agents; a sum of a rate becomes a median. */
function keepMeasure(chart: Chart, columns: readonly Column[], y: string): ChartMeasure {
  const column = columns.find((candidate) => candidate.name === y) ?? null;
  return chart.measure === 'sum' ? defaultMeasure(column) : chart.measure;
}
