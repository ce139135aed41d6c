import { downloadOutput } from './engine.ts';
import { call } from './session.ts';

/**
 * Hands a finished output to the user: saved through the host's own dialog on the desktop, downloaded in the browser.
 * Gives the file's name, or null when the user gave up.
 */
export async function deliver(output: string, name: string): Promise<string | null> {
  const delivery = await call('output.deliver', { output, name });
  if (delivery?.kind === 'download') await downloadOutput(delivery.path, delivery.name);
  return delivery?.name ?? null;
}
