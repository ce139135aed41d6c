import { valueText } from '../chart/rows.ts';
import { fileStem } from '../text/file-name.ts';
import { t } from '../text/t.ts';
import type { PartData, ReportPart } from './document.ts';

/** What a part is called in a list or a sheet; null for what bears no data. */
export function dataTitle(part: ReportPart): string | null {
  if (part.kind === 'picture' || part.kind === 'table') return part.title;
  return part.kind === 'figure' ? part.label : null;
}

/** The name of a file made of a report, or of a part of it. */
export function reportStem(title: string): string {
  return fileStem(title, t('report.file-name'));
}

/** « 10 lignes sur 96 », where not all are printed. */
export function moreText(data: PartData, shown: number): string {
  const printed = Math.min(shown, data.rows.length);
  return printed < data.total ? t('report.data.more', { shown: printed, count: data.total }) : '';
}

/** A cell as one reads it. */
export function cellText(cell: string | number | null): string {
  if (cell === null) return t('common.missing');
  return typeof cell === 'number' ? valueText(cell) : cell;
}
