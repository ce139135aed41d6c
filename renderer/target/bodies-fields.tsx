import type { ReactNode } from 'react';
import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { readTypes } from '../../shared/target/rows.ts';
import { t } from '../../shared/text/t.ts';
import { call, notifyFault, useColumns, useProject } from '../session.ts';
import { RadioGroup, SearchList } from '../ui/kit.ts';
import { changeBodies, guessPopulation, guessStaff, type TargetDraft } from './draft.ts';
import { ColumnField, TableField } from './table-field.tsx';

const kinds = ['communes', 'epci', 'departements', 'regions', 'file'] as const;

/** What the rows of the list are. */
export function BodiesFields(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change } = props;
  return (
    <fieldset className="target-group">
      <legend>{t('assistant.bodies')}</legend>
      <RadioGroup
        label={t('assistant.bodies')}
        hideLabel
        orientation="horizontal"
        value={draft.bodies}
        onChange={(bodies) => change(changeBodies(draft, bodies))}
        options={kinds.map((value) => ({ value, label: t(`assistant.bodies.${value}`) }))}
      />
      {draft.bodies !== 'communes' && <p className="field-hint">{t(`assistant.bodies.${draft.bodies}-hint`)}</p>}
      {draft.bodies === 'file' && <FileBodies {...props} />}
    </fieldset>
  );
}

function FileBodies(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change, openFile } = props;
  const { tables } = useProject();
  const columns = useColumns(draft.bodiesTable).value ?? [];
  const { bodiesTypes: types } = draft;
  async function choose(id: string, found: Column[]): Promise<void> {
    const table = tables.find((candidate) => candidate.id === id);
    try {
      if (table) change(await guessBodies(table, found, tables));
    } catch (thrown) {
      notifyFault(thrown);
    }
  }
  return (
    <div className="target-from-table">
      <TableField value={draft.bodiesTable} onChange={(id, found) => void choose(id, found)} openFile={openFile} />
      {draft.bodiesTable !== null && (
        <>
          <ColumnField
            label={t('assistant.column.name')}
            columns={columns}
            value={draft.bodiesName}
            onChange={(bodiesName) => change({ bodiesName })}
          />
          <ColumnField
            label={t('assistant.column.siren')}
            columns={columns}
            value={draft.bodiesSiren}
            onChange={(bodiesSiren) => change({ bodiesSiren })}
          />
          {types && (
            <SearchList
              className="target-territories"
              label={t('assistant.bodies.types', { column: types.column })}
              mode="multiple"
              selected={draft.bodiesKept}
              onChange={(bodiesKept) => change({ bodiesKept })}
              options={types.values.map(({ value, count }) => ({
                value,
                label: value,
                end: t('common.rows', { count }),
              }))}
              hint={t(draft.bodiesKept.length === 0 ? 'assistant.bodies.all' : 'assistant.bodies.some')}
            />
          )}
        </>
      )}
    </div>
  );
}

/** The columns of a file that lists bodies: their name, SIREN, kind, and the figures that it has itself. */
export async function guessBodies(
  table: Table,
  columns: readonly Column[],
  tables: readonly Table[],
): Promise<Partial<TargetDraft>> {
  const staff = guessStaff(columns);
  const population = guessPopulation(columns).populationColumn;
  const name = columns.find((column) => /^(?:nom|libell|raison|d[ée]nomination|organisme)/i.test(column.name));
  return {
    bodiesTable: table.id,
    bodiesName: name?.name ?? columns.find(({ type }) => type === 'text')?.name ?? '',
    bodiesSiren: staff.staffKey.stands === 'siren' ? staff.staffKey.column : '',
    bodiesTypes: await readTypes(call, table, columns, tables),
    bodiesKept: [],
    populationFrom: population === '' ? 'ignored' : 'own',
    populationColumn: population,
    staffFrom: staff.staffColumn === '' ? 'unknown' : 'own',
    staffColumn: staff.staffColumn,
    staffForm: staff.staffForm,
  };
}
