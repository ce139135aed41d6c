import type { Column } from '../recipe/column.ts';
import { foldName, functions, type ListedFunction } from './functions.ts';
import { printColumn } from './print.ts';

/** One thing to write at the cursor. */
export type Completion = { insert: string; label: string } & (
  | { kind: 'column'; column: Column }
  | { kind: 'function'; called: ListedFunction }
);
/** What to offer, in place of the characters from `from` to `to`. */
export type Completions = { from: number; to: number; choices: Completion[] };

const most = 12;

/** What may follow at the cursor: columns after « [ », functions and columns after letters. Null inside a text. */
export function completionsAt(text: string, cursor: number, columns: readonly Column[]): Completions | null {
  const before = text.slice(0, cursor);
  const outside = before.replace(/\[(?:[^\]]|\]\])*\]/g, (found) => '_'.repeat(found.length));
  if ((outside.split('"').length - 1) % 2 === 1) return null;
  const bracket = /\[([^\]]*)$/.exec(outside);
  if (bracket) {
    const rest = /^[^\][;()]*\]/.exec(text.slice(cursor))?.[0].length ?? 0;
    return offer(bracket.index, cursor + rest, columnsLike(bracket[1]!, columns));
  }
  const word = /\p{L}[\p{L}\p{M}\p{N}._]*$/u.exec(outside)?.[0];
  if (word === undefined) return null;
  const folded = foldName(word);
  const called = functions
    .filter(({ name }) => name.startsWith(folded))
    .map((one): Completion => ({ kind: 'function', called: one, label: one.name, insert: `${one.name}(` }));
  // An opening parenthesis already there is not written twice.
  const opened = text[cursor] === '(' ? 1 : 0;
  return offer(cursor - word.length, cursor + opened, [...called, ...columnsLike(word, columns)]);
}

function offer(from: number, to: number, choices: Completion[]): Completions | null {
  return choices.length === 0 ? null : { from, to, choices: choices.slice(0, most) };
}

/** Names that start with it first, then those that hold it. */
function columnsLike(typed: string, columns: readonly Column[]): Completion[] {
  const folded = foldName(typed);
  const found = columns
    .map((column) => ({ column, at: foldName(`${column.name}`).indexOf(folded) }))
    .filter(({ at }) => at >= 0);
  return found
    .sort((a, b) => Number(a.at > 0) - Number(b.at > 0))
    .slice(0, most)
    .map(({ column }) => ({ kind: 'column', column, label: column.name, insert: printColumn(column.name) }));
}

/** The text with a choice written in, and where the cursor then stands. */
export function complete(
  text: string,
  { from, to }: Completions,
  choice: Completion,
): { text: string; cursor: number } {
  return { text: text.slice(0, from) + choice.insert + text.slice(to), cursor: from + choice.insert.length };
}

/** The innermost function whose arguments hold the cursor, or whose name it touches. */
export function functionAt(text: string, cursor: number): ListedFunction | null {
  const bare = text.replace(/"[^"]*"?|\[[^\]]*\]?/g, (found) => ' '.repeat(found.length));
  const word = /[\p{L}\p{M}\p{N}._]*$/u.exec(bare.slice(0, cursor))![0];
  const after = /^[\p{L}\p{M}\p{N}._]*/u.exec(bare.slice(cursor))![0];
  const touched = functions.find(({ name }) => name === foldName(word + after));
  if (touched) return touched;
  let depth = 0;
  for (let at = cursor - 1; at >= 0; at -= 1) {
    if (bare[at] === ')') depth += 1;
    else if (bare[at] === '(') {
      if (depth > 0) depth -= 1;
      else {
        const name = /[\p{L}\p{M}\p{N}._]+$/u.exec(bare.slice(0, at))?.[0];
        const found = name === undefined ? undefined : functions.find((one) => one.name === foldName(name));
        if (found) return found;
      }
    }
  }
  return null;
}
