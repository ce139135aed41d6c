import { amountScales, euros, scaledEuros } from '../../../shared/recipe/amount.ts';
import { literal } from '../../../shared/sql/quote.ts';

/** Amounts of euros with their scale in the cell: "12,5 k€", "3 millions d’euros", "1,2 Md€". */

const spaces = ' \u00a0\u202f\u2009';
// "1.200 k€" may be twelve hundred thousand or twelve hundred: it is not read.
const number = `[-+\u2212]?(?:[0-9]+|[0-9]{1,3}(?:[${spaces}][0-9]{3})+)(?:,[0-9]+|\\.(?:[0-9]{1,2}|[0-9]{4,}))?`;
const written = amountScales.map((scale) => ({
  factor: scale.factor,
  text: `${number}[${spaces}]*${scaledEuros(scale, `[${spaces}]`)}`,
}));
const scaled = new RegExp(`^(?:${written.map(({ text }) => text).join('|')})$`);

/** Whether a text is an amount with its scale. */
export function isScaled(text: string): boolean {
  return /[€rRs]$/.test(text) && scaled.test(text);
}

/** What it is worth in euros. */
export function eurosOf(text: string): number {
  const factor = written.find(({ text: pattern }) => new RegExp(`^${pattern}$`).test(text))?.factor ?? 1;
  const figures = /^[-+\u2212]?[0-9 \u00a0\u202f\u2009]*(?:[.,][0-9]+)?/.exec(text)?.[0] ?? '';
  const plain = figures
    .replace(/[ \u00a0\u202f\u2009]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.');
  return Math.round(Number(plain) * factor * 1e4) / 1e4;
}

/**
 * SQL of a text as euros. Beside such amounts a number without a unit may be thousands as well as euros: only zero is
 * read, unless `bare` says that the user wants the others as they stand.
 */
export function castScaled(text: string, bare: boolean): string {
  const trimmed = `trim(${text}, ${literal(' \t\u00a0\u202f')})`;
  const figures = `regexp_extract(${trimmed}, ${literal(`^[-+\u2212]?[0-9${spaces}]*([.,][0-9]+)?`)})`;
  const digits = `replace(replace(regexp_replace(${figures}, ${literal(`[${spaces}]`)}, '', 'g'), '\u2212', '-'), ',', '.')`;
  const factors = [
    ...written.map((each) => `WHEN regexp_full_match(${trimmed}, ${literal(each.text)}) THEN ${each.factor}`),
    `WHEN regexp_full_match(${trimmed}, ${literal(`${number}[${spaces}]*${euros}`)}) THEN 1`,
    `WHEN regexp_full_match(${trimmed}, ${literal(bare ? number : '[-+]?0+([.,]0+)?')}) THEN 1`,
  ];
  return `round(TRY_CAST(${digits} AS DOUBLE) * CASE ${factors.join(' ')} END, 4)`;
}
