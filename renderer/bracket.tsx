import './bracket.css';
import { memo, type ReactNode, useRef } from 'react';
import type { Column } from '../shared/recipe/column.ts';
import { t } from '../shared/text/t.ts';
import { Button, type Option, Popover, SearchList, useStable } from './ui/kit.ts';

type BracketProps<V extends string> = {
  label: string;
  value: V | null;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
};

/** One bracket of the sentence: a button that opens its list. Drawn again only when what it shows changes. */
export function Bracket<V extends string>(props: BracketProps<V>): ReactNode {
  const onChange = useStable(props.onChange);
  const held = useRef(props.options);
  if (!sameOptions(held.current, props.options)) held.current = props.options;
  return <ListButton {...props} options={held.current} onChange={onChange as (value: string) => void} />;
}

const ListButton = memo(function ListButton(props: BracketProps<string>): ReactNode {
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
      {(close) => <List {...props} close={close} />}
    </Popover>
  );
});

type ListProps = BracketProps<string> & { close: () => void };

/** Not drawn again for the choice that closes it. */
const List = memo(
  function List(props: ListProps): ReactNode {
    return (
      <SearchList
        label={props.label}
        hideLabel
        mode="single"
        className="bracket-list"
        selected={props.value === null ? [] : [props.value]}
        options={props.options}
        onChange={([value]) => {
          if (value !== undefined) props.onChange(value);
          props.close();
        }}
      />
    );
  },
  (one, other) => one.options === other.options,
);

function sameOptions(one: readonly Option<string>[], other: readonly Option<string>[]): boolean {
  const parts = ['value', 'label', 'hint', 'end', 'icon', 'isDisabled'] as const;
  return (
    one.length === other.length && one.every((option, at) => parts.every((part) => option[part] === other[at]?.[part]))
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
