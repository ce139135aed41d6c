import { call } from './session.ts';

/**
 * Hands a finished output to the user: saved through the host's own dialog on the desktop, downloaded in the browser.
 * Gives the file's name, or null when the user gave up.
 */
export async function deliver(output: string, name: string): Promise<string | null> {
  const delivery = await call('output.deliver', { output, name });
  if (delivery?.kind === 'download') {
    const link = document.createElement('a');
    link.href = delivery.path;
    link.download = delivery.name;
    link.click();
  }
  return delivery?.name ?? null;
}
