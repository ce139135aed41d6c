import { type ReactNode, type RefObject, useState } from 'react';
import type { Table } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { ask, editRecipe } from '../session.ts';
import { Icon, IconButton, Menu } from '../ui/kit.ts';
import { type Drop, useStepDrag } from './drag-steps.ts';
import { groupSteps, moveRun, type Run, runsOf, toggleRun } from './group-steps.ts';
import { type Outcome, type StepActions, StepItem } from './step-item.tsx';

/** Groups shown closed, by table and name: a way to look at a recipe, not a part of the project. */
const closed = new Set<string>();

/** The steps of a table, in order, those of a group under its name. */
export function StepList(props: {
  ref: RefObject<HTMLOListElement | null>;
  table: Table;
  sentences: readonly string[];
  outcomes: readonly Outcome[];
  insertAt: number | null;
  actions: StepActions;
  onDrop: (drop: Drop) => void;
}): ReactNode {
  const { table, sentences, outcomes } = props;
  const { recipe } = table;
  const { drop, handle } = useStepDrag(props.ref, props.onDrop);
  const [, redraw] = useState(0);
  const markOf = (place: number) => (drop?.mark.place === place ? drop.mark.side : undefined);
  const item = (index: number) => {
    const step = recipe[index];
    return (
      step && (
        <StepItem
          key={step.id}
          step={step}
          table={table}
          index={index}
          sentence={sentences[index] ?? ''}
          outcome={outcomes[index] ?? { kind: 'unknown', loading: true }}
          inserting={props.insertAt === index}
          mark={markOf(index)}
          handle={handle(step.id)}
          actions={props.actions}
        />
      )
    );
  };
  return (
    <ol
      className="steps-list"
      ref={props.ref}
      aria-label={t('steps.list', { table: table.name })}
      data-dragging={drop ? '' : undefined}
    >
      {runsOf(recipe).map((run) => {
        if (run.group === null) return item(run.from);
        const key = `${table.id} ${run.group}`;
        const isOpen = !closed.has(key);
        const places = Array.from({ length: run.to - run.from + 1 }, (_, at) => run.from + at);
        return (
          <li key={`group ${recipe[run.from]?.id}`} className="step-group">
            <GroupHead
              table={table}
              run={run}
              group={run.group}
              outcomes={outcomes.slice(run.from, run.to + 1)}
              isOpen={isOpen}
              mark={isOpen ? undefined : markOf(run.from)}
              onToggle={() => {
                if (isOpen) closed.add(key);
                else closed.delete(key);
                redraw((times) => times + 1);
              }}
            />
            {isOpen && (
              <ol className="steps-list" aria-label={t('steps.group-list', { group: run.group })}>
                {places.map(item)}
              </ol>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function GroupHead(props: {
  table: Table;
  run: Run;
  group: string;
  outcomes: readonly Outcome[];
  isOpen: boolean;
  mark: 'before' | 'after' | undefined;
  onToggle: () => void;
}): ReactNode {
  const { table, run, group, outcomes, isOpen } = props;
  const { recipe } = table;
  const steps = recipe.slice(run.from, run.to + 1);
  const isOn = steps.some((step) => !step.disabled);
  const last = outcomes.findLast((outcome) => outcome.kind === 'rows');
  const change = (label: string, next: ReturnType<typeof groupSteps>) => {
    if (next !== recipe) editRecipe(label, table.id, () => next);
  };
  const rename = async () => {
    const { choice, text } = await ask({
      title: t('steps.group-rename'),
      text: t('steps.group-rename-text'),
      field: { label: t('steps.group-name'), value: group, empty: t('steps.problem.name') },
      choices: [
        { id: 'no', label: t('common.cancel') },
        { id: 'yes', label: t('steps.save-step'), kind: 'primary' },
      ],
    });
    if (choice === 'yes' && text !== group)
      change(t('steps.action.group', { group: text }), groupSteps(recipe, run.from, run.to, text));
  };
  const isFirst = run.from === 0;
  const isLast = run.to === recipe.length - 1;
  const place = isOpen ? {} : { 'data-from': run.from, 'data-to': run.to, 'data-group': '' };
  return (
    <div className="step-group-head" data-mark={props.mark} {...place}>
      <button type="button" className="step-group-toggle" aria-expanded={isOpen} onClick={props.onToggle}>
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} />
        <span className="step-group-name">{group}</span>
        <span className="step-rows">
          {t('steps.group-count', { count: steps.length })}
          {!isOpen && last?.kind === 'rows' && <> · {t('common.rows', { count: last.rows })}</>}
          {!isOn && <> · {t('steps.disabled')}</>}
        </span>
        {!isOpen && outcomes.some(({ kind }) => kind === 'broken') && (
          <span className="step-group-broken">
            <Icon name="error" />
            {t('steps.group-broken')}
          </span>
        )}
      </button>
      <Menu
        label={t('steps.group-more', { group })}
        trigger={<IconButton icon="more" size="small" label={t('steps.group-more', { group })} />}
        entries={[
          {
            kind: 'action',
            id: 'up',
            icon: 'arrow-up',
            label: t('steps.move-up'),
            isDisabled: isFirst,
            onAction: () => change(t('steps.action.move-group', { group }), moveRun(recipe, run, -1)),
          },
          {
            kind: 'action',
            id: 'down',
            icon: 'arrow-down',
            label: t('steps.move-down'),
            isDisabled: isLast,
            onAction: () => change(t('steps.action.move-group', { group }), moveRun(recipe, run, 1)),
          },
          { kind: 'separator', id: 'between' },
          {
            kind: 'action',
            id: 'rename',
            icon: 'rename',
            label: t('steps.group-rename'),
            onAction: () => void rename(),
          },
          {
            kind: 'action',
            id: 'toggle',
            icon: isOn ? 'eye-off' : 'eye',
            label: t(isOn ? 'steps.group-off' : 'steps.group-on'),
            onAction: () =>
              change(t(isOn ? 'steps.action.group-off' : 'steps.action.group-on', { group }), toggleRun(recipe, run)),
          },
          {
            kind: 'action',
            id: 'ungroup',
            icon: 'close',
            label: t('steps.ungroup'),
            onAction: () => change(t('steps.action.ungroup', { group }), groupSteps(recipe, run.from, run.to, '')),
          },
        ]}
      />
    </div>
  );
}
