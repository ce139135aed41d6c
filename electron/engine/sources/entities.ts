import { windows1252 } from './characters.ts';

/**
 * Characters written as on a web page, `&eacute;` or `&#233;`, in the texts of a table. Where a text has tags, it is a piece
 * of page and its codes are part of it.
 */
const code = /&(?:#(\d{1,6})|#[xX]([\da-fA-F]{1,5})|([a-zA-Z][a-zA-Z\d]{1,7}));/g;
const tag = /<\/?[a-zA-Z][^<>]*>/;

// In the order of ISO-8859-1, from U+00A0.
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave ' +
  'Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc ' +
  'Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc ' +
  'iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const named = new Map([
  ...latin.split(' ').map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    euro: '€',
    oelig: 'œ',
    OElig: 'Œ',
    Yuml: 'Ÿ',
    scaron: 'š',
    Scaron: 'Š',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    sbquo: '‚',
    bdquo: '„',
    lsaquo: '‹',
    rsaquo: '›',
    bull: '•',
    trade: '™',
    permil: '‰',
    thinsp: '\u2009',
  }),
]);

/** Texts with codes from which they are no accident. */
const fewest = 2;

/** Whether texts hold codes of characters: two different ones at least. */
export function holdEntities(texts: Iterable<string>): boolean {
  const found = new Set<string>();
  for (const text of texts) {
    if (hasEntity(text)) found.add(text);
    if (found.size >= fewest) return true;
  }
  return false;
}

export function hasEntity(text: string): boolean {
  return text.includes('&') && decodeEntities(text) !== text;
}

/** The text with its characters; itself where it has tags. What stands for `&` in a code is of a page put in another. */
export function decodeEntities(text: string): string {
  if (!text.includes('&') || tag.test(text)) return text;
  const once = decodeOnce(text);
  return once === text ? text : decodeOnce(once);
}

function decodeOnce(text: string): string {
  return text.replace(code, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const point = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    // Browsers read those of windows-1252 there, and so do those who write them.
    if (point >= 0x80 && point < 0xa0) return windows1252[point - 0x80]!;
    // A control or half a character is none.
    const isCharacter = (point >= 0xa0 || (point >= 0x20 && point < 0x7f)) && !(point >= 0xd800 && point <= 0xdfff);
    return isCharacter && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
