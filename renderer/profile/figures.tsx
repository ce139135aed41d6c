import type { ReactNode } from 'react';
import type { ColumnDetails } from '../../shared/profile/report.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { formatDate, formatNumber, formatPercent } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';

export type Fact = { label: string; text: string; isPart?: boolean };

/** Facts with their names, one line each. */
export function FactList({ label, facts }: { label: string; facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="profile-facts" aria-label={label}>
      {facts.map((fact) => (
        <div key={fact.label} data-part={fact.isPart ? '' : undefined}>
          <dt>{fact.label}</dt>
          <dd>{fact.text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** « 134 (12,5 %) ». */
export function countShare(count: number, rows: number): string {
  if (count === 0 || rows === 0) return formatNumber(count);
  return t('profile.count-share', { count, share: formatPercent(count / rows) });
}

/** A number as short as it reads, or the day of these milliseconds. */
export function showQuantity(value: number, column: Column): string {
  if (!isNumeric(column.type)) return formatDate(value);
  if (Number.isInteger(value)) return formatNumber(value);
  return formatNumber(value, Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 1 ? 2 : 4);
}

/** Ends, quantiles, mean: dates have no mean. */
export function quantityFacts(column: Column, { quantities }: ColumnDetails): Fact[] {
  if (!quantities) return [];
  const dated = !isNumeric(column.type);
  const show = (value: number | null) => (value === null ? null : showQuantity(value, column));
  const lines: [string, string | null][] = [
    [dated ? t('profile.first') : t('profile.min'), show(quantities.min)],
    [t('profile.p5'), show(quantities.p5)],
    [t('profile.q1'), show(quantities.q1)],
    [t('profile.median'), show(quantities.median)],
    [t('profile.q3'), show(quantities.q3)],
    [t('profile.p95'), show(quantities.p95)],
    [dated ? t('profile.last') : t('profile.max'), show(quantities.max)],
    [t('profile.mean'), show(quantities.mean)],
    [t('profile.deviation'), show(quantities.deviation)],
  ];
  return lines.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}
