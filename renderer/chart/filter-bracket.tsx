import { type ReactNode, useState } from 'react';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { describeCondition } from '../../shared/recipe/describe.ts';
import { type Comparison, type Condition, comparisons } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import { optionOf } from '../bracket.tsx';
import { Button, NumberField, Popover, Select, TextField } from '../ui/kit.ts';

/** « pour [toutes les lignes] » : one condition of the chart's own, on top of those of the table. */
export function FilterBracket({
  chart,
  columns,
  onChange,
}: {
  chart: Chart;
  columns: readonly Column[];
  onChange: (change: Partial<Chart>) => void;
}): ReactNode {
  return (
    <>
      <span>{t('chart.sentence.for')}</span>
      <Popover
        label={t('chart.sentence.for')}
        trigger={
          <Button className="bracket" size="small">
            <span className="bracket-text">
              {chart.filter ? describeCondition(chart.filter, columns) : t('chart.sentence.all-rows')}
            </span>
          </Button>
        }
      >
        {(close) => (
          <FilterForm
            filter={chart.filter}
            columns={columns.filter(({ type }) => type === 'text' || isNumeric(type))}
            onApply={(filter) => {
              onChange({ filter });
              close();
            }}
          />
        )}
      </Popover>
    </>
  );
}

function FilterForm({
  filter,
  columns,
  onApply,
}: {
  filter: Condition | null;
  columns: readonly Column[];
  onApply: (filter: Condition | null) => void;
}): ReactNode {
  const start = filter?.kind === 'compare' ? filter : null;
  const [name, setName] = useState(start?.column ?? columns.find(({ type }) => isNumeric(type))?.name ?? null);
  const column = columns.find((candidate) => candidate.name === name) ?? null;
  const numeric = column !== null && isNumeric(column.type);
  const [operator, setOperator] = useState<Comparison>(start?.operator ?? 'ge');
  const [number, setNumber] = useState(typeof start?.value === 'number' ? start.value : null);
  const [text, setText] = useState(typeof start?.value === 'string' ? start.value : '');
  const value = numeric ? number : text === '' ? null : text;
  const operators = comparisons.filter((one) => numeric || one === 'eq' || one === 'ne');
  const chosen = operators.includes(operator) ? operator : 'eq';
  return (
    <form
      className="stack chart-filter"
      onSubmit={(event) => {
        event.preventDefault();
        if (column && value !== null) onApply({ kind: 'compare', column: column.name, operator: chosen, value });
      }}
    >
      <Select label={t('chart.filter.column')} value={name} onChange={setName} options={columns.map(optionOf)} />
      <Select
        label={t('chart.filter.operator')}
        value={chosen}
        onChange={setOperator}
        options={operators.map((one) => ({ value: one, label: t(`chart.filter.${one}`) }))}
      />
      {numeric ? (
        <NumberField label={t('chart.filter.value')} value={number} onChange={setNumber} />
      ) : (
        <TextField label={t('chart.filter.value')} value={text} onChange={setText} />
      )}
      <div className="chart-row">
        <Button size="small" onPress={() => onApply(null)}>
          {t('chart.sentence.all-rows')}
        </Button>
        <Button size="small" kind="primary" type="submit">
          {t('common.apply')}
        </Button>
      </div>
    </form>
  );
}
