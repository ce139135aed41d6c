import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Column } from '../../../shared/recipe/column.ts';
import { IconButton } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';

/** Columns chosen one after the other, each with a button that takes it off. */
export function ColumnTags(props: {
  label: string;
  addLabel: string;
  removeLabel: (column: string) => string;
  hint?: string | undefined;
  columns: readonly Column[];
  names: readonly string[];
  error: string | null;
  onChange: (names: string[]) => void;
}): ReactNode {
  const { names, columns, onChange } = props;
  const heading = useId();
  const tags = useRef<HTMLUListElement>(null);
  const added = useRef(false);
  // The list starts afresh once a column is taken from it: the keyboard goes to the tag just made, before that list.
  useEffect(() => {
    if (!added.current || names.length === 0) return;
    added.current = false;
    tags.current?.querySelector<HTMLElement>('li:last-child button')?.focus();
  }, [names.length]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the other fields
    <div className="field" role="group" aria-labelledby={heading}>
      <span id={heading} className="field-label">
        {props.label}
      </span>
      {names.length > 0 && (
        <ul className="tags" ref={tags}>
          {names.map((name) => (
            <li key={name} className="tag">
              {name}
              <IconButton
                icon="close"
                size="small"
                label={props.removeLabel(name)}
                onPress={() => onChange(names.filter((other) => other !== name))}
              />
            </li>
          ))}
        </ul>
      )}
      <ColumnField
        key={names.length}
        label={props.addLabel}
        hideLabel
        columns={columns.filter(({ name }) => !names.includes(name))}
        value=""
        error={props.error}
        hint={props.hint}
        onChange={(name) => {
          if (name === '') return;
          added.current = true;
          onChange([...names, name]);
        }}
      />
    </div>
  );
}
