import type { Client, FileRef, Inspection, OpenedSource } from '../../shared/contract.ts';
import type { Source, Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import type { PopulationChoice, ReferenceBodies, StaffChoice, StaffKey } from '../../shared/target/choices.ts';
import { guessStaffKey } from '../../shared/target/guess.ts';
import { queryOf } from '../../shared/target/measure.ts';
import {
  communeKeys,
  plainPopulations,
  populationColumns,
  staffFigures,
  staffKeys,
  traceColumns,
} from '../../shared/target/recognise.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';

export type OpenedFile = { source: Source; table: Table; columns: Column[] };

/** Opens the first sheet whose columns suit; the first one proposed when none does, so that its columns can be named. */
export async function openSuiting(
  call: Client['call'],
  file: FileRef,
  id: string,
  suits: (columns: readonly Column[]) => boolean,
): Promise<OpenedFile> {
  const first = await call('source.inspect', { file });
  let chosen: Inspection = first;
  if (!suits(keptColumns(first))) {
    for (const sheet of first.sheets) {
      if (sheet.name === first.sheet || sheet.kind !== 'data') continue;
      const options = { ...(first.options.entry ? { entry: first.options.entry } : {}), sheet: sheet.name };
      const other = await call('source.inspect', { file, options });
      if (!suits(keptColumns(other))) continue;
      chosen = other;
      break;
    }
  }
  const opened: OpenedSource = await call('source.open', { file, id, options: chosen.options });
  return {
    source: opened.source,
    table: { id: `table_${id}`, name: opened.source.name, source: id, recipe: [] },
    columns: opened.columns,
  };
}

function keptColumns(inspection: Inspection): Column[] {
  return inspection.columns.filter((column) => column.kept !== false);
}

export function suitsPopulation(kind: 'municipale' | 'totale'): (columns: readonly Column[]) => boolean {
  return (columns) => communeKeys(columns).length > 0 && populationCandidates(columns, kind).length > 0;
}

export function suitsStaff(columns: readonly Column[]): boolean {
  return columns.length > 1 && staffFigures(columns).length > 0;
}

function populationCandidates(columns: readonly Column[], kind: 'municipale' | 'totale'): Column[] {
  const named = populationColumns(columns, kind);
  return named.length > 0 ? named : plainPopulations(columns);
}

/** Which columns of a population file to use. Faults `target-no-code`, `target-no-population`, `target-ambiguous`. */
export function choosePopulation(
  file: OpenedFile,
  kind: 'municipale' | 'totale',
): Extract<PopulationChoice, { kind: 'table' }> {
  const keys = communeKeys(file.columns);
  const [key] = keys;
  if (!key) throw new Fault('target-no-code', { file: file.source.name });
  if (keys.length > 1)
    throw ambiguous(
      file,
      keys.map((one) => (one.kind === 'code' ? one.column : one.commune)),
    );
  const candidates = populationCandidates(file.columns, kind);
  const [column] = candidates;
  if (!column) throw new Fault('target-no-population', { file: file.source.name, kind, columns: names(file.columns) });
  if (candidates.length > 1)
    throw ambiguous(
      file,
      candidates.map((one) => one.name),
    );
  return { kind: 'table', table: file.table.id, column: column.name, key };
}

/**
 * Which columns of a staff file to use; of several possible keys, the one that finds most communes, and where the headers
 * do not tell, what is found of `list`, the built-in list of these bodies.
 * Faults `target-no-key`, `target-no-staff`, `target-ambiguous`.
 */
export async function chooseStaff(
  call: Client['call'],
  file: OpenedFile,
  list: Table,
  bodies: ReferenceBodies,
): Promise<Extract<StaffChoice, { kind: 'table' }>> {
  const keys = bodies === 'communes' ? staffKeys(file.columns) : [];
  const guess = keys.length > 1 ? null : await guessStaffKey(call, { ...file, tables: [file.table] }, bodies, list);
  if (keys.length === 0 && guess === null) throw new Fault('target-no-key', { file: file.source.name });
  const figures = staffFigures(file.columns);
  const [figure] = figures;
  if (!figure) throw new Fault('target-no-staff', { file: file.source.name, columns: names(file.columns) });
  if (figures.length > 1)
    throw ambiguous(
      file,
      figures.map((one) => one.column),
    );
  const key = guess ? guess.key : await bestKey(call, file, keys, list);
  const [trace] = key.stands === 'siren' || key.stands === 'siret' ? traceColumns(file.columns) : [];
  return {
    kind: 'table',
    table: file.table.id,
    key,
    ...(guess?.only ? { only: guess.only } : {}),
    ...(trace === undefined ? {} : { trace }),
    column: figure.column,
    form: figure.form,
  };
}

async function bestKey(call: Client['call'], file: OpenedFile, keys: StaffKey[], communes: Table): Promise<StaffKey> {
  const measured = await Promise.all(
    keys.map(async (key) => {
      const left = key.stands === 'siren' ? referenceColumn.siren : referenceColumn.code;
      const join: Step = {
        id: 'overlap',
        kind: 'join',
        right: file.table.id,
        on: [{ left, right: key.column }],
        keep: 'inner',
        columns: [],
        normalise: true,
      };
      const query = queryOf({ ...communes, recipe: [join] }, [communes, file.table]);
      return { key, matched: await call('table.count', { query }) };
    }),
  );
  measured.sort((left, right) => right.matched - left.matched);
  const [first, second] = measured;
  if (!first || first.matched === second?.matched)
    throw ambiguous(
      file,
      keys.map((key) => key.column),
    );
  return first.key;
}

function ambiguous(file: OpenedFile, columns: string[]): Fault {
  return new Fault('target-ambiguous', { file: file.source.name, columns: columns.join(', ') });
}

function names(columns: readonly Column[]): string {
  const shown = columns.slice(0, 12).map((column) => column.name);
  return columns.length > shown.length ? `${shown.join(', ')}…` : shown.join(', ');
}
