import { type ReactNode, useRef, useState } from 'react';
import type { FileRef } from '../../shared/contract.ts';
import { t } from '../../shared/text/t.ts';
import { pickFiles } from '../project/give-files.ts';
import { offerLabels } from '../project/label-tables.ts';
import { offerStack } from '../project/stack-tables.ts';
import { closeDialog, getState, openDialog, showTable, useProject } from '../session.ts';
import { Button, Dialog, EmptyState } from '../ui/kit.ts';
import { FileOpening, type Rest } from './file-opening.tsx';
import { ManyOpenings, type Waiting } from './many-openings.tsx';
import './sources.css';

export type OpeningPurpose = 'new-table' | 'join' | 'reopen';

/**
 * Opens files one after the other, or all those left at once. After a `join` opening, the join goes on with the new table
 * at its right; `reopen` changes the settings of a source.
 */
export function OpeningDialog(props: { files: FileRef[]; purpose: OpeningPurpose; source: string | null }): ReactNode {
  const { files, purpose } = props;
  const source = useProject().sources.find(({ id }) => id === props.source) ?? null;
  const [place, setPlace] = useState(0);
  const [many, setMany] = useState<{ waiting: Waiting[]; next: number } | null>(null);
  const [from] = useState(() => getState().table);
  const made = useRef<string[]>([]);
  const file = files[place];

  const goOn = (next: number) => {
    setMany(null);
    if (next < files.length) {
      setPlace(next);
      return;
    }
    closeDialog();
    void offerLinks(made.current);
  };
  const opened = (table: string | null, rest: Rest) => {
    if (table === null) return closeDialog();
    if (purpose === 'join' && from !== null) return openDialog({ kind: 'join', table: from, step: null, right: table });
    made.current.push(table);
    showTable(table);
    const waiting = waitingOf(file!, rest, rest.files ? files.slice(place + 1) : []);
    const next = rest.files ? files.length : place + 1;
    if (waiting.length > 0) setMany({ waiting, next });
    else goOn(next);
  };
  if (!file) return <FileChoice purpose={purpose} />;
  if (many) {
    return (
      <ManyOpenings
        waiting={many.waiting}
        onDone={(tables) => {
          made.current.push(...tables);
          goOn(many.next);
        }}
      />
    );
  }
  return (
    <FileOpening
      key={file.id}
      file={file}
      source={purpose === 'reopen' ? source : null}
      position={place + 1}
      total={files.length}
      onOpened={opened}
      onSkip={() => goOn(place + 1)}
      onOther={() => void choose(purpose)}
      onClose={() => {
        closeDialog();
        void offerLinks(made.current);
      }}
    />
  );
}

/** What tables just opened may do for each other and for those of the project. */
async function offerLinks(made: readonly string[]): Promise<void> {
  await offerLabels(made);
  await offerStack(made);
}

function waitingOf(file: FileRef, rest: Rest, files: readonly FileRef[]): Waiting[] {
  const sheets = rest.sheets.map((sheet) => ({
    file,
    options: { ...(rest.entry !== undefined && { entry: rest.entry }), sheet },
    label: sheet,
  }));
  return [...sheets, ...files.map((other) => ({ file: other, options: undefined, label: other.name }))];
}

async function choose(purpose: OpeningPurpose): Promise<void> {
  const files = await pickFiles('data', purpose === 'new-table');
  if (files.length > 0) openDialog({ kind: 'opening', files, purpose: purpose === 'join' ? 'join' : 'new-table' });
}

function FileChoice({ purpose }: { purpose: OpeningPurpose }): ReactNode {
  return (
    <Dialog title={t('sources.choose-title')} size="medium" onClose={closeDialog}>
      <EmptyState
        icon="open"
        title={t('start.drop')}
        actions={
          <Button kind="primary" icon="open" autoFocus onPress={() => void choose(purpose)}>
            {t('sources.choose')}
          </Button>
        }
      >
        <p>{t('sources.choose-hint')}</p>
      </EmptyState>
    </Dialog>
  );
}
