import type { Warning } from '../../../shared/contract.ts';
import type { LoadContext, Loaded } from './csv-open.ts';
import { type DbaseHead, type DbaseTally, readDbase } from './dbase.ts';
import type { StagedFile } from './file.ts';
import type { ColumnPlan } from './plan.ts';
import { loadSheet } from './spreadsheet-open.ts';
import type { SheetRange } from './spreadsheet-run.ts';

/** Loads a .dbf as `source_<id>`: its records are the rows of a sheet without a header. See loadSheet. */
export async function loadDbase(
  file: StagedFile,
  head: DbaseHead,
  range: SheetRange,
  plans: readonly ColumnPlan[],
  context: LoadContext,
): Promise<Loaded & { beyond: string[] }> {
  const tally: DbaseTally = { records: 0, deleted: 0, blank: 0, starred: 0 };
  const loaded = await loadSheet(readDbase(file, head, range, tally, context), plans, context, []);
  return {
    ...loaded,
    blankRows: loaded.blankRows + tally.blank,
    warnings: [...loaded.warnings, ...warnTally(tally, head.table.announced)],
  };
}

function warnTally({ records, deleted, starred }: DbaseTally, announced: number): Warning[] {
  const warnings: Warning[] = [];
  if (records < announced) warnings.push({ code: 'records-missing', params: { announced, read: records } });
  if (records > announced) warnings.push({ code: 'records-uncounted', params: { announced, read: records } });
  if (deleted > 0) warnings.push({ code: 'deleted-records', params: { count: deleted } });
  if (starred > 0) warnings.push({ code: 'starred-numbers', params: { count: starred } });
  return warnings;
}
