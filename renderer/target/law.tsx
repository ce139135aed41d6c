import type { ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';

/** The legal wording beside the thresholds. */
export function Law(): ReactNode {
  return (
    <section className="target-law" aria-labelledby="target-law">
      <h3 id="target-law">{t('assistant.law')}</h3>
      <p>{t('assistant.law.text')}</p>
      <p>{t('assistant.law.practice')}</p>
      <p>{t('assistant.law.epci')}</p>
      <p className="target-advice">{t('assistant.law.advice')}</p>
    </section>
  );
}
