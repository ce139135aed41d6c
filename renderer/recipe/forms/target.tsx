import { type ReactNode, useState } from 'react';
import { type Column, isNumeric } from '../../../shared/recipe/column.ts';
import type { Target } from '../../../shared/recipe/steps/target.ts';
import { t } from '../../../shared/text/t.ts';
import { Checkbox, NumberField, RadioGroup } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

/** One test of the form; `used` false keeps what was typed for later. */
type TestDraft = { used: boolean; column: string; threshold: number | null };

/** The thresholds of an assistant's verdict, changed in place. */
export function TargetForm({ place, step }: FormProps<Target>): ReactNode {
  const { columns } = place;
  const [population, setPopulation] = useState<TestDraft>(draftTest(step, step?.population, 3500));
  const [staff, setStaff] = useState<TestDraft>(draftTest(step, step?.staff, 50));
  const [form, setForm] = useState(step?.staff?.form ?? 'number');
  const [operator, setOperator] = useState(step?.operator ?? 'ge');
  const [connective, setConnective] = useState(step?.connective ?? 'and');
  const problems: Problems = {
    ...testProblems('population', population, columns),
    ...testProblems('staff', staff, columns),
    ...(!population.used && !staff.used ? { tests: 'steps.problem.no-test' as const } : {}),
  };
  const numbers = columns.filter((column) => isNumeric(column.type));
  return (
    <StepFrame
      place={place}
      step={step}
      kind="target"
      problems={problems}
      parts={{
        kind: 'target',
        population: population.used ? { column: population.column, threshold: population.threshold ?? 0 } : null,
        staff: staff.used ? { ...traces(step), column: staff.column, form, threshold: staff.threshold ?? 0 } : null,
        operator,
        connective,
        verdictColumn: step?.verdictColumn ?? 'verdict',
        reasonColumn: step?.reasonColumn ?? 'raison',
        causeColumn: step?.causeColumn,
        bandColumn: step?.bandColumn,
      }}
    >
      {(shown) => (
        <>
          {problemText(shown, 'tests') && <span className="field-error">{problemText(shown, 'tests')}</span>}
          <Checkbox isSelected={population.used} onChange={(used) => setPopulation({ ...population, used })}>
            {t('steps.target.use-population')}
          </Checkbox>
          {population.used && (
            <TestFields name="population" test={population} columns={numbers} shown={shown} onChange={setPopulation} />
          )}
          <Checkbox isSelected={staff.used} onChange={(used) => setStaff({ ...staff, used })}>
            {t('steps.target.use-staff')}
          </Checkbox>
          {staff.used && (
            <>
              <RadioGroup
                label={t('steps.target.form')}
                orientation="horizontal"
                value={form}
                onChange={setForm}
                options={(['number', 'band'] as const).map((value) => ({
                  value,
                  label: t(`steps.target.form.${value}`),
                }))}
              />
              <TestFields
                name="staff"
                test={staff}
                columns={form === 'number' ? numbers : columns}
                shown={shown}
                onChange={setStaff}
              />
            </>
          )}
          <RadioGroup
            label={t('steps.target.operator')}
            orientation="horizontal"
            value={operator}
            onChange={setOperator}
            options={(['ge', 'gt'] as const).map((value) => ({ value, label: t(`steps.target.operator.${value}`) }))}
          />
          {population.used && staff.used && (
            <RadioGroup
              label={t('steps.target.connective')}
              orientation="horizontal"
              value={connective}
              onChange={setConnective}
              options={(['and', 'or'] as const).map((value) => ({
                value,
                label: t(`steps.target.connective.${value}`),
              }))}
            />
          )}
        </>
      )}
    </StepFrame>
  );
}

/** What the assistant left in the step to tell why a figure is missing. */
function traces(step: Target | null): Pick<NonNullable<Target['staff']>, 'present' | 'elsewhere'> {
  const { present, elsewhere } = step?.staff ?? {};
  return { ...(present === undefined ? {} : { present }), ...(elsewhere === undefined ? {} : { elsewhere }) };
}

function draftTest(step: Target | null, test: { column: string; threshold: number } | null | undefined, usual: number) {
  return { used: step === null || Boolean(test), column: test?.column ?? '', threshold: test?.threshold ?? usual };
}

function testProblems(name: string, test: TestDraft, columns: Column[]): Problems {
  const problems: Problems = {};
  if (!test.used) return problems;
  if (!columns.some((column) => column.name === test.column))
    problems[`${name}.column`] = test.column === '' ? 'steps.problem.column' : 'steps.problem.column-gone';
  if (test.threshold === null) problems[`${name}.threshold`] = 'steps.problem.number';
  return problems;
}

function TestFields(props: {
  name: 'population' | 'staff';
  test: TestDraft;
  columns: Column[];
  shown: Problems;
  onChange: (test: TestDraft) => void;
}): ReactNode {
  const { name, test, shown, onChange } = props;
  return (
    <div className="two-fields">
      <ColumnField
        label={t(`steps.target.${name}`)}
        columns={props.columns}
        value={test.column}
        error={problemText(shown, `${name}.column`)}
        onChange={(column) => onChange({ ...test, column })}
      />
      <NumberField
        label={t('steps.target.threshold')}
        value={test.threshold}
        error={problemText(shown, `${name}.threshold`)}
        onChange={(threshold) => onChange({ ...test, threshold })}
      />
    </div>
  );
}
