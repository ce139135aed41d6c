import type { SheetRow } from './file.ts';
import type { Layout } from './layout.ts';
import { uniqueNames } from './names.ts';

/** A dBase field as LibreOffice writes it when it saves such a table as a spreadsheet: "SITE,N,11,0", "MAJ,D". */
const declared = /^([^,]+),(?:C,\d{1,5}|[NF],\d{1,3},\d{1,2}|[BDGILMTY](?:,\d{1,2})*)$/;

/**
 * Columns named by the fields that all their titles declare, and the places of those declared as texts. Null where
 * titles are of any other form.
 */
export function readDeclared(columns: Layout['columns']): { columns: Layout['columns']; texts: Set<number> } | null {
  if (columns.length === 0) return null;
  const names = columns.map(({ name }) => declared.exec(name)?.[1]);
  if (!names.every((name) => name !== undefined)) return null;
  const unique = uniqueNames(columns.map(({ index }, place) => ({ index, name: names[place]! })));
  return {
    columns: columns.map(({ index }, place) => ({ index, name: unique[place]! })),
    texts: new Set(columns.filter(({ name }) => /^[^,]+,C,/.test(name)).map(({ index }) => index)),
  };
}

const fewest = 10;

/**
 * Whether the texts of a column number its rows: each once, of several lengths, "248.9" and "248.10". As numbers,
 * the tenth would be the first. For columns that the file says are of texts: elsewhere they may be measures.
 */
export function areNumbered(rows: readonly SheetRow[], index: number): boolean {
  const texts = rows.flatMap(({ cells }) => cells[index] ?? []);
  if (texts.length < fewest || new Set(texts).size < texts.length * 0.99) return false;
  const decimals = texts.map((text) => /^\d+[.,](\d+)$/.exec(text.trim())?.[1]);
  if (decimals.filter((each) => each !== undefined).length < texts.length * 0.9) return false;
  const shortest = Math.min(...decimals.map((each) => each?.length ?? Number.POSITIVE_INFINITY));
  return decimals.some((each) => each?.endsWith('0') && each.length > shortest);
}
