import './chart.css';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Result } from 'vega-embed';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type Finding, guard } from '../../shared/chart/guard.ts';
import { marksOf } from '../../shared/chart/rows.ts';
import { chartTitle, spec } from '../../shared/chart/spec.ts';
import { blankChart, type DistinctCounts, suggest } from '../../shared/chart/suggest.ts';
import type { Outputs } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { decodeRows } from '../arrow.ts';
import { edit, faultText, newId, queryOf, useCall, useColumns, useProject } from '../session.ts';
import { Button, IconButton, Menu, Notice, Popover, Progress, Select, TextField } from '../ui/kit.ts';
import { captionOf } from './caption.ts';
import { type ChartFormat, exportChart } from './export.ts';
import { ChartFigure } from './figure.tsx';
import { Kinds, Suggestions } from './kinds.tsx';
import { Sentence } from './sentence.tsx';

/** Text columns counted for the suggestions: a file may have hundreds. */
const mostProfiled = 40;

/** The charts of one table: the first one is suggested, then everything is edited through its sentence. */
export function ChartView({ table }: { table: string }): ReactNode {
  const project = useProject();
  const columns = useColumns(table);
  const distinct = useDistinct(table, columns.value);
  const charts = project.charts.filter((chart) => chart.table === table);
  const [chosen, setChosen] = useState<string | null>(null);
  const chart = charts.find((candidate) => candidate.id === chosen) ?? charts.at(-1) ?? null;

  const add = (draft: Chart) => {
    const added = { ...draft, id: newId() };
    edit(t('chart.action.create'), (current) => ({ ...current, charts: [...current.charts, added] }));
    setChosen(added.id);
  };

  if (columns.fault) return <Notice tone="error">{faultText(columns.fault)}</Notice>;
  if (!columns.value) return <Progress label={t('common.loading')} fraction={null} />;
  if (!chart) {
    return (
      <div className="chart-view">
        <Suggestions suggestions={suggest(columns.value, table, distinct)} onChoose={add} />
      </div>
    );
  }
  return (
    <div className="chart-view">
      <div className="chart-bar">
        <Kinds chart={chart} columns={columns.value} onChange={replace} />
        {charts.length > 1 && (
          <Select
            label={t('chart.list')}
            hideLabel
            className="chart-choice"
            value={chart.id}
            onChange={setChosen}
            options={charts.map((one) => ({ value: one.id, label: chartTitle(one) }))}
          />
        )}
        <Button
          size="small"
          icon="add"
          onPress={() => add(suggest(columns.value ?? [], table, distinct)[0]?.chart ?? blankChart(table))}
        >
          {t('chart.new')}
        </Button>
        <IconButton size="small" icon="delete" label={t('chart.delete')} onPress={() => remove(chart.id)} />
      </div>
      <ChartEditor key={chart.id} chart={chart} columns={columns.value} />
    </div>
  );
}

/** Counts of different values of the columns that could be categories, once known. */
function useDistinct(table: string, columns: readonly Column[] | null): DistinctCounts {
  const project = useProject();
  const input = useMemo(() => {
    const names = (columns ?? []).filter((column) => column.type === 'text').map((column) => column.name);
    return names.length === 0
      ? null
      : { query: queryOf(table, undefined, project), columns: names.slice(0, mostProfiled) };
  }, [table, columns, project]);
  const profiles = useCall('table.profile', input);
  return useMemo(
    () => Object.fromEntries((profiles.value ?? []).map(({ name, distinct }) => [name, distinct])),
    [profiles.value],
  );
}

function ChartEditor({ chart, columns }: { chart: Chart; columns: readonly Column[] }): ReactNode {
  const findings = guard(chart, columns);
  const blocked = findings.find((finding) => finding.level === 'blocked') ?? null;
  const change = (next: Partial<Chart>) => replace({ ...chart, ...next });
  return (
    <>
      <Sentence chart={chart} columns={columns} onChange={change} />
      {findings.map((finding) => (
        <FindingNotice key={finding.rule} finding={finding} />
      ))}
      {blocked === null && <DrawnChart chart={chart} columns={columns} onChange={change} />}
    </>
  );
}

function FindingNotice({ finding }: { finding: Finding }): ReactNode {
  const { fix } = finding;
  return (
    <Notice
      tone={finding.level === 'blocked' ? 'error' : 'warning'}
      actions={
        fix && (
          <Button size="small" onPress={() => replace(fix)}>
            {t('chart.guard.fix')}
          </Button>
        )
      }
    >
      {t(finding.text, finding.params as never)}
    </Notice>
  );
}

function DrawnChart({
  chart,
  columns,
  onChange,
}: {
  chart: Chart;
  columns: readonly Column[];
  onChange: (change: Partial<Chart>) => void;
}): ReactNode {
  const project = useProject();
  // Titles are drawn by the page: changing them asks the engine nothing.
  const input = useMemo(() => {
    const complete = chart.x !== null && (chart.kind !== 'scatter' || chart.y !== null);
    return complete
      ? { query: queryOf(chart.table, undefined, project), chart: { ...chart, title: '', subtitle: '' } }
      : null;
  }, [chart, project]);
  const data = useCall('chart.data', input);
  if (data.fault) return <Notice tone="error">{faultText(data.fault)}</Notice>;
  if (!data.value) return data.loading ? <Progress label={t('chart.loading')} fraction={null} /> : null;
  return <ReadyChart chart={chart} columns={columns} data={data.value} onChange={onChange} />;
}

const formats: ChartFormat[] = ['png', 'png2', 'svg', 'json', 'csv'];

function ReadyChart({
  chart,
  columns,
  data,
  onChange,
}: {
  chart: Chart;
  columns: readonly Column[];
  data: Outputs['chart.data'];
  onChange: (change: Partial<Chart>) => void;
}): ReactNode {
  const project = useProject();
  const drawn = useRef<Result | null>(null);
  const caption = useMemo(() => captionOf(project, chart, columns, data.facts), [project, chart, columns, data.facts]);
  const save = (format: ChartFormat) => {
    if (!drawn.current) return;
    const marks = marksOf(chart, columns, decodeRows(data.rows));
    const document = spec({ chart, columns, marks, facts: data.facts, caption, width: 640, height: 360 });
    void exportChart(format, chart, drawn.current, document, marks);
  };
  return (
    <>
      <div className="chart-actions">
        <Popover
          label={t('chart.titles')}
          trigger={
            <Button size="small" icon="edit">
              {t('chart.titles')}
            </Button>
          }
        >
          <div className="stack">
            <TextField label={t('chart.title.field')} value={chart.title} onChange={(title) => onChange({ title })} />
            <TextField
              label={t('chart.subtitle.field')}
              value={chart.subtitle}
              onChange={(subtitle) => onChange({ subtitle })}
            />
          </div>
        </Popover>
        <Menu
          label={t('chart.export')}
          trigger={
            <Button size="small" icon="export">
              {t('chart.export')}
            </Button>
          }
          entries={formats.map((format) => ({
            kind: 'action' as const,
            id: format,
            label: t(`chart.export.${format}`),
            onAction: () => save(format),
          }))}
        />
      </div>
      <ChartFigure chart={chart} columns={columns} data={data} caption={caption} drawn={drawn} />
    </>
  );
}

function replace(chart: Chart): void {
  edit(t('chart.action.change'), (current) => ({
    ...current,
    charts: current.charts.map((one) => (one.id === chart.id ? chart : one)),
  }));
}

function remove(id: string): void {
  edit(t('chart.action.delete'), (current) => ({ ...current, charts: current.charts.filter((one) => one.id !== id) }));
}
