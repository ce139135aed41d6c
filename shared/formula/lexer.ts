import { FormulaError } from './problem.ts';

export type Sign =
  | '+'
  | '-'
  | '*'
  | '/'
  | '^'
  | '&'
  | '%'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '('
  | ')'
  | ';'
  | ',';
/** `from` and `to` are places in the text, `to` excluded. */
export type Token = { from: number; to: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'column'; name: string }
  | { kind: 'word'; word: string }
  | { kind: 'sign'; sign: Sign }
  | { kind: 'end' }
);

/** Typed from a keyboard, a text processor or a mathematician. */
const signs: Record<string, Sign> = {
  '<>': '<>',
  '<=': '<=',
  '>=': '>=',
  '≠': '<>',
  '≤': '<=',
  '≥': '>=',
  '×': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
};
for (const sign of '+-*/^&%=<>();,') signs[sign] = sign as Sign;

const blank = /[\s\u00a0\u202f\ufeff]+/y;
const number = /(?:\d+(?:[.,](?=\d)\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?/y;
const word = /\p{L}[\p{L}\p{M}\p{N}._]*/uy;

/** Cuts a formula in tokens; a leading « = » is dropped. Throws FormulaError. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  while (at < text.length) {
    const from = at;
    const space = take(blank);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const token = take(number);
    if (token !== null) {
      at += token.length;
      tokens.push({ kind: 'number', value: Number(token.replace(',', '.')), from, to: at });
      continue;
    }
    const name = take(word);
    if (name !== null) {
      at += name.length;
      tokens.push({ kind: 'word', word: name, from, to: at });
      continue;
    }
    if (text[at] === '"' || text[at] === '[') {
      const closing = text[at] === '"' ? '"' : ']';
      const value = readQuoted(text, at, closing);
      at = value.to;
      tokens.push(
        closing === '"'
          ? { kind: 'text', value: value.text, from, to: at }
          : { kind: 'column', name: value.text, from, to: at },
      );
      continue;
    }
    const pair = text.slice(at, at + 2);
    const length = pair.length === 2 && signs[pair] !== undefined ? 2 : 1;
    const sign = signs[length === 2 ? pair : text[at]!];
    if (sign === undefined) {
      const found = String.fromCodePoint(text.codePointAt(at)!);
      throw new FormulaError(
        /[“”«»']/.test(found) ? 'formula.problem.quote' : 'formula.problem.character',
        { from, to: at + found.length },
        { found },
      );
    }
    at += length;
    if (sign === '=' && tokens.length === 0) continue;
    tokens.push({ kind: 'sign', sign, from, to: at });
  }
  return [...tokens, { kind: 'end', from: text.length, to: text.length }];
}

/** What stands between two marks; the closing one written twice stands for itself. */
function readQuoted(text: string, from: number, closing: '"' | ']'): { text: string; to: number } {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== closing) value += text[at];
    else if (text[at + 1] === closing) {
      value += closing;
      at += 1;
    } else return { text: value, to: at + 1 };
  }
  const key = closing === '"' ? 'formula.problem.text-open' : 'formula.problem.column-open';
  throw new FormulaError(key, { from, to: text.length });
}
