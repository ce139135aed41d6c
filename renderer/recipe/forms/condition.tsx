import { type ReactNode, useId } from 'react';
import type { Query } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { type TextKey, t } from '../../../shared/text/t.ts';
import { Button, IconButton, Select } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import {
  type GroupDraft,
  newGroup,
  newRule,
  onColumn,
  type Problems,
  type RuleDraft,
  type Test,
  testsOf,
} from '../condition-draft.ts';
import { problemText } from '../step-frame.tsx';
import { RuleValue } from './rule-value.tsx';

/** Groups may hold groups this deep: enough for « (A ou B) et (C ou (D et E)) ». */
const deepest = 3;

type GroupProps = {
  group: GroupDraft;
  onChange: (group: GroupDraft) => void;
  columns: Column[];
  /** The rows whose values are offered in lists. */
  rows: Query;
  problems: Problems;
  depth?: number;
  onRemove?: () => void;
  label?: string;
};

/** The lines of a condition, joined by ET or OU, with groups inside groups. */
export function ConditionField(props: GroupProps): ReactNode {
  const { group, onChange, columns, rows, problems, depth = 1 } = props;
  const heading = useId();
  const replace = (id: number, part: RuleDraft | GroupDraft | null) =>
    onChange({
      ...group,
      of: group.of.flatMap((candidate) => (candidate.id !== id ? [candidate] : part ? [part] : [])),
    });
  const several = group.of.length > 1 || group.negated;
  return (
    <section className="condition-group" data-depth={depth} aria-labelledby={heading}>
      <div className="condition-head">
        <span id={heading} className="field-label">
          {props.label ?? (depth === 1 ? t('steps.filter.keep') : t('steps.filter.group'))}
        </span>
        {(several || depth > 1) && <Connective group={group} onChange={onChange} />}
        {props.onRemove && (
          <IconButton icon="delete" size="small" label={t('steps.filter.remove-group')} onPress={props.onRemove} />
        )}
      </div>
      <ol className="condition-lines">
        {group.of.map((part, index) => (
          <li key={part.id}>
            {index > 0 && (
              <span className="condition-word" data-connective={group.connective}>
                {t(group.connective === 'all' ? 'steps.filter.and' : 'steps.filter.or')}
              </span>
            )}
            {part.kind === 'group' ? (
              <ConditionField
                {...{ columns, rows, problems }}
                group={part}
                depth={depth + 1}
                onChange={(next) => replace(part.id, next)}
                onRemove={() => replace(part.id, null)}
              />
            ) : (
              <Rule
                {...{ columns, rows, problems }}
                rule={part}
                position={index + 1}
                onChange={(next) => replace(part.id, next)}
                onRemove={depth > 1 || group.of.length > 1 ? () => replace(part.id, null) : null}
              />
            )}
          </li>
        ))}
      </ol>
      {problemText(problems, `${group.id}.of`) && (
        <span className="field-error">{problemText(problems, `${group.id}.of`)}</span>
      )}
      <div className="row">
        <Button
          size="small"
          kind="quiet"
          icon="add"
          onPress={() => onChange({ ...group, of: [...group.of, newRule()] })}
        >
          {t('steps.filter.add-rule')}
        </Button>
        {depth < deepest && (
          <Button
            size="small"
            kind="quiet"
            icon="add"
            onPress={() =>
              onChange({
                ...group,
                of: [...group.of, newGroup([newRule()], group.connective === 'all' ? 'any' : 'all')],
              })
            }
          >
            {t('steps.filter.add-group')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Connective({ group, onChange }: { group: GroupDraft; onChange: (group: GroupDraft) => void }): ReactNode {
  return (
    <Select
      label={t('steps.filter.group')}
      hideLabel
      className="condition-connective"
      value={`${group.negated ? 'not-' : ''}${group.connective}`}
      onChange={(choice) =>
        onChange({
          ...group,
          negated: choice.startsWith('not-'),
          connective: choice.endsWith('all') ? 'all' : 'any',
        })
      }
      options={(['all', 'any', 'not-any', 'not-all'] as const).map((value) => ({
        value,
        label: t(`steps.filter.${value}`),
      }))}
    />
  );
}

function Rule(props: {
  rule: RuleDraft;
  position: number;
  columns: Column[];
  rows: Query;
  problems: Problems;
  onChange: (rule: RuleDraft) => void;
  onRemove: (() => void) | null;
}): ReactNode {
  const { rule, columns, problems, onChange, position } = props;
  const column = columns.find((candidate) => candidate.name === rule.column);
  const choices = column ? testsOf(column.type) : [rule.test];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser
    <div className="condition-rule" role="group" aria-label={t('steps.filter.rule', { position })}>
      <ColumnField
        label={t('steps.filter.column')}
        hideLabel
        columns={columns}
        value={rule.column}
        error={problemText(problems, `${rule.id}.column`)}
        onChange={(name) => {
          const next = columns.find((candidate) => candidate.name === name);
          if (next) onChange(rule.column === name ? rule : onColumn(rule, next, column));
        }}
      />
      <Select
        label={t('steps.filter.test')}
        hideLabel
        value={rule.test}
        isDisabled={!column}
        onChange={(test) => onChange({ ...rule, test })}
        options={choices.map((test) => ({ value: test, label: t(testText(test, column)) }))}
      />
      <div className="condition-value">{column && <RuleValue {...props} column={column} />}</div>
      {props.onRemove ? (
        <IconButton icon="close" label={t('steps.filter.remove-rule', { position })} onPress={props.onRemove} />
      ) : (
        <span className="condition-remove" />
      )}
    </div>
  );
}

const dateTests: Partial<Record<Test, TextKey>> = {
  lt: 'steps.test.before',
  le: 'steps.test.until',
  gt: 'steps.test.after',
  ge: 'steps.test.since',
};

function testText(test: Test, column: Column | undefined): 'steps.test.eq' {
  const dated = column?.type === 'date' || column?.type === 'timestamp' ? dateTests[test] : undefined;
  return (dated ?? `steps.test.${test}`) as 'steps.test.eq';
}
