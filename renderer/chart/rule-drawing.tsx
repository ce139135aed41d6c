import type { ReactNode } from 'react';
import type { RuleName } from '../../shared/chart/guard.ts';

/** A misleading drawing and its honest version, 56 x 36 each: bars or lines as path data. */
type Pair = { wrong: string; right: string; lines?: boolean };

const cutBars: Pair = { wrong: 'M8 30v-6h12v6zM28 30V4h12v26z', right: 'M8 30V8h12v22zM28 30V4h12v26z' };
const pie: Pair = {
  wrong: 'M24 4A14 14 0 1 1 23.9 4zM24 18V4M24 18l12 -7M24 18l13 6M24 18l5 13M24 18l-7 12M24 18l-13 4M24 18l-12 -8',
  right: 'M6 4h36M6 10h30M6 16h24M6 22h18M6 28h10',
  lines: true,
};
const line: Pair = {
  wrong: 'M6 26L16 8L26 20L40 6',
  right: 'M8 30V24h6v6zM18 30V10h6v20zM28 30V18h6v12z',
  lines: true,
};
const piled: Pair = { wrong: 'M14 30V18h20v12zM14 17V4h20v13z', right: 'M8 30V18h12v12zM26 30V16h12v14z' };
const cloud: Pair = {
  wrong: 'M6 28L42 6M12 10h.1M20 24h.1M30 9h.1M36 26h.1M16 18h.1M26 16h.1',
  right: 'M12 10h.1M20 24h.1M30 9h.1M36 26h.1M16 18h.1M26 16h.1',
  lines: true,
};
const total: Pair = { wrong: 'M6 6h38v6H6zM6 16h14v6H6zM6 26h9v6H6z', right: 'M6 10h36v6H6zM6 22h23v6H6z' };
const axes: Pair = {
  wrong: 'M6 4v26h36V4M8 26L20 12L40 8M8 8L24 22L40 26',
  right: 'M6 4v26h36M8 26L20 20L40 14',
  lines: true,
};
const log: Pair = {
  wrong: 'M6 30V20h8v10zM18 30V12h8v18zM30 30V4h8v26z',
  right: 'M6 30v-1h8v1zM18 30v-4h8v4zM30 30V4h8v26z',
};

const drawings: Partial<Record<RuleName, Pair>> = {
  'sum-of-ratio': piled,
  'total-repeated': total,
  'total-among-parts': total,
  'stack-of-ratio': piled,
  'weak-trend': cloud,
  'line-without-order': line,
  'pie-of-many': pie,
  'pie-of-no-whole': pie,
  'pie-without-rest': pie,
  'baseline-not-zero': cutBars,
  'cut-axis': cutBars,
  'log-of-lengths': log,
  'two-axes': axes,
  'rest-hidden': { wrong: 'M6 6h36v6H6zM6 16h24v6H6z', right: 'M6 4h36v6H6zM6 13h24v6H6zM6 22h30v6H6z' },
  'rest-crushes': { wrong: 'M6 4h3v6H6zM6 13h2v6H6zM6 22h36v8H6z', right: 'M6 4h36v6H6zM6 13h27v6H6zM6 22h20v6H6z' },
  'small-change': { wrong: 'M6 28L20 22L42 5', right: 'M6 9L20 8L42 5', lines: true },
  'slope-hides-path': { wrong: 'M6 14L42 12', right: 'M6 14L18 28L30 26L42 12', lines: true },
};

/** Left, crossed out: what misleads. Right: the same figures, honestly. Nothing where words say it better. */
export function RuleDrawing({ rule }: { rule: RuleName }): ReactNode {
  const pair = drawings[rule];
  if (!pair) return <span className="chart-rule-drawing" />;
  const look = pair.lines ? 'lines' : 'bars';
  return (
    <svg className="chart-rule-drawing" viewBox="0 0 112 36" aria-hidden="true">
      <path className={`wrong ${look}`} d={pair.wrong} />
      <path className="cross" d="M2 34L50 2" />
      <path className={`right ${look}`} d={pair.right} transform="translate(60 0)" />
    </svg>
  );
}
