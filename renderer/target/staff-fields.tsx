import type { ReactNode } from 'react';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { defaultChoices } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';
import { useColumns } from '../session.ts';
import { NumberField, RadioGroup } from '../ui/kit.ts';
import { guessStaffOf, type TargetDraft } from './draft.ts';
import { StaffKeyFields } from './staff-key.tsx';
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
  const columns = useColumns(draft.staffTable).value ?? [];
  return (
    <div className="target-from-table">
      <TableField
        value={draft.staffTable}
        onChange={(staffTable, found) => change({ staffTable, ...guessStaffOf(draft.bodies, found) })}
        openFile={openFile}
      />
      {draft.staffTable !== null && (
        <>
          <StaffKeyFields draft={draft} change={change} columns={columns} />
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
