import { type ReactNode, useState } from 'react';
import type { Inspection } from '../../shared/contract.ts';
import { formatSize } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Disclosure, NumberField, Select, TextField } from '../ui/kit.ts';
import { type Correction, delimiterOptions, encodingOptions, headerRows } from './reading.ts';

type Change = (correction: Correction) => void;

/** How the table is found in the file: sheet, header, rows, encoding. Each change looks at the file again. */
export function ReadingPanel(props: {
  inspection: Inspection;
  name: string;
  onName: (name: string) => void;
  onChange: Change;
  isPinned: boolean;
  onReset: () => void;
}): ReactNode {
  const { inspection, onChange } = props;
  return (
    <section className="opening-side" aria-label={t('sources.reading')}>
      <TextField
        label={t('sources.table-name')}
        value={props.name}
        onChange={props.onName}
        error={props.name.trim() === '' ? t('app.name-needed') : null}
      />
      <p className="muted">
        {inspection.format.toUpperCase()} · {formatSize(inspection.file.size)}
      </p>
      {inspection.entries.length > 1 && (
        <Select
          label={t('sources.entry')}
          value={inspection.options.entry ?? null}
          onChange={(entry) => onChange({ entry })}
          options={inspection.entries.map((entry) => ({ value: entry, label: entry }))}
        />
      )}
      {inspection.sheets.length > 1 && <Sheets inspection={inspection} onChange={onChange} />}
      {inspection.format !== 'parquet' && <Rows inspection={inspection} onChange={onChange} />}
      {inspection.encoding !== null && inspection.delimiter !== null && (
        <>
          <Select
            label={t('sources.encoding')}
            value={inspection.encoding}
            onChange={(encoding) => onChange({ encoding })}
            options={encodingOptions(inspection.encoding)}
          />
          <Select
            label={t('sources.delimiter')}
            value={inspection.delimiter}
            onChange={(delimiter) => onChange({ delimiter })}
            options={delimiterOptions(inspection.delimiter)}
          />
          <Select
            label={t('sources.decimal')}
            value={inspection.options.decimal ?? 'auto'}
            onChange={(decimal) => onChange({ decimal: decimal === 'auto' ? undefined : decimal })}
            options={[
              { value: 'auto', label: t('sources.decimal.auto') },
              { value: ',', label: t('sources.decimal.comma') },
              { value: '.', label: t('sources.decimal.point') },
            ]}
          />
        </>
      )}
      {props.isPinned && (
        <Button icon="reset" onPress={props.onReset}>
          {t('sources.guess-again')}
        </Button>
      )}
      {inspection.notes.length > 0 && (
        <Disclosure title={t('sources.notes', { count: inspection.notes.length })}>
          <p className="muted">{t('sources.notes-hint')}</p>
          <ul className="opening-notes">
            {inspection.notes.map((note, place) => (
              <li key={place}>{note}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

function Sheets({ inspection, onChange }: { inspection: Inspection; onChange: Change }): ReactNode {
  return (
    <fieldset className="opening-sheets">
      <legend className="field-label">{t('sources.sheets')}</legend>
      <div className="opening-sheet-list">
        {inspection.sheets.map((sheet) => (
          <label key={sheet.name} className="opening-sheet" data-kind={sheet.kind}>
            <input
              type="radio"
              name="sheet"
              checked={sheet.name === inspection.sheet}
              onChange={() => onChange({ sheet: sheet.name })}
            />
            <span className="opening-sheet-name">{sheet.name}</span>
            <span className="opening-sheet-size">
              {sheet.kind === 'data'
                ? t('sources.sheet-rows', { count: sheet.rows })
                : t(`sources.sheet-kind.${sheet.kind}`)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Rows({ inspection, onChange }: { inspection: Inspection; onChange: Change }): ReactNode {
  const from = inspection.headerRows[0] ?? null;
  const to = inspection.headerRows.at(-1) ?? null;
  return (
    <>
      <div className="opening-pair">
        <RowField
          label={t('sources.header-from')}
          value={from}
          onChange={(row) => onChange({ headerRows: headerRows(row, row) })}
        />
        <RowField
          label={t('sources.header-to')}
          value={to}
          isDisabled={from === null}
          onChange={(row) => onChange({ headerRows: headerRows(from, row) })}
        />
      </div>
      <div className="opening-pair">
        <RowField
          label={t('sources.first-row')}
          value={inspection.firstDataRow}
          onChange={(row) => onChange({ firstDataRow: row ?? undefined })}
        />
        <RowField
          label={t('sources.last-row')}
          value={inspection.lastDataRow}
          onChange={(row) => onChange({ lastDataRow: row ?? undefined })}
        />
      </div>
    </>
  );
}

/** Answers only when the value is settled, not at each digit. */
function RowField(props: {
  label: string;
  value: number | null;
  isDisabled?: boolean;
  onChange: (row: number | null) => void;
}): ReactNode {
  const [seen, setSeen] = useState(props.value);
  const [draft, setDraft] = useState(props.value);
  if (seen !== props.value) {
    setSeen(props.value);
    setDraft(props.value);
  }
  return (
    <NumberField
      label={props.label}
      value={draft}
      onChange={(row) => {
        setDraft(row);
        if (row !== props.value) props.onChange(row);
      }}
      minValue={1}
      step={1}
      grouping={false}
      isDisabled={props.isDisabled ?? false}
    />
  );
}
