import { type ReactNode, useMemo, useRef } from 'react';
import type { Table } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { call, faultText, notify, notifyFault, queryOf, useCall, useProject } from '../session.ts';
import { Button, Dialog, Notice, Progress } from '../ui/kit.ts';

/** The query that the engine runs, to read and copy. */
export function SqlDialog({ table, onClose }: { table: Table; onClose: () => void }): ReactNode {
  const current = useProject();
  const input = useMemo(() => ({ query: queryOf(table.id, undefined, current) }), [table.id, current]);
  const { value, fault } = useCall('table.sql', input);
  const text = useRef<HTMLPreElement>(null);
  const copy = async () => {
    if (!(await copied(value ?? '')) && text.current) getSelection()?.selectAllChildren(text.current);
  };
  return (
    <Dialog
      title={t('steps.sql-title', { table: table.name })}
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" isDisabled={!value} onPress={copy}>
            {t('steps.copy')}
          </Button>
          <Button kind="primary" onPress={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('steps.sql-explain')}</p>
      {fault && <Notice tone="error">{faultText(fault)}</Notice>}
      {!value && !fault && <Progress label={t('common.loading')} fraction={null} />}
      {value && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
        <pre className="sql" ref={text} tabIndex={0}>
          {value}
        </pre>
      )}
    </Dialog>
  );
}

/** Copies the query of a table without showing it. */
export async function copySql(table: string): Promise<void> {
  try {
    await copied(await call('table.sql', { query: queryOf(table) }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

/** Says whether the text went to the clipboard; browsers may refuse. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    notify('success', t('steps.copied'));
    return true;
  } catch {
    notify('error', t('steps.copy-refused'));
    return false;
  }
}
