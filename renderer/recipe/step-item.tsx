import { type HTMLAttributes, type KeyboardEvent, type ReactNode, useMemo } from 'react';
import type { Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import type { Cleaning } from '../../shared/recipe/steps/clean.ts';
import type { FaultData } from '../../shared/rpc/fault.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { openDialog, queryOf, useCall, useProject } from '../session.ts';
import { Checkbox, Icon, IconButton, Menu, type MenuEntry } from '../ui/kit.ts';
import { StepRepairs } from './step-repairs.tsx';

/** What became of a step when the recipe ran. */
export type Outcome =
  | { kind: 'unknown'; loading: boolean }
  | { kind: 'disabled' }
  | { kind: 'rows'; rows: number; before: number; loading: boolean }
  | { kind: 'broken'; fault: FaultData }
  | { kind: 'waiting'; position: number };

/** What the panel does with its steps. Places are those of the recipe, 0 first. */
export type StepActions = {
  move(step: Step, by: -1 | 1): void;
  toggle(step: Step): void;
  remove(step: Step): void;
  note(step: Step): void;
  insert(at: number): void;
  group(at: number): void;
  /** Puts a step in the group of its neighbour, or out of its own. */
  settle(step: Step, group: string | null): void;
  compare(from: number, to: number): void;
};

/** One step: its sentence, what it gives, and its actions. Ctrl+arrows move it, so does its handle. */
export function StepItem(props: {
  step: Step;
  table: Table;
  index: number;
  sentence: string;
  outcome: Outcome;
  inserting: boolean;
  /** Where a dragged step would come. */
  mark: 'before' | 'after' | undefined;
  handle: HTMLAttributes<HTMLElement>;
  actions: StepActions;
}): ReactNode {
  const { step, table, index, outcome, actions } = props;
  const position = index + 1;
  const edit = () => openDialog(editDialog(table.id, step));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    actions.move(step, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li
      className="step"
      data-step={step.id}
      data-from={index}
      data-to={index}
      data-group={step.group ?? ''}
      data-outcome={outcome.kind}
      data-inserting={props.inserting ? '' : undefined}
      data-mark={props.mark}
      onKeyDownCapture={onKeyDown}
    >
      <div className="step-line">
        <Checkbox
          aria-label={t('steps.on', { position })}
          isSelected={!step.disabled}
          onChange={() => actions.toggle(step)}
        />
        <span className="step-number" aria-hidden="true">
          {position}
        </span>
        <span className="step-sentence">{step.title ?? props.sentence}</span>
      </div>
      {step.title && <p className="step-said">{props.sentence}</p>}
      {step.comment && <p className="step-comment">{step.comment}</p>}
      {outcome.kind === 'broken' && (
        <StepRepairs
          table={table}
          index={index}
          sentence={props.sentence}
          fault={outcome.fault}
          onDisable={() => actions.toggle(step)}
          onRemove={() => actions.remove(step)}
        />
      )}
      <div className="step-foot">
        {/* By the keyboard, Ctrl+arrows and the menu do the same. */}
        <span className="step-handle" aria-hidden="true" title={t('steps.drag')} {...props.handle}>
          <Icon name="drag" />
        </span>
        <span className="step-rows">
          <Rows outcome={outcome} />
          {step.kind === 'clean' && outcome.kind === 'rows' && (
            <ChangedCells table={table.id} index={index} cleaning={step.cleaning} />
          )}
        </span>
        <span className="row-buttons">
          <IconButton icon="edit" size="small" label={t('steps.edit', { position })} onPress={edit} />
          <IconButton
            icon="delete"
            size="small"
            label={t('steps.delete', { position })}
            onPress={() => actions.remove(step)}
          />
          <Menu
            label={t('steps.more', { position })}
            trigger={<IconButton icon="more" size="small" label={t('steps.more', { position })} />}
            entries={menuOf(step, table.recipe, index, actions)}
          />
        </span>
      </div>
    </li>
  );
}

function menuOf(step: Step, recipe: readonly Step[], index: number, actions: StepActions): MenuEntry[] {
  const last = recipe.length - 1;
  const around = [recipe[index - 1]?.group, recipe[index + 1]?.group];
  const joinable = [...new Set(around)].filter((group) => group !== undefined && group !== step.group);
  const isAtEdge = step.group !== undefined && around.some((group) => group !== step.group);
  const action = (entry: Omit<Extract<MenuEntry, { kind: 'action' }>, 'kind'>): MenuEntry => ({
    kind: 'action',
    ...entry,
  });
  return [
    action({
      id: 'up',
      icon: 'arrow-up',
      label: t('steps.move-up'),
      keys: 'Ctrl+↑',
      isDisabled: index === 0,
      onAction: () => actions.move(step, -1),
    }),
    action({
      id: 'down',
      icon: 'arrow-down',
      label: t('steps.move-down'),
      keys: 'Ctrl+↓',
      isDisabled: index === last,
      onAction: () => actions.move(step, 1),
    }),
    action({ id: 'before', icon: 'add', label: t('steps.insert-before'), onAction: () => actions.insert(index) }),
    action({ id: 'after', icon: 'add', label: t('steps.insert-after'), onAction: () => actions.insert(index + 1) }),
    { kind: 'separator', id: 'saying' },
    action({ id: 'note', icon: 'rename', label: t('steps.note'), onAction: () => actions.note(step) }),
    action({
      id: 'toggle',
      icon: step.disabled ? 'eye' : 'eye-off',
      label: t(step.disabled ? 'steps.turn-on' : 'steps.turn-off'),
      onAction: () => actions.toggle(step),
    }),
    action({
      id: 'compare',
      icon: 'columns',
      label: t('steps.compare-step'),
      onAction: () => actions.compare(index, index + 1),
    }),
    { kind: 'separator', id: 'groups' },
    ...(step.group === undefined
      ? [action({ id: 'group', icon: 'group', label: t('steps.group'), onAction: () => actions.group(index) })]
      : []),
    ...joinable.map((group) =>
      action({
        id: `join ${group}`,
        icon: 'group',
        label: t('steps.group-join', { group: group ?? '' }),
        onAction: () => actions.settle(step, group ?? null),
      }),
    ),
    ...(isAtEdge
      ? [
          action({
            id: 'leave',
            icon: 'close',
            label: t('steps.group-leave'),
            onAction: () => actions.settle(step, null),
          }),
        ]
      : []),
  ];
}

function editDialog(table: string, step: Step): Parameters<typeof openDialog>[0] {
  return step.kind === 'join' ? { kind: 'join', table, step } : { kind: 'step', table, step, stepKind: step.kind };
}

/** How many cells a cleaning changed. */
function ChangedCells(props: { table: string; index: number; cleaning: Cleaning }): ReactNode {
  const { table, index, cleaning } = props;
  const project = useProject();
  const input = useMemo(() => ({ query: queryOf(table, index, project), cleaning }), [table, index, project, cleaning]);
  const report = useCall('clean.report', input).value;
  if (!report) return null;
  return (
    <> · {t(cleaning.kind === 'commune' ? 'steps.clean.assembled' : 'steps.clean.changed', { count: report.cells })}</>
  );
}

function Rows({ outcome }: { outcome: Outcome }): ReactNode {
  if (outcome.kind === 'disabled') return t('steps.disabled');
  if (outcome.kind === 'waiting') return t('steps.waiting', { position: outcome.position });
  if (outcome.kind === 'unknown') return outcome.loading ? t('steps.counting') : null;
  if (outcome.kind !== 'rows') return null;
  const rows = t('common.rows', { count: outcome.rows });
  const change = outcome.rows - outcome.before;
  return (
    <span data-loading={outcome.loading ? '' : undefined}>
      {change === 0
        ? rows
        : t('steps.rows-change', { rows, change: `${change > 0 ? '+' : '−'}${formatNumber(Math.abs(change))}` })}
    </span>
  );
}
