import type { ReactNode } from 'react';
import type { JoinSuggestion } from '../../shared/contract.ts';
import { formatPercent } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { type Asked, faultText } from '../session.ts';
import { Button, Disclosure, Notice, Progress } from '../ui/kit.ts';
import type { KeyDraft } from './join-draft.ts';

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
              <li key={`${pair.left}\0${pair.right}`}>
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
              <li key={`${pair.left}\0${pair.right}`}>
                <strong>{t('join.suggestion', pair)}</strong>{' '}
                {tDynamic(`join.refusal.${pair.refused}`, {}, 'join.refusal.other')}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function isChosen(pair: JoinSuggestion, chosen: readonly KeyDraft[]): boolean {
  return chosen.length === 1 && chosen[0]?.left === pair.left && chosen[0]?.right === pair.right;
}

function Suggestion(props: { pair: JoinSuggestion; isChosen: boolean; onChoose: () => void }): ReactNode {
  const { pair } = props;
  const share = pair.total === 0 ? 0 : pair.matched / pair.total;
  return (
    <div className="suggestion" data-chosen={props.isChosen ? '' : undefined}>
      <div className="suggestion-words">
        <strong>{t('join.suggestion', { left: pair.left, right: pair.right })}</strong>
        <span className="field-hint">
          {t('join.matched-of', { matched: pair.matched, total: pair.total, share: formatPercent(share) })}
        </span>
      </div>
      {props.isChosen ? (
        <span className="suggestion-state">{t('join.in-use')}</span>
      ) : (
        <Button
          size="small"
          aria-label={t('join.use-pair', { left: pair.left, right: pair.right })}
          onPress={props.onChoose}
        >
          {t('join.use')}
        </Button>
      )}
    </div>
  );
}
