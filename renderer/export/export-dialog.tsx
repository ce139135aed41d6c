import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ExportFormat, ProgressOf } from '../../shared/contract.ts';
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
};
const formats: ExportFormat[] = ['xlsx', 'csv-excel', 'csv-open', 'parquet'];

/** Writes a table, all its steps applied, to a file that the host saves or the browser downloads. */
export function ExportDialog({ table }: { table: string }): ReactNode {
  const current = useProject();
  const title = current.tables.find((candidate) => candidate.id === table)?.name ?? '';
  const query = useMemo(() => queryOf(table, undefined, current), [table, current]);
  const count = useCall('table.count', { query });
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [name, setName] = useState(() => safeName(title));
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
        notify('success', t('exporting.done', { name: delivered, rows, size: formatSize(size) }));
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
        options={formats.map((value) => ({
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
  return name
    .replace(/\.(xlsx|xls|xlsb|ods|csv|tsv|txt|parquet|zip)$/i, '')
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
}
