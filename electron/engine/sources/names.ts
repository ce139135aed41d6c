/**
 * Unique column names from header cells: line ends and runs of spaces become one space, an empty name is
 * "colonne 3" (its 1-based place), a second "nom" is "nom (2)". DuckDB ignores case, so uniqueness does too.
 */
export function uniqueNames(headers: readonly { index: number; name: string }[]): string[] {
  const used = new Set<string>(['__row', 'rowid']);
  const copies = new Map<string, number>();
  return headers.map((header) => {
    const base = clean(header.name) || `colonne ${header.index + 1}`;
    let name = base;
    while (used.has(name.toLowerCase())) {
      const copy = (copies.get(base.toLowerCase()) ?? 1) + 1;
      copies.set(base.toLowerCase(), copy);
      name = `${base} (${copy})`;
    }
    used.add(name.toLowerCase());
    return name;
  });
}

/** A name on one line, without the marks that no one sees. */
export function clean(name: string): string {
  return tidy(name).slice(0, 300);
}

/** One line, without the marks that no one sees, however long. */
export function tidy(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL and its kin are not legal in a name
      .replace(/[\u0000-\u0008\u200b-\u200f\ufeff]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** A cell that holds something to see. */
export function isFilled(cell: string | null | undefined): boolean {
  return cell !== null && cell !== undefined && cell.trim() !== '';
}
