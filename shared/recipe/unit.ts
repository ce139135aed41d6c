import { isRatio } from '../chart/measure.ts';
import { formatNumber } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Column, Unit } from './column.ts';
import { columnsRead, type Expression, partsOf } from './expression.ts';

/** The unit that a column was given, or that its name tells. */
export function columnUnit(column: Column): Unit | null {
  if (column.unit) return column.unit;
  if (!isRatio(column)) return null;
  return { kind: 'ratio', scale: /%|pourcent|\bpct\b/i.test(`${column.name} ${column.label ?? ''}`) ? 100 : 1 };
}

/** Functions whose value is of the nature of their arguments. */
const sameNature = ['round', 'round-up', 'round-down', 'abs', 'min', 'max', 'mean', 'coalesce', 'if-error'];

/** What an expression measures: a ratio, or null for a quantity (or what nothing tells). */
export function unitOf(expression: Expression, columns: readonly Column[]): Unit | null {
  const unit = (part: Expression) => unitOf(part, columns);
  switch (expression.kind) {
    case 'column': {
      const column = columns.find(({ name }) => name === expression.name);
      return column ? columnUnit(column) : null;
    }
    case 'ratio':
      return { kind: 'ratio', scale: expression.scale };
    case 'arithmetic': {
      const { operator, left, right } = expression;
      if (operator === 'divide') {
        if (columnsRead(right).length === 0) return unit(left);
        return columnsRead(left).length === 0 ? null : { kind: 'ratio', scale: 1 };
      }
      if (operator !== 'multiply') return unit(left) ?? unit(right);
      const [factor, other] = left.kind === 'constant' ? [left, right] : [right, left];
      const of = unit(other);
      if (!of || factor.kind !== 'constant' || typeof factor.value !== 'number') return null;
      return { kind: 'ratio', scale: of.scale * factor.value };
    }
    case 'call':
      return sameNature.includes(expression.name) ? firstUnit(expression.of, unit) : null;
    case 'if':
      return firstUnit([expression.then, expression.otherwise], unit);
    case 'choose':
      return firstUnit([...expression.branches.map(({ value }) => value), expression.otherwise], unit);
    default:
      return null;
  }
}

function firstUnit(parts: readonly Expression[], unit: (part: Expression) => Unit | null): Unit | null {
  for (const part of parts) {
    const found = unit(part);
    if (found) return found;
  }
  return null;
}

/** What a calculation does that seldom means anything; `column` is the ratio concerned. */
export type UnitDoubt = { kind: 'ratio-of-ratio' | 'ratio-added' | 'ratio-with-quantity'; column: string };

/** Doubts about an expression, the first of each kind: to be confirmed before it is kept. */
export function unitDoubts(expression: Expression, columns: readonly Column[]): UnitDoubt[] {
  const doubts = new Map<UnitDoubt['kind'], UnitDoubt>();
  const isRatioPart = (part: Expression) => unitOf(part, columns) !== null;
  const doubt = (kind: UnitDoubt['kind'], part: Expression) => {
    const named = columnsRead(part).find((name) => {
      const column = columns.find((candidate) => candidate.name === name);
      return column !== undefined && columnUnit(column) !== null;
    });
    if (!doubts.has(kind)) doubts.set(kind, { kind, column: named ?? columnsRead(part)[0] ?? '' });
  };
  const visit = (part: Expression): void => {
    for (const inner of partsOf(part)) visit(inner);
    const [top, bottom] =
      part.kind === 'ratio'
        ? [part.numerator, part.denominator]
        : part.kind === 'arithmetic' && part.operator === 'divide'
          ? [part.left, part.right]
          : [];
    if (top && bottom && columnsRead(bottom).length > 0) {
      if (isRatioPart(bottom)) doubt('ratio-of-ratio', bottom);
      else if (isRatioPart(top)) doubt('ratio-of-ratio', top);
    }
    if (part.kind === 'arithmetic' && (part.operator === 'add' || part.operator === 'subtract')) {
      const ratios = [part.left, part.right].filter(isRatioPart);
      const quantities = [part.left, part.right].filter((one) => !isRatioPart(one) && columnsRead(one).length > 0);
      if (ratios.length === 2 && part.operator === 'add') doubt('ratio-added', part.left);
      if (ratios.length === 1 && quantities.length === 1) doubt('ratio-with-quantity', ratios[0]!);
    }
    if (part.kind === 'call' && part.name === 'sum') {
      const ratio = part.of.find(isRatioPart);
      if (ratio) doubt('ratio-added', ratio);
    }
  };
  visit(expression);
  return [...doubts.values()];
}

/** « % », « pour 1 000 », « ratio ». */
export function unitText(unit: Unit): string {
  if (unit.scale === 100) return t('unit.percent');
  return unit.scale === 1 ? t('unit.ratio') : t('unit.per', { scale: formatNumber(unit.scale) });
}
