/**
 * What a format of the spreadsheet asks (the second argument of TEXTE): « 0,00 », « # ##0 », « 00000 », « 0,0 % »,
 * « jj/mm/aaaa ».
 */
export type TextFormat =
  | { kind: 'number'; whole: number; decimals: number; grouped: boolean; percent: '' | '%' | ' %' }
  | { kind: 'date'; pieces: (DatePart | { text: string })[] };
export type DatePart = 'day' | 'month' | 'year' | 'short-year';

const dateParts: Record<string, DatePart> = { jj: 'day', mm: 'month', aaaa: 'year', aa: 'short-year' };

/** Null for a format that Crible does not know. */
export function parseTextFormat(text: string): TextFormat | null {
  const number = /^(#[\s\u00a0\u202f]##)?(0+)(?:,(0+))?([\s\u00a0\u202f]?%)?$/.exec(text);
  if (number) {
    const [, grouped, whole = '', decimals = '', percent] = number;
    if ((grouped && whole.length > 1) || whole.length > 30 || decimals.length > 12) return null;
    return {
      kind: 'number',
      whole: whole.length,
      decimals: decimals.length,
      grouped: grouped !== undefined,
      percent: percent === undefined ? '' : percent.length > 1 ? ' %' : '%',
    };
  }
  const words = text.toLowerCase().split(/(jj|mm|aaaa|aa)/);
  const isDate = words.length > 1 && words.every((word, place) => place % 2 === 1 || /^[\s/.-]*$/.test(word));
  if (!isDate) return null;
  return {
    kind: 'date',
    pieces: words.flatMap((word) => (word === '' ? [] : [dateParts[word] ?? { text: word }])),
  };
}
