import type { ReactNode } from 'react';
import type { Table } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { useProject, useSession } from '../session.ts';
import { Button, EmptyState } from '../ui/kit.ts';
import { findFile } from './edit-tables.ts';

/** Whether the file of a table is away: its project was opened, it was not found. */
export function useIsMissing(table: Table | undefined): boolean {
  return useSession(
    (session) =>
      table !== undefined && session.phase === 'ready' && session.reopening === null && !session.opened[table.source],
  );
}

/** In place of the views of a table whose file is away: what is kept, and how to go on. */
export function MissingFile({ table }: { table: Table }): ReactNode {
  const name = useProject().sources.find((source) => source.id === table.source)?.name ?? table.name;
  return (
    <EmptyState
      icon="warning"
      title={t('app.missing-title', { name })}
      actions={
        <Button kind="primary" icon="search" onPress={() => void findFile(table)}>
          {t('app.table-find-file')}
        </Button>
      }
    >
      <p>{t('app.missing-text')}</p>
    </EmptyState>
  );
}
