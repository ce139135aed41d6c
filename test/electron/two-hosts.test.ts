import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { application } from '../../electron/folders.ts';
import type { Client } from '../../shared/contract.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { connect } from '../../shared/rpc/connect.ts';
import type { Granted } from '../../shared/rpc/host.ts';
import { type Socket, socketWire } from '../../shared/rpc/socket.ts';
import { requireBuild } from '../tools/built.ts';

requireBuild();
const folder = mkdtempSync(join(tmpdir(), 'crible-two-hosts-'));
const data = join(folder, 'data');
const projects = join(folder, 'projects');
mkdirSync(projects);
const hosts: ChildProcess[] = [];

afterAll(async () => {
  for (const host of hosts) host.kill('SIGTERM');
  await Promise.all(
    hosts.map((host) => host.exitCode ?? host.signalCode ?? new Promise((end) => host.on('exit', end))),
  );
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The browser host as `npm start -- --atelier` runs it, on the folders that all of these share. */
async function startHost() {
  const { npm_lifecycle_event: _, ...environment } = process.env;
  const child = spawn(process.execPath, [join(application.root, 'dist/start.js'), '--atelier'], {
    env: { ...environment, CI: '1', CRIBLE_DATA_FOLDER: data, CRIBLE_PROJECTS_FOLDER: projects },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  hosts.push(child);
  let said = '';
  const address = await new Promise<URL>((resolve) =>
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = /http:\/\/\S+#token=\S+/.exec(said);
      if (found) resolve(new URL(found[0]));
    }),
  );
  const token = new URLSearchParams(address.hash.slice(1)).get('token') ?? '';
  const { origin, host } = address;
  const socket = new WebSocket(`ws://${host}/wire`, ['crible', token], { origin });
  const client = connect(socketWire(socket as Socket)) as Client;
  return {
    child,
    call: client.call,
    async open(id: string, text: string) {
      const headers = { 'x-crible-token': token, origin };
      const response = await fetch(`${origin}/files?name=${id}.csv`, { method: 'POST', headers, body: text });
      const granted = (await response.json()) as Granted;
      if (granted.kind === 'refused') throw new Error(granted.fault.code);
      const { options } = await client.call('source.inspect', { file: granted.file });
      return client.call('source.open', { file: granted.file, id, options });
    },
  };
}

const named = (name: string): Project => ({
  ...emptyProject(name, name),
  tables: [{ id: 't', name: 'Table', source: 'ici', recipe: [] }],
});

it('two hosts on one data folder keep their files and their unsaved work apart', async () => {
  const first = await startHost();
  const opened = await first.open('ici', 'a;b\n1;2\n3;4\n');
  await first.call('project.autosave', { project: named('Travail du premier') });
  await first.call('project.save', { project: named('Projet du premier'), handle: null });

  const second = await startHost();
  const offered = await second.call('project.recover', {});
  await second.call('project.autosave', { project: named('Travail du second') });
  await second.call('project.save', { project: named('Projet du second'), handle: null });
  const recent = async (host: typeof first) => (await host.call('project.recent', {})).map(({ name }) => name).sort();
  const query = { table: 't', tables: named('').tables };
  const between = {
    rows: await first.call('table.count', { query }),
    reopened: (await first.call('source.reopen', { source: opened.source })).source.rowCount,
    first: (await first.call('project.recover', {}))?.name,
    recent: [await recent(first), await recent(second)],
    staging: readdirSync(join(data, 'staging')).length,
  };

  const gone = new Promise((resolve) => first.child.once('exit', resolve));
  first.child.kill('SIGKILL');
  await gone;
  const third = await startHost();
  const recovered = await third.call('project.recover', {});
  await third.call('project.autosave', { project: null });
  const nothing = await third.call('project.recover', {});

  const both = ['Projet du premier', 'Projet du second'];
  expect({
    offered,
    between,
    recovered: recovered?.name,
    nothing,
    second: (await second.call('project.recover', {}))?.name,
    staging: readdirSync(join(data, 'staging')).length,
  }).toEqual({
    offered: null,
    between: { rows: 2, reopened: 2, first: 'Travail du premier', recent: [both, both], staging: 2 },
    recovered: 'Travail du premier',
    nothing: null,
    second: 'Travail du second',
    staging: 2,
  });
}, 120_000);

it('work put off is not written over, and is offered at the next start', async () => {
  const host = await startHost();
  await host.call('project.autosave', { project: named('À reprendre') });
  await host.call('project.autosave', { project: null, later: true });
  await host.call('project.autosave', { project: named('Commencé ensuite') });
  const next = await startHost();
  const offered = await next.call('project.recover', {});
  const own = await host.call('project.recover', {});
  expect([offered?.name, own?.name]).toEqual(['À reprendre', 'Commencé ensuite']);
}, 120_000);
