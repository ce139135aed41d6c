import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  NumberField as AriaNumberField,
  SearchField as AriaSearchField,
  TextField as AriaTextField,
  FieldError,
  Group,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import { Icon } from './icons.tsx';

export type FieldProps = {
  label: string;
  /** Shows no label; it is still said to screen readers. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** A sentence in place of the hint when the value is refused. */
  error?: string | null | undefined;
  isDisabled?: boolean;
  autoFocus?: boolean;
  className?: string;
};

export function FieldLabel({ label, hide }: { label: string; hide?: boolean | undefined }): ReactNode {
  return <Label className={hide ? 'visually-hidden' : 'field-label'}>{label}</Label>;
}

export function FieldNote({ hint, error }: { hint?: ReactNode; error?: string | null | undefined }): ReactNode {
  if (error) return <FieldError className="field-error">{error}</FieldError>;
  if (!hint) return null;
  return (
    <Text slot="description" className="field-hint">
      {hint}
    </Text>
  );
}

export function TextField(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    onSubmit?: () => void;
    onBlur?: () => void;
    placeholder?: string;
    /** More than one: a text area. */
    rows?: number;
  },
): ReactNode {
  const submit = props.onSubmit;
  return (
    <AriaTextField
      className={`field ${props.className ?? ''}`}
      value={props.value}
      onChange={props.onChange}
      onBlur={props.onBlur}
      onKeyDown={(event) => {
        // The library keeps to itself what a handler has seen: Escape must still close the window.
        event.continuePropagation();
        if (event.key === 'Enter') submit?.();
      }}
      isInvalid={Boolean(props.error)}
      isDisabled={props.isDisabled}
      autoFocus={props.autoFocus}
    >
      <FieldLabel label={props.label} hide={props.hideLabel} />
      {props.rows && props.rows > 1 ? (
        <TextArea className="input" rows={props.rows} placeholder={props.placeholder} />
      ) : (
        <Input className="input" placeholder={props.placeholder} autoComplete="off" spellCheck={false} />
      )}
      <FieldNote hint={props.hint} error={props.error} />
    </AriaTextField>
  );
}

/** A number typed the French way: « 3 500 » or « 12,5 ». `null` when empty. */
export function NumberField(
  props: FieldProps & {
    value: number | null;
    onChange: (value: number | null) => void;
    minValue?: number;
    maxValue?: number;
    step?: number;
    /** Said after the number: « habitants ». */
    unit?: string;
    /** False for numbers that are places (a row, a year). */
    grouping?: boolean;
    maximumFractionDigits?: number;
  },
): ReactNode {
  return (
    <AriaNumberField
      className={`field ${props.className ?? ''}`}
      value={props.value ?? Number.NaN}
      onChange={(value) => props.onChange(Number.isNaN(value) ? null : value)}
      minValue={props.minValue}
      maxValue={props.maxValue}
      step={props.step}
      isInvalid={Boolean(props.error)}
      isDisabled={props.isDisabled}
      autoFocus={props.autoFocus}
      formatOptions={{ useGrouping: props.grouping ?? true, maximumFractionDigits: props.maximumFractionDigits ?? 6 }}
    >
      <FieldLabel label={props.label} hide={props.hideLabel} />
      <Group className="group">
        <Input className="input" />
        {props.unit && <span className="unit">{props.unit}</span>}
      </Group>
      <FieldNote hint={props.hint} error={props.error} />
    </AriaNumberField>
  );
}

export function SearchField(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    placeholder?: string;
    /** Enter. */
    onSubmit?: () => void;
  },
): ReactNode {
  return (
    <AriaSearchField
      className={`field ${props.className ?? ''}`}
      value={props.value}
      onChange={props.onChange}
      {...(props.onSubmit && { onSubmit: props.onSubmit })}
      isDisabled={props.isDisabled}
      autoFocus={props.autoFocus}
    >
      <FieldLabel label={props.label} hide={props.hideLabel} />
      <Group className="group">
        <Icon name="search" />
        <Input className="input" placeholder={props.placeholder} />
        {props.value !== '' && (
          <AriaButton className="button" data-kind="quiet">
            <Icon name="close" />
          </AriaButton>
        )}
      </Group>
      <FieldNote hint={props.hint} error={props.error} />
    </AriaSearchField>
  );
}
