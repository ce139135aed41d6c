import { getState } from '../session.ts';
import { openDropped } from './open.ts';

/** Takes files dropped anywhere on the window. `show` says whether some are over it. Gives the way to stop. */
export function followDrops(show: (isOver: boolean) => void): () => void {
  // Entering a child fires before leaving its parent: only the balance tells whether the files have left.
  let depth = 0;
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const enter = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    show(true);
  };
  const leave = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    depth -= 1;
    if (depth <= 0) show(false);
  };
  // Without this the browser would leave the page for the file.
  const over = (event: DragEvent) => holdsFiles(event) && event.preventDefault();
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    const { dialog, question, phase } = getState();
    const isFree = dialog === null || (dialog.kind === 'opening' && dialog.files.length === 0);
    if (isFree && question === null && phase === 'ready') void openDropped([...(event.dataTransfer?.files ?? [])]);
  };
  window.addEventListener('dragenter', enter);
  window.addEventListener('dragleave', leave);
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragenter', enter);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
