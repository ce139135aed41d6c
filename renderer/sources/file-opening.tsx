import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { FileRef, Inspection, OpenedSource } from '../../shared/contract.ts';
import type { Source, SourceOptions } from '../../shared/project/project.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { addTable, replaceSource } from '../project/add-table.ts';
import { remarksOf } from '../project/answers.ts';
import { announce, faultText, notify, project, useCall } from '../session.ts';
import { Button, Dialog, Notice, Progress } from '../ui/kit.ts';
import { PreviewTable } from './preview-table.tsx';
import {
  type ColumnEdits,
  type Correction,
  columnsToBe,
  correct,
  openingOptions,
  proposeName,
  readColumns,
  wrongNames,
} from './reading.ts';
import { ReadingPanel } from './reading-panel.tsx';
import { Remarks } from './remarks.tsx';
import { useAnswers } from './use-answers.ts';
import { useOpening } from './use-opening.ts';

/** What is still to be opened after a file: sheets of the same one, and, if asked, the files that wait. */
export type Rest = { sheets: string[]; entry: string | undefined; files: boolean };

/** One file: what Crible understood of it, what the user corrects, then its opening. */
export function FileOpening(props: {
  file: FileRef;
  /** The source whose settings are changed; null for a new one. */
  source: Source | null;
  position: number;
  total: number;
  /** `table` null: the settings of `source` were replaced. */
  onOpened: (table: string | null, rest: Rest) => void;
  onSkip: () => void;
  onOther: () => void;
  onClose: () => void;
}): ReactNode {
  const { file, source, position, total } = props;
  const [pinned, setPinned] = useState<SourceOptions | undefined>(source?.options);
  const [edits, setEdits] = useState<ColumnEdits>({});
  const [typedName, setTypedName] = useState<string | null>(null);
  const [also, setAlso] = useState<ReadonlySet<string>>(new Set());
  const asked = useCall(
    'source.inspect',
    useMemo(() => ({ file, options: pinned }), [file, pinned]),
  );
  const inspection = useLast(asked.value);
  const columns = useMemo(() => (inspection ? readColumns(inspection, edits) : []), [inspection, edits]);
  const wrong = useMemo(() => wrongNames(columns), [columns]);
  const kept = columns.filter((column) => column.kept).length;
  const isSettled = asked.value !== null && !asked.loading && kept > 0 && wrong.size === 0;
  const options = useMemo(
    () => (inspection && isSettled ? openingOptions(inspection, edits) : null),
    [inspection, edits, isSettled],
  );
  const opening = useOpening(file, inspection?.format ?? null, options);
  const answers = useAnswers({
    warnings: opening.read?.warnings ?? inspection?.warnings ?? [],
    columns: opening.read?.columns ?? columnsToBe(columns),
    read: columns,
    edits,
    onEdit: setEdits,
    offersSteps: source === null,
  });
  const name =
    typedName ??
    (inspection
      ? proposeName(
          inspection,
          project().tables.map((table) => table.name),
        )
      : '');
  const isReady = options !== null && (source !== null || name.trim() !== '');

  const change = (correction: Correction) => {
    setPinned(correct(pinned, correction));
    setEdits({});
    answers.forgetReadings();
    if ('sheet' in correction || 'entry' in correction) setAlso(new Set());
    opening.forget();
  };
  const open = async (files: boolean) => {
    if (!inspection || !isReady) return;
    const opened = await opening.start();
    if (!opened) return;
    const sheets = inspection.sheets.map((sheet) => sheet.name).filter((sheet) => also.has(sheet));
    const rest: Rest = { sheets, entry: inspection.options.entry, files };
    if (source) {
      replaceSource(source, opened);
      announce(t('sources.reopened', figuresOf(source.name, opened)));
      props.onOpened(null, rest);
      return;
    }
    // Those of every row, whether or not they were known when the boxes were ticked.
    const steps = answers.steps(opened.warnings, opened.columns);
    const table = addTable(name.trim(), opened, steps);
    tell(name.trim(), opened, steps.length);
    props.onOpened(table, rest);
  };
  const leave = () => (opening.progress ? opening.cancel() : props.onClose());
  const waiting = total - position;
  const title = source
    ? t('sources.reopen-title', { name: source.name })
    : total > 1
      ? t('sources.title-queue', { name: file.name, position, total })
      : t('sources.title', { name: file.name });
  return (
    <Dialog
      title={title}
      size="full"
      onClose={leave}
      footer={
        opening.progress ? (
          <>
            <div className="grow">
              <Progress label={t(`sources.phase.${opening.progress.phase}`)} fraction={opening.progress.fraction} />
            </div>
            <Button onPress={opening.cancel}>{t('common.cancel')}</Button>
          </>
        ) : (
          <>
            <RowTotal
              inspection={inspection}
              opened={opening.read}
              reading={opening.reading}
              kept={kept}
              wrong={wrong.size}
            />
            {!inspection && asked.fault && (
              <Button icon="open" onPress={props.onOther}>
                {t('sources.other-file')}
              </Button>
            )}
            {total > 1 && <Button onPress={props.onSkip}>{t('sources.skip')}</Button>}
            <Button onPress={props.onClose}>{t('common.cancel')}</Button>
            {waiting > 0 && (
              <Button isDisabled={!isReady} onPress={() => void open(true)}>
                {t('sources.open-all', { count: waiting })}
              </Button>
            )}
            <Button
              key={inspection ? 'ready' : 'waiting'}
              kind="primary"
              autoFocus={inspection !== null}
              isDisabled={!isReady}
              onPress={() => void open(false)}
            >
              {t(source ? 'sources.reopen-apply' : 'sources.open')}
            </Button>
          </>
        )
      }
    >
      <Faults texts={[asked.fault && faultText(asked.fault), opening.fault]} />
      {!inspection && asked.loading && <Progress label={t('sources.inspecting')} fraction={null} />}
      {inspection && (
        <div className="opening" aria-busy={asked.loading} inert={opening.progress !== null}>
          <Remarks remarks={answers.remarks} taken={answers.taken} onTake={answers.take} />
          <ReadingPanel
            name={source ? null : name}
            onName={setTypedName}
            key={`${inspection.sheet}/${inspection.options.entry}`}
            inspection={inspection}
            onChange={change}
            mending={opening.read?.source.options.mending ?? inspection.options.mending}
            also={source ? null : also}
            onAlso={setAlso}
            isPinned={pinned !== undefined || Object.keys(edits).length > 0}
            onReset={() => {
              setPinned(undefined);
              setEdits({});
              answers.forgetReadings();
            }}
          />
          <div className="opening-main" data-stale={asked.loading}>
            <PreviewTable inspection={inspection} columns={columns} wrong={wrong} edits={edits} onEdit={setEdits} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** The last value that there was: a refused correction leaves the screen as it stands. */
function useLast(value: Inspection | null): Inspection | null {
  const [last, setLast] = useState(value);
  useEffect(() => {
    if (value) setLast(value);
  }, [value]);
  return value ?? last;
}

function figuresOf(name: string, opened: OpenedSource) {
  return { name, rows: opened.source.rowCount, columns: opened.columns.length };
}

/** Says what was opened, and that corrections not taken wait beside the steps. */
function tell(name: string, opened: OpenedSource, taken: number): void {
  announce(t('sources.opened', figuresOf(name, opened)));
  const offered = remarksOf(opened.warnings, opened.columns).filter(({ answer }) => answer?.kind === 'step').length;
  if (offered > taken) notify('info', t('sources.answers-wait', { count: offered - taken }));
}

function RowTotal(props: {
  inspection: Inspection | null;
  opened: OpenedSource | null;
  reading: boolean;
  kept: number;
  wrong: number;
}): ReactNode {
  const { inspection, opened, kept, wrong } = props;
  if (!inspection) return <span className="grow" />;
  const total = inspection.columns.length;
  const rows = opened?.source.rowCount ?? inspection.rowCount;
  const problem = kept === 0 ? t('sources.no-column') : wrong > 0 ? t('sources.name-wrong') : null;
  return (
    <p className="opening-total grow">
      <strong>
        {rows !== null
          ? t('sources.row-total', { count: rows })
          : props.reading
            ? t('sources.checking')
            : t('sources.row-unknown')}
      </strong>
      <span className={problem ? 'field-error' : 'muted'}>
        {problem ?? t('sources.kept-columns', { count: kept, total: formatNumber(total) })}
      </span>
    </p>
  );
}

function Faults({ texts }: { texts: (string | null)[] }): ReactNode {
  const said = texts.filter((text) => text !== null);
  if (said.length === 0) return null;
  return (
    <div role="alert" className="stack">
      {said.map((text) => (
        <Notice key={text} tone="error">
          {text}
        </Notice>
      ))}
    </div>
  );
}
