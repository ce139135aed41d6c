import type { ReactNode } from 'react';
import { verdicts } from '../../shared/recipe/steps/target.ts';
import { stepOf } from '../../shared/target/compare.ts';
import { t } from '../../shared/text/t.ts';
import { openDialog, queryOf, useCall, useProject } from '../session.ts';
import { Button } from '../ui/kit.ts';
import './target.css';

/** Over a list of collectivités: its three counts, and what one does with it next. Nothing over any other table. */
export function TargetBar({ table }: { table: string }): ReactNode {
  const current = useProject();
  const present = current.tables.find(({ id }) => id === table);
  const step = present ? stepOf(present) : null;
  const values = useCall(
    'table.values',
    step && {
      query: queryOf(table, undefined, current),
      column: step.verdictColumn,
      search: '',
      offset: 0,
      limit: 3,
    },
  );
  if (!step || values.fault) return null;
  const count = (verdict: string) => values.value?.values.find(({ value }) => value === verdict)?.count ?? 0;
  return (
    <section className="target-bar" aria-label={t('target-bar.label')}>
      <span className="target-bar-counts">
        {values.value &&
          t('target-bar.counts', {
            cible: count(verdicts.target),
            aVerifier: count(verdicts.unknown),
            horsCible: count(verdicts.other),
          })}
      </span>
      <Button size="small" icon="file" onPress={() => openDialog({ kind: 'export', table, format: 'note-docx' })}>
        {t('target-bar.note')}
      </Button>
      <Button size="small" icon="export" onPress={() => openDialog({ kind: 'export', table })}>
        {t('target-bar.workbook')}
      </Button>
      <Button size="small" icon="redo" onPress={() => openDialog({ kind: 'replay', table })}>
        {t('target-bar.replay')}
      </Button>
      <Button size="small" icon="join" onPress={() => openDialog({ kind: 'compare', table })}>
        {t('target-bar.compare')}
      </Button>
    </section>
  );
}
