import type { ReactNode } from 'react';
import { t } from '../../../shared/text/t.ts';
import { Button, Select } from '../../ui/kit.ts';
import { type BranchDraft, newBranch } from '../derive-branches.ts';
import { problemText } from '../step-frame.tsx';
import { ConditionField } from './condition.tsx';
import { type FieldsProps, operandField } from './derive-fields.tsx';
import { OperandField } from './operand.tsx';

/** « Si… alors…, sinon si… alors…, sinon… ». */
export function BranchFields(props: FieldsProps): ReactNode {
  const { draft, place, shown, onChange } = props;
  const change = (next: BranchDraft) =>
    onChange({ more: draft.more.map((branch) => (branch.id === next.id ? next : branch)) });
  return (
    <>
      <ConditionField
        label={t('steps.derive.when')}
        group={draft.when}
        onChange={(when) => onChange({ when })}
        columns={place.columns}
        rows={place.before}
        problems={shown}
      />
      {operandField(props, 'whenTrue', t('steps.derive.then'), t('steps.derive.empty-missing'))}
      {draft.more.map((branch, index) => (
        <div key={branch.id} className="derive-branch">
          <ConditionField
            label={t('steps.derive.branch', { position: index + 2 })}
            group={branch.when}
            onChange={(when) => change({ ...branch, when })}
            columns={place.columns}
            rows={place.before}
            problems={shown}
          />
          <OperandField
            label={t('steps.derive.branch-then', { position: index + 2 })}
            operand={branch.value}
            columns={place.columns}
            error={problemText(shown, `branch.${index + 1}`)}
            onChange={(value) => change({ ...branch, value })}
          />
          <div>
            <Button
              size="small"
              kind="quiet"
              icon="delete"
              onPress={() => onChange({ more: draft.more.filter(({ id }) => id !== branch.id) })}
            >
              {t('steps.derive.remove-branch', { position: index + 2 })}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          size="small"
          kind="quiet"
          icon="add"
          onPress={() => onChange({ more: [...draft.more, newBranch(place.columns[0])] })}
        >
          {t('steps.derive.add-branch')}
        </Button>
      </div>
      {operandField(props, 'whenFalse', t('steps.derive.otherwise'), t('steps.derive.empty-missing'))}
      <Select
        label={t('steps.derive.undecided')}
        value={draft.undecided}
        onChange={(undecided) => onChange({ undecided })}
        options={(['missing', 'otherwise'] as const).map((value) => ({
          value,
          label: t(`steps.derive.undecided.${value}`),
        }))}
      />
    </>
  );
}
