import { type ReactNode, useMemo } from 'react';
import type { Table } from '../../shared/project/project.ts';
import { isNumeric } from '../../shared/recipe/column.ts';
import { trace } from '../../shared/recipe/compile.ts';
import { type Repair, repairsOf } from '../../shared/recipe/repairs.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { Fault, type FaultData } from '../../shared/rpc/fault.ts';
import { t } from '../../shared/text/t.ts';
import { announce, editRecipe, faultText, showTable, useProject, useSession } from '../session.ts';
import { Button, Icon, Menu, Popover, SearchList } from '../ui/kit.ts';
import { replaceStep } from './edit-recipe.ts';
import { openedTables } from './sentence.ts';

/** Why a step cannot apply, and the ways to mend it in one click. */
export function StepRepairs(props: {
  table: Table;
  index: number;
  sentence: string;
  fault: FaultData;
  onDisable: () => void;
  onRemove: () => void;
}): ReactNode {
  const { table, index, fault } = props;
  const project = useProject();
  const opened = useSession((session) => session.opened);
  const repairs = useMemo(() => {
    const sources = openedTables(opened);
    const query = { table: table.id, tables: project.tables };
    if (!sources.has(table.source)) return [];
    const before = trace({ ...query, steps: index + 1 }, sources).steps[index]?.before;
    return before ? repairsOf(query, sources, index, before, fault) : [];
  }, [project, table, opened, index, fault]);
  const mend = (step: Step) => {
    editRecipe(t('steps.action.repair', { step: props.sentence }), table.id, (recipe) => replaceStep(recipe, step));
    announce(t('steps.repaired', { position: index + 1 }));
    // The button is gone: the keyboard stays with its step.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-step="${step.id}"] .row-buttons button`)?.focus(),
    );
  };
  return (
    <div className="step-fault">
      <Icon name="error" />
      <div>
        <strong>{t('steps.broken')}</strong> {faultText(new Fault(fault.code, fault.params))}
        <div className="step-repairs">
          {repairs.map((repair) => (
            <RepairButtons key={repair.kind} repair={repair} kind={table.recipe[index]?.kind} onMend={mend} />
          ))}
          <Button size="small" kind="quiet" icon="eye-off" onPress={props.onDisable}>
            {t('steps.repair.disable')}
          </Button>
          {!repairs.some(({ kind }) => kind === 'drop') && (
            <Button size="small" kind="quiet" icon="delete" onPress={props.onRemove}>
              {t('steps.repair.remove')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

function RepairButtons(props: {
  repair: Repair;
  kind: Step['kind'] | undefined;
  onMend: (step: Step) => void;
}): ReactNode {
  const { repair, onMend } = props;
  const { tables } = useProject();
  const nameOf = (id: string) => tables.find((table) => table.id === id)?.name ?? id;
  switch (repair.kind) {
    case 'column':
      return <ColumnChoice repair={repair} onMend={onMend} />;
    case 'drop':
      return (
        <Button size="small" icon="delete" onPress={() => onMend(repair.step)}>
          {t(props.kind === 'filter' ? 'steps.repair.drop-condition' : 'steps.repair.drop', { column: repair.column })}
        </Button>
      );
    case 'adapt':
      return (
        <Button size="small" icon="clean" onPress={() => onMend(repair.step)}>
          {t(isNumeric(repair.column.type) ? 'steps.repair.as-number' : 'steps.repair.as-text', {
            column: repair.column.name,
          })}
        </Button>
      );
    case 'table':
      return (
        <Menu
          label={t('steps.repair.table')}
          trigger={
            <Button size="small" icon="table">
              {t('steps.repair.table')}
            </Button>
          }
          entries={repair.options.map(({ table, step }) => ({
            kind: 'action',
            id: table,
            label: nameOf(table),
            onAction: () => onMend(step),
          }))}
        />
      );
    case 'elsewhere':
      return (
        <Button size="small" icon="table" onPress={() => showTable(repair.table)}>
          {t('steps.repair.elsewhere', { table: nameOf(repair.table) })}
        </Button>
      );
  }
}

function ColumnChoice(props: { repair: Extract<Repair, { kind: 'column' }>; onMend: (step: Step) => void }): ReactNode {
  const { repair, onMend } = props;
  const [first] = repair.options;
  const choose = (name: string) => {
    const option = repair.options.find((one) => one.name === name);
    if (option) onMend(option.step);
  };
  return (
    <>
      {repair.sure && first && (
        <Button size="small" icon="clean" onPress={() => onMend(first.step)}>
          {t('steps.repair.use', { column: first.name })}
        </Button>
      )}
      <Popover
        label={t('steps.repair.other-for', { column: repair.column })}
        trigger={
          <Button size="small" icon="columns">
            {t(repair.sure ? 'steps.repair.other' : 'steps.repair.choose')}
          </Button>
        }
      >
        {(close) => (
          <SearchList
            className="step-repair-list"
            label={t('steps.repair.other-for', { column: repair.column })}
            mode="single"
            autoFocus
            selected={[]}
            options={repair.options.map(({ name }) => ({ value: name, label: name }))}
            onChange={([name]) => {
              close();
              if (name) choose(name);
            }}
          />
        )}
      </Popover>
    </>
  );
}
