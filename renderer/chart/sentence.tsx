import type { ReactNode } from 'react';
import { type Chart, type ChartMeasure, chartMeasures } from '../../shared/chart/encoding.ts';
import { defaultMeasure, isMeasurable } from '../../shared/chart/measure.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Button, type Option, Popover, SearchList } from '../ui/kit.ts';

type Change = (change: Partial<Chart>) => void;

/** The chart as a French sentence whose brackets are buttons: « Montrer [la somme] de [Population] par [Région] ». */
export function Sentence({
  chart,
  columns,
  onChange,
}: {
  chart: Chart;
  columns: readonly Column[];
  onChange: Change;
}): ReactNode {
  return (
    <fieldset className="chart-sentence" aria-label={t('chart.sentence.label')}>
      <span>{t('chart.sentence.show')}</span>
      {chart.kind === 'histogram' ? (
        <HistogramWords chart={chart} columns={columns} onChange={onChange} />
      ) : chart.kind === 'scatter' ? (
        <ScatterWords chart={chart} columns={columns} onChange={onChange} />
      ) : (
        <GroupWords chart={chart} columns={columns} onChange={onChange} />
      )}
      {chart.kind !== 'histogram' && <ColorWords chart={chart} columns={columns} onChange={onChange} />}
    </fieldset>
  );
}

type Words = { chart: Chart; columns: readonly Column[]; onChange: Change };

function GroupWords({ chart, columns, onChange }: Words): ReactNode {
  const counted = chart.measure === 'count';
  const measured = columns.filter(isMeasurable);
  const measures = chartMeasures.filter(
    (measure) => measure !== 'value' && (measure === 'count' || columns.length > 0),
  );
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
        <>
          <span>{t('chart.sentence.of')}</span>
          <ColumnBracket
            label={t('chart.sentence.of')}
            columns={chart.measure === 'count-distinct' ? columns : measured}
            value={chart.y}
            onChange={(y) => onChange({ y, measure: keepMeasure(chart, columns, y) })}
          />
        </>
      )}
      <span>{t('chart.sentence.by')}</span>
      <ColumnBracket
        label={t('chart.sentence.by')}
        columns={columns}
        value={chart.x}
        onChange={(x) => onChange({ x })}
      />
      {chart.kind === 'bar' && (
        <>
          <span>{t('chart.sentence.sort')}</span>
          <Bracket
            label={t('chart.sentence.sort')}
            value={chart.sort}
            options={(['value-desc', 'value-asc', 'x-asc', 'x-desc'] as const).map((sort) => ({
              value: sort,
              label: t(`chart.sort.${sort}`),
            }))}
            onChange={(sort) => onChange({ sort })}
          />
          <span>{t('chart.sentence.limit')}</span>
          <Bracket
            label={t('chart.sentence.limit')}
            value={String(chart.limit)}
            options={[5, 10, 15, 20, 30, 50].map((count) => ({
              value: String(count),
              label: t('chart.limit', { count }),
            }))}
            onChange={(limit) => onChange({ limit: Number(limit) })}
          />
        </>
      )}
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
      <span>{t('chart.sentence.against')}</span>
      <ColumnBracket
        label={t('chart.sentence.against')}
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
      <span>{t('chart.sentence.spread')}</span>
      <ColumnBracket
        label={t('chart.sentence.spread')}
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
  const options = columns.filter((column) => column.type === 'text' || column.type === 'boolean').map(optionOf);
  return (
    <>
      <span>{t('chart.sentence.color')}</span>
      <Bracket
        label={t('chart.sentence.color')}
        value={chart.color ?? noColor}
        options={[{ value: noColor, label: t('chart.sentence.no-color') }, ...options]}
        onChange={(color) => onChange({ color: color === noColor ? null : color })}
      />
    </>
  );
}

function ColumnBracket(props: {
  label: string;
  columns: readonly Column[];
  value: string | null;
  onChange: (name: string) => void;
}): ReactNode {
  return (
    <Bracket label={props.label} value={props.value} options={props.columns.map(optionOf)} onChange={props.onChange} />
  );
}

function Bracket<V extends string>(props: {
  label: string;
  value: V | null;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
}): ReactNode {
  const chosen = props.options.find((option) => option.value === props.value);
  return (
    <Popover
      label={props.label}
      trigger={
        <Button className="bracket" size="small">
          {chosen?.label ?? props.value ?? t('chart.sentence.choose')}
        </Button>
      }
    >
      {(close) => (
        <SearchList
          label={props.label}
          hideLabel
          mode="single"
          className="bracket-list"
          selected={props.value === null ? [] : [props.value]}
          options={props.options}
          onChange={([value]) => {
            if (value !== undefined) props.onChange(value);
            close();
          }}
        />
      )}
    </Popover>
  );
}

function optionOf(column: Column): Option<string> {
  return { value: column.name, label: column.name, hint: column.label, end: t(`type.${column.type}`) };
}

/** A sum of populations stays a sum of agents; a sum of a rate becomes a median. */
function keepMeasure(chart: Chart, columns: readonly Column[], y: string): ChartMeasure {
  const column = columns.find((candidate) => candidate.name === y) ?? null;
  return chart.measure === 'sum' ? defaultMeasure(column) : chart.measure;
}
