import './bracket.css';
import type { ReactNode } from 'react';
import type { Column } from '../shared/recipe/column.ts';
import { t } from '../shared/text/t.ts';
import { Button, type Option, Popover, SearchList } from './ui/kit.ts';

/** One bracket of the sentence: a button that opens its list. */
export function Bracket<V extends string>(props: {
  label: string;
  value: V | null;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
}): ReactNode {
  const chosen = props.options.find((option) => option.value === props.value);
  return (
    <Popover
      label={props.label}
      trigger={
        <Button className="bracket" size="small">
          <span className="bracket-text">{chosen?.label ?? props.value ?? t('sentence.choose')}</span>
        </Button>
      }
    >
      {(close) => (
        <SearchList
          label={props.label}
          hideLabel
          mode="single"
          className="bracket-list"
          selected={props.value === null ? [] : [props.value]}
          options={props.options}
          onChange={([value]) => {
            if (value !== undefined) props.onChange(value);
            close();
          }}
        />
      )}
    </Popover>
  );
}

export function ColumnBracket(props: {
  label: string;
  columns: readonly Column[];
  value: string | null;
  onChange: (name: string) => void;
}): ReactNode {
  return (
    <Bracket label={props.label} value={props.value} options={props.columns.map(optionOf)} onChange={props.onChange} />
  );
}

export function optionOf(column: Column): Option<string> {
  return { value: column.name, label: column.name, hint: column.label, end: t(`type.${column.type}`) };
}
