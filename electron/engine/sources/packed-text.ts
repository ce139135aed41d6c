import { open } from 'node:fs/promises';
import { keepAside } from './archive.ts';
import type { StagedFile } from './file.ts';
import { lineOf } from './packed-cells.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import type { SpreadsheetKind } from './spreadsheet-read.ts';
import type { SheetRun } from './spreadsheet-run.ts';

/** A line goes on over so many cells at most. */
const mostCells = 64;

/** Writes the lines that the cells of a sheet hold as the text file they come from, row n of the sheet on line n. */
export function unpackSheet(
  file: StagedFile,
  kind: SpreadsheetKind,
  sheet: string,
  delimiter: string,
  signal: AbortSignal | null,
): Promise<{ file: StagedFile; release: () => Promise<void> }> {
  const columns = Array.from({ length: mostCells }, (_, index) => ({ index, type: 'text' as const, kept: true }));
  const range = { lastHeaderRow: 0, firstDataRow: 1, lastDataRow: null, columns };
  return keepAside(file, { place: `sheet ${sheet}`, name: file.name }, signal, async (path) => {
    // To append: what is written after a start over goes to the beginning again.
    const handle = await open(path, 'a');
    try {
      let texts: string[] = [];
      let next = 1;
      for await (const run of readSpreadsheet(file, kind, sheet, range, { signal, progress: () => {} })) {
        if (run.restart) {
          await handle.truncate(0);
          [texts, next] = [[], 1];
        }
        for (const text of run.texts) texts.push(text);
        let lines = '';
        for (let at = 0; at < run.count; at += 1) {
          for (; next < Number(run.rows[at]); next += 1) lines += '\n';
          lines += `${lineOf(cellsOf(run, at, texts), delimiter)}\n`;
          next += 1;
        }
        await handle.appendFile(lines);
      }
    } finally {
      await handle.close();
    }
  });
}

function cellsOf(run: SheetRun, at: number, texts: readonly string[]): (string | null)[] {
  return run.columns.map((column) => {
    const told = column?.told?.[at >> 6] ?? 0n;
    return (told >> BigInt(at & 63)) & 1n ? (texts[column!.texts![at]! - 1] ?? null) : null;
  });
}
