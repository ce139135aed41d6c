import { t } from '../../shared/text/t.ts';
import { call, getState, notify, notifyFault } from '../session.ts';
import { openDropped, openGiven } from './open.ts';
import { pastedTable } from './pasted-table.ts';

/** Takes tables pasted on the start page or the workbench (Ctrl+V). Gives the way to stop. */
export function followPastes(): () => void {
  window.addEventListener('paste', paste);
  return () => window.removeEventListener('paste', paste);
}

function paste(event: ClipboardEvent): void {
  const { dialog, question, sending, reopening, phase } = getState();
  const isFree = dialog === null || (dialog.kind === 'opening' && dialog.files.length === 0);
  if (event.defaultPrevented || !isFree || question || sending || reopening || phase !== 'ready') return;
  if (event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable="true"]')) return;
  const data = event.clipboardData;
  if (!data) return;
  event.preventDefault();
  const [html, text] = [data.getData('text/html'), data.getData('text/plain')];
  const table = pastedTable(html, text);
  // A spreadsheet puts a picture of its cells among the files: the table comes first.
  const files = [...data.files];
  if (table !== null) void openPasted(table);
  else if (html === '' && text === '' && files.length > 0) void openDropped(files);
  else notify('info', t('sources.paste-none'));
}

async function openPasted(table: string): Promise<void> {
  try {
    const bytes = new TextEncoder().encode(table);
    openGiven([await call('file.create', { name: `${t('sources.paste-name')}.csv`, bytes })]);
  } catch (thrown) {
    notifyFault(thrown);
  }
}
