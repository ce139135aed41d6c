import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '../../shared/text/t.ts';
import { IconButton } from './button.tsx';

export type DialogProps = {
  title: string;
  /** small: a question; medium and large: a form; full: a whole task. Under 900 px all but small fill the window. */
  size?: 'small' | 'medium' | 'large' | 'full';
  /** Called by the close button and Escape. */
  onClose: () => void;
  /** The buttons at the bottom, the main one last. A child of class `grow` pushes the rest to the right. */
  footer?: ReactNode;
  /** A question that must be answered. */
  alert?: boolean;
  /** Escape and the close button do nothing, for instance while writing. */
  busy?: boolean;
  className?: string;
  children: ReactNode;
};

/** A modal window, open as long as it is rendered. Focus is kept inside and given back when it goes. */
export function Dialog({
  title,
  size = 'small',
  onClose,
  footer,
  alert,
  busy,
  className = '',
  children,
}: DialogProps): ReactNode {
  return (
    <ModalOverlay
      className="overlay"
      data-size={size}
      isOpen
      isKeyboardDismissDisabled={busy === true}
      onOpenChange={(open) => !open && !busy && onClose()}
    >
      <Modal className={`modal ${className}`} data-size={size}>
        <AriaDialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <div className="dialog-head">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            <IconButton icon="close" label={t('common.close')} onPress={onClose} isDisabled={busy === true} />
          </div>
          <DialogBody title={title}>{children}</DialogBody>
          {footer && <div className="dialog-foot">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

const focusable = 'a[href], button:not([disabled]), input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** What scrolls between head and foot. With nothing in it to focus, it takes the focus itself: the arrow keys scroll it. */
function DialogBody({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const [stops, setStops] = useState(false);
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const measure = () =>
      setStops(element.scrollHeight > element.clientHeight && element.querySelector(focusable) === null);
    const observer = new ResizeObserver(measure);
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => observer.disconnect();
  });
  const stop = stops ? { tabIndex: 0, role: 'group', 'aria-label': title } : {};
  return (
    <div className="dialog-body" ref={body} {...stop}>
      {children}
    </div>
  );
}
