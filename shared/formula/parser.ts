import { findFunction, foldName, isUnrepeatable, type ListedFunction, suggestFunction } from './functions.ts';
import { readTokens, type Sign, type Token } from './lexer.ts';
import { FormulaError } from './problem.ts';

export type BinarySign = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A formula as written, each part with its place in the text. */
export type Node = { from: number; to: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'yes-no'; value: boolean }
  | { kind: 'column'; name: string }
  | { kind: 'minus' | 'percent'; of: Node }
  | { kind: 'binary'; sign: BinarySign; left: Node; right: Node }
  | { kind: 'call'; called: ListedFunction; of: Node[] }
);

/** From the loosest to the tightest, as in a spreadsheet; all associate to the left. */
const levels: readonly (readonly BinarySign[])[] = [
  ['=', '<>', '<', '<=', '>', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

const longest = 5000;
const deepest = 40;

/** Throws FormulaError. */
export function parseFormula(text: string): Node {
  if (text.length > longest) throw new FormulaError('formula.problem.long', { from: longest, to: text.length });
  const tokens = readTokens(text);
  let at = 0;
  let depth = 0;

  const here = (): Token => tokens[at]!;
  const isSign = (sign: Sign) => {
    const token = here();
    return token.kind === 'sign' && token.sign === sign;
  };
  const shown = (token: Token | undefined) => (token ? text.slice(token.from, token.to) : '');

  function refuse(): never {
    const token = here();
    const before = shown(tokens[at - 1]);
    if (token.kind === 'end') {
      if (before === '') throw new FormulaError('formula.problem.empty', token);
      throw new FormulaError('formula.problem.end', { from: Math.max(0, token.from - 1), to: token.to }, { before });
    }
    const found = shown(token);
    if (found.startsWith(',')) throw new FormulaError('formula.problem.comma', token);
    if (before === '') throw new FormulaError('formula.problem.start', token, { found });
    throw new FormulaError('formula.problem.unexpected', token, { found, before });
  }

  function binary(level: number): Node {
    const of = levels[level];
    if (!of) return signed();
    let left = binary(level + 1);
    for (;;) {
      const token = here();
      const sign = token.kind === 'sign' ? of.find((one) => one === token.sign) : undefined;
      if (!sign) return left;
      at += 1;
      const right = binary(level + 1);
      left = { kind: 'binary', sign, left, right, from: left.from, to: right.to };
    }
  }

  /** A minus holds tighter than a power: -2^2 is 4, as in a spreadsheet. */
  function signed(): Node {
    const { from } = here();
    if (isSign('-') || isSign('+')) {
      const minus = isSign('-');
      at += 1;
      const of = nested(signed);
      return minus ? { kind: 'minus', of, from, to: of.to } : of;
    }
    let node = single();
    while (isSign('%')) {
      node = { kind: 'percent', of: node, from: node.from, to: here().to };
      at += 1;
    }
    return node;
  }

  function nested(read: () => Node): Node {
    depth += 1;
    if (depth > deepest) throw new FormulaError('formula.problem.deep', here());
    const node = read();
    depth -= 1;
    return node;
  }

  function single(): Node {
    const token = here();
    const { from, to } = token;
    if (token.kind === 'number' || token.kind === 'text') {
      at += 1;
      return token;
    }
    if (token.kind === 'column') {
      at += 1;
      return { kind: 'column', name: token.name, from, to };
    }
    if (token.kind === 'word') return called(token);
    if (!isSign('(')) refuse();
    at += 1;
    const inside = nested(() => binary(0));
    if (!isSign(')')) {
      if (here().kind === 'end') throw new FormulaError('formula.problem.group-open', { from, to });
      refuse();
    }
    at += 1;
    return { ...inside, from, to: tokens[at - 1]!.to };
  }

  function called(token: Extract<Token, { kind: 'word' }>): Node {
    const folded = foldName(token.word);
    const { from, to } = token;
    const opens = tokens[at + 1]?.kind === 'sign' && shown(tokens[at + 1]) === '(';
    if (!opens && (folded === 'VRAI' || folded === 'FAUX')) {
      at += 1;
      return { kind: 'yes-no', value: folded === 'VRAI', from, to };
    }
    const name = token.word;
    if (isUnrepeatable(name)) throw new FormulaError('formula.problem.unrepeatable', token, { function: folded });
    const found = findFunction(name);
    if (!found) {
      if (!opens) throw new FormulaError('formula.problem.bare', token, { name });
      const near = suggestFunction(name);
      if (near) throw new FormulaError('formula.problem.function-near', token, { name, near: near.name });
      throw new FormulaError('formula.problem.function', token, { name });
    }
    if (!opens) throw new FormulaError('formula.problem.opening', token, { function: found.name });
    at += 2;
    const of: Node[] = [];
    if (!isSign(')')) {
      of.push(nested(() => binary(0)));
      while (isSign(';')) {
        at += 1;
        of.push(nested(() => binary(0)));
      }
    }
    if (!isSign(')')) {
      if (here().kind === 'end') throw new FormulaError('formula.problem.closing', token, { function: found.name });
      refuse();
    }
    at += 1;
    return { kind: 'call', called: found, of, from, to: tokens[at - 1]!.to };
  }

  const node = binary(0);
  if (here().kind !== 'end') {
    if (isSign(')')) throw new FormulaError('formula.problem.too-closed', here());
    refuse();
  }
  return node;
}
