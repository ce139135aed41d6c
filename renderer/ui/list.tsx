import { type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  Select as AriaSelect,
  ComboBoxStateContext,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  useFilter,
} from 'react-aria-components';
import { t } from '../../shared/text/t.ts';
import { FieldLabel, FieldNote, type FieldProps, SearchField } from './field.tsx';
import { Icon, type IconName } from './icons.tsx';

export type Option<V extends string> = {
  value: V;
  label: string;
  hint?: string | undefined;
  /** Short text at the right: a count, a type. */
  end?: string | undefined;
  icon?: IconName | undefined;
  isDisabled?: boolean | undefined;
};

/** `isTicked`: one of several choices, with a box before it. */
function OptionItem<V extends string>({ option, isTicked }: { option: Option<V>; isTicked?: boolean }): ReactNode {
  return (
    <ListBoxItem id={option.value} textValue={option.label} className="option" isDisabled={option.isDisabled}>
      {isTicked && (
        <span className="choice-box" aria-hidden="true">
          <Icon name="check" size={12} />
        </span>
      )}
      {option.icon && <Icon name={option.icon} />}
      <span className="option-text">
        <span>{option.label}</span>
        {option.hint && <span className="option-hint">{option.hint}</span>}
      </span>
      {option.end && <span className="option-end">{option.end}</span>}
    </ListBoxItem>
  );
}

function nothing(): ReactNode {
  return t('ui.no-match');
}

/** One choice among few, behind a button. */
export function Select<V extends string>(
  props: FieldProps & {
    value: V | null;
    onChange: (value: V) => void;
    options: readonly Option<V>[];
    placeholder?: string;
  },
): ReactNode {
  const chosen = props.options.find((option) => option.value === props.value);
  return (
    <AriaSelect
      className={`field ${props.className ?? ''}`}
      value={props.value}
      onChange={(key) => key !== null && props.onChange(key as V)}
      isDisabled={props.isDisabled}
      isInvalid={Boolean(props.error)}
      autoFocus={props.autoFocus}
      placeholder={props.placeholder ?? t('ui.choose')}
    >
      <FieldLabel label={props.label} hide={props.hideLabel} />
      <AriaButton className="button select-button" data-kind="plain">
        <SelectValue className="select-value">
          {chosen ? chosen.label : (props.placeholder ?? t('ui.choose'))}
        </SelectValue>
        <Icon name="chevron-down" />
      </AriaButton>
      <FieldNote hint={props.hint} error={props.error} />
      <Popover className="popover">
        <ListBox className="list" items={props.options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** One choice among many: type to narrow. Accents and case are ignored. */
export function ComboBox<V extends string>(
  props: FieldProps & {
    value: V | null;
    onChange: (value: V | null) => void;
    options: readonly Option<V>[];
    placeholder?: string;
  },
): ReactNode {
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <AriaComboBox
      className={`field ${props.className ?? ''}`}
      value={props.value}
      onChange={(key) => props.onChange(key as V | null)}
      defaultFilter={contains}
      menuTrigger="focus"
      isDisabled={props.isDisabled}
      isInvalid={Boolean(props.error)}
      autoFocus={props.autoFocus}
      allowsEmptyCollection
      defaultItems={props.options.map((option) => ({ ...option, id: option.value }))}
    >
      <FieldLabel label={props.label} hide={props.hideLabel} />
      <Group className="group">
        <Input className="input" placeholder={props.placeholder} />
        <AriaButton className="button" data-kind="quiet">
          <Icon name="chevron-down" />
        </AriaButton>
      </Group>
      <FieldNote hint={props.hint} error={props.error} />
      <ComboList>
        <ListBox<Option<V> & { id: V }> className="list" renderEmptyState={nothing}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </ComboList>
    </AriaComboBox>
  );
}

/**
 * The list under a field one types in. React Aria closes it on any scroll, as if one had given up: what was typed goes,
 * and a field below the fold loses its list to the very scroll that its focus causes. Here that first scroll is let by,
 * and a later one closes the list only.
 */
function ComboList({ children }: { children: ReactNode }): ReactNode {
  const state = useContext(ComboBoxStateContext);
  const isOpen = state?.isOpen ?? false;
  const settled = useRef(false);
  useEffect(() => {
    settled.current = false;
    if (!isOpen) return;
    // The scroll of a focus is told at the start of the next frame.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        settled.current = true;
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [isOpen]);
  return (
    <Popover
      className="popover"
      isOpen={isOpen}
      onOpenChange={(open) => !open && settled.current && state?.setOpen(false)}
    >
      {children}
    </Popover>
  );
}

/**
 * A framed list with a search field, one or several choices. With `onSearch` the caller narrows `options` itself
 * (a search that the engine does); without, the list narrows by label.
 */
export function SearchList<V extends string>(
  props: FieldProps & {
    selected: readonly V[];
    onChange: (selected: V[]) => void;
    mode?: 'single' | 'multiple';
    options: readonly Option<V>[];
    onSearch?: (search: string) => void;
    placeholder?: string;
    /** Enter in the search field. */
    onSubmit?: () => void;
    /** Enter or a click on a single choice. */
    onAction?: (value: V) => void;
  },
): ReactNode {
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const { options, onSearch } = props;
  const shown = useMemo(
    () =>
      (onSearch || search === '' ? options : options.filter((option) => contains(option.label, search))).map(
        (option) => ({ ...option, id: option.value }),
      ),
    [options, onSearch, search, contains],
  );
  const act = props.onAction;
  return (
    <div className={`field ${props.className ?? ''}`}>
      <SearchField
        label={props.label}
        hideLabel={props.hideLabel ?? false}
        value={search}
        autoFocus={props.autoFocus ?? false}
        placeholder={props.placeholder ?? t('ui.search')}
        {...(props.onSubmit && { onSubmit: props.onSubmit })}
        onChange={(text) => {
          setSearch(text);
          onSearch?.(text);
        }}
      />
      <ListBox
        className="list"
        data-framed=""
        aria-label={props.label}
        items={shown}
        selectionMode={props.mode ?? 'multiple'}
        selectionBehavior="toggle"
        // Escape closes what the list is in: it must not lose what was ticked.
        escapeKeyBehavior="none"
        selectedKeys={[...props.selected]}
        onSelectionChange={(keys) =>
          props.onChange(keys === 'all' ? shown.map((option) => option.value) : ([...keys] as V[]))
        }
        {...(act && { onAction: (key) => act(key as V) })}
        renderEmptyState={nothing}
      >
        {(option) => <OptionItem option={option} isTicked={props.mode !== 'single'} />}
      </ListBox>
      {props.hint && <span className="field-hint">{props.hint}</span>}
      {props.error && <span className="field-error">{props.error}</span>}
    </div>
  );
}
