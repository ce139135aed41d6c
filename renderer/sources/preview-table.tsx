import { type ReactNode, useMemo, useState } from 'react';
import type { Inspection } from '../../shared/contract.ts';
import type { SourceColumn } from '../../shared/project/project.ts';
import { type ColumnType, columnTypes, isNumeric, type Meaning, meanings } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Button, EmptyState, IconButton, SearchField } from '../ui/kit.ts';
import type { ColumnEdits } from './reading.ts';

/** So many columns are drawn at once: a file may have thousands. */
const pageWidth = 30;

/** First rows as they stand in the file; above them, how each column will be read. */
export function PreviewTable(props: {
  inspection: Inspection;
  columns: SourceColumn[];
  /** Places in the file of the columns whose name cannot be. */
  wrong: ReadonlySet<number>;
  edits: ColumnEdits;
  onEdit: (edits: ColumnEdits) => void;
}): ReactNode {
  const { inspection, columns, edits, onEdit } = props;
  const [search, setSearch] = useState('');
  const [start, setStart] = useState(0);
  const found = useMemo(() => {
    const wanted = plain(search);
    return columns
      .map((column, place) => ({ column, place }))
      .filter(({ column }) => wanted === '' || plain(`${column.name} ${column.label ?? ''}`).includes(wanted));
  }, [columns, search]);
  const first = Math.min(start, Math.max(0, found.length - 1));
  const shown = found.slice(first, first + pageWidth);
  const edit = (index: number, change: ColumnEdits[number]) =>
    onEdit({ ...edits, [index]: { ...edits[index], ...change } });
  const editAll = (kept: boolean) =>
    onEdit({
      ...edits,
      ...Object.fromEntries(found.map(({ column: { index } }) => [index, { ...edits[index], kept }])),
    });
  const isWide = columns.length > pageWidth;
  const hasLabels = columns.some((column) => labelOf(column) !== undefined);
  return (
    <>
      <div className="reading-bar">
        <h3 className="reading-title">{t('sources.preview-count', { count: inspection.preview.length })}</h3>
        {isWide && (
          <>
            <SearchField
              hideLabel
              label={t('sources.find-column')}
              placeholder={t('sources.find-column')}
              value={search}
              onChange={(text) => {
                setSearch(text);
                setStart(0);
              }}
            />
            <Button size="small" onPress={() => editAll(true)}>
              {t('sources.keep-all')}
            </Button>
            <Button size="small" onPress={() => editAll(false)}>
              {t('sources.keep-none')}
            </Button>
          </>
        )}
        {found.length > pageWidth && (
          <span className="row">
            <IconButton
              size="small"
              icon="chevron-up"
              className="turn-left"
              label={t('sources.columns-before')}
              isDisabled={first === 0}
              onPress={() => setStart(Math.max(0, first - pageWidth))}
            />
            {t('sources.column-page', { from: first + 1, to: first + shown.length, total: found.length })}
            <IconButton
              size="small"
              icon="chevron-right"
              label={t('sources.columns-after')}
              isDisabled={first + pageWidth >= found.length}
              onPress={() => setStart(first + pageWidth)}
            />
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <section className="reading" tabIndex={0} aria-label={t('sources.preview')}>
        <table className="reading-table">
          <thead>
            <tr>
              <td className="reading-corner" />
              {shown.map(({ column }) => (
                <ColumnHead
                  key={column.index}
                  column={column}
                  isWrong={props.wrong.has(column.index)}
                  hasLabels={hasLabels}
                  onEdit={(change) => edit(column.index, change)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {inspection.preview.slice(0, 50).map((row, place) => (
              <tr key={place}>
                <th scope="row" className="reading-number">
                  {inspection.firstDataRow + place}
                </th>
                {shown.map(({ column, place: cell }) => (
                  <Cell key={column.index} column={column} text={row[cell] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {inspection.preview.length === 0 && <EmptyState icon="table" title={t('sources.no-data')} />}
      </section>
    </>
  );
}

function ColumnHead(props: {
  column: SourceColumn;
  isWrong: boolean;
  /** Some column of the table has a description: all leave room for one. */
  hasLabels: boolean;
  onEdit: (change: ColumnEdits[number]) => void;
}): ReactNode {
  const { column, onEdit } = props;
  const { name } = column;
  const [typed, setTyped] = useState<string | null>(null);
  const heading = column.heading ?? name;
  const label = labelOf(column);
  const settle = () => {
    if (typed !== null && typed.trim() !== name) onEdit({ name: typed });
    setTyped(null);
  };
  return (
    <th scope="col" data-kept={column.kept}>
      <div className="reading-name">
        <label className="reading-keep">
          <input
            type="checkbox"
            checked={column.kept}
            aria-label={t('sources.keep', { name })}
            onChange={(event) => onEdit({ kept: event.target.checked })}
          />
        </label>
        <input
          type="text"
          className="reading-name-input"
          aria-label={t('sources.name-of', { name: heading })}
          aria-invalid={props.isWrong}
          title={name}
          value={typed ?? name}
          disabled={!column.kept}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
          }}
        />
      </div>
      {props.hasLabels && (
        <p className="reading-label" title={label}>
          {label ?? '\u00a0'}
        </p>
      )}
      <select
        className="reading-select"
        aria-label={t('sources.type-of', { name })}
        value={column.type}
        disabled={!column.kept}
        onChange={(event) => onEdit({ type: event.target.value as ColumnType })}
      >
        {columnTypes.map((type) => (
          <option key={type} value={type}>
            {t(`type.${type}`)}
          </option>
        ))}
      </select>
      <select
        className="reading-select"
        aria-label={t('sources.meaning-of', { name })}
        value={column.meaning ?? ''}
        disabled={!column.kept}
        onChange={(event) => onEdit({ meaning: event.target.value === '' ? null : (event.target.value as Meaning) })}
      >
        <option value="">{t('sources.meaning-none')}</option>
        {meanings.map((meaning) => (
          <option key={meaning} value={meaning}>
            {t(`meaning.${meaning}`)}
          </option>
        ))}
      </select>
    </th>
  );
}

/** What the file says of a column besides its name. */
function labelOf({ name, heading, label }: SourceColumn): string | undefined {
  return label === undefined || label === (heading ?? name) ? undefined : label;
}

function Cell({ column, text }: { column: SourceColumn; text: string | null }): ReactNode {
  const isMissing = text === null || column.missing.includes(text);
  return (
    <td data-number={isNumeric(column.type)} data-missing={isMissing} data-kept={column.kept}>
      {text ?? ''}
    </td>
  );
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
