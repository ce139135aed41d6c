import type { Warning } from '../../shared/contract.ts';
import type { SourceColumn } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';

/** What an answer changes of how a column is read. */
export type ColumnReading = Partial<
  Pick<SourceColumn, 'type' | 'meaning' | 'thousands' | 'negatives' | 'scales' | 'merged'>
>;

/** One click that has the cells of a column read in another way: a setting of the opening, no step. */
export type ReadingAnswer = { kind: 'reading'; id: string; label: string; column: string; change: ColumnReading };

const isNumberOrDate = (type: unknown): type is 'integer' | 'decimal' | 'date' =>
  type === 'integer' || type === 'decimal' || type === 'date';

/** The other reading that a warning lets one choose; null where there is none. */
export function readingAnswer(warning: Warning, columns: readonly Column[]): ReadingAnswer | null {
  const { code, params } = warning;
  const column = columns.find(({ name }) => name === params.column);
  if (!column) return null;
  const answer = (label: string, change: ColumnReading): ReadingAnswer => ({
    kind: 'reading',
    id: `${code}:${column.name}`,
    label,
    column: column.name,
    change,
  });
  const named = { column: column.name, count: Number(params.count) };
  switch (code) {
    case 'mixed-text': {
      const { type } = params;
      if (!isNumberOrDate(type)) return null;
      return answer(t(type === 'date' ? 'answer.as-dates' : 'answer.as-numbers', named), { type, meaning: null });
    }
    case 'invalid-cells':
      // The user asked for this type: the way back is where it was chosen.
      return params.asked ? null : answer(t('answer.as-text', named), { type: 'text', meaning: null });
    case 'dots-as-decimals':
      return answer(t('answer.as-thousands', { ...named, thousands: String(params.thousands) }), {
        type: 'integer',
        thousands: '.',
      });
    case 'dots-as-thousands':
      return answer(t('answer.as-decimals', { ...named, decimals: String(params.decimals) }), {
        type: 'decimal',
        meaning: null,
        thousands: '',
      });
    case 'odd-negatives':
      return answer(t('answer.as-negatives', { ...named, examples: String(params.examples) }), { negatives: true });
    case 'negatives':
      return answer(t('answer.not-negatives', { example: String(params.example) }), { negatives: false });
    case 'merged-cells':
      return answer(t('answer.repeat-merged', named), { merged: true });
    case 'marked-numbers':
    case 'scaled-amounts':
    case 'unit-numbers':
      return answer(t('answer.as-text', named), { type: 'text', meaning: null });
    case 'mixed-scales':
      return answer(t('answer.as-euros', { ...named, example: String(params.example), euros: String(params.euros) }), {
        type: 'decimal',
        meaning: null,
        scales: true,
      });
    case 'crosses':
      return answer(t('answer.keep-crosses', named), { type: 'text', meaning: null });
    case 'yes-no-letters':
      return answer(t('answer.keep-letters', named), { type: 'text', meaning: null });
    default:
      return null;
  }
}
