export type AmountScale = 'thousands' | 'millions' | 'billions';

/** An amount of euros alone. */
export const euros = '(?:€|EUR|[eE]uros?)';

/** Euros by the thousand, the million, the milliard: how each is written, in the syntax that JavaScript and RE2 share. "m€" is none: nobody knows. */
export const amountScales: readonly { scale: AmountScale; factor: number; short: string; word: string }[] = [
  { scale: 'thousands', factor: 1e3, short: '[kK]', word: '[mM]illiers?' },
  { scale: 'millions', factor: 1e6, short: 'M', word: '[mM]illions?' },
  { scale: 'billions', factor: 1e9, short: '(?:M[dD]s?|Mrds?|G)', word: '[mM]illiards?' },
];

/** What follows the number of an amount of such a scale: « k€ », « millions d’euros ». `blank` is a class of characters. */
export function scaledEuros({ short, word }: { short: string; word: string }, blank: string): string {
  return `(?:${short}${blank}?${euros}|${word}${blank}*(?:d[’']${blank}*)?${euros})`;
}

const titles = amountScales.map(({ scale, ...written }) => {
  const pattern = `(?:^|[^\\p{L}])${scaledEuros(written, '\\s')}(?!\\p{L})`;
  return { scale, pattern: new RegExp(pattern, 'u') };
});

/** What its title says that a column of amounts is counted in; null for anything else. Nothing is ever multiplied by it. */
export function amountScale({ name, label }: { name: string; label?: string | undefined }): AmountScale | null {
  const title = `${name} | ${label ?? ''}`;
  return titles.find(({ pattern }) => pattern.test(title))?.scale ?? null;
}
