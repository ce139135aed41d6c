import type { ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';
import { setState, useSession } from '../session.ts';
import { Button, Notice } from '../ui/kit.ts';

const steps = ['sentence', 'click', 'table', 'map', 'report'] as const;

/** First steps over an example, one at a time, sent away at any moment. */
export function Guide(): ReactNode {
  const at = useSession((session) => session.guide);
  const step = at === null ? undefined : steps[at];
  if (at === null || step === undefined) return null;
  const isLast = at === steps.length - 1;
  return (
    <section className="guide" aria-label={t('start.guide')}>
      <Notice
        tone="info"
        actions={
          <Button size="small" kind="primary" onPress={() => setState({ guide: isLast ? null : at + 1 })}>
            {t(isLast ? 'start.guide.end' : 'start.guide.next')}
          </Button>
        }
        onClose={() => setState({ guide: null })}
      >
        <strong>{t('start.guide.step', { step: String(at + 1), count: String(steps.length) })}</strong>{' '}
        {t(`start.guide.${step}`)}
      </Notice>
    </section>
  );
}
