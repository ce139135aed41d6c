import { buildTarget } from '../../shared/target/build.ts';
import type { TargetChoices } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';
import { closeDialog, edit, getState, newId, project, setState, showTable } from '../session.ts';
import { contextOf } from './outcome.ts';
import type { ReferenceSource } from './reference-sources.ts';

/** Adds the sources and tables of the choices to the project as one action, and shows the result. */
export function createTarget(
  choices: TargetChoices,
  communes: ReferenceSource,
  oldCodes: ReferenceSource | null,
  bodies: ReferenceSource | null,
): void {
  const context = contextOf(
    { communes: communes.id, oldCodes: oldCodes?.id ?? null, bodies: bodies?.id ?? null },
    project().tables,
    newId,
  );
  const parts = buildTarget(choices, context);
  const name = freeName(parts.table.name);
  const tables = parts.tables.map((table) => (table.id === parts.table.id ? { ...table, name } : table));
  const used = [communes, oldCodes, bodies].filter(
    (source) => source !== null && tables.some((table) => table.source === source.id),
  ) as ReferenceSource[];
  setState({
    opened: { ...getState().opened, ...Object.fromEntries(used.map((source) => [source.id, source.opened])) },
  });
  edit(t('assistant.created', { name }), (current) => ({
    ...current,
    sources: [
      ...current.sources,
      ...used
        .filter(({ id }) => !current.sources.some((source) => source.id === id))
        .map(({ opened }) => opened.source),
    ],
    tables: [...current.tables, ...tables],
  }));
  showTable(parts.table.id);
  closeDialog();
}

function freeName(name: string): string {
  const taken = new Set(project().tables.map((table) => table.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return free;
}
