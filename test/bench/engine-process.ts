import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { EngineSettings, FromEngine, ToEngine } from '../../electron/engine/control.ts';
import { engineFlags } from '../../electron/engine-process.ts';
import type { Client, FileRef } from '../../shared/contract.ts';
import { connect } from '../../shared/rpc/connect.ts';
import type { Frame } from '../../shared/rpc/wire.ts';

/** The built engine in a process of its own, as the browser host runs it, and a client on its wire. */
export type EngineProcess = {
  client: Client;
  pid: number;
  grant(path: string): Promise<FileRef>;
  /** Resolves when the engine next says that a call has ended: the client does not wait for that of one given up. */
  ended(): Promise<void>;
  /** Processor time since the start, in milliseconds. */
  cpu(): number;
  /** Resident memory now, in megabytes. */
  memory(): number;
  /** Processor time that the engine has taken so far, all threads, in milliseconds: what other processes take is left out. */
  processor(): number;
  /** Highest resident memory since the start, in megabytes. */
  peakMemory(): number;
  stop(): Promise<void>;
};

export async function startEngine(root: string): Promise<EngineProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'crible-bench-'));
  const settings: EngineSettings = {
    kind: 'workshop',
    version: 'bench',
    staging: join(folder, 'staging'),
    dataFolder: join(folder, 'data'),
    resources: join(root, 'resources'),
    projectsFolder: join(folder, 'projects'),
    nativeDialogs: false,
  };
  mkdirSync(settings.staging);
  const child = fork(join(root, 'dist/engine.js'), [JSON.stringify(settings)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: engineFlags,
  });
  await received(child, (message) => message.type === 'ready');
  const send = (message: ToEngine) => child.send(message);
  let receive: (frame: Frame) => void = () => {};
  let ended: () => void = () => {};
  child.on('message', (message: FromEngine) => {
    if (message.type !== 'frame') return;
    if (message.frame.kind === 'fail' || message.frame.kind === 'done') ended();
    receive(message.frame);
  });
  send({ type: 'wire-open', wire: 1 });
  const connection = connect({
    send: (frame) => send({ type: 'frame', wire: 1, frame }),
    receive: (handler) => {
      receive = handler;
    },
    closed: new Promise((resolve) => child.once('exit', () => resolve())),
    close: () => send({ type: 'wire-close', wire: 1 }),
  });
  const status = (field: string) =>
    Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  let grants = 0;
  return {
    client: connection as unknown as Client,
    pid: child.pid ?? 0,
    async grant(path) {
      grants += 1;
      const id = `bench-${grants}`;
      const granted = received(child, (message) => message.type === 'granted' && message.file.id === id);
      send({ type: 'grant', file: { id, path, name: basename(path) } });
      const message = await granted;
      if (message.type !== 'granted') throw new Error('not granted');
      return message.file;
    },
    ended: () =>
      new Promise((resolve) => {
        ended = resolve;
      }),
    // Fields 14 and 15 of /proc/<pid>/stat, in hundredths of a second; the name before them may hold spaces.
    cpu() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    memory: () => status('VmRSS'),
    processor() {
      // Fields after the name in brackets (proc(5)): user and system time are the 14th and 15th, in hundredths of a second.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    peakMemory: () => status('VmHWM'),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      send({ type: 'stop' });
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function received(child: ChildProcess, wanted: (message: FromEngine) => boolean): Promise<FromEngine> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromEngine) => {
      if (message.type === 'failed' || message.type === 'refused') reject(new Error(JSON.stringify(message)));
      else if (wanted(message)) resolve(message);
      else return;
      child.off('message', listen);
    };
    child.on('message', listen);
    child.once('exit', (code) => reject(new Error(`engine exited with ${code}`)));
  });
}
