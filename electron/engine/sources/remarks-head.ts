import type { Warning } from '../../../shared/contract.ts';
import { findBeside } from './beside.ts';
import type { CsvHead } from './csv-head.ts';
import { warnProtected } from './csv-protected.ts';
import { gluedLength, isRare } from './csv-unusual.ts';
import { namesItsColumns } from './format.ts';
import type { Survey } from './inspect.ts';
import { warnMended } from './mending.ts';
import { missingReason } from './missing.ts';
import { isFilled } from './names.ts';
import type { ColumnPlan, SheetHead } from './plan.ts';
import { warnScaledTitles, warnWriting } from './remarks-writing.ts';
import { findStacked } from './stacked.ts';

/** What the head alone shows. Counts of missing codes are of the head; the opened table has its own. */
export function headWarnings(survey: Survey): Warning[] {
  const warnings: Warning[] = [];
  const { csv, dbase, head, plans, options } = survey;
  const hasNames = namesItsColumns(survey);
  if (!hasNames && head.layout.headerRows.length === 0) warnings.push({ code: 'no-header', params: {} });
  if (survey.packed !== null)
    warnings.push({ code: 'packed-cells', params: { delimiter: csv!.dialect.delimiter.replace('\t', '⇥') } });
  if (csv !== null && csv.invalid > 0) warnings.push({ code: 'mixed-encoding', params: { encoding: csv.encoding } });
  if ((csv ?? dbase)?.encoding === 'utf-8-twice') warnings.push({ code: 'encoded-twice', params: {} });
  if ((csv ?? dbase)?.encoding === 'cp850-twice') warnings.push({ code: 'encoded-as-dos', params: {} });
  if (survey.mender !== null) warnings.push(...warnMended(survey.mender, plans));
  if (csv !== null && csv.wrapped > 0) warnings.push({ code: 'wrapped-lines', params: { count: csv.wrapped } });
  if (csv !== null) warnings.push(...warnProtected(csv.unprotected, plans), ...warnDialect(csv));
  if (survey.shape.outlines) warnings.push({ code: 'outlines-unread', params: {} });
  if (dbase !== null && dbase.apart.length > 0)
    warnings.push({ code: 'fields-apart', params: { count: dbase.apart.length, names: dbase.apart.join(', ') } });
  warnings.push(...warnWriting(plans, (plan) => countValues(head, plan)), ...warnScaledTitles(plans));
  if (survey.labelled !== null) warnings.push({ code: 'labelled', params: survey.labelled });
  const stacked = hasNames ? [] : findStacked(head.rows, head.layout);
  const end = options.lastDataRow ?? Number.POSITIVE_INFINITY;
  const [first] = stacked.filter(({ row }) => row <= end);
  if (first !== undefined) warnings.push({ code: 'stacked-tables', params: { count: stacked.length, ...first } });
  const beside = survey.sheet === null || csv !== null ? [] : findBeside(head.layout, head.rows);
  if (beside.length > 0) warnings.push({ code: 'tables-beside', params: { count: beside.length } });
  for (const plan of plans) {
    if (plan.type === 'decimal' && plan.unit?.scale === 100)
      warnings.push({ code: 'percentages', params: { column: plan.name } });
    if (plan.promised !== undefined && !plan.pinned) {
      const code = plan.promised === 'commune' ? 'postal-as-insee' : 'insee-as-postal';
      warnings.push({ code, params: { column: plan.name } });
    }
    const isCode = plan.meaning !== null && plan.meaning !== 'population' && plan.type === 'text';
    if (isCode && (survey.sheet?.numeric.includes(plan.index) || dbase?.numeric.has(plan.index)))
      warnings.push({ code: 'number-codes', params: { column: plan.name } });
    if (plan.missing.length > 0 && plan.type !== 'text')
      warnings.push({
        code: 'missing-codes',
        params: { column: plan.name, codes: plan.missing.join(', '), count: countCoded(survey, plan) },
      });
  }
  return warnings;
}

/** How cells are kept apart, where it is not as usual. */
function warnDialect({ dialect, rows, width }: CsvHead): Warning[] {
  const { delimiter, quote, aligned } = dialect;
  if (aligned !== undefined) return [{ code: aligned === 'bars' ? 'drawn-table' : 'aligned-columns', params: {} }];
  const warnings: Warning[] = [];
  if (isRare(delimiter)) warnings.push({ code: 'rare-delimiter', params: { delimiter } });
  if (quote === "'") warnings.push({ code: 'apostrophe-cells', params: {} });
  const length = width > 1 ? null : gluedLength(rows.map(({ cells }) => cells[0] ?? ''));
  if (length !== null) warnings.push({ code: 'glued-columns', params: { count: length } });
  return warnings;
}

function countValues({ rows, layout }: SheetHead, { index }: ColumnPlan): number {
  const isValue = (cell: string | null | undefined) => isFilled(cell) && missingReason(cell!) === null;
  return rows.filter(({ row, cells }) => row >= layout.firstDataRow && isValue(cells[index])).length;
}

function countCoded(survey: Survey, plan: ColumnPlan): number {
  const codes = new Set(plan.missing);
  return survey.head.rows.filter((row) => codes.has((row.cells[plan.index] ?? '').trim())).length;
}
