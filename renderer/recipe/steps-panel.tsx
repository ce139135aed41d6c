import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { announce, editRecipe, getState, openDialog, project, undoEdit, useProject, useSession } from '../session.ts';
import { Button, IconButton, Menu, Notice } from '../ui/kit.ts';
import { AddStep } from './add-step.tsx';
import { dropStep, moveStep, noteStep, removeStep, toggleStep } from './edit-recipe.ts';
import { GroupDialog } from './group-dialog.tsx';
import { groupSteps } from './group-steps.ts';
import { NoteDialog } from './note-dialog.tsx';
import { useOutcomes } from './outcomes.ts';
import { sentencesOf } from './sentence.ts';
import { SourceLine } from './source-line.tsx';
import { copySql, SqlDialog } from './sql-dialog.tsx';
import type { StepActions } from './step-item.tsx';
import { StepList } from './step-list.tsx';
import './recipe.css';

/** The recipe of a table as numbered sentences with the rows after each, and everything that edits it. */
export function StepsPanel({ table: id }: { table: string }): ReactNode {
  const current = useProject();
  const table = current.tables.find((candidate) => candidate.id === id);
  return table ? <Panel key={id} table={table} current={current} /> : null;
}

type Open = { kind: 'sql' } | { kind: 'note'; step: Step } | { kind: 'group'; at: number } | null;

function Panel({ table, current }: { table: Table; current: Project }): ReactNode {
  const { recipe } = table;
  const [open, setOpen] = useState<Open>(null);
  const [insertAt, setInsertAt] = useState<number | null>(null);
  // The recipe just after a deletion: as long as it is the present one, undoing brings the step back.
  const [deleted, setDeleted] = useState<{ recipe: Step[]; position: number } | null>(null);
  const list = useRef<HTMLOListElement>(null);
  useFocusBack(table);
  const outcomes = useOutcomes(table, current);
  const source = current.sources.find((candidate) => candidate.id === table.source);
  const opened = useSession((session) => session.opened);
  const sentences = useMemo(() => sentencesOf(table, current, opened), [table, current, opened]);
  const sentenceOf = (step: Step) => sentences[recipe.findIndex((other) => other.id === step.id)] ?? '';
  const placeOf = (step: Step) => recipe.findIndex((other) => other.id === step.id);
  const undoable = useSession((session) => session.history.past.length > 0);
  const close = () => setOpen(null);
  const openStates = (from: number, to: number) => openDialog({ kind: 'states', table: table.id, from, to });

  const place = (step: Step, moved: Step[]) => {
    if (moved === recipe) return;
    editRecipe(t('steps.action.move', { step: sentenceOf(step) }), table.id, () => moved);
    announce(t('steps.moved', { position: moved.findIndex((other) => other.id === step.id) + 1 }));
    // The item is drawn elsewhere: the keyboard goes with it.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-step="${step.id}"] button`)?.focus());
  };
  const actions: StepActions = {
    move: (step, by) => place(step, moveStep(recipe, step.id, by)),
    toggle(step) {
      const label = step.disabled ? 'steps.action.enable' : 'steps.action.disable';
      editRecipe(t(label, { step: sentenceOf(step) }), table.id, (steps) => toggleStep(steps, step.id));
      announce(t(step.disabled ? 'steps.turned-on' : 'steps.turned-off', { position: placeOf(step) + 1 }));
    },
    remove(step) {
      const sentence = sentenceOf(step);
      const position = placeOf(step) + 1;
      editRecipe(t('steps.action.delete', { step: sentence }), table.id, (steps) => removeStep(steps, step.id));
      setDeleted({ recipe: project().tables.find((other) => other.id === table.id)?.recipe ?? [], position });
      announce(t('steps.deleted', { step: sentence }));
    },
    note: (step) => setOpen({ kind: 'note', step }),
    insert: (at) => setInsertAt(at),
    group: (at) => setOpen({ kind: 'group', at }),
    settle: (step, group) => place(step, dropStep(recipe, step.id, placeOf(step), group)),
    compare: openStates,
  };

  return (
    <section className="steps" aria-label={t('steps.title')}>
      <h2 className="visually-hidden">{t('steps.title')}</h2>
      <div className="steps-scroll">
        {source && <SourceLine source={source} table={table} />}
        {recipe.length === 0 ? (
          <p className="steps-empty muted">{t('steps.empty')}</p>
        ) : (
          <StepList
            ref={list}
            table={table}
            sentences={sentences}
            outcomes={outcomes}
            insertAt={insertAt}
            actions={actions}
            onDrop={({ step: id, at, group }) => {
              const step = recipe.find((other) => other.id === id);
              if (step) place(step, dropStep(recipe, id, at, group));
            }}
          />
        )}
        {deleted && deleted.recipe === recipe && undoable && (
          <Notice
            tone="info"
            actions={
              <Button size="small" icon="undo" autoFocus onPress={undoEdit}>
                {t('common.undo')}
              </Button>
            }
          >
            {t('steps.deleted-bar', { position: deleted.position })}
          </Notice>
        )}
      </div>
      <div className="steps-foot">
        <AddStep
          table={table.id}
          insertAt={insertAt !== null && insertAt < recipe.length ? insertAt : null}
          onDone={() => setInsertAt(null)}
        />
        <span className="row-buttons">
          <Button kind="quiet" size="small" onPress={() => setOpen({ kind: 'sql' })}>
            {t('steps.sql')}
          </Button>
          <Menu
            label={t('steps.all')}
            trigger={<IconButton icon="more" size="small" label={t('steps.all')} />}
            entries={[
              {
                kind: 'action',
                id: 'compare',
                icon: 'columns',
                label: t('steps.compare'),
                isDisabled: recipe.length === 0,
                onAction: () => openStates(0, recipe.length),
              },
              {
                kind: 'action',
                id: 'group',
                icon: 'group',
                label: t('steps.group'),
                isDisabled: recipe.length === 0,
                onAction: () => setOpen({ kind: 'group', at: 0 }),
              },
              {
                kind: 'action',
                id: 'copy',
                icon: 'copy',
                label: t('steps.copy'),
                onAction: () => void copySql(table.id),
              },
            ]}
          />
        </span>
      </div>
      {open?.kind === 'sql' && <SqlDialog table={table} onClose={close} />}
      {open?.kind === 'note' && (
        <NoteDialog
          step={open.step}
          position={placeOf(open.step) + 1}
          sentence={sentenceOf(open.step)}
          onClose={close}
          onSave={(title, comment) => {
            const label = t('steps.action.note', { step: sentenceOf(open.step) });
            editRecipe(label, table.id, (steps) => noteStep(steps, open.step.id, title, comment));
            close();
          }}
        />
      )}
      {open?.kind === 'group' && (
        <GroupDialog
          from={open.at}
          sentences={sentences}
          onClose={close}
          onSave={(from, to, name) => {
            editRecipe(t('steps.action.group', { group: name }), table.id, (steps) =>
              groupSteps(steps, from, to, name),
            );
            announce(t('steps.grouped', { group: name, count: to - from + 1 }));
            close();
          }}
        />
      )}
    </section>
  );
}

/**
 * Gives the keyboard a place when a dialog closes on nothing: the menu entry that opened it is gone. The step just made
 * or changed takes it, or the button that adds one.
 */
function useFocusBack(table: Table): void {
  const dialog = useSession((session) => session.dialog);
  const latest = useRef(table.recipe);
  latest.current = table.recipe;
  useEffect(() => {
    if (dialog?.kind !== 'step' && dialog?.kind !== 'join') return;
    const before = latest.current;
    return () => {
      // After React Aria had its own try.
      setTimeout(() => {
        if (document.activeElement !== document.body || getState().dialog) return;
        const changed = latest.current.find((step) => !before.includes(step));
        const place = changed ? `[data-step="${changed.id}"] .row-buttons button` : '.add-step button';
        document.querySelector<HTMLElement>(place)?.focus();
      }, 100);
    };
  }, [dialog]);
}
