import { readFile } from 'node:fs/promises';
import type { StagedFile } from './file.ts';
import type { SheetRange } from './spreadsheet-run.ts';
import { attributesOf } from './xml.ts';

const tags = /<(\/?)(?:\w+:)?(Worksheet|Row|Cell|Data)(?=[\s/>])((?:[^"'<>]|"[^"]*"|'[^']*')*)>/g;

/**
 * Formulas of a sheet of an XML 2003 workbook that were saved without their result, among the cells that are wanted: SheetJS
 * passes over them. Other .xls workbooks always have a result, be it the one that a program left at 0.
 */
export async function countXmlUncalculated(file: StagedFile, sheet: string, range: SheetRange): Promise<number> {
  const text = await readFile(file.path, 'utf8');
  if (!text.includes('Formula=')) return 0;
  const kept = new Set(range.columns.filter((column) => column.kept).map(({ index }) => index));
  const last = range.lastDataRow ?? Number.POSITIVE_INFINITY;
  let inside = false;
  let row = 0;
  let column = 0;
  let across = 0;
  let pending = false;
  let count = 0;
  const note = () => {
    if (pending && kept.has(column - 1) && row >= range.firstDataRow && row <= last) count += 1;
    pending = false;
  };
  for (const [, close, kind, written = ''] of text.matchAll(tags)) {
    const own = kind === 'Data' || close !== '' ? {} : localNames(written);
    if (kind === 'Worksheet') [inside, row] = [close === '' && own.Name === sheet, 0];
    else if (!inside) continue;
    else if (kind === 'Row' && close === '') [row, column, across] = [Number(own.Index ?? row + 1), 0, 0];
    else if (kind === 'Data') pending = false;
    else if (kind === 'Cell' && close !== '') note();
    else if (kind === 'Cell') {
      column = Number(own.Index ?? column + across + 1);
      across = Number(own.MergeAcross ?? 0);
      pending = own.Formula !== undefined;
      if (written.endsWith('/')) note();
    }
  }
  return count;
}

/** Attributes without their prefix. */
function localNames(written: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributesOf(written)).map(([name, value]) => [name.replace(/^.*:/, ''), value]),
  );
}
