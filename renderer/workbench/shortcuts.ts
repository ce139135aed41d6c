import { getState } from '../session.ts';
import { runCommand } from './commands.ts';
import { nextZone } from './zones.ts';

const shortcuts: Readonly<Record<string, string>> = {
  'ctrl+o': 'open',
  'ctrl+s': 'save',
  'ctrl+shift+s': 'save-as',
  'ctrl+z': 'undo',
  'ctrl+y': 'redo',
  'ctrl+shift+z': 'redo',
  'ctrl+e': 'export',
  'ctrl+k': 'palette',
  'ctrl+f': 'find',
  'ctrl+g': 'go-to-row',
  f1: 'help',
};

/** Listens to the keyboard for the life of the page. Gives the way to stop. No Alt+letter: AltGr types on AZERTY. */
export function followShortcuts(): () => void {
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return;
  if (event.key === 'F6') {
    event.preventDefault();
    if (!isBusy()) nextZone(event.shiftKey ? -1 : 1);
    return;
  }
  const keys = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`;
  const command = shortcuts[keys];
  if (!command) return;
  // A text being typed has its own undo.
  if ((command === 'undo' || command === 'redo') && isTyping(event.target)) return;
  event.preventDefault();
  if (!isBusy()) runCommand(command);
}

/** The menu of the window asks for a command: undo goes to the text being typed, if any. */
export function runHostCommand(id: string): void {
  if ((id === 'undo' || id === 'redo') && isTyping(document.activeElement)) document.execCommand(id);
  else if (!isBusy()) runCommand(id);
}

function isBusy(): boolean {
  const { dialog, question, sending, reopening } = getState();
  return dialog !== null || question !== null || sending !== null || reopening !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable="true"]');
}
