import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';

/** Words that appear on hover or keyboard focus of the one focusable child. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }): ReactNode {
  const [open, setOpen] = useState(false);
  const words = useRef<HTMLDivElement>(null);
  // Those of a focused button would stay over what the mouse goes to next.
  useEffect(() => {
    if (!open) return;
    const leave = ({ target }: PointerEvent) => {
      const { current } = words;
      if (!(target instanceof Element) || !current || current.contains(target)) return;
      if (!target.closest(`[aria-describedby~="${CSS.escape(current.id)}"]`)) setOpen(false);
    };
    window.addEventListener('pointermove', leave);
    return () => window.removeEventListener('pointermove', leave);
  }, [open]);
  return (
    <TooltipTrigger delay={600} closeDelay={100} isOpen={open} onOpenChange={setOpen}>
      {children}
      <AriaTooltip className="tooltip" offset={6} ref={words}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
