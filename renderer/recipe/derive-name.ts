import type { Column } from '../../shared/recipe/column.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import type { DeriveDraft, Operand } from './derive-draft.ts';
import { parseNumber } from './value-text.ts';

/** « Effectif pour 1 000 Population »: a name for a calculation that was given none; '' while it says too little. */
export function suggestName(draft: DeriveDraft, columns: readonly Column[]): string {
  const name = suggest(draft);
  if (name === '' || !columns.some((column) => column.name === name)) return name;
  let count = 2;
  while (columns.some((column) => column.name === `${name} ${count}`)) count += 1;
  return `${name} ${count}`;
}

function suggest(draft: DeriveDraft): string {
  const left = textOf(draft.left);
  const right = textOf(draft.right);
  switch (draft.recipe) {
    case 'percent':
      return left === '' || right === '' ? '' : t('steps.derive.suggested.percent', { left, right });
    case 'evolution':
    case 'evolution-value':
      return left === '' ? '' : t(`steps.derive.suggested.${draft.recipe}`, { left });
    case 'rank':
    case 'share':
    case 'classes':
      return draft.over.column === '' ? '' : t(`steps.derive.suggested.${draft.recipe}`, { left: draft.over.column });
    case 'date-part':
      return left === ''
        ? ''
        : t('steps.derive.suggested.transform', { left, transform: t(`steps.derive.date.${draft.datePart}`) });
    case 'per-inhabitants':
    case 'ratio': {
      const scale = parseNumber(draft.scale);
      if (left === '' || right === '' || scale === null) return '';
      if (scale === 1) return t('steps.derive.suggested.ratio', { left, right });
      if (scale === 100) return t('steps.derive.suggested.percent', { left, right });
      return t('steps.derive.suggested.per', { left, right, scale: formatNumber(scale) });
    }
    case 'arithmetic':
      return left === '' || right === '' ? '' : t(`steps.derive.suggested.${draft.operator}`, { left, right });
    case 'concat':
      return draft.parts
        .filter((part) => part.kind === 'column')
        .map(textOf)
        .filter((text) => text !== '')
        .join(' ');
    case 'if':
      return t('steps.derive.suggested.if');
    case 'formula':
      return t('steps.derive.suggested.formula');
    case 'transform':
      return left === ''
        ? ''
        : t('steps.derive.suggested.transform', { left, transform: t(`steps.derive.transform.${draft.transform}`) });
    case 'part':
      if (draft.side === 'departement') return left === '' ? '' : t('steps.derive.suggested.departement');
      return left === '' ? '' : t('steps.derive.suggested.part', { left });
    default:
      return left === '' ? '' : t(`steps.derive.suggested.${draft.recipe}`, { left });
  }
}

function textOf(operand: Operand): string {
  return operand.kind === 'column' ? operand.name : operand.text.trim();
}
