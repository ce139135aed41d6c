import { type ReactNode, useSyncExternalStore } from 'react';
import { createPortal, flushSync } from 'react-dom';
import type { ReportDocument } from '../../shared/report/document.ts';
import { Pages } from './part-view.tsx';

let pages: ReportDocument | null = null;
const listeners = new Set<() => void>();

function show(next: ReportDocument | null): void {
  pages = next;
  flushSync(() => {
    for (const listener of listeners) listener();
  });
}

/** Shows the pages of a report, on paper alone, for the time of `work`. */
export async function withPages(document: ReportDocument, work: () => Promise<void>): Promise<void> {
  show(document);
  try {
    const images = [...window.document.querySelectorAll<HTMLImageElement>('.report-paper img')];
    await Promise.all(images.map((image) => image.decode()));
    await work();
  } finally {
    show(null);
  }
}

/** What is printed in place of the screen. Apart from it: to print narrows the window, and the screen is made anew. */
export function Paper(): ReactNode {
  const document = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pages,
  );
  if (!document) return null;
  return createPortal(
    <div className="report-paper">
      <Pages document={document} />
    </div>,
    window.document.body,
  );
}
