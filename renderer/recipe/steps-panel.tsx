import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Outputs } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import {
  announce,
  editRecipe,
  getState,
  project,
  queryOf,
  undoEdit,
  useCall,
  useProject,
  useSession,
} from '../session.ts';
import { Button, Notice } from '../ui/kit.ts';
import { AddStep } from './add-step.tsx';
import { CommentDialog } from './comment-dialog.tsx';
import { commentStep, moveStep, removeStep, toggleStep } from './edit-recipe.ts';
import { sentencesOf } from './sentence.ts';
import { SourceLine } from './source-line.tsx';
import { SqlDialog } from './sql-dialog.tsx';
import { type Outcome, StepItem } from './step-item.tsx';
import './recipe.css';

/** The recipe of a table as numbered sentences with the rows after each, and everything that edits it. */
export function StepsPanel({ table: id }: { table: string }): ReactNode {
  const current = useProject();
  const table = current.tables.find((candidate) => candidate.id === id);
  return table ? <Panel key={id} table={table} current={current} /> : null;
}

type Open = { kind: 'sql' } | { kind: 'comment'; step: Step } | null;

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
  const sentenceOf = (step: Step) => sentences[recipe.indexOf(step)] ?? '';
  const undoable = useSession((session) => session.history.past.length > 0);

  const move = (step: Step, by: -1 | 1) => {
    const moved = moveStep(recipe, step.id, by);
    if (moved === recipe) return;
    editRecipe(t('steps.action.move', { step: sentenceOf(step) }), table.id, () => moved);
    announce(t('steps.moved', { position: moved.findIndex((other) => other.id === step.id) + 1 }));
    // The item is drawn elsewhere: the keyboard goes with it.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-step="${step.id}"] button`)?.focus());
  };
  const toggle = (step: Step, position: number) => {
    const label = step.disabled ? 'steps.action.enable' : 'steps.action.disable';
    editRecipe(t(label, { step: sentenceOf(step) }), table.id, (steps) => toggleStep(steps, step.id));
    announce(t(step.disabled ? 'steps.turned-on' : 'steps.turned-off', { position }));
  };
  const remove = (step: Step, position: number) => {
    const sentence = sentenceOf(step);
    editRecipe(t('steps.action.delete', { step: sentence }), table.id, (steps) => removeStep(steps, step.id));
    setDeleted({ recipe: project().tables.find((other) => other.id === table.id)?.recipe ?? [], position });
    announce(t('steps.deleted', { step: sentence }));
  };

  return (
    <section className="steps" aria-label={t('steps.title')}>
      <h2 className="steps-title">{t('steps.title')}</h2>
      <div className="steps-scroll">
        {source && <SourceLine source={source} table={table} />}
        {recipe.length === 0 ? (
          <p className="steps-empty muted">{t('steps.empty')}</p>
        ) : (
          <ol className="steps-list" ref={list} aria-label={t('steps.list', { table: table.name })}>
            {recipe.map((step, index) => (
              <StepItem
                key={step.id}
                step={step}
                table={table}
                index={index}
                sentence={sentences[index] ?? ''}
                outcome={outcomes[index] ?? { kind: 'unknown', loading: true }}
                onMove={(by) => move(step, by)}
                onToggle={() => toggle(step, index + 1)}
                onDelete={() => remove(step, index + 1)}
                onComment={() => setOpen({ kind: 'comment', step })}
                onInsert={() => setInsertAt(index)}
                inserting={insertAt === index}
              />
            ))}
          </ol>
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
        <Button kind="quiet" size="small" onPress={() => setOpen({ kind: 'sql' })}>
          {t('steps.sql')}
        </Button>
      </div>
      {open?.kind === 'sql' && <SqlDialog table={table} onClose={() => setOpen(null)} />}
      {open?.kind === 'comment' && (
        <CommentDialog
          step={open.step}
          position={recipe.findIndex((step) => step.id === open.step.id) + 1}
          onClose={() => setOpen(null)}
          onSave={(comment) => {
            const label = t('steps.action.comment', { step: sentenceOf(open.step) });
            editRecipe(label, table.id, (steps) => commentStep(steps, open.step.id, comment));
            setOpen(null);
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

/** What became of each step: its rows, its failure, or that it waits for an earlier one that fails. */
function useOutcomes(table: Table, current: Project): Outcome[] {
  const { recipe } = table;
  const input = useMemo(() => ({ query: queryOf(table.id, undefined, current) }), [table.id, current]);
  const { value, loading } = useCall('table.steps', input);
  // An answer stays while the next one comes: its figures belong to the steps as they were when it came.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `recipe` is that of the answer only when the answer changes
  const answered = useMemo(() => (value ? outcomesOf(value, recipe) : new Map<string, Outcome>()), [value]);
  return recipe.map((step): Outcome => {
    if (step.disabled) return { kind: 'disabled' };
    const outcome = answered.get(step.id);
    if (!outcome || outcome.kind === 'disabled') return { kind: 'unknown', loading };
    return outcome.kind === 'rows' ? { ...outcome, loading } : outcome;
  });
}

function outcomesOf(value: Outputs['table.steps'], recipe: Step[]): Map<string, Outcome> {
  const broken = value.fault ? recipe.findIndex((step) => step.id === value.fault?.step) : -1;
  return new Map(
    recipe.map((step, index): [string, Outcome] => {
      if (step.disabled) return [step.id, { kind: 'disabled' }];
      if (value.fault && index === broken) return [step.id, { kind: 'broken', fault: value.fault.fault }];
      if (broken >= 0 && index > broken) return [step.id, { kind: 'waiting', position: broken + 1 }];
      const rows = value.rowCounts[index];
      const before = index === 0 ? value.before : value.rowCounts[index - 1];
      if (rows === undefined) return [step.id, { kind: 'unknown', loading: false }];
      return [step.id, { kind: 'rows', rows, before: before ?? rows, loading: false }];
    }),
  );
}
