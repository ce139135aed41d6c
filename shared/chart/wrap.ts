/** Lines of at most `length` characters, cut between words: text marks do not wrap by themselves. A long word stays whole. */
export function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Letters on a line of an axis' title, and of a legend's. */
export const axisTitle = 48;
export const legendTitle = 28;

/** A title as Vega takes it: long ones, of INSEE's variables for instance, in lines. */
export function titleLines(title: string, length: number): string | string[] {
  const lines = wrap(title, length);
  return lines.length === 1 ? title : lines;
}
