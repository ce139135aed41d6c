import { type ReactNode, useState } from 'react';
import type { Chart } from '../../shared/chart/encoding.ts';
import type { Finding } from '../../shared/chart/guard.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Notice } from '../ui/kit.ts';
import { WhyDialog } from './why.tsx';

/** What the guard found, each with its honest version one click away, and where all the rules are explained. */
export function Findings({
  findings,
  onFix,
}: {
  findings: readonly Finding[];
  onFix: (chart: Chart) => void;
}): ReactNode {
  const [explained, setExplained] = useState(false);
  if (findings.length === 0 && !explained) return null;
  return (
    <div className="chart-findings">
      {findings.map(({ rule, level, text, params, fix }) => (
        <Notice
          key={rule}
          tone={level === 'blocked' ? 'error' : 'warning'}
          actions={
            <>
              {fix && (
                <Button size="small" onPress={() => onFix(fix)}>
                  {t('chart.guard.fix')}
                </Button>
              )}
              <Button size="small" kind="quiet" onPress={() => setExplained(true)}>
                {t('chart.guard.why')}
              </Button>
            </>
          }
        >
          {t(text, params as never)}
        </Notice>
      ))}
      {explained && <WhyDialog onClose={() => setExplained(false)} />}
    </div>
  );
}
