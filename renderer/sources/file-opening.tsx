import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { FileRef, Inspection, OpenedSource, ProgressOf } from '../../shared/contract.ts';
import type { SourceOptions } from '../../shared/project/project.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { addTable } from '../project/add-table.ts';
import { announce, asFault, call, faultText, newId, notify, project, useCall } from '../session.ts';
import { Button, Dialog, Notice, Progress } from '../ui/kit.ts';
import { PreviewTable } from './preview-table.tsx';
import {
  type ColumnEdits,
  type Correction,
  correct,
  openingOptions,
  proposeName,
  readColumns,
  warningText,
} from './reading.ts';
import { ReadingPanel } from './reading-panel.tsx';

/** One file: what Crible understood of it, what the user corrects, then its opening. */
export function FileOpening(props: {
  file: FileRef;
  position: number;
  total: number;
  onOpened: (table: string) => void;
  onSkip: () => void;
  onOther: () => void;
  onClose: () => void;
}): ReactNode {
  const { file, position, total } = props;
  const [pinned, setPinned] = useState<SourceOptions | undefined>(undefined);
  const [edits, setEdits] = useState<ColumnEdits>({});
  const [typedName, setTypedName] = useState<string | null>(null);
  const asked = useCall(
    'source.inspect',
    useMemo(() => ({ file, options: pinned }), [file, pinned]),
  );
  const inspection = useLast(asked.value);
  const opening = useOpening();
  const columns = useMemo(() => (inspection ? readColumns(inspection, edits) : []), [inspection, edits]);
  const kept = columns.filter((column) => column.kept).length;
  const name =
    typedName ??
    (inspection
      ? proposeName(
          inspection,
          project().tables.map((table) => table.name),
        )
      : '');
  const isReady = asked.value !== null && !asked.loading && kept > 0 && name.trim() !== '';

  const change = (correction: Correction) => {
    setPinned(correct(pinned, correction));
    setEdits({});
    opening.forget();
  };
  const open = async () => {
    if (!inspection || !isReady) return;
    const opened = await opening.start(file, openingOptions(inspection, edits));
    if (!opened) return;
    const table = addTable(name.trim(), opened);
    tell(name.trim(), opened, inspection);
    props.onOpened(table);
  };
  const leave = () => (opening.progress ? opening.cancel() : props.onClose());
  return (
    <Dialog
      title={
        total > 1
          ? t('sources.title-queue', { name: file.name, position, total })
          : t('sources.title', { name: file.name })
      }
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
            <RowTotal inspection={inspection} kept={kept} />
            {!inspection && asked.fault && (
              <Button icon="open" onPress={props.onOther}>
                {t('sources.other-file')}
              </Button>
            )}
            {total > 1 && <Button onPress={props.onSkip}>{t('sources.skip')}</Button>}
            <Button onPress={props.onClose}>{t('common.cancel')}</Button>
            <Button
              key={inspection ? 'ready' : 'waiting'}
              kind="primary"
              autoFocus={inspection !== null}
              isDisabled={!isReady}
              onPress={() => void open()}
            >
              {t('sources.open')}
            </Button>
          </>
        )
      }
    >
      <Faults texts={[asked.fault && faultText(asked.fault), opening.fault]} />
      {!inspection && asked.loading && <Progress label={t('sources.inspecting')} fraction={null} />}
      {inspection && (
        <div className="opening" aria-busy={asked.loading} inert={opening.progress !== null}>
          <ReadingPanel
            name={name}
            onName={setTypedName}
            key={`${inspection.sheet}/${inspection.options.entry}`}
            inspection={inspection}
            onChange={change}
            isPinned={pinned !== undefined || Object.keys(edits).length > 0}
            onReset={() => {
              setPinned(undefined);
              setEdits({});
            }}
          />
          <div className="opening-main" data-stale={asked.loading}>
            <Warnings inspection={inspection} />
            <PreviewTable inspection={inspection} columns={columns} edits={edits} onEdit={setEdits} />
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

function useOpening() {
  const [progress, setProgress] = useState<ProgressOf | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function start(file: FileRef, options: SourceOptions): Promise<OpenedSource | null> {
    controller.current = new AbortController();
    const { signal } = controller.current;
    setFault(null);
    setProgress({ phase: 'reading', fraction: null });
    try {
      return await call('source.open', { file, id: newId(), options }, { signal, onProgress: setProgress });
    } catch (thrown) {
      const failure = asFault(thrown);
      if (failure.code !== 'cancelled') setFault(faultText(failure));
      return null;
    } finally {
      setProgress(null);
    }
  }
  return { progress, fault, start, cancel: () => controller.current?.abort(), forget: () => setFault(null) };
}

/** Says what was opened, and the points that only the whole file could tell. */
function tell(name: string, opened: OpenedSource, inspection: Inspection): void {
  const seen = new Set(inspection.warnings.map((warning) => JSON.stringify(warning)));
  announce(t('sources.opened', { name, rows: opened.source.rowCount, columns: opened.columns.length }));
  for (const warning of opened.warnings.slice(0, 3)) {
    if (!seen.has(JSON.stringify(warning))) notify('info', warningText(warning));
  }
}

function RowTotal({ inspection, kept }: { inspection: Inspection | null; kept: number }): ReactNode {
  if (!inspection) return <span className="grow" />;
  const total = inspection.columns.length;
  return (
    <p className="opening-total grow">
      <strong>
        {inspection.rowCount === null
          ? t('sources.row-unknown')
          : t('sources.row-total', { count: inspection.rowCount })}
      </strong>
      <span className={kept === 0 ? 'field-error' : 'muted'}>
        {kept === 0 ? t('sources.no-column') : t('sources.kept-columns', { count: kept, total: formatNumber(total) })}
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

const shownWarnings = 2;

function Warnings({ inspection }: { inspection: Inspection }): ReactNode {
  const [all, setAll] = useState(false);
  const { warnings } = inspection;
  if (warnings.length === 0) return null;
  const hidden = all ? 0 : Math.max(0, warnings.length - shownWarnings);
  return (
    <section aria-label={t('sources.warnings', { count: warnings.length })} className="opening-warnings">
      {warnings.slice(0, warnings.length - hidden).map((warning, place) => (
        <Notice key={place} tone="warning">
          {warningText(warning)}
        </Notice>
      ))}
      {hidden > 0 && (
        <Button kind="quiet" size="small" onPress={() => setAll(true)}>
          {t('sources.more-warnings', { count: hidden })}
        </Button>
      )}
    </section>
  );
}
