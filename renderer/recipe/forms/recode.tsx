import { type ReactNode, useState } from 'react';
import type { CombinedColumn } from '../../../shared/recipe/steps/combine.ts';
import type { Recode } from '../../../shared/recipe/steps/recode.ts';
import { proposeCombination } from '../../../shared/territory/combination.ts';
import { t } from '../../../shared/text/t.ts';
import { CombineFields } from '../../combine-fields.tsx';
import { useColumns, useProject } from '../../session.ts';
import { Button, Checkbox, IconButton, RadioGroup, Select, TextField } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import type { StepParts } from '../place.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

type By = Recode['by'];
type TableBy = Extract<By, { kind: 'table' }>;
type Pairs = { from: string; to: string }[];

/** Replaces values by those of another table or of a list, and may put in one the rows that come to bear the same. */
export function RecodeForm({ place, step, column }: FormProps<Recode>): ReactNode {
  const { tables } = useProject();
  const texts = place.columns.filter(({ type }) => type === 'text');
  const [chosen, setChosen] = useState(step?.column ?? column ?? '');
  const [kind, setKind] = useState<By['kind']>(step?.by.kind ?? 'list');
  const [pairs, setPairs] = useState<Pairs>(step?.by.kind === 'list' ? step.by.pairs : [{ from: '', to: '' }]);
  const [by, setBy] = useState<TableBy>(
    step?.by.kind === 'table' ? step.by : { kind: 'table', table: '', from: '', to: '' },
  );
  const [rules, setRules] = useState<CombinedColumn[] | null>(step?.combine?.columns ?? null);
  const others = tables.filter(({ id }) => id !== place.table);
  const read = useColumns(kind === 'table' && by.table !== '' ? by.table : null).value ?? [];
  const listed = pairs.filter(({ from }) => from !== '');
  const problems: Problems = {};
  if (!texts.some(({ name }) => name === chosen)) problems.column = 'steps.problem.column';
  if (kind === 'list' && listed.length === 0) problems.pairs = 'steps.problem.value';
  for (const field of ['table', 'from', 'to'] as const)
    if (kind === 'table' && by[field] === '') problems[field] = 'steps.problem.column';
  const parts: StepParts | null =
    Object.keys(problems).length > 0
      ? null
      : {
          kind: 'recode',
          column: chosen,
          by: kind === 'list' ? { kind, pairs: listed } : by,
          ...(rules && { combine: { columns: rules.filter(({ name }) => name !== chosen) } }),
        };
  return (
    <StepFrame place={place} step={step} kind="recode" size="large" parts={parts} problems={problems}>
      {(shown) => (
        <>
          <ColumnField
            label={t('recode.column')}
            columns={texts}
            value={chosen}
            onChange={setChosen}
            error={problemText(shown, 'column')}
          />
          <RadioGroup
            label={t('recode.by')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'list', label: t('recode.by.list') },
              { value: 'table', label: t('recode.by.table') },
            ]}
          />
          {kind === 'list' ? (
            <PairFields pairs={pairs} onChange={setPairs} error={problemText(shown, 'pairs')} />
          ) : (
            <div className="stack">
              <Select
                label={t('recode.table')}
                value={by.table === '' ? null : by.table}
                onChange={(table) => setBy({ kind: 'table', table, from: '', to: '' })}
                options={others.map(({ id, name }) => ({ value: id, label: name }))}
                error={problemText(shown, 'table')}
              />
              {(['from', 'to'] as const).map((field) => (
                <ColumnField
                  key={field}
                  label={t(`recode.${field}`)}
                  columns={read.filter(({ type }) => type === 'text')}
                  value={by[field]}
                  onChange={(name) => setBy({ ...by, [field]: name })}
                  error={problemText(shown, field)}
                />
              ))}
              {by.only && <p className="field-hint">{t('recode.only', { values: by.only.values.join(', ') })}</p>}
            </div>
          )}
          <Checkbox
            isSelected={rules !== null}
            onChange={(on) => setRules(on ? proposeCombination(place.columns, chosen) : null)}
            hint={t('recode.combine-hint')}
          >
            {t('recode.combine')}
          </Checkbox>
          {rules && <CombineFields columns={place.columns} code={chosen} rules={rules} onChange={setRules} />}
        </>
      )}
    </StepFrame>
  );
}

function PairFields(props: { pairs: Pairs; onChange: (pairs: Pairs) => void; error: string | null }): ReactNode {
  const { pairs, onChange } = props;
  const change = (place: number, part: Partial<Pairs[number]>) =>
    onChange(pairs.map((pair, at) => (at === place ? { ...pair, ...part } : pair)));
  return (
    <div className="stack">
      <ol className="recode-pairs">
        {pairs.map((pair, place) => (
          <li key={place} className="row">
            <TextField
              label={t('recode.value', { position: place + 1 })}
              hideLabel={place > 0}
              value={pair.from}
              onChange={(from) => change(place, { from })}
              error={place === 0 ? props.error : null}
            />
            <TextField
              label={t('recode.new-value', { position: place + 1 })}
              hideLabel={place > 0}
              value={pair.to}
              onChange={(to) => change(place, { to })}
            />
            {pairs.length > 1 && (
              <IconButton
                icon="close"
                label={t('recode.remove', { position: place + 1 })}
                onPress={() => onChange(pairs.toSpliced(place, 1))}
              />
            )}
          </li>
        ))}
      </ol>
      <div className="row">
        <Button size="small" kind="quiet" icon="add" onPress={() => onChange([...pairs, { from: '', to: '' }])}>
          {t('recode.add')}
        </Button>
      </div>
    </div>
  );
}
