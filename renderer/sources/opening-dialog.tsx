import { type ReactNode, useState } from 'react';
import type { FileRef } from '../../shared/contract.ts';
import { t } from '../../shared/text/t.ts';
import { pickFiles } from '../project/give-files.ts';
import { closeDialog, getState, openDialog, showTable } from '../session.ts';
import { Button, Dialog, EmptyState } from '../ui/kit.ts';
import { FileOpening } from './file-opening.tsx';
import './sources.css';

export type OpeningPurpose = 'new-table' | 'join';

/** Opens files one after the other. After a `join` opening, the join goes on with the new table at its right. */
export function OpeningDialog({ files, purpose }: { files: FileRef[]; purpose: OpeningPurpose }): ReactNode {
  const [place, setPlace] = useState(0);
  const [from] = useState(() => getState().table);
  const file = files[place];

  const next = () => {
    if (place + 1 < files.length) setPlace(place + 1);
    else closeDialog();
  };
  const opened = (table: string) => {
    if (purpose === 'join' && from !== null) openDialog({ kind: 'join', table: from, step: null, right: table });
    else {
      showTable(table);
      next();
    }
  };
  if (!file) return <FileChoice purpose={purpose} />;
  return (
    <FileOpening
      key={file.id}
      file={file}
      position={place + 1}
      total={files.length}
      onOpened={opened}
      onSkip={next}
      onOther={() => void choose(purpose)}
      onClose={closeDialog}
    />
  );
}

async function choose(purpose: OpeningPurpose): Promise<void> {
  const files = await pickFiles('data', purpose === 'new-table');
  if (files.length > 0) openDialog({ kind: 'opening', files, purpose });
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
