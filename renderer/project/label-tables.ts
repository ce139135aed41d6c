import type { Table } from '../../shared/project/project.ts';
import { sameName } from '../../shared/recipe/relation.ts';
import { t } from '../../shared/text/t.ts';
import { ask, getState, project } from '../session.ts';
import { applyLabels } from './add-table.ts';
import { listOf } from './answers.ts';

/** A list of variables, and a table of which it describes the columns. */
type Pair = { documentation: Table; table: Table; count: number };

/** Proposes to label a table with a list of its variables, when one of the two was just opened. */
export async function offerLabels(ids: readonly string[]): Promise<void> {
  for (const { documentation, table, count } of pairsOf(ids)) {
    const { choice } = await ask({
      title: t('sources.label-title', { name: table.name }),
      text: t('sources.label-text', { count, name: table.name, documentation: documentation.name }),
      choices: [
        { id: 'leave', label: t('sources.label-leave') },
        { id: 'label', label: t('sources.label-do'), kind: 'primary' },
      ],
    });
    if (choice === 'label') await applyLabels(table, documentation);
  }
}

function pairsOf(ids: readonly string[]): Pair[] {
  const { tables } = project();
  return tables.flatMap((documentation) => {
    const described = describedBy(documentation);
    return tables.flatMap((table): Pair[] => {
      if (table === documentation || !(ids.includes(table.id) || ids.includes(documentation.id))) return [];
      const columns = getState().opened[table.source]?.columns ?? [];
      const met = columns.filter((column) => described.some((name) => sameName(name, column.name)));
      const isSilent = met.some(({ label }) => label === undefined);
      // One column in common is often CODGEO, which every file has.
      return met.length > 1 && isSilent ? [{ documentation, table, count: met.length }] : [];
    });
  });
}

/** The columns that a table of the project lists and explains; none for any other. */
function describedBy(table: Table): string[] {
  const warnings = getState().opened[table.source]?.warnings ?? [];
  return warnings.flatMap(({ code, params }) => (code === 'documentation' ? listOf(params.columns) : []));
}
