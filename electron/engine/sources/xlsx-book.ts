import { Fault } from '../../../shared/rpc/fault.ts';
import type { StagedFile } from './file.ts';
import { isPercentFormat, isPercentFormatId } from './percent.ts';
import { isDateFormat, isDateFormatId, isElapsedFormat, isElapsedFormatId } from './serial.ts';
import { attributesOf, tagsOf } from './xml.ts';
import { readEntry, type ZipEntry } from './zip.ts';

/** The form of a workbook is legal but not one that the fast reader knows: SheetJS takes it. */
export class UnusualWorkbook extends Error {}

export type XlsxBook = {
  file: StagedFile;
  date1904: boolean;
  sheets: { name: string; hidden: boolean; entry: ZipEntry }[];
  strings: ZipEntry | null;
  /** Cell styles that show dates, by index. */
  dateStyles: boolean[];
  /** Those that show percentages. */
  percentStyles: boolean[];
  /** Those of dates that show lengths of time. */
  elapsedStyles: boolean[];
};

/** Reads the small parts of an .xlsx: the list of sheets, the calendar, which styles are dates. */
export async function readXlsxBook(file: StagedFile, entries: readonly ZipEntry[]): Promise<XlsxBook> {
  const byName = new Map(entries.map((entry) => [entry.name.replace(/^\/+/, '').toLowerCase(), entry]));
  const text = async (name: string): Promise<string | null> => {
    const entry = byName.get(name.toLowerCase());
    if (entry === undefined) return null;
    const xml = (await readEntry(file.path, entry, file.name, 32_000_000)).toString('utf8');
    if (xml.includes('<!DOCTYPE')) throw new Fault('archive-unsafe', { file: file.name });
    if (xml.includes('\0') || xml.includes('\ufffd')) throw new UnusualWorkbook();
    return xml;
  };
  const workbook = await text('xl/workbook.xml');
  const relations = await text('xl/_rels/workbook.xml.rels');
  if (workbook === null || relations === null) throw new UnusualWorkbook();
  const targets = new Map<string, { path: string; type: string }>();
  for (const { Id, Target, Type } of tagsOf(relations, 'Relationship'))
    if (Id !== undefined && Target !== undefined) targets.set(Id, { path: resolve(Target), type: Type ?? '' });
  const sheets: XlsxBook['sheets'] = [];
  for (const sheet of tagsOf(workbook, 'sheet')) {
    const id = Object.entries(sheet).find(([name]) => /(?:^|:)id$/.test(name))?.[1];
    const target = targets.get(id ?? '');
    if (target === undefined || !target.type.endsWith('/worksheet')) continue;
    const entry = byName.get(target.path.toLowerCase());
    if (entry === undefined) throw new Fault('file-damaged', { file: file.name });
    sheets.push({ name: sheet.name ?? '', hidden: (sheet.state ?? 'visible') !== 'visible', entry });
  }
  if (sheets.length === 0) throw new UnusualWorkbook();
  const stringsPath = [...targets.values()].find(({ type }) => type.endsWith('/sharedStrings'))?.path;
  const stylesPath = [...targets.values()].find(({ type }) => type.endsWith('/styles'))?.path;
  const styles = stylesPath === undefined ? '' : ((await text(stylesPath)) ?? '');
  const date1904 = tagsOf(workbook, 'workbookPr')[0]?.date1904;
  return {
    file,
    date1904: date1904 === '1' || date1904 === 'true',
    sheets,
    strings: byName.get(stringsPath?.toLowerCase() ?? '') ?? null,
    dateStyles: stylesOf(styles, isDateFormat, isDateFormatId),
    percentStyles: stylesOf(styles, isPercentFormat, isPercentFormatId),
    elapsedStyles: stylesOf(styles, isElapsedFormat, isElapsedFormatId),
  };
}

function resolve(target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = ['xl'];
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Of each style of cells, whether its number format is of a kind. */
function stylesOf(styles: string, isKind: (format: string) => boolean, isKindId: (id: number) => boolean): boolean[] {
  const known = new Map<number, boolean>();
  for (const { numFmtId, formatCode } of tagsOf(styles, 'numFmt'))
    if (numFmtId !== undefined && formatCode !== undefined) known.set(Number(numFmtId), isKind(formatCode));
  const cells = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? '';
  return [...cells.matchAll(/<(?:\w+:)?xf(?=[\s/>])[^>]*>/g)].map((match) => {
    const id = Number(attributesOf(match[0]).numFmtId ?? 0);
    return known.get(id) ?? isKindId(id);
  });
}
