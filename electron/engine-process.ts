import { fork } from 'node:child_process';
import type { MessagePortMain, utilityProcess as UtilityProcess } from 'electron';
import type { EngineSettings, FromEngine } from './engine/control.ts';
import type { EngineProcess } from './supervisor.ts';

/**
 * Room, in MB, for what a reading makes and drops: with V8's own 1 to 16, collecting it takes a third of the preview of a
 * wide sheet.
 */
export const engineFlags = ['--min-semi-space-size=16', '--max-semi-space-size=32'];

/** Starts the engine as a child of Node, for the browser host. What it prints goes to our standard error. */
export function forkEngine(entry: string, settings: EngineSettings): EngineProcess<never> & { pid: number } {
  const child = fork(entry, [JSON.stringify(settings)], {
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: engineFlags,
    env: engineEnvironment(),
  });
  // Sending to a process that has just died fails; its exit tells the rest.
  child.on('error', () => {});
  return {
    pid: child.pid ?? -1,
    send: (message) => child.connected && child.send(message, () => {}),
    onMessage: (handler) => child.on('message', (message) => handler(message as FromEngine)),
    onExit: (handler) => child.once('exit', handler),
    kill: () => child.kill('SIGKILL'),
  };
}

/** Starts the engine in Electron's utility process. Ports are handed over with the message. */
export function startUtility(
  utilityProcess: Pick<typeof UtilityProcess, 'fork'>,
  entry: string,
  settings: EngineSettings,
): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(entry, [JSON.stringify(settings)], {
    serviceName: 'Crible',
    env: engineEnvironment(),
  });
  return {
    send: (message, ports) => child.postMessage(message, ports),
    onMessage: (handler) => child.on('message', (message: FromEngine) => handler(message)),
    onExit: (handler) => child.once('exit', handler),
    kill: () => child.kill(),
  };
}

// What a debugger or a coverage tool put there for the host is not for the engine.
function engineEnvironment(): Record<string, string> {
  const { NODE_OPTIONS: _, ...others } = process.env;
  return Object.fromEntries(
    Object.entries(others).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
