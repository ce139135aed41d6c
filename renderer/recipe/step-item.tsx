import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import type { Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import type { Cleaning } from '../../shared/recipe/steps/clean.ts';
import { Fault, type FaultData } from '../../shared/rpc/fault.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { faultText, openDialog, queryOf, useCall, useProject } from '../session.ts';
import { Checkbox, Icon, IconButton, Menu } from '../ui/kit.ts';

/** What became of a step when the recipe ran. */
export type Outcome =
  | { kind: 'unknown'; loading: boolean }
  | { kind: 'disabled' }
  | { kind: 'rows'; rows: number; before: number; loading: boolean }
  | { kind: 'broken'; fault: FaultData }
  | { kind: 'waiting'; position: number };

/** One step: its sentence, what it gives, and its actions. Ctrl+arrows move it. */
export function StepItem(props: {
  step: Step;
  table: Table;
  index: number;
  sentence: string;
  outcome: Outcome;
  inserting: boolean;
  onMove: (by: -1 | 1) => void;
  onToggle: () => void;
  onDelete: () => void;
  onComment: () => void;
  onInsert: () => void;
}): ReactNode {
  const { step, table, index, outcome, onMove } = props;
  const position = index + 1;
  const edit = () => openDialog(editDialog(table.id, step));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li
      className="step"
      data-step={step.id}
      data-outcome={outcome.kind}
      data-inserting={props.inserting ? '' : undefined}
      onKeyDownCapture={onKeyDown}
    >
      <div className="step-line">
        <Checkbox aria-label={t('steps.on', { position })} isSelected={!step.disabled} onChange={props.onToggle} />
        <span className="step-number" aria-hidden="true">
          {position}
        </span>
        <span className="step-sentence">{props.sentence}</span>
      </div>
      {step.comment && <p className="step-comment">{step.comment}</p>}
      {outcome.kind === 'broken' && <Broken fault={outcome.fault} />}
      <div className="step-foot">
        <span className="step-rows">
          <Rows outcome={outcome} />
          {step.kind === 'clean' && outcome.kind === 'rows' && (
            <ChangedCells table={table.id} index={index} cleaning={step.cleaning} />
          )}
        </span>
        <span className="row-buttons">
          <IconButton icon="edit" size="small" label={t('steps.edit', { position })} onPress={edit} />
          <IconButton icon="delete" size="small" label={t('steps.delete', { position })} onPress={props.onDelete} />
          <Menu
            label={t('steps.more', { position })}
            trigger={<IconButton icon="more" size="small" label={t('steps.more', { position })} />}
            entries={[
              {
                kind: 'action',
                id: 'up',
                icon: 'arrow-up',
                label: t('steps.move-up'),
                keys: 'Ctrl+↑',
                isDisabled: index === 0,
                onAction: () => onMove(-1),
              },
              {
                kind: 'action',
                id: 'down',
                icon: 'arrow-down',
                label: t('steps.move-down'),
                keys: 'Ctrl+↓',
                isDisabled: index === table.recipe.length - 1,
                onAction: () => onMove(1),
              },
              { kind: 'separator', id: 'between' },
              {
                kind: 'action',
                id: 'toggle',
                icon: step.disabled ? 'eye' : 'eye-off',
                label: t(step.disabled ? 'steps.turn-on' : 'steps.turn-off'),
                onAction: props.onToggle,
              },
              { kind: 'action', id: 'comment', icon: 'edit', label: t('steps.comment'), onAction: props.onComment },
              { kind: 'action', id: 'insert', icon: 'add', label: t('steps.insert-before'), onAction: props.onInsert },
            ]}
          />
        </span>
      </div>
    </li>
  );
}

function editDialog(table: string, step: Step): Parameters<typeof openDialog>[0] {
  return step.kind === 'join' ? { kind: 'join', table, step } : { kind: 'step', table, step, stepKind: step.kind };
}

function Broken({ fault }: { fault: FaultData }): ReactNode {
  return (
    <div className="step-fault">
      <Icon name="error" />
      <div>
        <strong>{t('steps.broken')}</strong> {faultText(new Fault(fault.code, fault.params))}
      </div>
    </div>
  );
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
