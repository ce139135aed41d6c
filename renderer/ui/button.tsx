import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ToggleButton as AriaToggle,
} from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className'> & {
  kind?: ButtonKind;
  size?: 'normal' | 'small';
  icon?: IconName;
  className?: string;
  children: ReactNode;
};

/** A button with words. `primary` at most once per screen. */
export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  className = '',
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={`button ${className}`} data-kind={kind} data-size={size}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & {
  icon: IconName;
  /** Said to screen readers and shown on hover or focus. */
  label: string;
};

/** A button with an icon alone; its label shows as a tooltip. */
export function IconButton({
  icon,
  label,
  kind = 'quiet',
  size = 'normal',
  className = '',
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`button ${className}`}
        data-kind={kind}
        data-size={size}
        data-icon-only=""
      >
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}

/** A button that stays down. */
export function ToggleButton(props: {
  icon?: IconName;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  children: ReactNode;
}): ReactNode {
  return (
    <AriaToggle
      className="button"
      data-kind="plain"
      data-size="small"
      isSelected={props.isSelected}
      onChange={props.onChange}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </AriaToggle>
  );
}
