import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

/** As the page's own print style sheet asks: A4, its margins, colours, headings as bookmarks. */
const options = {
  pageSize: 'A4',
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
} as const;

/** Prints what the window shows as a PDF at a new `path`. Gives the path, or null when it could not. */
export async function printPage(
  { webContents }: { webContents: Pick<BrowserWindow['webContents'], 'printToPDF'> },
  path: string,
): Promise<string | null> {
  try {
    await writeFile(path, await webContents.printToPDF(options), { flag: 'wx' });
    return path;
  } catch {
    return null;
  }
}
