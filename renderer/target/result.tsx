import { type ReactNode, useEffect } from 'react';
import type { ThresholdCount } from '../../shared/target/around.ts';
import type { TargetFacts } from '../../shared/target/measure.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { announce } from '../session.ts';
import { Progress } from '../ui/kit.ts';
import type { Missing } from './draft.ts';
import type { Outcome } from './outcome.ts';

/** The three verdicts, live, and what to know about them. */
export function Result(props: { outcome: Outcome; missing: Missing | null; minimum: number | null }): ReactNode {
  const { outcome, missing, minimum } = props;
  const { counts, facts, loading } = outcome;
  const around = facts?.around ?? [];
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
          {facts && facts.causes.length > 0 && <Causes facts={facts} />}
          {around.length > 0 && minimum !== null && <Around around={around} minimum={minimum} />}
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

/** The rows to check, by cause: what to look for first. */
function Causes({ facts }: { facts: TargetFacts }): ReactNode {
  return (
    <>
      <h4>{t('assistant.result.causes')}</h4>
      <ul className="target-causes">
        {facts.causes.map(({ cause, rows }) => (
          <li key={cause}>
            <span>{cause}</span>
            <strong>{formatNumber(rows)}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

/** « 12 de plus à 3 000 habitants »: how much the choice of the threshold matters. */
function Around({ around, minimum }: { around: readonly ThresholdCount[]; minimum: number }): ReactNode {
  const here = around.find(({ threshold }) => threshold === minimum);
  if (!here) return null;
  const concerned = (one: ThresholdCount) => one.cible + one.aVerifier;
  return (
    <>
      <h4>{t('assistant.result.around')}</h4>
      <ul className="target-causes">
        {around
          .filter((one) => one !== here)
          .map((one) => {
            const difference = concerned(one) - concerned(here);
            const key = difference < 0 ? 'fewer' : 'more';
            return (
              <li key={one.threshold}>
                <span>{t('assistant.result.at', { threshold: one.threshold })}</span>
                <strong>{t(`assistant.result.${key}`, { count: Math.abs(difference) })}</strong>
              </li>
            );
          })}
      </ul>
    </>
  );
}
