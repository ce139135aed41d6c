import type { Column, ColumnType } from '../recipe/column.ts';
import type { Branch, Comparison, Expression } from '../recipe/expression.ts';
import { parseTextFormat } from '../recipe/text-format.ts';
import { distance, foldName, type ListedFunction, type Taken } from './functions.ts';
import { type BinarySign, type Node, parseFormula } from './parser.ts';
import { FormulaError, type FormulaProblem } from './problem.ts';

/** What a part of a formula is worth. `missing` goes with anything. */
type Kind = 'number' | 'text' | 'yes-no' | 'date' | 'missing';
type Understood = { expression: Expression; kind: Kind };

const kindOfType: Record<ColumnType, Kind> = {
  text: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'yes-no',
  date: 'date',
  timestamp: 'date',
};

const arithmetic = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' } as const;
const comparisons: Partial<Record<BinarySign, Comparison>> = {
  '=': 'eq',
  '<>': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** The expression that a formula says over these columns, or what is wrong with it, and where. */
export function readFormula(
  text: string,
  columns: readonly Column[],
): { expression: Expression; problem: null } | { expression: null; problem: FormulaProblem } {
  try {
    return { expression: understand(parseFormula(text), columns).expression, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof FormulaError)) throw thrown;
    return { expression: null, problem: nameColumn(thrown.problem, columns) };
  }
}

/** A word alone that is the name of a column: say so. */
function nameColumn(problem: FormulaProblem, columns: readonly Column[]): FormulaProblem {
  if (problem.key !== 'formula.problem.bare') return problem;
  const near = nearest(String(problem.params.name), columns);
  return near ? { ...problem, key: 'formula.problem.bare-column', params: { near } } : problem;
}

function nearest(name: string, columns: readonly Column[]): string | null {
  const wanted = foldName(name);
  let best: { name: string; far: number } | null = null;
  for (const column of columns.slice(0, 2000)) {
    const folded = foldName(column.name);
    if (Math.abs(folded.length - wanted.length) > 2) continue;
    const far = distance(wanted, folded);
    if (far <= Math.min(2, wanted.length - 1) && far < (best?.far ?? 3)) best = { name: column.name, far };
  }
  return best?.name ?? null;
}

function understand(node: Node, columns: readonly Column[]): Understood {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'yes-no':
      return { expression: { kind: 'constant', value: node.value }, kind: node.kind };
    case 'column': {
      const column = columns.find(({ name }) => name === node.name) ?? findFolded(node.name, columns);
      if (column) return { expression: { kind: 'column', name: column.name }, kind: kindOfType[column.type] };
      const near = nearest(node.name, columns);
      if (near) throw new FormulaError('formula.problem.column-near', node, { name: node.name, near });
      throw new FormulaError('formula.problem.column', node, { name: node.name });
    }
    case 'minus': {
      const of = expect(node.of, 'number', columns, '−');
      if (of.kind === 'constant' && typeof of.value === 'number')
        return { expression: { kind: 'constant', value: 0 - of.value }, kind: 'number' };
      const zero: Expression = { kind: 'constant', value: 0 };
      return { expression: { kind: 'arithmetic', operator: 'subtract', left: zero, right: of }, kind: 'number' };
    }
    case 'percent': {
      const of = expect(node.of, 'number', columns, '%');
      if (of.kind === 'constant' && typeof of.value === 'number')
        return { expression: { kind: 'constant', value: of.value / 100 }, kind: 'number' };
      const hundred: Expression = { kind: 'constant', value: 100 };
      return { expression: { kind: 'arithmetic', operator: 'divide', left: of, right: hundred }, kind: 'number' };
    }
    case 'binary':
      return understandBinary(node, columns);
    case 'call':
      return understandCall(node, columns);
  }
}

/** The only column of that name but for case and accents. */
function findFolded(name: string, columns: readonly Column[]): Column | null {
  const same = columns.filter((column) => foldName(column.name) === foldName(name));
  return same.length === 1 ? same[0]! : null;
}

function understandBinary(node: Extract<Node, { kind: 'binary' }>, columns: readonly Column[]): Understood {
  const { sign } = node;
  if (sign === '&') {
    const parts = (part: Node): Node[] =>
      part.kind === 'binary' && part.sign === '&' ? [...parts(part.left), part.right] : [part];
    const of = parts(node).map((part) => understand(part, columns).expression);
    return { expression: { kind: 'concat', of }, kind: 'text' };
  }
  const operator = comparisons[sign];
  if (operator) {
    const [left, right] = [understand(node.left, columns), understand(node.right, columns)];
    common([left.kind, right.kind], node, 'formula.problem.compared');
    return {
      expression: { kind: 'compare', operator, left: left.expression, right: right.expression },
      kind: 'yes-no',
    };
  }
  const left = expect(node.left, 'number', columns, sign);
  const right = expect(node.right, 'number', columns, sign);
  if (sign === '^') return { expression: { kind: 'call', name: 'power', of: [left, right] }, kind: 'number' };
  const word = arithmetic[sign as '+'];
  return { expression: { kind: 'arithmetic', operator: word, left, right }, kind: 'number' };
}

/** The one kind of several values, or the problem. */
function common(kinds: readonly Kind[], place: Node, key: FormulaProblem['key']): Kind {
  const known = [...new Set(kinds.filter((kind) => kind !== 'missing'))];
  if (known.length > 1) throw new FormulaError(key, place, { first: `@${known[0]}`, second: `@${known[1]}` });
  return known[0] ?? 'missing';
}

/** A part that must be of some kind. `by` is the function or sign that wants it. */
function expect(node: Node, taken: Taken, columns: readonly Column[], by: string): Expression {
  const { expression, kind } = understand(node, columns);
  const constant = expression.kind === 'constant' ? expression.value : null;
  switch (taken) {
    case 'any':
    case 'text':
      return expression;
    case 'whole':
      if (typeof constant === 'number' && Number.isInteger(constant) && Math.abs(constant) <= 15) return expression;
      throw new FormulaError('formula.problem.whole', node, { by });
    case 'words':
      if (typeof constant === 'string') return expression;
      throw new FormulaError('formula.problem.words', node, { by });
    case 'format':
      if (typeof constant === 'string' && parseTextFormat(constant)) return expression;
      throw new FormulaError('formula.problem.format', node);
    default:
      if (kind === taken || kind === 'missing') return expression;
      throw new FormulaError('formula.problem.kind', node, { by, wanted: `@${taken}`, found: `@${kind}` });
  }
}

function understandCall(node: Extract<Node, { kind: 'call' }>, columns: readonly Column[]): Understood {
  const { called, of } = node;
  checkCount(node);
  const takes = (place: number): Taken => called.takes[takenPlace(called, place)]!;
  const given = of.map((part, place) => expect(part, takes(place), columns, called.name));
  const kinds = () => of.map((part) => understand(part, columns).kind);
  switch (called.call) {
    case 'missing':
      return { expression: { kind: 'constant', value: null }, kind: 'missing' };
    case 'concat':
      return { expression: { kind: 'concat', of: given }, kind: 'text' };
    case 'si': {
      const [when, value, otherwise = { kind: 'constant', value: null }] = given as [
        Expression,
        Expression,
        Expression?,
      ];
      const kind = common(kinds().slice(1), node, 'formula.problem.branches');
      return { expression: { kind: 'choose', branches: [{ when, value }], otherwise }, kind };
    }
    case 'si-conditions': {
      const branches: Branch[] = [];
      for (let place = 0; place < given.length; place += 2)
        branches.push({ when: given[place]!, value: given[place + 1]! });
      const last = branches.at(-1)!;
      const always = branches.length > 1 && last.when.kind === 'constant' && last.when.value === true;
      const otherwise: Expression = always ? branches.pop()!.value : { kind: 'constant', value: null };
      const values = kinds().filter((_, place) => place % 2 === 1);
      const kind = common(values, node, 'formula.problem.branches');
      return { expression: { kind: 'choose', branches, otherwise }, kind };
    }
    case 'left':
    case 'right': {
      const count: Expression = given[1] ?? { kind: 'constant', value: 1 };
      const typed = count.kind === 'constant' ? count.value : 0;
      if (typeof typed !== 'number' || !Number.isInteger(typed) || typed < 0 || typed > 10_000)
        throw new FormulaError('formula.problem.count', of[1] ?? node, { by: called.name });
      return { expression: { kind: 'call', name: called.call, of: [given[0]!, count] }, kind: 'text' };
    }
    default: {
      if (called.call === 'pad') checkLength(given[1]!, of[1]!, called.name);
      if (called.call === 'format') checkFormat(given[1]!, kinds()[0]!, of[0]!);
      const kind = called.gives === 'same' ? common(kinds(), node, 'formula.problem.branches') : called.gives;
      return { expression: { kind: 'call', name: called.call, of: given }, kind };
    }
  }
}

function checkLength(given: Expression, node: Node, by: string): void {
  if (given.kind === 'constant' && Number(given.value) < 0)
    throw new FormulaError('formula.problem.count', node, { by });
}

/** A format of numbers is for numbers, one of dates for dates. */
function checkFormat(given: Expression, kind: Kind, node: Node): void {
  const format = parseTextFormat(String(given.kind === 'constant' ? given.value : ''));
  if (kind === 'missing' || format?.kind === kind) return;
  throw new FormulaError('formula.problem.kind', node, { by: 'TEXTE', wanted: `@${format?.kind}`, found: `@${kind}` });
}

/** Where repeated, the last ones come again and again: all of them for SI.CONDITIONS, whose arguments go by pairs. */
function takenPlace(called: ListedFunction, place: number): number {
  if (called.call === 'si-conditions') return place % 2;
  return Math.min(place, called.takes.length - 1);
}

function checkCount(node: Extract<Node, { kind: 'call' }>): void {
  const { called, of } = node;
  const least = called.least ?? called.takes.length;
  const by = called.name;
  if (of.length < least) throw new FormulaError('formula.problem.too-few', node, { by, count: least });
  if (called.call === 'si-conditions' && of.length % 2 === 1)
    throw new FormulaError('formula.problem.pairs', node, { by });
  if (!called.repeated && of.length > called.takes.length) {
    if (called.takes.length === 0) throw new FormulaError('formula.problem.no-argument', of[0]!, { by });
    throw new FormulaError('formula.problem.too-many', of[called.takes.length]!, { by, count: called.takes.length });
  }
}
