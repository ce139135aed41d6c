import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
} from 'react-aria-components';
import { FieldLabel, FieldNote, type FieldProps } from './field.tsx';
import { Icon } from './icons.tsx';

export function Checkbox(props: {
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  hint?: ReactNode;
  /** Needed when there are no words beside the box. */
  'aria-label'?: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <AriaCheckbox
      className="choice"
      isSelected={props.isSelected}
      isIndeterminate={props.isIndeterminate}
      onChange={props.onChange}
      isDisabled={props.isDisabled}
      aria-label={props['aria-label']}
    >
      <span className="choice-box">
        {props.isIndeterminate ? <span aria-hidden="true">–</span> : <Icon name="check" size={12} />}
      </span>
      {props.children !== undefined && <ChoiceText hint={props.hint}>{props.children}</ChoiceText>}
    </AriaCheckbox>
  );
}

export type Choice<V extends string> = { value: V; label: string; hint?: ReactNode; isDisabled?: boolean };

export function RadioGroup<V extends string>(
  props: FieldProps & {
    value: V | null;
    onChange: (value: V) => void;
    options: readonly Choice<V>[];
    orientation?: 'vertical' | 'horizontal';
  },
): ReactNode {
  return (
    <AriaRadioGroup
      className={`field ${props.className ?? ''}`}
      value={props.value}
      onChange={(value) => props.onChange(value as V)}
      isDisabled={props.isDisabled}
      isInvalid={Boolean(props.error)}
      orientation={props.orientation ?? 'vertical'}
    >
      <FieldLabel label={props.label} hide={props.hideLabel} />
      <div className="choices" data-orientation={props.orientation ?? 'vertical'}>
        {props.options.map((option) => (
          <AriaRadio key={option.value} className="choice" value={option.value} isDisabled={option.isDisabled}>
            <span className="choice-box" data-round="" />
            <ChoiceText hint={option.hint}>{option.label}</ChoiceText>
          </AriaRadio>
        ))}
      </div>
      <FieldNote hint={props.hint} error={props.error} />
    </AriaRadioGroup>
  );
}

export function Switch(props: {
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  isDisabled?: boolean;
  hint?: ReactNode;
  'aria-label'?: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <AriaSwitch
      className="choice"
      isSelected={props.isSelected}
      onChange={props.onChange}
      isDisabled={props.isDisabled}
      aria-label={props['aria-label']}
    >
      <span className="switch-track" />
      {props.children !== undefined && <ChoiceText hint={props.hint}>{props.children}</ChoiceText>}
    </AriaSwitch>
  );
}

function ChoiceText({ hint, children }: { hint?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <span className="choice-text">
      <span>{children}</span>
      {hint && <span className="option-hint">{hint}</span>}
    </span>
  );
}
