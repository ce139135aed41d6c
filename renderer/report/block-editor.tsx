import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { isMeasurable } from '../../shared/chart/measure.ts';
import { chartTitle } from '../../shared/chart/spec.ts';
import { mapTitle } from '../../shared/map/describe.ts';
import { figureMeasures } from '../../shared/report/measures.ts';
import type { Block, BlockOf, Comparison } from '../../shared/report/report.ts';
import { t } from '../../shared/text/t.ts';
import { changeBlock } from '../edit-report.ts';
import { useColumns, useProject } from '../session.ts';
import { NumberField, type Option, RadioGroup, SearchList, Select, TextField } from '../ui/kit.ts';

/** The choices of a block, in its place. Each is one edit of the project. */
export function BlockEditor({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <>
          <Written
            label={t('report.heading.field')}
            value={block.text}
            autoFocus
            onWrite={(text) => changeBlock({ ...block, text })}
          />
          <RadioGroup
            label={t('report.heading.level')}
            orientation="horizontal"
            value={String(block.level) as '1' | '2'}
            options={(['1', '2'] as const).map((value) => ({ value, label: t(`report.heading.${value}`) }))}
            onChange={(level) => changeBlock({ ...block, level: level === '1' ? 1 : 2 })}
          />
        </>
      );
    case 'text':
      return (
        <Written
          label={t('report.text.field')}
          hint={t('report.text.hint')}
          rows={7}
          value={block.text}
          autoFocus
          onWrite={(text) => changeBlock({ ...block, text })}
        />
      );
    case 'figure':
      return <FigureEditor block={block} />;
    case 'table':
      return <TableEditor block={block} />;
    case 'note':
      return <TableChoice value={block.table} onChange={(table) => changeBlock({ ...block, table })} />;
    case 'chart':
    case 'map':
      return <DrawingEditor block={block} />;
  }
}

/** What is typed becomes one edit when the field is left, or after a rest. */
function Written(props: {
  label: string;
  value: string;
  rows?: number;
  hint?: string;
  autoFocus?: boolean;
  onWrite: (text: string) => void;
}): ReactNode {
  const { value, onWrite } = props;
  const [text, setText] = useState(value);
  const latest = useRef({ text, value, onWrite });
  latest.current = { text, value, onWrite };
  // An undo, or a change made elsewhere.
  useEffect(() => setText(value), [value]);
  const write = useCallback(() => {
    const { text: typed, value: before, onWrite: give } = latest.current;
    if (typed !== before) give(typed);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => latest.current.text === text && write(), 800);
    return () => clearTimeout(timer);
  }, [text, write]);
  useEffect(() => write, [write]);
  return (
    <TextField
      label={props.label}
      value={text}
      onChange={setText}
      onBlur={write}
      hint={props.hint}
      {...(props.rows === undefined ? {} : { rows: props.rows })}
      {...(props.autoFocus ? { autoFocus: true } : {})}
    />
  );
}

function TableChoice({ value, onChange }: { value: string; onChange: (table: string) => void }): ReactNode {
  const { tables } = useProject();
  const options = tables.map(({ id, name }) => ({ value: id, label: name }));
  return <Select label={t('report.field.table')} value={value} options={options} onChange={onChange} />;
}

function DrawingEditor({ block }: { block: BlockOf<'chart' | 'map'> }): ReactNode {
  const { charts, maps, tables } = useProject();
  const tableName = (id: string) => tables.find((table) => table.id === id)?.name ?? '';
  const option = (id: string, name: string, table: string): Option<string> => ({
    value: id,
    label: name,
    hint: tableName(table),
  });
  return (
    <>
      {block.kind === 'chart' ? (
        <Select
          label={t('report.field.chart')}
          value={block.chart}
          options={charts.map((chart) => option(chart.id, chartTitle(chart, []), chart.table))}
          onChange={(chart) => changeBlock({ ...block, chart })}
        />
      ) : (
        <Select
          label={t('report.field.map')}
          value={block.map}
          options={maps.map((map) => option(map.id, mapTitle(map), map.table))}
          onChange={(map) => changeBlock({ ...block, map })}
        />
      )}
      <Rows
        label={t('report.field.data-rows')}
        value={block.dataRows}
        least={0}
        most={50}
        onChange={(dataRows) => changeBlock({ ...block, dataRows })}
      />
    </>
  );
}

function Rows(props: {
  label: string;
  value: number;
  least: number;
  most: number;
  onChange: (rows: number) => void;
}): ReactNode {
  return (
    <NumberField
      label={props.label}
      value={props.value}
      minValue={props.least}
      maxValue={props.most}
      step={1}
      onChange={(value) =>
        props.onChange(Math.max(props.least, Math.min(props.most, Math.round(value ?? props.least))))
      }
    />
  );
}

function TableEditor({ block }: { block: BlockOf<'table'> }): ReactNode {
  const columns = useColumns(block.table).value ?? [];
  return (
    <>
      <Written
        label={t('report.field.title')}
        value={block.title}
        onWrite={(title) => changeBlock({ ...block, title })}
      />
      <TableChoice value={block.table} onChange={(table) => changeBlock({ ...block, table, columns: [] })} />
      <Rows
        label={t('report.field.rows')}
        value={block.rows}
        least={1}
        most={200}
        onChange={(rows) => changeBlock({ ...block, rows })}
      />
      <SearchList
        label={t('report.field.columns')}
        className="report-columns"
        selected={block.columns}
        options={columns.map(({ name, label }) => ({ value: name, label: name, hint: label }))}
        onChange={(chosen) => {
          // In the order of the table, whatever the order of the ticks.
          const names = columns.map(({ name }) => name).filter((name) => chosen.includes(name));
          changeBlock({ ...block, columns: names });
        }}
      />
    </>
  );
}

const comparisons: Record<Comparison['kind'], (before: Comparison) => Comparison> = {
  none: () => ({ kind: 'none' }),
  value: () => ({ kind: 'value', value: null, label: '' }),
  table: () => ({ kind: 'table', table: null }),
};

function FigureEditor({ block }: { block: BlockOf<'figure'> }): ReactNode {
  const { tables } = useProject();
  const columns = useColumns(block.table).value ?? [];
  const { measure, comparison } = block;
  const change = (part: Partial<BlockOf<'figure'>>) => changeBlock({ ...block, ...part });
  const offered = columns.filter((column) => measure === 'count-distinct' || isMeasurable(column));
  return (
    <>
      <TableChoice value={block.table} onChange={(table) => change({ table, measure: 'count', column: null })} />
      <Select
        label={t('report.field.measure')}
        value={measure}
        options={figureMeasures.map((value) => ({ value, label: t(`report.measure.${value}`) }))}
        onChange={(value) =>
          change({ measure: value, column: value === 'count' ? null : (block.column ?? offered[0]?.name ?? null) })
        }
      />
      {measure !== 'count' && (
        <Select
          label={t('report.field.column')}
          value={block.column}
          options={offered.map(({ name, label }) => ({ value: name, label: name, hint: label }))}
          onChange={(column) => change({ column })}
        />
      )}
      <Written label={t('report.field.label')} value={block.label} onWrite={(label) => change({ label })} />
      <Written label={t('report.field.unit')} value={block.unit} onWrite={(unit) => change({ unit })} />
      <Select
        label={t('report.field.comparison')}
        value={comparison.kind}
        options={(['none', 'value', 'table'] as const).map((value) => ({
          value,
          label: t(`report.comparison.${value}`),
          isDisabled: value === 'table' && tables.length < 2,
        }))}
        onChange={(kind) => kind !== comparison.kind && change({ comparison: comparisons[kind](comparison) })}
      />
      {comparison.kind === 'value' && (
        <>
          <NumberField
            label={t('report.field.reference')}
            value={comparison.value}
            onChange={(value) => change({ comparison: { ...comparison, value } })}
          />
          <Written
            label={t('report.field.reference-label')}
            value={comparison.label}
            onWrite={(label) => change({ comparison: { ...comparison, label } })}
          />
        </>
      )}
      {comparison.kind === 'table' && (
        <Select
          label={t('report.field.table')}
          value={comparison.table}
          options={tables.filter(({ id }) => id !== block.table).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(table) => change({ comparison: { kind: 'table', table } })}
        />
      )}
    </>
  );
}
