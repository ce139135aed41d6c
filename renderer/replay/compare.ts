import type { OpenedSource } from '../../shared/contract.ts';
import type { Table } from '../../shared/project/project.ts';
import { changes, compareColumn, compareTables, stepOf } from '../../shared/target/compare.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { call, getState, newId, notify, project, queryOf, showTable } from '../session.ts';
import { adoptTables, freeName } from './load.ts';

/** Adds « Entrées et sorties » between two tables of verdicts, shows it, and says the counts. */
export async function compareLists(beforeId: string, afterId: string): Promise<void> {
  const { tables } = project();
  const before = tables.find(({ id }) => id === beforeId);
  const after = tables.find(({ id }) => id === afterId);
  if (!before || !after || !stepOf(before) || !stepOf(after)) return;
  const reference = await oldCodesSource();
  const known = tables.find((table) => table.source === reference.source.id && table.recipe.length === 0);
  const oldCodes: Table = known ?? {
    id: newId(),
    name: t('target.old-codes-table'),
    source: reference.source.id,
    recipe: [],
    working: true,
  };
  const name = freeName(t('compare.table'));
  const table = compareTables(before, after, oldCodes, { name, newId });
  adoptTables(t('compare.created', { old: before.name, new: after.name }), known ? [table] : [oldCodes, table], [
    reference,
  ]);
  showTable(table.id);
  const { values } = await call('table.values', {
    query: queryOf(table.id),
    column: compareColumn.change,
    search: '',
    offset: 0,
    limit: changes.length,
  });
  const counts = changes.flatMap((change) => {
    const count = values.find(({ value }) => value === t(`compare.${change}`))?.count ?? 0;
    return count === 0 ? [] : [t(`compare.said.${change}`, { count })];
  });
  notify('info', counts.length === 0 ? t('compare.none') : t('compare.said', { changes: formatList(counts) }));
}

async function oldCodesSource(): Promise<OpenedSource> {
  const known = project().sources.find(
    (source) => source.format === 'reference' && source.options.entry === 'anciens-codes',
  );
  const opened = known && getState().opened[known.id];
  return opened ?? call('source.reference', { id: newId(), table: 'anciens-codes' });
}
