import { fr } from '../text/fr.ts';
import { type Column, isNumeric } from './column.ts';
import { describeReason } from './describe.ts';
import { type Comparison, type Condition, comparisons, type Scalar, type TextTest, textTests } from './expression.ts';
import { type Cursor, readDate, readList, readNumber, readScalar, readWords, rest, skip } from './read-words.ts';

/** What a sentence says, or where it stops being understood: the place in it, and what was expected there. */
export type Reading =
  | { kind: 'condition'; condition: Condition }
  | { kind: 'refused'; at: number; expected: 'column' | 'test' | 'value' | 'end' };

/**
 * The condition that a French sentence says, as describeCondition writes it (`whole`), or as a person types it: straight
 * apostrophes and quotes, any spaces, >= for ≥. ET binds tighter than OU.
 */
export function readCondition(text: string, columns: readonly Column[]): Reading {
  const cursor: Cursor = { text, at: 0 };
  const reader: Reader = { columns, furthest: 0, expected: 'column' };
  const condition = readGroup(cursor, reader);
  if (condition && rest(cursor).trim() === '') return { kind: 'condition', condition };
  if (condition && cursor.at >= reader.furthest) return { kind: 'refused', at: cursor.at, expected: 'end' };
  return { kind: 'refused', at: reader.furthest, expected: reader.expected };
}

type Reader = { columns: readonly Column[]; furthest: number; expected: 'column' | 'test' | 'value' };

function note(reader: Reader, at: number, expected: Reader['expected']): null {
  if (at >= reader.furthest) {
    reader.furthest = at;
    reader.expected = expected;
  }
  return null;
}

function readGroup(cursor: Cursor, reader: Reader): Condition | null {
  return readSeries(cursor, reader, fr['condition.or'], 'any', () =>
    readSeries(cursor, reader, fr['condition.and'], 'all', () => readUnit(cursor, reader)),
  );
}

function readSeries(
  cursor: Cursor,
  reader: Reader,
  word: string,
  kind: 'all' | 'any',
  read: () => Condition | null,
): Condition | null {
  const first = read();
  if (!first) return null;
  const of = [first];
  while (skip(cursor, ` ${word} `)) {
    const next = read();
    if (!next) return note(reader, cursor.at, 'column');
    of.push(next);
  }
  return of.length === 1 ? first : { kind, of };
}

function readUnit(cursor: Cursor, reader: Reader): Condition | null {
  skip(cursor, ' ');
  const [before = ''] = fr['condition.not'].split('{condition}');
  if (skip(cursor, before)) {
    const of = readUnit(cursor, reader);
    return of && { kind: 'not', of };
  }
  if (skip(cursor, fr['condition.none'])) return { kind: 'all', of: [] };
  if (cursor.text[cursor.at] === '(') {
    cursor.at += 1;
    const group = readGroup(cursor, reader);
    return group && (skip(cursor, ')') ? group : note(reader, cursor.at, 'test'));
  }
  return readLeaf(cursor, reader);
}

/** The longest column name whose sentence can be read to its end. */
function readLeaf(cursor: Cursor, reader: Reader): Condition | null {
  const start = cursor.at;
  for (const { column, end } of namesAt(cursor, reader.columns)) {
    note(reader, end, 'test');
    for (const template of templates) {
      cursor.at = end;
      const condition = template(cursor, column, reader);
      if (condition) return condition;
    }
  }
  cursor.at = start;
  return note(reader, start, 'column');
}

function namesAt(cursor: Cursor, columns: readonly Column[]): { column: Column; end: number }[] {
  const quoted = readWords({ ...cursor });
  if (quoted) {
    const column = columns.find(({ name }) => name === quoted.text);
    return column ? [{ column, end: quoted.end }] : [];
  }
  const left = rest(cursor);
  const exact = columns.filter(({ name }) => name !== '' && left.startsWith(name));
  const found = exact.length > 0 ? exact : columns.filter(({ name }) => name !== '' && startsLike(left, name));
  return found.map((column) => ({ column, end: cursor.at + column.name.length })).sort((a, b) => b.end - a.end);
}

function startsLike(text: string, name: string): boolean {
  return text.slice(0, name.length).localeCompare(name, 'fr', { sensitivity: 'base' }) === 0;
}

type Template = (cursor: Cursor, column: Column, reader: Reader) => Condition | null;

/** The words before and after the values of a sentence of fr/recipe.ts: what describeCondition writes is what is read. */
function wordsOf(key: keyof typeof fr): string[] {
  return String(fr[key])
    .replace('{column}', '')
    .split(/\{\w+\}/);
}

function isTime(column: Column): boolean {
  return column.type === 'date' || column.type === 'timestamp';
}

function compareTemplate(kind: 'date' | 'word' | 'number', operator: Comparison): Template {
  const [before = '', after = ''] = wordsOf(`condition.${kind}.${operator}`);
  return (cursor, column, reader) => {
    const fits = kind === 'date' ? isTime(column) : kind === 'number' || !isTime(column);
    if (!fits || !skip(cursor, before)) return null;
    note(reader, cursor.at, 'value');
    const start = cursor.at;
    if (kind === 'number') {
      const value = isNumeric(column.type) ? readNumber(cursor, column) : null;
      if (value !== null && skip(cursor, after)) return { kind: 'compare', column: column.name, operator, value };
      cursor.at = start;
      return readOther(cursor, column, operator, reader);
    }
    const value = kind === 'date' ? readDate(cursor, column) : readScalar(cursor, column);
    if (value === null || typeof value === 'number' || !skip(cursor, after)) return null;
    return { kind: 'compare', column: column.name, operator, value };
  };
}

function readOther(cursor: Cursor, column: Column, operator: Comparison, reader: Reader): Condition | null {
  const [other] = namesAt(cursor, reader.columns);
  if (!other) return null;
  cursor.at = other.end;
  return { kind: 'compare-columns', column: column.name, operator, other: other.column.name };
}

function betweenTemplate(dated: boolean): Template {
  const [before = '', middle = '', after = ''] = wordsOf(dated ? 'condition.between.date' : 'condition.between');
  return (cursor, column, reader) => {
    if (dated !== isTime(column) || !skip(cursor, before)) return null;
    note(reader, cursor.at, 'value');
    const read = (): Scalar | null => (dated ? readDate(cursor, column) : readScalar(cursor, column));
    const from = read();
    if (from === null || !skip(cursor, middle)) return null;
    const to = read();
    return to !== null && skip(cursor, after) ? { kind: 'between', column: column.name, from, to } : null;
  };
}

function listTemplate(negated: boolean): Template {
  const [before = ''] = wordsOf(negated ? 'condition.in.not' : 'condition.in');
  return (cursor, column, reader) => {
    if (!skip(cursor, before)) return null;
    note(reader, cursor.at, 'value');
    const values = skip(cursor, fr['condition.in.none']) ? [] : readList(cursor, () => readScalar(cursor, column));
    if (!values) return null;
    return { kind: 'in', column: column.name, values, ...(negated && { negated: true }) };
  };
}

function textTemplate(operator: TextTest, negated: boolean): Template {
  const [verb = ''] = wordsOf(`condition.text.${operator}${negated ? '.not' : ''}`)[0]?.split('«') ?? [];
  return (cursor, column, reader) => {
    if (!skip(cursor, verb)) return null;
    note(reader, cursor.at, 'value');
    const words = readWords(cursor);
    if (!words) return null;
    cursor.at = words.end;
    return { kind: 'text', column: column.name, operator, value: words.text, ...(negated && { negated: true }) };
  };
}

const reasonWords = new Map(['', 'invalid'].map((reason) => [describeReason(reason), reason]));

function missingTemplate(key: 'condition.missing' | 'condition.present' | 'condition.missing.reasons'): Template {
  const [before = '', after = ''] = wordsOf(key);
  return (cursor, column) => {
    if (!skip(cursor, before)) return null;
    if (key === 'condition.missing') return { kind: 'missing', column: column.name };
    if (key === 'condition.present') return { kind: 'missing', column: column.name, negated: true };
    const text: Column = { name: '', type: 'text', meaning: null };
    const reasons = readList(cursor, () => readScalar(cursor, text));
    if (!reasons || !skip(cursor, after)) return null;
    return {
      kind: 'missing',
      column: column.name,
      reasons: reasons.map((reason) => reasonWords.get(String(reason)) ?? String(reason)),
    };
  };
}

/** Those that say more come first: « est avant … dans l’ordre alphabétique » is not « est ». */
const templates: readonly Template[] = [
  missingTemplate('condition.missing.reasons'),
  missingTemplate('condition.missing'),
  missingTemplate('condition.present'),
  ...[true, false].flatMap((negated) => [
    listTemplate(negated),
    ...textTests.map((test) => textTemplate(test, negated)),
  ]),
  betweenTemplate(true),
  betweenTemplate(false),
  ...(['date', 'word', 'number'] as const).flatMap((kind) =>
    // « est » alone, and « n’est pas », after the sentences that begin alike.
    [...comparisons].reverse().map((operator) => compareTemplate(kind, operator)),
  ),
];
