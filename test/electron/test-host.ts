import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { EngineSettings } from '../../electron/engine/control.ts';
import { prepareStaging } from '../../electron/engine/staging.ts';
import { forkEngine } from '../../electron/engine-process.ts';
import { application } from '../../electron/folders.ts';
import { openWorkshop } from '../../electron/workshop.ts';
import type { Client } from '../../shared/contract.ts';
import { connect } from '../../shared/rpc/connect.ts';
import type { Granted } from '../../shared/rpc/host.ts';
import { type Socket, socketWire } from '../../shared/rpc/socket.ts';

/** The browser host with the real page and the real engine process, which the test can kill. Needs a build. */
export async function openTestHost() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'crible-host-')));
  const projects = join(folder, 'projects');
  mkdirSync(projects);
  const settings: EngineSettings = {
    kind: 'workshop',
    version: application.version,
    staging: await prepareStaging(join(folder, 'staging')),
    dataFolder: join(folder, 'data'),
    resources: application.resources,
    projectsFolder: projects,
    nativeDialogs: false,
  };
  const pids: number[] = [];
  const workshop = await openWorkshop({
    page: application.page,
    staging: settings.staging,
    startEngine() {
      const engine = forkEngine(application.engine, settings);
      pids.push(engine.pid);
      return engine;
    },
  });
  const { origin, host, hash } = new URL(workshop.address);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';

  return {
    address: workshop.address,
    projects,
    data: settings.dataFolder,
    /** Every engine started so far; the last one runs. */
    pids,
    killEngine: () => process.kill(pids.at(-1) ?? 0, 'SIGKILL'),

    /** Connects as the page does. */
    connect(): Client {
      const socket = new WebSocket(`ws://${host}/wire`, ['crible', token], { origin });
      return connect(socketWire(socket as Socket)) as Client;
    },

    async upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Granted> {
      const response = await fetch(`${origin}/files?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'x-crible-token': token, origin },
        body: bytes,
      });
      return (await response.json()) as Granted;
    },

    async download(path: string): Promise<Uint8Array> {
      const response = await fetch(origin + path, { headers: { 'x-crible-token': token } });
      return new Uint8Array(await response.arrayBuffer());
    },

    async close(): Promise<void> {
      await workshop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
