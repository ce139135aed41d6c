import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { JoinSuggestion } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Join } from '../../shared/recipe/steps/join.ts';
import { t } from '../../shared/text/t.ts';
import { useRested } from '../preview.tsx';
import { announce, closeDialog, useCall } from '../session.ts';
import { Button, Checkbox, Dialog, RadioGroup } from '../ui/kit.ts';
import { BroughtColumns } from './brought-columns.tsx';
import { draftOfJoin, type JoinDraft, type JoinParts, joinOf, newJoin, newKey, usualColumns } from './join-draft.ts';
import { JoinOutcome } from './join-outcome.tsx';
import { KeyFields } from './key-fields.tsx';
import { queryBeside } from './place.ts';
import { keysOf, rankPairs } from './rank-pairs.ts';
import type { RepairPlace } from './repair.ts';
import { Suggestions } from './suggestions.tsx';

export type JoinPlace = { table: Table; at: number; within: Project };
export type RightSide = { table: Table; columns: Column[] };

const keeps = ['left', 'inner', 'full', 'anti'] as const;

/** The choices at the left, what they would give at the right. */
export function JoinForm(props: {
  title: string;
  place: JoinPlace;
  right: RightSide;
  left: Column[];
  step: Join | null;
  isNew: boolean;
  /** Keys to begin with, for a table that takes the place of another in the same join. */
  keys: JoinParts['on'] | null;
  extra: RepairPlace['extra'];
  onChangeTable: () => void;
  /** Steps were put before the join in the left table, or taken back when negative. */
  onShift: (by: number) => void;
  /** Another table takes the right one's place, with the same keys. */
  onReplace: (table: string, keys: JoinParts['on']) => void;
  onApply: (parts: JoinParts) => void;
}): ReactNode {
  const { place, right, left, step } = props;
  const rightName = right.table.name;
  const [draft, setDraft] = useState<JoinDraft>(() =>
    step ? draftOfJoin(step, left, rightName) : startDraft(props.keys, right.columns),
  );
  const [touched, setTouched] = useState(step !== null || props.keys !== null);
  const [tried, setTried] = useState(false);
  const before = useMemo(
    () => queryBeside(place.within, place.table.id, place.at, right.table.id),
    [place.within, place.table.id, place.at, right.table.id],
  );
  const suggested = useCall(
    'join.suggest',
    useMemo(() => ({ query: before, right: right.table.id }), [before, right.table.id]),
  );
  const setKeys = (on: JoinDraft['on']) => {
    setTouched(true);
    setDraft((now) => withKeys(now, on, right.columns));
  };
  // The surest pair is taken for the user as long as no key was chosen by hand.
  const ranked = useMemo(
    () => suggested.value && rankPairs(suggested.value, left, right.columns),
    [suggested.value, left, right.columns],
  );
  const best = ranked?.[0];
  useEffect(() => {
    if (!touched && best) setDraft((now) => withKeys(now, draftKeys(best), right.columns));
  }, [touched, best, right.columns]);

  const { parts, problems } = joinOf(draft, { id: right.table.id, name: rightName, columns: right.columns }, left);
  const rested = useRested(parts, 300);
  const shown = tried ? problems : {};
  const wrong = Object.keys(problems).length;
  const apply = () => {
    if (parts) return props.onApply(parts);
    setTried(true);
    announce(t('steps.to-correct', { count: wrong }));
  };
  return (
    <Dialog
      title={props.title}
      size="full"
      className="join-dialog"
      onClose={closeDialog}
      footer={
        <>
          <span className="grow field-error">{tried && wrong > 0 ? t('steps.to-correct', { count: wrong }) : ''}</span>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={apply}>
            {t(props.isNew ? 'join.apply' : 'steps.save-step')}
          </Button>
        </>
      }
    >
      <div className="join">
        <div className="join-choices">
          <section className="join-part">
            <h3>{t('join.step-table')}</h3>
            <div className="row">
              <strong className="join-table-name">{rightName}</strong>
              <Button size="small" onPress={props.onChangeTable}>
                {t('join.change')}
              </Button>
            </div>
          </section>
          <section className="join-part">
            <h3>{t('join.step-keys')}</h3>
            <Suggestions
              asked={suggested}
              ranked={ranked ?? []}
              chosen={draft.on}
              onChoose={(pair) => setKeys(draftKeys(pair))}
            />
            <KeyFields
              on={draft.on}
              left={{ name: place.table.name, columns: left }}
              right={{ name: rightName, columns: right.columns }}
              problems={shown}
              onChange={setKeys}
            />
            <Checkbox
              isSelected={draft.normalise}
              onChange={(normalise) => setDraft({ ...draft, normalise })}
              hint={t('join.normalise-hint')}
            >
              {t('join.normalise')}
            </Checkbox>
          </section>
          <section className="join-part">
            <h3>{t('join.step-keep')}</h3>
            <RadioGroup
              label={t('join.keep')}
              hideLabel
              value={draft.keep}
              onChange={(keep) => setDraft({ ...draft, keep })}
              options={keeps.map((value) => ({
                value,
                label: t(`join.keep.${value}`),
                hint: keepHint(value, rightName),
              }))}
            />
          </section>
          {draft.keep !== 'anti' && (
            <section className="join-part">
              <h3>{t('join.step-columns')}</h3>
              <BroughtColumns
                brought={draft.brought}
                left={left}
                right={right.columns}
                rightName={rightName}
                keys={draft.on.map((key) => key.right)}
                problems={problems}
                onChange={(brought) => setDraft({ ...draft, brought })}
              />
            </section>
          )}
        </div>
        <JoinOutcome
          place={place}
          right={right}
          left={left}
          before={before}
          parts={parts && rested}
          extra={props.extra}
          onNormalise={() => setDraft((now) => ({ ...now, normalise: true }))}
          onShift={props.onShift}
          onReplace={props.onReplace}
          allowMultiply={draft.allowMultiply}
          onAllowMultiply={(allowMultiply) => setDraft({ ...draft, allowMultiply })}
        />
      </div>
    </Dialog>
  );
}

function startDraft(keys: JoinParts['on'] | null, columns: Column[]): JoinDraft {
  const on = keys?.map(({ left, right }) => newKey(left, right));
  return { ...newJoin(), ...(on && { on }), brought: usualColumns(columns, on ?? []) };
}

function draftKeys(pair: JoinSuggestion): JoinDraft['on'] {
  return keysOf(pair).map(({ left, right }) => newKey(left, right));
}

function keepHint(keep: Join['keep'], table: string): string {
  if (keep === 'full' || keep === 'anti') return t(`join.keep-hint.${keep}`, { table });
  return t(`join.keep-hint.${keep}`);
}

/** New keys; a key column is not brought twice unless it was renamed. */
function withKeys(draft: JoinDraft, on: JoinDraft['on'], columns: Column[]): JoinDraft {
  const released = draft.on.filter((key) => !on.some((other) => other.right === key.right)).map((key) => key.right);
  const kept = new Set(
    draft.brought.filter((column) => column.as !== null || !isKey(on, column.name)).map(({ name }) => name),
  );
  const whole = draft.brought.length > 0;
  const brought = columns.flatMap(({ name }) => {
    if (kept.has(name)) return draft.brought.filter((column) => column.name === name);
    return whole && released.includes(name) && !isKey(on, name) ? [{ name, as: null }] : [];
  });
  return { ...draft, on, brought };
}

function isKey(on: JoinDraft['on'], column: string): boolean {
  return on.some((key) => key.right === column);
}
