import type { ReactNode } from 'react';
import { isNumeric } from '../../shared/recipe/column.ts';
import { defaultChoices } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';
import { useColumns } from '../session.ts';
import { NumberField, RadioGroup } from '../ui/kit.ts';
import { guessStaff, type TargetDraft } from './draft.ts';
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
            { value: 'unknown', label: t('assistant.staff.unknown'), hint: t('assistant.staff.unknown-hint') },
            {
              value: 'table',
              label: t('assistant.staff.table'),
              hint: t('assistant.staff.table-hint', { threshold: draft.minStaff ?? defaultChoices.minStaff }),
            },
            { value: 'ignored', label: t('assistant.staff.ignored'), hint: t('assistant.staff.ignored-hint') },
          ]}
        />
      </div>
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
        onChange={(staffTable, found) => change({ staffTable, ...guessStaff(found) })}
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
            options={[
              { value: 'siren', label: t('assistant.column.stands.siren') },
              { value: 'commune', label: t('assistant.column.stands.commune') },
            ]}
          />
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
      )}
    </div>
  );
}
