import { type ReactNode, useEffect } from 'react';
import { formatNumber } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { announce } from '../session.ts';
import { Progress } from '../ui/kit.ts';
import type { Missing } from './draft.ts';
import type { Outcome } from './outcome.ts';

/** The three verdicts, live, and what to know about them. */
export function Result({ outcome, missing }: { outcome: Outcome; missing: Missing | null }): ReactNode {
  const { counts, facts, loading } = outcome;
  useEffect(() => {
    if (counts) announce(t('assistant.result.said', counts));
  }, [counts]);
  return (
    <section className="target-result" aria-labelledby="target-result" aria-busy={loading}>
      <h3 id="target-result">{t('assistant.result')}</h3>
      {missing ? (
        <p>{t('assistant.result.incomplete', { missing: t(`assistant.missing.${missing}`) })}</p>
      ) : counts ? (
        <>
          <dl className="target-counts" data-stale={loading ? '' : undefined}>
            <Count tone="ok" value={counts.cible} label={t('assistant.result.cible', { count: counts.cible })} />
            <Count tone="warn" value={counts.aVerifier} label={t('assistant.result.a-verifier')} />
            <Count tone="muted" value={counts.horsCible} label={t('assistant.result.hors-cible')} />
          </dl>
          <p className="target-total">{t('assistant.result.total', { count: counts.total })}</p>
          {facts && <p>{t('assistant.result.passed', { count: facts.population.passed })}</p>}
          {outcome.warnings.length > 0 && (
            <>
              <h4>{t('assistant.result.notes')}</h4>
              <ul className="target-notes">
                {outcome.warnings.map((warning) => (
                  <li key={warning.code}>{tDynamic(`warning.${warning.code}`, warning.params, 'warning.unknown')}</li>
                ))}
              </ul>
            </>
          )}
        </>
      ) : (
        !outcome.fault && <Progress label={t('assistant.result.wait')} fraction={null} />
      )}
    </section>
  );
}

function Count({ tone, value, label }: { tone: 'ok' | 'warn' | 'muted'; value: number; label: string }): ReactNode {
  return (
    <div data-tone={tone}>
      <dt>{label}</dt>
      <dd>{formatNumber(value)}</dd>
    </div>
  );
}
