import { type ReactNode, useEffect } from 'react';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import type { ReferenceBodies, StaffKey, StaffStands } from '../../shared/target/choices.ts';
import { guessStaffKey } from '../../shared/target/guess.ts';
import { traceColumns } from '../../shared/target/recognise.ts';
import { t } from '../../shared/text/t.ts';
import { call, useProject } from '../session.ts';
import { Notice, Progress, RadioGroup } from '../ui/kit.ts';
import type { TargetDraft } from './draft.ts';
import { ColumnField } from './table-field.tsx';

type Change = (part: Partial<TargetDraft>) => void;

/** What may identify the bodies in another file. */
const standsOf: Record<TargetDraft['bodies'], readonly StaffStands[]> = {
  communes: ['siren', 'siret', 'commune', 'split', 'name'],
  epci: ['siren', 'siret'],
  departements: ['departement', 'name'],
  regions: ['region', 'name'],
  file: ['siren', 'siret'],
};

/**
 * Looks for what identifies the bodies in a staff file whose headers do not tell: in what is found of the built-in list
 * of these bodies, whose source is `reference`. What one chooses meanwhile stays.
 */
export function useStaffKey(draft: TargetDraft, change: Change, reference: string | null): void {
  const { tables } = useProject();
  const { bodies, staffTable } = draft;
  const isWanted = draft.staffFrom === 'table' && draft.staffKeyFrom === null && bodies !== 'file';
  // biome-ignore lint/correctness/useExhaustiveDependencies: one question per file and kind of bodies
  useEffect(() => {
    const table = tables.find(({ id }) => id === staffTable);
    if (!isWanted || !table || reference === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const list = { id: 'bodies-of-the-reference', name: '', source: reference, recipe: [] };
    async function ask(): Promise<void> {
      const columns = await call('table.columns', { query: { table: staffTable as string, tables } }, { signal });
      const guess = await guessStaffKey(
        call,
        { table: table!, columns, tables },
        bodies as ReferenceBodies,
        list,
        signal,
      );
      if (signal.aborted) return;
      change(
        guess
          ? {
              staffKey: guess.key,
              staffOnly: guess.only,
              staffTrace: traceOf(guess.key, columns),
              staffKeyFrom: guess.found ?? 'header',
            }
          : { staffKeyFrom: 'unknown' },
      );
    }
    ask().catch(() => signal.aborted || change({ staffKeyFrom: 'unknown' }));
    return () => controller.abort();
  }, [isWanted, bodies, staffTable, reference]);
}

/** The columns that identify the body, what they hold, and where the proposal comes from. */
export function StaffKeyFields(props: { draft: TargetDraft; change: Change; columns: readonly Column[] }): ReactNode {
  const { draft, change, columns } = props;
  const { staffKey: key } = draft;
  const choose = (staffKey: StaffKey) => change({ staffKey, staffKeyFrom: 'user' });
  const isPaired = key.stands === 'split' || (key.stands === 'name' && draft.bodies === 'communes');
  return (
    <>
      <Origin draft={draft} />
      <div className="target-key">
        <ColumnField
          label={t(
            key.stands === 'split'
              ? 'assistant.column.commune'
              : key.stands === 'name' && isPaired
                ? 'assistant.column.commune-name'
                : 'assistant.column.key',
          )}
          columns={columns}
          value={key.column}
          onChange={(column) => choose({ ...key, column, stands: standsAs(draft, columns, column) })}
        />
        {isPaired && (
          <ColumnField
            label={t(key.stands === 'split' ? 'assistant.column.departement' : 'assistant.column.place')}
            columns={columns}
            value={key.departement?.column ?? ''}
            onChange={(column) =>
              choose({
                ...key,
                departement: { column, holds: holdsCode(columns, column, key.stands) ? 'code' : 'name' },
              })
            }
          />
        )}
      </div>
      <RadioGroup
        label={t('assistant.column.stands')}
        value={key.stands}
        onChange={(stands) => choose({ column: key.column, stands })}
        options={standsOf[draft.bodies].map((value) => ({
          value,
          label:
            value === 'name' && draft.bodies === 'communes'
              ? t('assistant.column.stands.name-place')
              : t(`assistant.column.stands.${value}`),
        }))}
      />
    </>
  );
}

/** Says whether Crible chose the key, on what ground, or what to choose. */
function Origin({ draft }: { draft: TargetDraft }): ReactNode {
  const { staffKey: key, staffKeyFrom: from } = draft;
  if (from === 'user' || draft.bodies === 'file') return null;
  if (from === null)
    return (
      <div className="target-wide">
        <Progress label={t('assistant.key.searching')} fraction={null} />
      </div>
    );
  if (from === 'unknown')
    return (
      <div className="target-wide">
        <Notice tone="warning">{t(`assistant.key.unknown.${draft.bodies}`)}</Notice>
      </div>
    );
  const columns = [key.departement?.column, key.column].filter((name) => name !== undefined);
  return (
    <p className="field-hint target-wide" role="status">
      {from === 'header'
        ? t('assistant.key.recognised', { column: key.column })
        : t(columns.length > 1 ? 'assistant.key.found-both' : 'assistant.key.found', {
            column: columns[0] ?? '',
            other: columns[1] ?? '',
            matched: from.matched,
            count: from.keys,
          })}
    </p>
  );
}

/** Former codes are looked for where the body is known by its SIREN. */
function traceOf(key: StaffKey, columns: readonly Column[]): string | null {
  return key.stands === 'siren' ? (traceColumns(columns)[0] ?? null) : null;
}

/** A column whose meaning is known says itself what it holds. */
function standsAs(draft: TargetDraft, columns: readonly Column[], name: string): StaffStands {
  const { stands } = draft.staffKey;
  const meaning = columns.find((column) => column.name === name)?.meaning;
  if (stands === 'split' || stands === 'name') return stands;
  return standsOf[draft.bodies].find((one) => one === meaning) ?? stands;
}

function holdsCode(columns: readonly Column[], name: string, stands: StaffStands): boolean {
  const column = columns.find((candidate) => candidate.name === name);
  return stands === 'split' || column?.meaning === 'departement' || (column !== undefined && isNumeric(column.type));
}
