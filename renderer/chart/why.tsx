import type { ReactNode } from 'react';
import { ruleNames } from '../../shared/chart/guard.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { Dialog } from '../ui/kit.ts';
import { RuleDrawing } from './rule-drawing.tsx';

/** « Pourquoi ce graphique trompe » : every honest-chart rule with an example. */
export function WhyDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title={t('chart.guard.why')} size="large" onClose={onClose}>
      <p>{t('chart.guard.why.intro')}</p>
      <ul className="chart-rules">
        {ruleNames.map((rule) => (
          <li key={rule}>
            <RuleDrawing rule={rule} />
            <div>
              <h3>{t(`chart.rule.${rule}`)}</h3>
              <p className="muted">
                {t('chart.guard.example', { example: tDynamic(`chart.example.${rule}`, {}, 'chart.guard.why') })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
