/** Words of the same weight. */
export type Run = { text: string; bold: boolean };
export type Passage = { kind: 'paragraph'; runs: Run[] } | { kind: 'list'; ordered: boolean; items: Run[][] };

/**
 * Plain markup -> passages: an empty line parts paragraphs, `- ` or `1. ` begins an item, `**` surrounds what is bold.
 * Everything else is text as it stands, but for spaces that must not break: no tag, link or entity has any meaning.
 */
export function passagesOf(text: string): Passage[] {
  const passages: Passage[] = [];
  let open = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.trim() === '') {
      open = false;
      continue;
    }
    const item = /^\s*(?:[-•*]|(\d{1,3})[.)])\s+(.*)$/.exec(line);
    const last = passages.at(-1);
    if (item) {
      const ordered = item[1] !== undefined;
      const runs = runsOf(item[2] ?? '');
      if (open && last?.kind === 'list' && last.ordered === ordered) last.items.push(runs);
      else passages.push({ kind: 'list', ordered, items: [runs] });
    } else if (open && last?.kind === 'paragraph') last.runs.push(...runsOf(` ${line.trim()}`));
    else passages.push({ kind: 'paragraph', runs: runsOf(line.trim()) });
    open = true;
  }
  return passages;
}

/** The spaces that French signs keep with their word do not break. */
export function unbreak(text: string): string {
  return text.replace(/ (?=[:»])|(?<=«) /g, '\u00a0').replace(/ (?=[;?!])/g, '\u202f');
}

/** `**` without its pair is only two stars. */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let rest = line;
  while (rest !== '') {
    const match = /\*\*(?=\S)(.+?)(?<=\S)\*\*/.exec(rest);
    const before = match ? rest.slice(0, match.index) : rest;
    if (before !== '') runs.push({ text: unbreak(before), bold: false });
    if (!match) break;
    runs.push({ text: unbreak(match[1] ?? ''), bold: true });
    rest = rest.slice(match.index + match[0].length);
  }
  return runs;
}
