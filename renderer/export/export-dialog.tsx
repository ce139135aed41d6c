import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ExportFormat, ProgressOf } from '../../shared/contract.ts';
import { withoutExtension } from '../../shared/project/data-extensions.ts';
import { stepOf } from '../../shared/target/compare.ts';
import { formatSize } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { asFault, call, closeDialog, faultText, notify, project, queryOf, useCall, useProject } from '../session.ts';
import { Button, Dialog, Notice, Progress, RadioGroup, TextField } from '../ui/kit.ts';

const extensions: Record<ExportFormat, string> = {
  xlsx: 'xlsx',
  'csv-excel': 'csv',
  'csv-open': 'csv',
  parquet: 'parquet',
  'xlsx-verdicts': 'xlsx',
  'note-docx': 'docx',
  'note-html': 'html',
};
const formats: ExportFormat[] = ['xlsx', 'csv-excel', 'csv-open', 'parquet', 'note-docx', 'note-html'];
/** A list of collectivités is handed over with its note. */
const verdictFormats: ExportFormat[] = ['xlsx-verdicts', 'note-docx', 'note-html', 'xlsx', 'csv-excel', 'csv-open'];

/** Writes a table, all its steps applied, to a file that the host saves or the browser downloads. */
export function ExportDialog({
  table,
  format: first,
}: {
  table: string;
  format?: ExportFormat | undefined;
}): ReactNode {
  const current = useProject();
  const present = current.tables.find((candidate) => candidate.id === table);
  const offered = present && stepOf(present) ? verdictFormats : formats;
  const title = current.tables.find((candidate) => candidate.id === table)?.name ?? '';
  const query = useMemo(() => queryOf(table, undefined, current), [table, current]);
  const count = useCall('table.count', { query });
  const [format, setFormat] = useState<ExportFormat>(first ?? offered[0] ?? 'xlsx');
  const [typed, setName] = useState<string | null>(null);
  const isNote = format === 'note-docx' || format === 'note-html';
  // Until one types a name, that of the note follows the format.
  const name = typed ?? safeName(isNote ? t('note.title-of', { table: title }) : title);
  const [progress, setProgress] = useState<ProgressOf | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  const fileName = `${safeName(name)}.${extensions[format]}`;
  const isNameless = safeName(name) === '';

  async function write(): Promise<void> {
    if (isNameless) return;
    controller.current = new AbortController();
    const { signal } = controller.current;
    setFault(null);
    setProgress({ phase: 'writing', fraction: null });
    try {
      const written = await call(
        'table.export',
        { query, format, name: fileName, project: project() },
        { signal, onProgress: setProgress },
      );
      const delivered = await deliver(written.output, written.name);
      if (delivered !== null) {
        const { rows, size } = written;
        notify(
          'success',
          isNote
            ? t('exporting.note-done', { name: delivered, size: formatSize(size) })
            : t('exporting.done', { name: delivered, rows, size: formatSize(size) }),
        );
        closeDialog();
      } else setProgress(null);
    } catch (thrown) {
      const failure = asFault(thrown);
      setFault(failure.code === 'cancelled' ? null : faultText(failure));
      setProgress(null);
    }
  }

  const stop = () => {
    controller.current?.abort();
    if (!progress) closeDialog();
  };
  return (
    <Dialog
      title={t('exporting.title', { name: title })}
      size="medium"
      onClose={stop}
      footer={
        <>
          <Button onPress={stop}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            icon="export"
            isDisabled={progress !== null || isNameless}
            onPress={() => void write()}
          >
            {t('exporting.run')}
          </Button>
        </>
      }
    >
      {count.value !== null && <p>{t('exporting.count', { count: count.value })}</p>}
      {count.fault && <Notice tone="error">{faultText(count.fault)}</Notice>}
      <RadioGroup
        label={t('exporting.format')}
        value={format}
        onChange={setFormat}
        isDisabled={progress !== null}
        options={offered.map((value) => ({
          value,
          label: t(`exporting.${value}`),
          hint: t(`exporting.${value}-hint`),
        }))}
      />
      <TextField
        label={t('exporting.name')}
        value={name}
        onChange={setName}
        onSubmit={() => void write()}
        isDisabled={progress !== null}
        hint={isNameless ? undefined : fileName}
        error={isNameless ? t('exporting.name-needed') : null}
      />
      {progress && <Progress label={t('exporting.writing', { name: fileName })} fraction={progress.fraction} />}
      {fault && (
        <div role="alert">
          <Notice tone="error">{fault}</Notice>
        </div>
      )}
    </Dialog>
  );
}

/** What every file system takes: no separator, reserved character or extension typed twice. */
function safeName(name: string): string {
  return withoutExtension(name.replace(/\.(docx|html)$/i, ''))
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
}
