import { type ReactNode, useId } from 'react';
import { type Combination, labelOf } from '../../../shared/recipe/pivot-cells.ts';
import { mostPivotValues } from '../../../shared/recipe/steps/pivot.ts';
import { t } from '../../../shared/text/t.ts';
import { Checkbox, Disclosure } from '../../ui/kit.ts';
import { inOrder } from '../pivot-draft.ts';

/** Which values, or pairs of values, become columns. Those that the table no longer has stay in the list, ticked, until they are taken off. */
export function PivotValues(props: {
  chosen: readonly Combination[];
  /** Those of the table, most frequent first. */
  offered: readonly Combination[];
  distinct: number;
  error: string | null;
  onChange: (chosen: Combination[]) => void;
}): ReactNode {
  const { chosen, offered, onChange } = props;
  const heading = useId();
  const keyOf = (combination: Combination) => JSON.stringify(combination);
  const ticked = new Set(chosen.map(keyOf));
  const all = [...chosen, ...offered.filter((combination) => !ticked.has(keyOf(combination)))];
  const isPaired = all.some((combination) => combination.length > 1);
  const title = isPaired ? 'steps.pivot.pairs-kept' : 'steps.pivot.values-kept';
  // One more value comes last; one more pair, among those of its first value.
  const add = (combination: Combination) => (isPaired ? inOrder([...chosen, combination]) : [...chosen, combination]);
  const isFull = chosen.length >= mostPivotValues;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the other fields
    <div className="field" role="group" aria-labelledby={heading}>
      <Disclosure
        title={
          <span id={heading}>{t(title, { count: chosen.length, total: Math.max(props.distinct, chosen.length) })}</span>
        }
        level={4}
      >
        <ul className="pivot-values">
          {all.map((combination) => {
            const key = keyOf(combination);
            return (
              <li key={key}>
                <Checkbox
                  isSelected={ticked.has(key)}
                  isDisabled={isFull && !ticked.has(key)}
                  onChange={(kept) => onChange(kept ? add(combination) : chosen.filter((one) => keyOf(one) !== key))}
                >
                  {labelOf(combination)}
                </Checkbox>
              </li>
            );
          })}
        </ul>
      </Disclosure>
      {props.error && <p className="field-error">{props.error}</p>}
    </div>
  );
}
