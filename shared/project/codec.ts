import { Fault } from '../rpc/fault.ts';
import { type Project, projectSchema } from './project.ts';

/** A project file of version n - 1 turned into one of version n, as plain JSON. */
type Migration = (file: Record<string, unknown>) => Record<string, unknown>;

/**
 * `migrations[n]` leads from version n to n + 1; the last one leads to the version of project.ts. Never edit one that
 * was released: add the next. Version 0 is what the first drafts saved, before files carried their format and version.
 */
const migrations: readonly Migration[] = [
  (file) => ({ ...file, format: 'crible', version: 1, charts: file.charts ?? [] }),
];

export const currentVersion = migrations.length;

/** The text of a `.crible` file: JSON, indented so that two versions of a project can be compared line by line. */
export function encodeProject(project: Project): string {
  return `${JSON.stringify(project, null, 2)}\n`;
}

/**
 * Reads a `.crible` file of this version or an older one. Fields it does not know are left out.
 * Throws Fault `project-version` for a file of a newer Crible, `project-damaged` for anything else that is not a whole
 * project.
 */
export function decodeProject(text: string): Project {
  let draft = parseObject(text);
  const version = draft.version ?? 0;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) throw damaged('version');
  if (version > currentVersion) throw new Fault('project-version', { version });
  for (const migrate of migrations.slice(version)) draft = migrate(draft);
  const parsed = parseProject(draft);
  if (parsed.success) return parsed.data;
  throw damaged(parsed.error.issues[0]?.path.join('.') || 'format');
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw damaged('JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged('JSON');
  return value as Record<string, unknown>;
}

/** Conditions nested by the thousand exhaust the stack: no recipe made in Crible comes near. */
function parseProject(draft: unknown) {
  try {
    return projectSchema.safeParse(draft);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw damaged('profondeur');
    throw thrown;
  }
}

function damaged(detail: string): Fault {
  return new Fault('project-damaged', { detail: detail.slice(0, 80) });
}
