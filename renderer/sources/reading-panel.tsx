import { type ReactNode, useState } from 'react';
import type { Inspection } from '../../shared/contract.ts';
import type { SourceOptions } from '../../shared/project/project.ts';
import { formatSize } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Disclosure, NumberField, Select, TextField } from '../ui/kit.ts';
import { MendingChoice } from './mending-choice.tsx';
import { type Correction, delimiterOptions, encodingOptions, headerRows, tableLabel } from './reading.ts';

type Change = (correction: Correction) => void;

/** How the table is found in the file: sheet, header, rows, encoding. Each change looks at the file again. */
export function ReadingPanel(props: {
  inspection: Inspection;
  /** Null when the table is already named. */
  name: string | null;
  onName: (name: string) => void;
  onChange: Change;
  /** What the texts are mended of; undefined where nothing is to mend. */
  mending: SourceOptions['mending'];
  /** Other sheets to open with this one; null where only one is wanted. */
  also: ReadonlySet<string> | null;
  onAlso: (also: Set<string>) => void;
  isPinned: boolean;
  onReset: () => void;
}): ReactNode {
  const { inspection, onChange } = props;
  return (
    <section className="opening-side" aria-label={t('sources.reading')}>
      {props.name === null ? (
        <p>{t('sources.reopen-hint')}</p>
      ) : (
        <TextField
          label={t('sources.table-name')}
          value={props.name}
          onChange={props.onName}
          error={props.name.trim() === '' ? t('app.name-needed') : null}
        />
      )}
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
      {props.also && inspection.sheets.length > 1 && (
        <OtherSheets inspection={inspection} also={props.also} onAlso={props.onAlso} />
      )}
      {inspection.tables.length > 1 && <Tables inspection={inspection} onChange={onChange} />}
      {inspection.format !== 'parquet' && inspection.format !== 'dbf' && (
        <Rows inspection={inspection} onChange={onChange} />
      )}
      {inspection.encoding !== null && (
        <Select
          label={t('sources.encoding')}
          value={inspection.encoding}
          onChange={(encoding) => onChange({ encoding })}
          options={encodingOptions(inspection.encoding, inspection.format)}
        />
      )}
      {props.mending && <MendingChoice mending={props.mending} onChange={onChange} />}
      {inspection.delimiter !== null && (
        <>
          <Select
            label={t('sources.delimiter')}
            value={inspection.delimiter}
            onChange={(delimiter) => onChange({ delimiter })}
            options={delimiterOptions(inspection)}
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
            <span className="opening-sheet-size">{sheetSize(sheet)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Other sheets of data, to be opened as they are read. */
function OtherSheets(props: {
  inspection: Inspection;
  also: ReadonlySet<string>;
  onAlso: (also: Set<string>) => void;
}): ReactNode {
  const { inspection, also, onAlso } = props;
  const others = inspection.sheets.filter(({ name, kind }) => kind === 'data' && name !== inspection.sheet);
  if (others.length === 0) return null;
  const toggle = (name: string, isChosen: boolean) => {
    const next = new Set(also);
    if (isChosen) next.add(name);
    else next.delete(name);
    onAlso(next);
  };
  const title = also.size > 0 ? t('sources.also-count', { count: also.size }) : t('sources.also');
  return (
    <Disclosure title={title}>
      {others.length > 2 && (
        <div className="row">
          <Button size="small" kind="quiet" onPress={() => onAlso(new Set(others.map(({ name }) => name)))}>
            {t('sources.also-all')}
          </Button>
          <Button size="small" kind="quiet" isDisabled={also.size === 0} onPress={() => onAlso(new Set())}>
            {t('sources.also-none')}
          </Button>
        </div>
      )}
      <div className="opening-sheet-list">
        {others.map((sheet) => (
          <label key={sheet.name} className="opening-sheet" data-kind="data">
            <input
              type="checkbox"
              aria-label={t('sources.also-sheet', { name: sheet.name })}
              checked={also.has(sheet.name)}
              onChange={(event) => toggle(sheet.name, event.target.checked)}
            />
            <span className="opening-sheet-name">{sheet.name}</span>
            <span className="opening-sheet-size">{sheetSize(sheet)}</span>
          </label>
        ))}
      </div>
    </Disclosure>
  );
}

/** « 25 lignes », « environ 35 000 lignes » before the sheet is read through, or what it holds. */
function sheetSize({ kind, rows, about }: Inspection['sheets'][number]): string {
  if (kind !== 'data') return t(`sources.sheet-kind.${kind}`);
  if (rows !== null) return t('sources.sheet-rows', { count: rows });
  if (about === undefined) return t('sources.sheet-kind.data');
  return t('sources.sheet-about', { count: Number(about.toPrecision(2)) });
}

/** Tables one under another: one of them alone, or all as one. */
function Tables({ inspection, onChange }: { inspection: Inspection; onChange: Change }): ReactNode {
  const { tables, firstDataRow, options } = inspection;
  const chosen = tables.findIndex(
    (table) =>
      table.firstDataRow === firstDataRow &&
      table.lastDataRow === (options.lastDataRow ?? null) &&
      table.firstColumn === options.firstColumn,
  );
  return (
    <Select
      label={t('sources.tables')}
      value={chosen < 0 ? 'all' : String(chosen)}
      onChange={(value) => {
        const table = tables[Number(value)];
        onChange({
          headerRows: table?.headerRows,
          firstDataRow: table?.firstDataRow,
          lastDataRow: table?.lastDataRow ?? undefined,
          firstColumn: table?.firstColumn,
          lastColumn: table?.lastColumn,
        });
      }}
      options={[
        {
          value: 'all',
          label: t(tables[0]?.firstColumn === undefined ? 'sources.tables-all' : 'sources.tables-beside'),
        },
        ...tables.map((table, place) => ({ value: String(place), label: tableLabel(table, place + 1) })),
      ]}
    />
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
