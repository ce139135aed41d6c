import type { ReactNode } from 'react';
import { type Column, isNumeric } from '../shared/recipe/column.ts';
import type { CombinedColumn } from '../shared/recipe/steps/combine.ts';
import { t } from '../shared/text/t.ts';
import { NumberField, Select } from './ui/kit.ts';
import './combine-fields.css';

type Rule = CombinedColumn['rule'];

/** What each column becomes where several rows are put in one. `code` is the column whose values came together. */
export function CombineFields(props: {
  columns: readonly Column[];
  code: string;
  rules: CombinedColumn[];
  onChange: (rules: CombinedColumn[]) => void;
}): ReactNode {
  const { rules, onChange } = props;
  const columns = props.columns.filter(({ name }) => name !== props.code);
  const numbers = columns.filter(({ type }) => isNumeric(type)).map(({ name }) => ({ value: name, label: name }));
  const change = (name: string, rule: Rule) => onChange([...rules.filter((one) => one.name !== name), { name, rule }]);
  return (
    <ul className="combine" aria-label={t('combine.label')}>
      {columns.map((column) => {
        const rule: Rule = rules.find(({ name }) => name === column.name)?.rule ?? { kind: 'keep' };
        const offered = isNumeric(column.type)
          ? (['sum', 'ratio', 'blank', 'keep', 'key'] as const)
          : (['keep', 'key', 'blank'] as const);
        return (
          <li key={column.name}>
            <span className="combine-name">{column.name}</span>
            <Select
              label={t('combine.rule', { column: column.name })}
              hideLabel
              value={rule.kind}
              options={offered.map((kind) => ({ value: kind as Rule['kind'], label: t(`combine.${kind}`) }))}
              onChange={(kind) =>
                change(
                  column.name,
                  kind === 'ratio'
                    ? {
                        kind,
                        numerator: numbers.find(({ value }) => value !== column.name)?.value ?? '',
                        denominator: numbers.find(({ value }) => value !== column.name)?.value ?? '',
                        scale: 100,
                      }
                    : { kind },
                )
              }
            />
            {rule.kind === 'ratio' && (
              <div className="combine-ratio">
                {(['numerator', 'denominator'] as const).map((part) => (
                  <Select
                    key={part}
                    label={t(`combine.${part}`)}
                    value={rule[part]}
                    options={numbers.filter(({ value }) => value !== column.name)}
                    onChange={(name) => change(column.name, { ...rule, [part]: name })}
                  />
                ))}
                <NumberField
                  label={t('combine.scale')}
                  value={rule.scale}
                  minValue={0}
                  onChange={(scale) => change(column.name, { ...rule, scale: scale ?? 1 })}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
