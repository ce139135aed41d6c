import { literal } from '../../../shared/sql/quote.ts';

/** What producers write after a number to call a note: "300*", "1 200 (p)" for provisional, "12,5 (1)", "7²". In the syntax that JavaScript and RE2 share. */
const mark = '[ \u00a0\u202f]*(?:\\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\\([a-z0-9]{1,2}\\))';
const marked = `^([-+\u2212]?[0-9,.](?:[^*¹²³⁴⁵⁶⁷⁸⁹()]*[0-9%€])?)${mark}$`;
const pattern = new RegExp(marked);

/** The number without its mark; null where there is no such mark. */
export function withoutMark(text: string): string | null {
  return pattern.exec(text.trim())?.[1] ?? null;
}

/** « 700 (p) » all along a column of provisional figures. */
export const areNoted = (values: readonly string[]) => values.every((value) => /\((?:p|e|r|sd|pr)\)$/i.test(value));

/** SQL of a text without its mark. */
export function unmarked(text: string): string {
  return `regexp_replace(trim(${text}), ${literal(marked)}, '\\1')`;
}
