import './chart.css';
import { type ReactNode, useMemo, useState } from 'react';
import { captionOf } from '../../shared/chart/caption.ts';
import { changeKind } from '../../shared/chart/change-kind.ts';
import type { Chart } from '../../shared/chart/encoding.ts';
import { guard } from '../../shared/chart/guard.ts';
import type { ChartKind } from '../../shared/chart/kinds.ts';
import { chartTitle } from '../../shared/chart/spec.ts';
import { blankChart, type DistinctCounts, suggest } from '../../shared/chart/suggest.ts';
import { drawnColumns, vintagesOf } from '../../shared/chart/vintage.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { type Answer, useChartData } from '../chart-data.ts';
import { reportChart } from '../edit-report.ts';
import { edit, faultText, newId, queryOf, useCall, useColumns, useProject } from '../session.ts';
import { Button, IconButton, Menu, Notice, Popover, Progress, Select, TextField, useStable } from '../ui/kit.ts';
import { Advanced } from './advanced.tsx';
import { chartFormats, exportChart } from './export.ts';
import { Findings } from './findings.tsx';
import { JsonEditor } from './json-editor.tsx';
import { Kinds, Suggestions } from './kinds.tsx';
import { LinkedFigure } from './linked-figure.tsx';
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
  const chooseKind = useStable((kind: ChartKind) => {
    if (chart && columns.value) replace(changeKind(chart, kind, columns.value, distinct));
  });

  if (columns.fault) return <Notice tone="error">{faultText(columns.fault)}</Notice>;
  if (!columns.value) return <Progress label={t('common.loading')} fraction={null} />;
  if (!chart) {
    return (
      <div className="chart-view">
        <Suggestions columns={columns.value} suggestions={suggest(columns.value, table, distinct)} onChoose={add} />
      </div>
    );
  }
  return (
    <div className="chart-view">
      <div className="chart-bar">
        <Kinds chosen={chart.kind} columns={columns.value} distinct={distinct} onChoose={chooseKind} />
      </div>
      <ChartEditor key={chart.id} chart={chart} columns={columns.value}>
        {charts.length > 1 && (
          <Select
            label={t('chart.list')}
            hideLabel
            className="chart-choice"
            value={chart.id}
            onChange={setChosen}
            options={charts.map((one) => ({ value: one.id, label: chartTitle(one, columns.value ?? []) }))}
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
      </ChartEditor>
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

function ChartEditor({
  chart,
  columns,
  children,
}: {
  chart: Chart;
  columns: readonly Column[];
  /** Choice of another chart, at the end of the row of actions. */
  children: ReactNode;
}): ReactNode {
  const project = useProject();
  const { answer, fault, loading, before } = useChartData(chart, columns);
  const vintages = useMemo(() => vintagesOf(project, chart.table, drawnColumns(chart)), [project, chart]);
  const findings = useMemo(
    // Until its own figures come, the chart drawn is the one before, and so is what is said of it.
    () => (answer ? guard(answer.chart, answer.columns, { ...answer, vintages }) : before),
    [answer, vintages, before],
  );
  const blocked = findings.some((finding) => finding.level === 'blocked');
  const ready = blocked || fault ? null : answer;
  const words = answer ? captionOf(project, answer.chart, answer.columns, answer.facts).join('\n') : '';
  // The same words are the same list: a change elsewhere in the project draws nothing again.
  const caption = useMemo(() => (words === '' ? [] : words.split('\n')), [words]);
  const change = useStable((next: Partial<Chart>) => replace({ ...chart, ...next }));
  return (
    <>
      <Sentence chart={chart} columns={columns} onChange={change} />
      <Findings findings={findings} onFix={(fix) => !loading && replace(fix)} />
      {fault && <Notice tone="error">{faultText(fault)}</Notice>}
      {!answer && loading && <Progress label={t('chart.loading')} fraction={null} />}
      {chart.vega !== null && (
        <Notice
          tone="info"
          actions={
            <Button size="small" onPress={() => change({ vega: null })}>
              {t('chart.json.reset')}
            </Button>
          }
        >
          {t('chart.json.custom')}
        </Notice>
      )}
      <div className="chart-actions">
        {ready && <ChartActions answer={ready} caption={caption} onChange={change} />}
        <span className="chart-gap" />
        {children}
      </div>
      {ready && <LinkedFigure answer={ready} caption={caption} />}
      <Advanced chart={chart} columns={columns} onChange={change} />
    </>
  );
}

function ChartActions({
  answer,
  caption,
  onChange,
}: {
  answer: Answer;
  caption: readonly string[];
  onChange: (change: Partial<Chart>) => void;
}): ReactNode {
  const { chart } = answer;
  const [editing, setEditing] = useState(false);
  return (
    <>
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
          <TextField label={t('chart.source.field')} value={chart.source} onChange={(source) => onChange({ source })} />
        </div>
      </Popover>
      <Menu
        label={t('chart.export')}
        trigger={
          <Button size="small" icon="export">
            {t('chart.export')}
          </Button>
        }
        entries={chartFormats.map((format) => ({
          kind: 'action' as const,
          id: format,
          label: t(`chart.export.${format}`),
          onAction: () => void exportChart(format, { ...answer, caption }),
        }))}
      />
      <Button size="small" icon="file" onPress={() => reportChart(chart.id)}>
        {t('report.add-this')}
      </Button>
      <Button size="small" icon="formula" onPress={() => setEditing(true)}>
        {t('chart.json.open')}
      </Button>
      {editing && <JsonEditor answer={answer} onChange={onChange} onClose={() => setEditing(false)} />}
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
