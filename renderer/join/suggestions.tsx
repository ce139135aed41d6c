import type { ReactNode } from 'react';
import type { JoinSuggestion } from '../../shared/contract.ts';
import { formatPercent } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { type Asked, faultText } from '../session.ts';
import { Button, Disclosure, Notice, Progress } from '../ui/kit.ts';
import type { KeyDraft } from './join-draft.ts';
import { keysOf } from './rank-pairs.ts';

const shownAtMost = 4;

/** Pairs of columns by measured match, and those refused with the reason. */
export function Suggestions(props: {
  asked: Asked<JoinSuggestion[]>;
  ranked: JoinSuggestion[];
  chosen: readonly KeyDraft[];
  onChoose: (pair: JoinSuggestion) => void;
}): ReactNode {
  const { asked, chosen } = props;
  if (asked.fault) return <Notice tone="warning">{faultText(asked.fault)}</Notice>;
  if (!asked.value) return <Progress label={t('join.searching')} fraction={null} />;
  const offered = props.ranked.slice(0, shownAtMost);
  const refused = asked.value.filter((pair) => pair.refused !== null);
  return (
    <div className="stack-tight">
      {offered.length === 0 ? (
        <p className="field-hint">{t('join.none-suggested')}</p>
      ) : (
        <>
          <p className="field-hint">{t('join.suggested')}</p>
          <ul className="suggestions">
            {offered.map((pair) => (
              <li key={wordsOf(pair)}>
                <Suggestion pair={pair} isChosen={isChosen(pair, chosen)} onChoose={() => props.onChoose(pair)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {refused.length > 0 && (
        <Disclosure level={4} title={t('join.refused-count', { count: refused.length })}>
          <ul className="refused">
            {refused.map((pair) => (
              <li key={wordsOf(pair)}>
                <strong>{wordsOf(pair)}</strong> {tDynamic(`join.refusal.${pair.refused}`, {}, 'join.refusal.other')}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function isChosen(pair: JoinSuggestion, chosen: readonly KeyDraft[]): boolean {
  const keys = keysOf(pair);
  return (
    chosen.length === keys.length &&
    keys.every((key) => chosen.some(({ left, right }) => left === key.left && right === key.right))
  );
}

/** « Code = insee », « Commune = nom ET Dép = dept ». */
function wordsOf(pair: JoinSuggestion): string {
  return keysOf(pair)
    .map(({ left, right }) => t('join.suggestion', { left, right }))
    .join(` ${t('join.and')} `);
}

function Suggestion(props: { pair: JoinSuggestion; isChosen: boolean; onChoose: () => void }): ReactNode {
  const { pair } = props;
  const share = pair.total === 0 ? 0 : pair.matched / pair.total;
  return (
    <div className="suggestion" data-chosen={props.isChosen ? '' : undefined}>
      <div className="suggestion-words">
        <strong>{wordsOf(pair)}</strong>
        <span className="field-hint">
          {t('join.matched-of', { matched: pair.matched, total: pair.total, share: formatPercent(share) })}
        </span>
      </div>
      {props.isChosen ? (
        <span className="suggestion-state">{t('join.in-use')}</span>
      ) : (
        <Button size="small" aria-label={t('join.use-pair', { pair: wordsOf(pair) })} onPress={props.onChoose}>
          {t('join.use')}
        </Button>
      )}
    </div>
  );
}
