import type { ReactNode } from 'react';
import type { Bodies } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';

/** The legal wording beside the thresholds. */
export function Law({ bodies }: { bodies: Bodies['kind'] }): ReactNode {
  return (
    <section className="target-law" aria-labelledby="target-law">
      <h3 id="target-law">{t('assistant.law')}</h3>
      {/* What concerns the bodies at hand comes first. */}
      {(bodies === 'epci' || bodies === 'file') && <p>{t('assistant.law.epci')}</p>}
      <p>{t('assistant.law.text')}</p>
      <p>{t('assistant.law.practice')}</p>
      {bodies !== 'epci' && bodies !== 'file' && <p>{t('assistant.law.epci')}</p>}
      <p className="target-advice">{t('assistant.law.advice')}</p>
    </section>
  );
}
