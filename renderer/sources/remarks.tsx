import { type ReactNode, useState } from 'react';
import { t } from '../../shared/text/t.ts';
import { type Answer, isFact, type Remark } from '../project/answers.ts';
import { Button, Notice } from '../ui/kit.ts';
import { warningText } from './reading.ts';

const shownPlain = 2;

/** What the file has to say: corrections to tick, each with its reason, then what is only to be known. */
export function Remarks(props: {
  remarks: readonly Remark[];
  /** Ids of the answers taken. */
  taken: ReadonlySet<string>;
  onTake: (taken: Set<string>) => void;
}): ReactNode {
  const { remarks, taken, onTake } = props;
  const [all, setAll] = useState(false);
  const answered = remarks.filter((remark) => remark.answer !== null);
  const plain = remarks
    .filter((remark) => !answered.includes(remark))
    .flatMap(({ warnings }) => warnings)
    .toSorted((a, b) => Number(isFact(a)) - Number(isFact(b)));
  if (remarks.length === 0) return null;
  const hidden = all ? 0 : Math.max(0, plain.length - shownPlain);
  return (
    <section aria-label={t('sources.warnings', { count: remarks.length })} className="opening-warnings">
      {(['step', 'reading'] as const).map((kind) => (
        <AnswerGroup
          key={kind}
          kind={kind}
          remarks={answered.filter(({ answer }) => answer?.kind === kind)}
          taken={taken}
          onTake={onTake}
        />
      ))}
      {plain.slice(0, plain.length - hidden).map((warning, place) => (
        <Notice key={place} tone={isFact(warning) ? 'info' : 'warning'}>
          {warningText(warning)}
        </Notice>
      ))}
      {hidden > 0 && (
        <Button kind="quiet" size="small" onPress={() => setAll(true)}>
          {t('sources.more-warnings', { count: hidden })}
        </Button>
      )}
    </section>
  );
}

/** Corrections, or other ways of reading: each has its own heading, and only corrections are taken all at once. */
function AnswerGroup(props: {
  kind: Answer['kind'];
  remarks: readonly Remark[];
  taken: ReadonlySet<string>;
  onTake: (taken: Set<string>) => void;
}): ReactNode {
  const { kind, remarks, taken, onTake } = props;
  if (remarks.length === 0) return null;
  const ids = remarks.flatMap(({ answer }) => answer?.id ?? []);
  const title = t(kind === 'step' ? 'sources.answers' : 'sources.readings');
  return (
    <section className="opening-answers" aria-label={title}>
      <div className="opening-answers-head">
        <h3 className="opening-answers-title">{title}</h3>
        <span className="muted grow">{t(kind === 'step' ? 'sources.answers-hint' : 'sources.readings-hint')}</span>
        {kind === 'step' && ids.length > 1 && (
          <Button
            size="small"
            kind="quiet"
            isDisabled={ids.every((id) => taken.has(id))}
            onPress={() => onTake(new Set([...taken, ...ids]))}
          >
            {t('sources.answers-all')}
          </Button>
        )}
      </div>
      {remarks.map(
        ({ answer, warnings }) =>
          answer && (
            <AnswerLine
              key={answer.id}
              answer={answer}
              reasons={warnings.map(warningText)}
              isTaken={taken.has(answer.id)}
              onTake={(isTaken) => onTake(changed(taken, answer.id, isTaken))}
            />
          ),
      )}
    </section>
  );
}

function AnswerLine(props: {
  answer: Answer;
  reasons: string[];
  isTaken: boolean;
  onTake: (isTaken: boolean) => void;
}): ReactNode {
  return (
    <label className="opening-answer">
      <input type="checkbox" checked={props.isTaken} onChange={(event) => props.onTake(event.target.checked)} />
      <span>
        <span className="opening-answer-label">{props.answer.label}</span>
        {props.reasons.map((reason) => (
          <span key={reason} className="opening-answer-reason">
            {reason}
          </span>
        ))}
      </span>
    </label>
  );
}

function changed(taken: ReadonlySet<string>, id: string, isTaken: boolean): Set<string> {
  const next = new Set(taken);
  if (isTaken) next.add(id);
  else next.delete(id);
  return next;
}
