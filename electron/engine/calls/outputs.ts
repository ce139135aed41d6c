import { rm, stat, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Fault } from '../../../shared/rpc/fault.ts';
import { fileFault, placeDurably } from '../durable-file.ts';
import { exportTable, extensionOf } from '../exports/export.ts';
import { safeFileName } from '../project-store.ts';
import type { Calls } from './call.ts';

export const outputCalls: Calls<'table.export' | 'output.create' | 'output.deliver'> = {
  async 'table.export'(session, { query, format, name, project }, { signal, progress }) {
    const { id, path } = session.staging.outputPath(extensionOf(format));
    const fileName = withExtension(name, extensionOf(format));
    const rows = await exportTable(session, { query, format, path, fileName, project, signal, progress });
    session.outputs.set(id, { path, name: fileName });
    return { output: id, name: fileName, rows, size: (await stat(path)).size };
  },

  async 'output.create'(session, { name, bytes }) {
    const extension = extname(name).slice(1).toLowerCase();
    const safe = /^[a-z0-9-]{1,16}$/.test(extension) ? extension : 'bin';
    const { id, path } = session.staging.outputPath(safe);
    await writeFile(path, bytes).catch((thrown) => {
      throw fileFault(thrown, name);
    });
    session.outputs.set(id, { path, name });
    return { output: id };
  },

  async 'output.deliver'(session, { output, name }) {
    const made = session.outputs.get(output);
    if (!made) throw new Fault('output-missing');
    const fileName = withExtension(name, extname(made.path).slice(1));
    if (!session.options.host.nativeDialogs) {
      session.options.host.publish({ id: output, path: made.path, name: fileName });
      return { kind: 'download', path: `/output/${output}`, name: fileName };
    }
    const chosen = await session.options.host.pickSave(fileName);
    if (chosen === null) return null;
    await placeDurably(made.path, chosen);
    session.outputs.delete(output);
    await rm(made.path, { force: true });
    return { kind: 'saved', name: basename(chosen) };
  },
};

/** A file name that every system accepts, ending in `.extension`. */
function withExtension(name: string, extension: string): string {
  const stem = name.toLowerCase().endsWith(`.${extension}`) ? name.slice(0, -extension.length - 1) : name;
  return `${safeFileName(stem)}.${extension}`;
}
