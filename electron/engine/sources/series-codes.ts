import type { Warning } from '../../../shared/contract.ts';
import { isNumeric } from '../../../shared/recipe/column.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { headerWords } from '../../../shared/territory/recognise.ts';
import type { Connection } from '../database.ts';
import type { ColumnPlan, SheetHead } from './plan.ts';
import { tableOf } from './typed-table.ts';

/*
 * Insee's database gives its series in rows too: « Libellé | idBank | Dernière mise à jour | Période | 2015-T1 | ... », and under
 * each of them a row « Codes » that says of every value whether it is final (A), provisional (P), missing (O)...
 */
const rowName = 'Codes';
/** Why a cell of these rows has no number. */
export const statusReason = 'code de la série';
const letters = /^[A-Z]{1,3}$/;

export type SeriesCodes = { label: number; isCodes(cells: readonly (string | null)[]): boolean };

/** Null for any other table. */
export function seriesCodes({ layout, rows }: Pick<SheetHead, 'layout' | 'rows'>): SeriesCodes | null {
  const place = (words: string) => layout.columns.find(({ name }) => headerWords(name) === words)?.index;
  const [label, bank] = [place('libelle'), place('id bank')];
  if (label === undefined || bank === undefined) return null;
  const isCodes = (cells: readonly (string | null)[]) =>
    cells[label]?.trim() === rowName && (cells[bank] ?? '').trim() === '';
  return rows.some(({ row, cells }) => row >= layout.firstDataRow && isCodes(cells)) ? { label, isCodes } : null;
}

/** The table without the rows of codes, of which columns are guessed; the same one where there are none. */
export function withoutCodes<Head extends SheetHead>(head: Head): Head {
  const series = seriesCodes(head);
  if (series === null) return head;
  return {
    ...head,
    rows: head.rows.filter(({ cells }) => !series.isCodes(cells)),
    samples: head.samples.filter((cells) => !series.isCodes(cells)),
  };
}

/** Codes are no value of the series: columns of numbers read them as missing, with that reason. */
export function markCodes(plans: readonly ColumnPlan[], head: SheetHead): void {
  const series = seriesCodes(head);
  if (series === null) return;
  const found = new Set<string>();
  for (const cells of [...head.rows.map((row) => row.cells), ...head.samples])
    if (series.isCodes(cells)) for (const cell of cells) if (letters.test(cell?.trim() ?? '')) found.add(cell!.trim());
  for (const plan of plans)
    if (isNumeric(plan.type)) Object.assign(plan, { statuses: [...found].sort(), plain: false });
}

/** The rows of codes, to be left out once they are known. */
export async function warnCodes(
  connection: Connection,
  id: string,
  head: SheetHead,
  plans: readonly ColumnPlan[],
): Promise<Warning[]> {
  const series = seriesCodes(head);
  const plan = plans.find(({ index, kept, type }) => index === series?.label && kept && type === 'text');
  if (plan === undefined) return [];
  const [row] = await connection.rows<{ count: number }>(
    `SELECT count(*) AS count FROM ${tableOf(id)} WHERE trim(${identifier(plan.name)}) = ${literal(rowName)}`,
  );
  const count = row?.count ?? 0;
  if (count === 0) return [];
  return [{ code: 'status-rows', params: { column: plan.name, count, values: JSON.stringify([rowName]) } }];
}
