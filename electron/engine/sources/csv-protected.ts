import type { Warning } from '../../../shared/contract.ts';

/**
 * Writings that keep a spreadsheet from changing a cell of a text file: `="01001"`, `'01001`, and `'=...` before what it
 * would run as a formula (our own exports for Excel write the last). They are no part of the value.
 */

/** What a cell holds under its protection, null when it has none. */
export function unprotect(cell: string): string | null {
  const first = cell.charCodeAt(0);
  if (first === 61) {
    const inside = /^="((?:[^"]|"")*)"\s*$/.exec(cell)?.[1];
    return inside === undefined ? null : inside.replaceAll('""', '"');
  }
  return first === 39 && (isFigures(cell) || /^'[=+\-@\t\r\0]/.test(cell)) ? cell.slice(1) : null;
}

/** Figures, and what may stand among those of a code, a date or an amount: "'2A004", "'01/02/2024", but not "'68 en mai". */
const isFigures = (cell: string) => /^'\d[\d\sAB.,/:%€-]*$/.test(cell);

/** Whether the protection says that these figures are a text: before a sign it only keeps a formula from running. */
const keepsText = (cell: string) => cell.startsWith('=') || isFigures(cell);

export type Protected = Map<number, { count: number; texts: number; examples: Set<string> }>;

/** Takes the protections of a record off, in place, and adds them to those `found`, by column. */
export function unprotectCells(cells: string[], found: Protected): Protected {
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index]!;
    const first = cell.charCodeAt(0);
    if (first !== 61 && first !== 39) continue;
    const bare = unprotect(cell);
    if (bare === null) continue;
    cells[index] = bare;
    const entry = found.get(index) ?? { count: 0, texts: 0, examples: new Set() };
    entry.count += 1;
    if (keepsText(cell)) entry.texts += 1;
    if (entry.examples.size < 2) entry.examples.add(cell.slice(0, 40));
    found.set(index, entry);
  }
  return found;
}

/** Those of several records together. */
export function gatherProtected(all: readonly Protected[]): Protected {
  const found: Protected = new Map();
  for (const one of all)
    for (const [index, { count, texts, examples }] of one) {
      const entry = found.get(index) ?? { count: 0, texts: 0, examples: new Set() };
      for (const example of examples) if (entry.examples.size < 2) entry.examples.add(example);
      found.set(index, { ...entry, count: entry.count + count, texts: entry.texts + texts });
    }
  return found;
}

/** What is said of the protections of the columns kept. */
export function warnProtected(
  found: Protected,
  plans: readonly { index: number; name: string; kept: boolean }[],
): Warning[] {
  return plans.flatMap(({ index, name, kept }): Warning[] => {
    const entry = kept ? found.get(index) : undefined;
    if (entry === undefined) return [];
    const params = { column: name, count: entry.count, examples: [...entry.examples].join('\u202f; ') };
    return [{ code: 'protected-cells', params }];
  });
}

/** Columns, by place, of which at least half of the filled cells among `rows` were protected as texts. */
export function protectedColumns(
  found: Protected,
  rows: readonly { cells: readonly (string | null)[] }[],
): Set<number> {
  const columns = new Set<number>();
  for (const [index, { texts }] of found) {
    const filled = rows.filter(({ cells }) => (cells[index] ?? '').trim() !== '').length;
    if (texts * 2 >= filled) columns.add(index);
  }
  return columns;
}

/** Whether bytes of a text may hold a protected field: exact enough to send a file the slower way, where cells are looked at. */
export function mayProtect(bytes: Buffer, delimiter: number): boolean {
  const starts = (at: number) => {
    const before = bytes[at - 1];
    return before === undefined || before === delimiter || before === 10 || before === 13 || before === 34;
  };
  for (let at = bytes.indexOf('="'); at >= 0; at = bytes.indexOf('="', at + 2)) if (starts(at)) return true;
  for (let at = bytes.indexOf(39); at >= 0; at = bytes.indexOf(39, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const risky = (next >= 48 && next <= 57) || next === 61 || next === 43 || next === 45 || next === 64 || next === 9;
    if (risky && starts(at)) return true;
  }
  return false;
}
