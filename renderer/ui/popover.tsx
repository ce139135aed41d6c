import type { ReactElement, ReactNode, RefObject } from 'react';
import { Dialog as AriaDialog, Popover as AriaPopover, DialogTrigger, type Placement } from 'react-aria-components';

/** The dialog inside has its own name: the library would name the element around it too, which has no role. */
const unnamed = { 'aria-labelledby': '' };

/** A small non-blocking window under `trigger` (a Button or IconButton). Escape closes it. */
export function Popover(props: {
  label: string;
  trigger: ReactElement;
  placement?: Placement;
  children: ReactNode | ((close: () => void) => ReactNode);
}): ReactNode {
  return (
    <DialogTrigger>
      {props.trigger}
      <AriaPopover className="popover" {...unnamed} placement={props.placement ?? 'bottom start'}>
        <PopoverBody label={props.label}>{props.children}</PopoverBody>
      </AriaPopover>
    </DialogTrigger>
  );
}

/** The same, open as long as it is rendered, placed against an element that the caller holds. */
export function AnchoredPopover(props: {
  label: string;
  anchor: RefObject<Element | null>;
  onClose: () => void;
  placement?: Placement;
  children: ReactNode | ((close: () => void) => ReactNode);
}): ReactNode {
  return (
    <AriaPopover
      className="popover"
      isOpen
      triggerRef={props.anchor}
      placement={props.placement ?? 'bottom start'}
      onOpenChange={(open) => !open && props.onClose()}
    >
      <PopoverBody label={props.label}>{props.children}</PopoverBody>
    </AriaPopover>
  );
}

function PopoverBody(props: { label: string; children: ReactNode | ((close: () => void) => ReactNode) }): ReactNode {
  const { children } = props;
  return (
    <AriaDialog className="popover-body" aria-label={props.label}>
      {({ close }) => (typeof children === 'function' ? children(close) : children)}
    </AriaDialog>
  );
}
