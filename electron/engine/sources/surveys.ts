import { contentOf, type StagedFile } from './file.ts';
import type { SheetHeadRows } from './sheet.ts';
import type { SpreadsheetKind } from './spreadsheet-read.ts';
import { headLength } from './xlsx.ts';

type Kept = { content: string; asked: string | undefined; sheets: SheetHeadRows[] };

/** A file, and the few that one goes back to. */
const most = 4;
let kept: Kept[] = [];

/**
 * The sheets of a workbook by `survey`, done once for the preview, its corrections and the opening: what it tells of a
 * sheet depends on the content of the file alone. `sheet`: see surveyHere.
 */
export async function surveyOnce(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string | undefined,
  survey: () => Promise<SheetHeadRows[]>,
): Promise<SheetHeadRows[]> {
  const content = `${await contentOf(file)} ${kind.kind}`;
  const known = kept.find((each) => each.content === content && answers(each, sheet));
  const sheets = known?.sheets ?? (await survey());
  // Of a file that changes while it is read, nothing is kept.
  if (known === undefined && content === `${await contentOf(file)} ${kind.kind}`) {
    kept = [...kept.filter((each) => each.content !== content), { content, asked: sheet, sheets }].slice(-most);
  }
  // Sizes are corrected in place once they are measured.
  return sheets.map((each) => ({ ...each }));
}

/** Whether the sheet that is wanted was seen as far as when it is asked for by name, every text of it looked up. */
function answers({ asked, sheets }: Kept, name: string | undefined): boolean {
  if (asked === name) return true;
  const sheet = sheets.find((each) => each.name === name);
  if (sheet === undefined || sheet.head.some(({ cells }) => cells.includes('?'))) return false;
  return sheet.exact || sheet.head.length >= headLength(sheet.columns);
}
