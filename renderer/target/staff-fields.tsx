import type { ReactNode } from 'react';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { defaultChoices, type StaffStands } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';
import { useColumns, useProject } from '../session.ts';
import { NumberField, RadioGroup } from '../ui/kit.ts';
import { guessStaffOf, type TargetDraft } from './draft.ts';
import { ColumnField, TableField } from './table-field.tsx';

export function StaffFields(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change, openFile } = props;
  return (
    <fieldset className="target-group">
      <legend>{t('assistant.staff')}</legend>
      <div className="target-criterion">
        <NumberField
          label={t('assistant.staff.minimum')}
          value={draft.minStaff}
          onChange={(minStaff) => change({ minStaff })}
          minValue={0}
          unit={t('assistant.staff.unit')}
          isDisabled={draft.staffFrom === 'ignored'}
        />
        <RadioGroup
          className="target-sources"
          label={t('assistant.staff.from')}
          value={draft.staffFrom}
          onChange={(staffFrom) => change({ staffFrom })}
          options={[
            ...(draft.bodies === 'file'
              ? [{ value: 'own' as const, label: t('assistant.staff.own'), hint: t('assistant.staff.own-hint') }]
              : [
                  {
                    value: 'unknown' as const,
                    label: t('assistant.staff.unknown'),
                    hint: t('assistant.staff.unknown-hint'),
                  },
                ]),
            {
              value: 'table',
              label: t('assistant.staff.table'),
              hint: t('assistant.staff.table-hint', { threshold: draft.minStaff ?? defaultChoices.minStaff }),
            },
            { value: 'ignored', label: t('assistant.staff.ignored'), hint: t('assistant.staff.ignored-hint') },
          ]}
        />
      </div>
      {draft.staffFrom === 'own' && <OwnStaff draft={draft} change={change} />}
      {draft.staffFrom === 'table' && <StaffTable draft={draft} change={change} openFile={openFile} />}
    </fieldset>
  );
}

function StaffTable(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change, openFile } = props;
  const { tables } = useProject();
  const columns = useColumns(draft.staffTable).value ?? [];
  async function choose(staffTable: string, found: Column[]): Promise<void> {
    const table = tables.find(({ id }) => id === staffTable);
    if (table) change({ staffTable, ...(await guessStaffOf(draft.bodies, table, found, tables)) });
  }
  return (
    <div className="target-from-table">
      <TableField
        value={draft.staffTable}
        onChange={(staffTable, found) => void choose(staffTable, found)}
        openFile={openFile}
      />
      {draft.staffTable !== null && (
        <>
          <ColumnField
            label={t('assistant.column.key')}
            columns={columns}
            value={draft.staffKey.column}
            onChange={(column) => change({ staffKey: { ...draft.staffKey, column } })}
          />
          <RadioGroup
            label={t('assistant.column.stands')}
            orientation="horizontal"
            value={draft.staffKey.stands}
            onChange={(stands) => change({ staffKey: { ...draft.staffKey, stands } })}
            options={standsOf[draft.bodies].map((value) => ({ value, label: t(`assistant.column.stands.${value}`) }))}
          />
          {draft.staffOnly && (
            <p className="field-hint target-wide">
              {t('assistant.staff.only', { column: draft.staffOnly.column, values: draft.staffOnly.values.join(', ') })}
            </p>
          )}
          <Figure draft={draft} change={change} columns={columns} />
        </>
      )}
    </div>
  );
}

/** What may identify the bodies in another file. */
const standsOf: Record<TargetDraft['bodies'], StaffStands[]> = {
  communes: ['siren', 'siret', 'commune'],
  epci: ['siren', 'siret'],
  departements: ['departement'],
  regions: ['region'],
  file: ['siren', 'siret'],
};

function OwnStaff(props: { draft: TargetDraft; change: (part: Partial<TargetDraft>) => void }): ReactNode {
  const columns = useColumns(props.draft.bodiesTable).value ?? [];
  return (
    <div className="target-from-table">
      <Figure {...props} columns={columns} />
    </div>
  );
}

/** The column of staff and what it counts. */
function Figure(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  columns: readonly Column[];
}): ReactNode {
  const { draft, change, columns } = props;
  return (
    <>
      <ColumnField
        label={t('assistant.column.staff')}
        columns={draft.staffForm === 'number' ? columns.filter((column) => isNumeric(column.type)) : columns}
        value={draft.staffColumn}
        onChange={(staffColumn) => change({ staffColumn })}
      />
      <RadioGroup
        label={t('assistant.staff.form')}
        value={draft.staffForm}
        onChange={(staffForm) => change({ staffForm })}
        options={[
          { value: 'number', label: t('assistant.staff.form.number') },
          { value: 'band', label: t('assistant.staff.form.band') },
        ]}
      />
    </>
  );
}
