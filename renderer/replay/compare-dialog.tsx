import { type ReactNode, useState } from 'react';
import { stepOf } from '../../shared/target/compare.ts';
import { t } from '../../shared/text/t.ts';
import { closeDialog, notifyFault, openDialog, useProject } from '../session.ts';
import { Button, Dialog, Notice, Select } from '../ui/kit.ts';
import { compareLists } from './compare.ts';

/** Which of two lists of the project came first. */
export function CompareDialog({ table }: { table: string }): ReactNode {
  const lists = useProject().tables.filter((one) => stepOf(one) !== null);
  const [after, setAfter] = useState<string | null>(table);
  const [before, setBefore] = useState<string | null>(lists.find(({ id }) => id !== table)?.id ?? null);
  const options = lists.map(({ id, name }) => ({ value: id, label: name }));
  const isReady = before !== null && after !== null && before !== after;
  const run = () => {
    if (before === null || after === null) return;
    closeDialog();
    void compareLists(before, after).catch(notifyFault);
  };
  return (
    <Dialog
      title={t('compare.title')}
      size="medium"
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          {lists.length < 2 ? (
            <Button kind="primary" onPress={() => openDialog({ kind: 'replay', table })}>
              {t('target-bar.replay')}
            </Button>
          ) : (
            <Button kind="primary" isDisabled={!isReady} onPress={run}>
              {t('compare.run')}
            </Button>
          )}
        </>
      }
    >
      {lists.length < 2 ? (
        <Notice tone="info">{t('compare.alone')}</Notice>
      ) : (
        <div className="stack">
          <p>{t('compare.intro')}</p>
          <Select label={t('compare.old')} value={before} onChange={setBefore} options={options} />
          <Select label={t('compare.new')} value={after} onChange={setAfter} options={options} />
        </div>
      )}
    </Dialog>
  );
}
