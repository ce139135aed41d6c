import type { ReactNode } from 'react';
import { t } from '../shared/text/t.ts';
import { pickRows } from './picked-rows.ts';
import { Button, Notice } from './ui/kit.ts';

/** Says that the rows selected in the grid stand out here, and stops it. */
export function PickedNotice({ count }: { count: number }): ReactNode {
  return (
    <Notice
      tone="info"
      actions={
        <Button size="small" onPress={() => pickRows(null)}>
          {t('picked.stop')}
        </Button>
      }
    >
      {t('picked.on', { count })}
    </Notice>
  );
}
