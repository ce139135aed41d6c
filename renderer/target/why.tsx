import { type ReactNode, useMemo } from 'react';
import type { Source } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Target } from '../../shared/recipe/steps/target.ts';
import { targetColumn } from '../../shared/target/choices.ts';
import { readBand } from '../../shared/territory/bands.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { decodeRows } from '../arrow.ts';
import { faultText, queryOf, useCall, useColumns, useProject } from '../session.ts';
import { Button, Dialog, Notice } from '../ui/kit.ts';
import './target.css';

type WhyRow = Readonly<Record<string, unknown>>;

/** The verdict step of a table, null where it has none: then « Pourquoi ? » has no meaning. */
export function targetStepOf(recipe: readonly { kind: string; disabled?: boolean | undefined }[]): Target | null {
  return (recipe.findLast((step) => step.kind === 'target' && !step.disabled) as Target | undefined) ?? null;
}

/**
 * « Pourquoi ? » for one row of a table of collectivités: its values, the thresholds, where each figure comes from.
 * `row` is its place in the table, 0 first.
 */
export function TargetWhy({
  table,
  row: place,
  onClose,
}: {
  table: string;
  row: number;
  onClose: () => void;
}): ReactNode {
  const current = useProject();
  const columns = useColumns(table).value ?? [];
  const step = targetStepOf(current.tables.find(({ id }) => id === table)?.recipe ?? []);
  const names = columns.map(({ name }) => name);
  const page = useCall(
    'table.page',
    step && names.length > 0
      ? { query: queryOf(table, undefined, current), columns: names, offset: place, limit: 1 }
      : null,
  );
  const row: WhyRow | null = useMemo(() => (page.value ? (decodeRows(page.value.rows)[0] ?? {}) : null), [page.value]);
  const verdict = step && row ? String(row[step.verdictColumn] ?? '') : '…';
  const reached = new Set(queryOf(table, undefined, current).tables.map((one) => one.source));
  const sources = current.sources.filter((source) => reached.has(source.id));
  return (
    <Dialog
      title={t('why.title', { verdict })}
      size="medium"
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {page.fault && <Notice tone="error">{faultText(page.fault)}</Notice>}
      {step && row ? (
        <div className="stack">
          <p>
            <strong>{[row[targetColumn.code], row[targetColumn.name]].filter(Boolean).join(' ')}</strong>
          </p>
          <p>{String(row[step.reasonColumn] ?? '')}</p>
          <Tests step={step} row={row} columns={columns} />
          <p>{step.population && step.staff ? t(`why.${step.connective}`) : t('why.alone')}</p>
          <h3>{t('why.sources')}</h3>
          <ul className="why-sources">
            {sources.map((source) => (
              <li key={source.id}>{describeSource(source)}</li>
            ))}
          </ul>
          <p className="muted">{t('assistant.law.advice')}</p>
        </div>
      ) : (
        <p>{t(step ? 'common.loading' : 'why.none')}</p>
      )}
    </Dialog>
  );
}

function Tests({ step, row, columns }: { step: Target; row: WhyRow; columns: readonly Column[] }): ReactNode {
  return (
    <table className="why-table">
      <thead>
        <tr>
          {(['test', 'value', 'threshold', 'answer'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`why.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {step.population && (
          <Test
            name={t('why.population')}
            column={columns.find(({ name }) => name === step.population?.column)}
            value={numberText(row[step.population.column])}
            operator={step.operator}
            threshold={step.population.threshold}
            passes={compare(step, numeric(row[step.population.column]), step.population.threshold)}
          />
        )}
        {step.staff && (
          <Test
            name={t('why.staff')}
            column={columns.find(({ name }) => name === step.staff?.column)}
            value={step.staff.form === 'band' ? bandText(row[step.staff.column]) : numberText(row[step.staff.column])}
            operator={step.operator}
            threshold={step.staff.threshold}
            passes={staffPasses(step, row[step.staff.column])}
          />
        )}
      </tbody>
    </table>
  );
}

function Test(props: {
  name: string;
  column: Column | undefined;
  value: string | null;
  operator: 'ge' | 'gt';
  threshold: number;
  passes: boolean | null;
}): ReactNode {
  const answer = props.passes === null ? 'why.unknown' : props.passes ? 'why.passes' : 'why.fails';
  return (
    <tr>
      <th scope="row">
        {props.name}
        {props.column?.label && <div className="field-hint">{props.column.label}</div>}
      </th>
      <td>{props.value ?? t('why.missing')}</td>
      <td>{t(`why.${props.operator}`, { value: props.threshold })}</td>
      <td>{t(answer)}</td>
    </tr>
  );
}

function numeric(value: unknown): number | null {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  return null;
}

function numberText(value: unknown): string | null {
  const number = numeric(value);
  return number === null ? null : formatNumber(number);
}

function bandOf(value: unknown) {
  return readBand(typeof value === 'string' || typeof value === 'number' ? value : numeric(value));
}

function bandText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  const band = bandOf(value);
  return band ? t('why.band', { code: band.code, label: band.label }) : String(value);
}

/** Null: not known, which is never « no ». */
function compare(step: Target, value: number | null, threshold: number): boolean | null {
  if (value === null) return null;
  return step.operator === 'ge' ? value >= threshold : value > threshold;
}

function staffPasses(step: Target, value: unknown): boolean | null {
  if (!step.staff) return null;
  if (step.staff.form === 'number') return compare(step, numeric(value), step.staff.threshold);
  const band = bandOf(value);
  if (!band) return null;
  const low = compare(step, band.min, step.staff.threshold);
  const high = band.max === null ? true : compare(step, band.max, step.staff.threshold);
  return low === high ? low : null;
}

function describeSource(source: Source): string {
  const [vintage] = source.notes;
  return source.format === 'reference' && vintage ? t('why.source', { name: source.name, vintage }) : source.name;
}
