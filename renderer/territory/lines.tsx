import type { ReactNode } from 'react';

/** Lines that scroll in a frame of their own. */
export function Lines({ label, lines }: { label: string; lines: readonly string[] }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="territory-lines" aria-label={label} tabIndex={0}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
