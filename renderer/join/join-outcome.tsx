import { type ReactNode, useMemo } from 'react';
import type { JoinReport, Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Join } from '../../shared/recipe/steps/join.ts';
import { keyMeaning } from '../../shared/sql/text.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { PreviewTable, usePreview } from '../preview.tsx';
import { faultText, useCall } from '../session.ts';
import { Button, Checkbox, Notice, Progress } from '../ui/kit.ts';
import { Bridged } from './bridged.tsx';
import type { JoinParts } from './join-draft.ts';
import type { JoinPlace, RightSide } from './join-form.tsx';
import { queryAfter } from './place.ts';
import { aggregateRight, type RepairPlace } from './repair.ts';
import { Repaired, useRepairs } from './repairs.tsx';
import { ReportSide } from './report-side.tsx';
import { SimilarList } from './similar-list.tsx';

/** What the join would give: who finds whom on both sides, why the others do not, rows before and after, ten rows. */
export function JoinOutcome(props: {
  place: JoinPlace;
  right: RightSide;
  left: Column[];
  before: Query;
  parts: JoinParts | null;
  extra: RepairPlace['extra'];
  onNormalise: () => void;
  onShift: (by: number) => void;
  onReplace: (table: string, keys: JoinParts['on']) => void;
  allowMultiply: boolean;
  onAllowMultiply: (allow: boolean) => void;
}): ReactNode {
  const { place, right, before, parts, left } = props;
  const key = JSON.stringify(parts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parts
  const input = useMemo(
    () => (parts ? { query: before, step: { id: 'draft', ...parts } satisfies Join } : null),
    [before, key],
  );
  const { value: report, fault, loading } = useCall('join.report', input);
  const pair = parts && keyColumns(parts, left, right.columns);
  const on = parts?.on.length === 1 ? pair : null;
  const repairPlace: RepairPlace | null = pair && {
    table: place.table.id,
    at: place.at,
    right: right.table,
    on: pair,
    columns: { left, right: right.columns },
    extra: props.extra,
  };
  const repairs = useRepairs(repairPlace, props.onNormalise, props.onShift);
  const tables = { left: place.table.name, right: right.table.name };
  const side = { on, tables, isNormalised: parts?.normalise ?? false, onRepair: repairs.repair };
  return (
    <section className="join-outcome" aria-label={t('join.step-report')}>
      <h3>{t('join.step-report')}</h3>
      {!parts && <p className="muted">{t('join.incomplete')}</p>}
      {parts && fault && <Notice tone="error">{faultText(fault)}</Notice>}
      {parts && !report && !fault && <Progress label={t('join.computing')} fraction={null} />}
      {parts && report && (
        <div className="stack" data-loading={loading ? '' : undefined}>
          <RowsChange report={report} />
          <Repaired repairs={repairs} />
          <ReportSide name={tables.left} side="left" report={report.left} {...side} />
          <ReportSide name={tables.right} side="right" report={report.right} {...side} />
          <Bridged groups={report.bridged} on={on} tables={tables} onRepair={repairs.repair} />
          {repairPlace && parts.keep !== 'full' && report.left.matched < report.left.rows && (
            <SimilarList before={before} parts={parts} place={repairPlace} onApplied={repairs.noted} />
          )}
          <Multiplying
            report={report}
            table={right.table.name}
            allow={props.allowMultiply}
            onAllow={props.onAllowMultiply}
            keep={parts.keep}
            onAggregate={() =>
              repairPlace &&
              props.onReplace(
                aggregateRight(
                  repairPlace,
                  parts.on.map((key) => key.right),
                ),
                parts.on,
              )
            }
          />
          <Warnings report={report} />
          <Preview {...props} parts={parts} />
        </div>
      )}
    </section>
  );
}

/** The columns of the first key, or of the name among several. */
function keyColumns(
  parts: JoinParts,
  left: readonly Column[],
  right: readonly Column[],
): { left: Column; right: Column } | null {
  const pairs = parts.on.flatMap((key) => {
    const pair = {
      left: left.find(({ name }) => name === key.left),
      right: right.find(({ name }) => name === key.right),
    };
    return pair.left && pair.right ? [pair as { left: Column; right: Column }] : [];
  });
  return (
    pairs.find((pair) => pair.left.type === 'text' && keyMeaning(pair.left, pair.right) === null) ?? pairs[0] ?? null
  );
}

function RowsChange({ report }: { report: JoinReport }): ReactNode {
  return (
    <dl className="join-figures">
      <div>
        <dt>{t('join.rows-before')}</dt>
        <dd>{formatNumber(report.rowsBefore)}</dd>
      </div>
      <div className="join-after">
        <dt>{t('join.rows-after')}</dt>
        <dd>{formatNumber(report.rowsAfter)}</dd>
      </div>
    </dl>
  );
}

/** Rows are multiplied only with this tick. */
function Multiplying(props: {
  report: JoinReport;
  table: string;
  keep: Join['keep'];
  allow: boolean;
  onAllow: (allow: boolean) => void;
  onAggregate: () => void;
}): ReactNode {
  const { report, table } = props;
  if (props.keep === 'anti') return null;
  const wouldMultiply = report.rowsIfMultiplied > report.rowsAfter;
  if (!wouldMultiply && !props.allow) return null;
  return (
    <Notice tone="warning">
      <strong>{t('join.multiply-title', { table })}</strong>
      <p>{t('join.multiply-off', { table })}</p>
      <p className="field-hint">
        {t('join.repeated', {
          keys: report.repeated.map(({ key, rows }) => t('join.repeated-key', { key, count: rows })).join(', '),
        })}
      </p>
      <div className="row">
        <Button size="small" icon="group" onPress={props.onAggregate}>
          {t('join.aggregate')}
        </Button>
        <span className="field-hint">{t('join.aggregate-hint')}</span>
      </div>
      <Checkbox
        isSelected={props.allow}
        onChange={props.onAllow}
        hint={t('join.multiply-hint', { before: report.rowsBefore, after: report.rowsIfMultiplied })}
      >
        {t('join.multiply')}
      </Checkbox>
    </Notice>
  );
}

/** Said elsewhere in the report. */
const alreadySaid: readonly string[] = ['join-multiplies', 'join-multiplied', 'join-keys-missing'];

function Warnings({ report }: { report: JoinReport }): ReactNode {
  return report.warnings
    .filter((warning) => !alreadySaid.includes(warning.code))
    .map((warning) => (
      <Notice key={warning.code} tone="warning">
        {tDynamic(`warning.${warning.code}`, warning.params, 'warning.unknown')}
      </Notice>
    ));
}

const previewRows = 10;
const previewColumns = 12;

function Preview(props: { place: JoinPlace; left: Column[]; parts: JoinParts }): ReactNode {
  const { place, left, parts } = props;
  const key = JSON.stringify(parts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parts
  const query = useMemo(() => queryAfter(place.within, place.table.id, place.at, parts), [place, key]);
  const after = useCall(
    'table.columns',
    useMemo(() => ({ query }), [query]),
  );
  const keys = parts.on.map((pair) => pair.left);
  const names = [...new Set([...keys, ...left.slice(0, 3).map((column) => column.name)])];
  const brought = parts.columns.map((column) => column.as);
  const wanted = [...names, ...brought].slice(0, previewColumns);
  const columns = (after.value ?? []).length
    ? wanted.flatMap((name) => after.value?.find((column) => column.name === name) ?? [])
    : [];
  const shown = columns.map((column) => column.name);
  const { value: rows, fault } = usePreview(after.value && !after.loading ? query : null, shown, previewRows);
  if (fault) return <Notice tone="error">{faultText(fault)}</Notice>;
  if (!rows) return null;
  return <PreviewTable caption={t('join.preview')} columns={columns} rows={rows} marked={brought} />;
}
