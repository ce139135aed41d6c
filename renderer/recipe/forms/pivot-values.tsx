import { type ReactNode, useId } from 'react';
import { mostPivotValues } from '../../../shared/recipe/steps/pivot.ts';
import { t } from '../../../shared/text/t.ts';
import { Checkbox, Disclosure } from '../../ui/kit.ts';

/** Which values become columns. Values that the table no longer has stay in the list, ticked, until they are taken off. */
export function PivotValues(props: {
  chosen: readonly (string | null)[];
  /** Those of the table, most frequent first. */
  offered: readonly (string | null)[];
  distinct: number;
  error: string | null;
  onChange: (values: (string | null)[]) => void;
}): ReactNode {
  const { chosen, offered, onChange } = props;
  const heading = useId();
  const all = [...chosen, ...offered.filter((value) => !chosen.includes(value))];
  const isFull = chosen.length >= mostPivotValues;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the other fields
    <div className="field" role="group" aria-labelledby={heading}>
      <Disclosure
        title={
          <span id={heading}>
            {t('steps.pivot.values-kept', { count: chosen.length, total: Math.max(props.distinct, chosen.length) })}
          </span>
        }
        level={4}
      >
        <ul className="pivot-values">
          {all.map((value) => (
            <li key={value === null ? 'null' : `v${value}`}>
              <Checkbox
                isSelected={chosen.includes(value)}
                isDisabled={isFull && !chosen.includes(value)}
                onChange={(kept) =>
                  onChange(kept ? [...chosen, value] : chosen.filter((candidate) => candidate !== value))
                }
              >
                {value === null ? t('pivot.missing') : value.trim() === '' ? t('pivot.empty') : value}
              </Checkbox>
            </li>
          ))}
        </ul>
      </Disclosure>
      {props.error && <p className="field-error">{props.error}</p>}
    </div>
  );
}
