import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import type { Join } from '../../shared/recipe/steps/join.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { announce, call, closeDialog, faultText, notify, project, useProject } from '../session.ts';
import { Button, Dialog, Notice, Progress } from '../ui/kit.ts';
import type { JoinParts } from './join-draft.ts';
import { JoinForm } from './join-form.tsx';
import { joinOpenedFile } from './open-file.ts';
import { applyJoin, type Extra, useColumnsWithin, withExtra } from './place.ts';
import { TableChoice } from './table-choice.tsx';
import './join.css';

/**
 * Brings another table beside this one: choose it, its keys, what to keep and bring, read the report, apply. The join
 * comes before the step at place `at` (last when absent), or replaces `step`. `right`: the table to propose first.
 */
export function JoinDialog(props: {
  table: string;
  step: Step | null;
  at?: number | undefined;
  right?: string | undefined;
}): ReactNode {
  const { table: id } = props;
  const step: Join | null = props.step?.kind === 'join' ? props.step : null;
  const current = useProject();
  const [extra, setExtra] = useState<Extra | null>(null);
  const within = useMemo(() => withExtra(current, extra), [current, extra]);
  const table = current.tables.find((candidate) => candidate.id === id);
  const recipe = table?.recipe ?? [];
  const found = step ? recipe.findIndex((candidate) => candidate.id === step.id) : -1;
  // Repairs put their steps before the join: its own place moves with them.
  const [shift, setShift] = useState(0);
  const [keys, setKeys] = useState<JoinParts['on'] | null>(null);
  const at = found >= 0 ? found : Math.min(props.at === undefined ? recipe.length : props.at + shift, recipe.length);
  const [chosen, setChosen] = useState<string | null>(props.right ?? step?.right ?? null);
  const right = within.tables.find((candidate) => candidate.id === chosen) ?? null;
  const left = useColumnsWithin(within, table ? id : null, at);
  const columns = useColumnsWithin(within, right?.id ?? null);
  useGivenBack(extra);
  // A repair asks for the columns again: the form stays, with all that was chosen in it.
  const [shown, setShown] = useState<string | null>(null);
  const isReady = right !== null && left.value !== null && columns.value !== null && !columns.loading && !left.loading;
  useEffect(() => {
    if (isReady && right) setShown(right.id);
  }, [isReady, right]);
  if (!table) return null;
  const title = t(step ? 'join.title-edit' : 'join.title', { table: table.name });
  const fault = left.fault ?? (right ? columns.fault : null);
  if (right && left.value && columns.value && (isReady || shown === right.id)) {
    return (
      <JoinForm
        key={right.id}
        title={title}
        place={{ table, at, within }}
        right={{ table: right, columns: columns.value }}
        left={left.value}
        step={step && step.right === right.id ? step : null}
        isNew={found < 0}
        keys={keys}
        extra={extra}
        onShift={(by) => setShift((before) => before + by)}
        onReplace={(next, on) => {
          setKeys(on);
          setChosen(next);
        }}
        onChangeTable={() => {
          setKeys(null);
          setChosen(null);
        }}
        onApply={(parts) => {
          applyJoin({ table: id, at }, found >= 0 ? step : null, parts, extra);
          closeDialog();
          sayBrought(right.name, parts);
        }}
      />
    );
  }
  return (
    <Dialog
      title={title}
      size="medium"
      onClose={closeDialog}
      footer={<Button onPress={closeDialog}>{t('common.cancel')}</Button>}
    >
      {fault && <Notice tone="error">{faultText(fault)}</Notice>}
      {chosen !== null && !right && <Notice tone="warning">{t('join.table-gone')}</Notice>}
      {right && !fault ? (
        <Progress label={t('common.loading')} fraction={null} />
      ) : (
        <TableChoice
          table={table}
          project={within}
          onChoose={setChosen}
          onReference={(next) => {
            setExtra(next);
            setChosen(next.table.id);
          }}
          onOpenFile={() =>
            joinOpenedFile({ kind: 'join', table: id, step, ...(props.at !== undefined && { at: props.at }) })
          }
        />
      )}
    </Dialog>
  );
}

const mostNamed = 6;

/** Names the columns that came: they may stand out of sight, after all others. */
function sayBrought(table: string, { columns }: JoinParts): void {
  if (columns.length === 0) {
    announce(t('join.action', { table }));
    return;
  }
  const names = columns.slice(0, mostNamed).map(({ as }) => as);
  const more = columns.length - names.length;
  const said = more === 0 ? formatList(names) : t('join.brought-more', { columns: names.join(', '), count: more });
  notify('success', t('join.brought', { table, count: columns.length, columns: said }));
}

/** Lets the engine forget a built-in table that was loaded for a join given up. */
function useGivenBack(extra: Extra | null): void {
  const source = extra?.opened.source.id;
  useEffect(() => {
    if (!source) return;
    return () => {
      // Asked of the session itself: applying closes the dialog before it could see the new project.
      if (project().sources.some((kept) => kept.id === source)) return;
      void call('source.close', { source }).catch(() => {});
    };
  }, [source]);
}
