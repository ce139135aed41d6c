import type { ReactNode } from 'react';
import type { Spread, ValueCount } from '../../shared/profile/report.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { describeScalar } from '../../shared/recipe/describe.ts';
import type { Condition } from '../../shared/recipe/expression.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { showQuantity } from './figures.tsx';

/** A button is wide enough for a finger: it holds several bins. */
const binsTogether = 3;

/** Bins as buttons, a few together: a press keeps their rows. */
export function SpreadBars(props: { column: Column; spread: Spread; onKeep(condition: Condition): void }): ReactNode {
  const { column, spread, onKeep } = props;
  const { min, max, bins } = spread;
  const width = (max - min) / bins.length;
  const tallest = Math.sqrt(Math.max(1, ...bins));
  const starts = bins.flatMap((_, place) => (place % binsTogether === 0 ? [place] : []));
  return (
    <>
      <ul className="profile-spread" aria-label={t('profile.spread')}>
        {starts.map((start) => {
          const counts = bins.slice(start, start + binsTogether);
          const isLast = start + binsTogether >= bins.length;
          const from = min + start * width;
          const to = isLast ? max : min + (start + binsTogether) * width;
          const count = counts.reduce((sum, one) => sum + one, 0);
          const words = t('profile.bin', { from: showQuantity(from, column), to: showQuantity(to, column), count });
          return (
            <li key={start}>
              <button
                type="button"
                className="profile-bin"
                aria-label={words}
                title={words}
                disabled={count === 0}
                onClick={() => onKeep(binCondition(column, from, to, isLast))}
              >
                {counts.map((one, place) => (
                  <span
                    key={place}
                    data-empty={one === 0 ? '' : undefined}
                    style={{ height: `${(Math.sqrt(one) / tallest) * 100}%` }}
                  />
                ))}
              </button>
            </li>
          );
        })}
      </ul>
      <p className="profile-ends" aria-hidden="true">
        <span>{showQuantity(min, column)}</span>
        <span>{showQuantity(max, column)}</span>
      </p>
      <p className="muted profile-hint">{t('profile.spread-hint')}</p>
    </>
  );
}

/** The rows of a bin: its upper end is the next one's, but for the last. */
function binCondition(column: Column, from: number, to: number, isLast: boolean): Condition {
  const bound = (value: number): number | string => {
    if (isNumeric(column.type)) return value;
    const iso = new Date(value).toISOString();
    return column.type === 'date' ? iso.slice(0, 10) : iso.slice(0, 23);
  };
  const name = column.name;
  if (isLast || from === to)
    return { kind: 'between', column: name, from: firstIn(column, from, bound), to: bound(to) };
  return {
    kind: 'all',
    of: [
      { kind: 'compare', column: name, operator: 'ge', value: firstIn(column, from, bound) },
      { kind: 'compare', column: name, operator: 'lt', value: firstIn(column, to, bound) },
    ],
  };
}

/** The first value at or after a bound, where only whole numbers or whole days exist. */
function firstIn(column: Column, value: number, bound: (value: number) => number | string): number | string {
  if (column.type === 'integer') return Math.ceil(value);
  if (column.type === 'date') return bound(Math.ceil(value / 86_400_000) * 86_400_000);
  return bound(value);
}

/** The most frequent values, each a button that keeps its rows. */
export function TopBars(props: {
  column: Column;
  top: readonly ValueCount[];
  distinct: number;
  onKeep(condition: Condition): void;
}): ReactNode {
  const { column, top, distinct, onKeep } = props;
  const most = Math.max(1, ...top.map(({ count }) => count));
  const more = distinct - top.length;
  return (
    <>
      <ul className="profile-top" aria-label={t('profile.top-label')}>
        {top.map(({ value, count }) => {
          const text = describeScalar(value, column);
          return (
            <li key={String(value)}>
              <button
                type="button"
                className="profile-value"
                title={t('profile.keep', { value: text, count })}
                onClick={() => onKeep({ kind: 'compare', column: column.name, operator: 'eq', value })}
              >
                <span className="profile-bar" style={{ width: `${(count / most) * 100}%` }} />
                <span className="profile-value-text">{text}</span>
                <span className="profile-value-count">{formatNumber(count)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {more > 0 && <p className="muted profile-hint">{t('profile.top-more', { count: more })}</p>}
    </>
  );
}
