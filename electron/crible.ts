import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, faultData } from '../shared/rpc/fault.ts';
import { tDynamic } from '../shared/text/t.ts';
import { inspectUsage, runInspect } from './engine/commands/inspect.ts';
import { runProject, runUsage } from './engine/commands/run.ts';
import { type CommandTools, commandTools } from './engine/commands/tools.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { prepareStaging } from './engine/staging.ts';
import { runTargets } from './engine/targets-command.ts';
import { parseTargets, targetsUsage, UsageError } from './engine/targets-options.ts';
import { application, dataFolder, projectsFolder } from './folders.ts';

type Command = {
  usage: string;
  run(args: string[], engine: Engine, tools: CommandTools): Promise<unknown>;
};

const commands: Record<string, Command> = {
  inspect: { usage: inspectUsage, run: runInspect },
  run: { usage: runUsage, run: runProject },
  targets: { usage: targetsUsage, run: (args, _, tools) => runTargets(parseTargets(args), tools) },
};

await main(process.argv.slice(2));

/** Standard output holds the JSON answer and nothing else; a failure goes to standard error with status 1 or 2. */
async function main(args: string[]): Promise<void> {
  const [name = '', ...others] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return misused(Object.values(commands).map(({ usage }) => usage));
  try {
    const answer = await withEngine((engine, tools) => command.run(others, engine, tools));
    await print(process.stdout, `${JSON.stringify(answer, null, 2)}\n`);
    process.exit(0);
  } catch (thrown) {
    if (thrown instanceof UsageError) return misused([`${thrown.message}.`, command.usage]);
    const { code, params } = faultData(thrown);
    const text = tDynamic(`fault.${code}`, params, 'fault.internal');
    await print(process.stderr, `${JSON.stringify({ error: { code, params, text } }, null, 2)}\n`);
    process.exit(1);
  }
}

/** An engine of its own for the time of one command; Ctrl C stops it and leaves nothing behind. */
async function withEngine<T>(work: (engine: Engine, tools: CommandTools) => Promise<T>): Promise<T> {
  const data = dataFolder();
  const staging = await prepareStaging(join(data, 'staging'));
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const engine = await createEngine({
      version: application.version,
      staging,
      dataFolder: data,
      resources: application.resources,
      projectsFolder: projectsFolder(),
      restartable: false,
      host: {
        kind: 'command-line',
        nativeDialogs: false,
        pickOpen: () => Promise.reject(new Fault('cancelled')),
        pickSave: () => Promise.reject(new Fault('cancelled')),
        printPage: async () => false,
        publish: () => {},
      },
    });
    return await work(engine, commandTools(engine, controller.signal));
  } finally {
    // A checksum may still be written while the folder goes: try again, and leave the rest to the next sweep.
    await rm(staging, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => {});
  }
}

async function misused(lines: string[]): Promise<void> {
  await print(process.stderr, `${lines.join('\n')}\n`);
  process.exit(2);
}

function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}
