import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FileRef } from '../../shared/contract.ts';
import type { SourceOptions } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { addTable } from '../project/add-table.ts';
import { asFault, call, newId, notifyFault, project } from '../session.ts';
import { Button, Dialog, Progress } from '../ui/kit.ts';
import { proposeName } from './reading.ts';

/** One sheet or file opened as Crible reads it, without being shown first. */
export type Waiting = { file: FileRef; options: SourceOptions | undefined; label: string };

/** Opens several one after the other. What is refused is said and left out. */
export function ManyOpenings(props: { waiting: readonly Waiting[]; onDone: (tables: string[]) => void }): ReactNode {
  const [place, setPlace] = useState(0);
  const [fraction, setFraction] = useState<number | null>(null);
  const controller = useRef<AbortController | null>(null);
  const { waiting, onDone } = props;
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const present = new AbortController();
    controller.current = present;
    let gone = false;
    const work = async () => {
      const tables: string[] = [];
      for (const [at, one] of waiting.entries()) {
        if (present.signal.aborted) break;
        setPlace(at);
        setFraction(null);
        try {
          tables.push(await openAsRead(one, present.signal, setFraction));
        } catch (thrown) {
          if (asFault(thrown).code === 'engine-gone') break;
          notifyFault(thrown);
        }
      }
      if (!gone) done.current(tables);
    };
    void work();
    return () => {
      gone = true;
      present.abort();
    };
  }, [waiting]);
  const cancel = () => controller.current?.abort();
  const label = waiting[place]?.label ?? '';
  return (
    <Dialog
      title={t('sources.opening-many')}
      onClose={cancel}
      footer={<Button onPress={cancel}>{t('common.cancel')}</Button>}
    >
      <Progress
        label={t('sources.opening-one', { name: label, position: place + 1, total: waiting.length })}
        fraction={fraction}
      />
    </Dialog>
  );
}

async function openAsRead(
  { file, options }: Waiting,
  signal: AbortSignal,
  show: (fraction: number | null) => void,
): Promise<string> {
  const inspection = await call('source.inspect', { file, options }, { signal });
  const taken = project().tables.map((table) => table.name);
  const opened = await call(
    'source.open',
    { file, id: newId(), options: inspection.options },
    { signal, onProgress: ({ fraction }) => show(fraction) },
  );
  return addTable(proposeName(inspection, taken), opened);
}
