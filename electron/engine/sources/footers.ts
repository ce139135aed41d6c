const footnote =
  /^(?:[a-z0-9]\s?[.)]\s|\([a-z0-9]\)|n\.b\.|\*|©|sources?\b|lecture\b|champs?\b|notes?\b|nota\b|nb\b|remarques?\b|avertissement|l[ée]gende|pr[ée]cisions?|d[ée]finitions?|figure|insee\b|dgfip\b|dgcl\b|dares\b|mise [àa] jour|derni[èe]re mise|donn[ée]es\b|date de|contact|tableau|ministère|t[ée]l[ée]charg|nombre (?:de lignes|d['’]enregistrements)|\(?\d+ (?:rows?|lignes?|enregistrements?|record\(s\))(?: in set\b.*| s[ée]lectionn[ée].*|\)|$)|(?:extrait|[ée]dit[ée]e?|export[ée]e?|g[ée]n[ée]r[ée]e?) le\b|fin d[eu]\b|(?:nd|n\.d\.|ns|s|c|p|r|…|\/\/\/|-)\s*[:=])/i;

/** Index of the first row of the notes that end the sheet, -1 when there are none. */
export function firstFooter(rows: readonly { row: number; cells: readonly unknown[] }[], width: number): number {
  let first = -1;
  // A note may stand beside a line number or a constant that a program wrote on every row.
  const few = width <= 2 ? 1 : Math.max(2, Math.floor(width * 0.25));
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const { row, cells } = rows[at]!;
    if (cells.length > few || (few === width && cells.length === width)) break;
    const texts = cells.map((cell) => String(cell).trim());
    const told = texts.slice(0, 2).some((text) => footnote.test(text) && !/^\d+$/.test(text));
    const long = width > 2 && texts.some((text) => text.length > 80 && text.includes(' '));
    const gap = row - rows[at - 1]!.row > 1;
    const lonely = texts.length === 1 && !/^[\d\s.,%-]+$/.test(texts[0]!);
    if (told || long || (gap && lonely && width > 2)) first = at;
    else if (!lonely || width === 1) break;
  }
  return first;
}
