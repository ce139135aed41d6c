import { type Misreading, misreadings } from '../../../shared/text/mending.ts';
import { cp437, cp850, macRoman, windows1252 } from './characters.ts';

/*
 * Texts of a table whose bytes were taken for another encoding before they were saved: « PrÞs », « SpÈcialistes »,
 * « El‚mentaire », « prÃ©vu ». A wrong repair is worse than none: it takes several words that no language writes so, all
 * mended by one and the same misreading into French, and each text is mended whole or left.
 */
const frenchLetters = new Set('éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆ');
const signs = new Set('’‘«»–—…€°²³•\u00a0“”µ§·½');
/** Stand between letters in texts that are right: « l´eau », « agent·e », « voir…suite ». */
const harmless = new Set('’‘´·•–—…°×&ʼªº®©\u00a0\u202f\u00ad');
const accented = /\P{ASCII}/u;
const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;
const letter = /\p{L}/u;
/** What no text with these alone is looked at for. */
const unusual = /[^\p{ASCII}éèêëàâäçîïôöùûüÿœæÉ’«»°²\u00a0\u202f]/u;
const fewestWords = 3;
const mostWords = 5_000;

const bytesOf: Record<string, Map<string, number>> = {
  'windows-1252': byteTable(windows1252, 0x80),
  'mac-roman': byteTable(macRoman),
  cp850: byteTable(cp850),
  cp437: byteTable(cp437),
};
// ISO-8859-1 reads as controls what windows-1252 reads as signs.
for (let byte = 0x80; byte <= 0xff; byte += 1) bytesOf['windows-1252']!.set(String.fromCharCode(byte), byte);

function byteTable(characters: string, first = 0x80): Map<string, number> {
  return new Map(Array.from(characters, (character, at) => [character, first + at]));
}

const characterOf: Record<string, (byte: number) => string> = {
  'windows-1252': (byte) => (byte < 0xa0 ? windows1252[byte - 0x80]! : String.fromCharCode(byte)),
  'mac-roman': (byte) => macRoman[byte - 0x80]!,
  cp850: (byte) => cp850[byte - 0x80]!,
};

type Pair = { misreading: Misreading; bytes: Map<string, number>; decode: ((byte: number) => string) | null };

const pairs: Pair[] = misreadings.map((misreading) => {
  const [written, read] = misreading.split('-as-') as [string, string];
  return { misreading, bytes: bytesOf[read]!, decode: characterOf[written] ?? null };
});

/** The misreading of the texts of a table, given column by column; null where the evidence is not strong. */
export function findMisreading(columns: readonly (readonly string[])[]): Misreading | null {
  const words = oddWords(columns);
  if (words.length < fewestWords) return null;
  let best: { pair: Pair; count: number; usual: number } | null = null;
  for (const pair of pairs) {
    const mended = words.flatMap((word) => mendStrictly(pair, word) ?? []);
    const usual = mended.join('').match(/[éèêàç]/gi)?.length ?? 0;
    const others = mended.join('').match(/[ëâäîïôöùûüÿœæ]/gi)?.length ?? 0;
    if (mended.length < fewestWords || mended.length < words.length * 0.8 || usual < others) continue;
    if (pair.decode !== null && isLoweredBadly(words)) continue;
    if (best === null || mended.length > best.count || (mended.length === best.count && usual > best.usual))
      best = { pair, count: mended.length, usual };
  }
  return best?.pair.misreading ?? null;
}

/** For each column, whether its texts were all misread: then those that might be right as they stand are not. */
export function findWhole(misreading: Misreading, columns: readonly (readonly string[])[]): boolean[] {
  const pair = pairOf(misreading);
  const tallies = columns.map((texts) => tally(pair, texts));
  const all = { odd: 0, sound: 0 };
  for (const { odd, sound } of tallies) {
    all.odd += odd;
    all.sound += sound;
  }
  const isWhole = ({ odd, sound }: { odd: number; sound: number }) =>
    odd > 0 && sound <= Math.max(odd < fewestWords ? 0 : 1, odd * 0.02);
  return tallies.map((each) => (each.odd > 0 ? isWhole(each) : each.sound === 0 && isWhole(all)));
}

function pairOf(misreading: Misreading): Pair {
  return pairs.find((each) => each.misreading === misreading)!;
}

/** The text as it was before it was misread; itself where it does not look misread. `whole`: see findWhole. */
export function mendMisread(misreading: Misreading, text: string, whole: boolean): string {
  if (!accented.test(text)) return text;
  const pair = pairOf(misreading);
  let current = text;
  // What was taken for another encoding once may have been so again.
  for (let time = 0; time < 3; time += 1) {
    const mended = mendStrictly(pair, current);
    if (mended === null || mended === current || !(isOdd(pair, current) || (whole && isForeign(current)))) break;
    current = mended;
    if (pair.decode !== null) break;
  }
  return current;
}

/** Whether a text has an accent where no word has one: the cheap first look at a text. */
export function mayBeMisread(text: string): boolean {
  return unusual.test(text) && text.split(/\s+/).some((word) => accented.test(word) && isOddWord(word));
}

function oddWords(columns: readonly (readonly string[])[]): string[] {
  const found = new Set<string>();
  for (const texts of columns)
    for (const text of texts) {
      if (found.size >= mostWords || !unusual.test(text)) continue;
      for (const word of text.split(/[\s'’()/,;:"]+/)) if (accented.test(word) && isOddWord(word)) found.add(word);
    }
  return [...found];
}

function tally(pair: Pair, texts: readonly string[]): { odd: number; sound: number } {
  let odd = 0;
  let sound = 0;
  for (const text of new Set(texts)) {
    if (!accented.test(text)) continue;
    const mended = mendStrictly(pair, text);
    if (mended !== null && isOdd(pair, text)) odd += 1;
    else if (mended === null && !hasOddPlace(text) && /[éèêëàâçîïôùû]/.test(text)) sound += 1;
  }
  return { odd, sound };
}

function isOdd(pair: Pair, text: string): boolean {
  return pair.decode === null ? decodedRuns.test(text) : hasOddPlace(text);
}

function isOddWord(word: string): boolean {
  return hasOddPlace(word) || decodedRuns.test(word);
}

/** How UTF-8 begins an accent, or a quotation mark, under each of the encodings that it is taken for. */
const decodedRuns =
  /[ÃÂ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜\u2013-\u203a€™]|â[€\u0080]|Å[“’¸]|√[\u0080-\uffff]|¬[∞´ª≤≥]|‚Ä|├[\u0080-\uffff]|┬[\u0080-\uffff]|ÔÇ|ΓÇ/;

/** A capital after a small letter or for the second one of a name, or in « LIBCATÚgOR », a sign inside a word. */
function hasOddPlace(text: string): boolean {
  const characters = Array.from(text);
  return characters.some((character, at) => {
    if (character.charCodeAt(0) < 0x80) return false;
    if (/[\u0080-\u009f]/.test(character)) return true;
    const [before, after] = [characters[at - 1] ?? '', characters[at + 1] ?? ''];
    const isInside = letter.test(before) && letter.test(after);
    if (upper.test(character)) {
      const isSecond = upper.test(before) && lower.test(after) && !letter.test(characters[at - 2] ?? '');
      const isAmidCapitals = upper.test(before) && lower.test(after) && upper.test(characters[at + 2] ?? '');
      return lower.test(before) || isSecond || isAmidCapitals;
    }
    if (/\p{Script=Greek}/u.test(character)) return /[a-z]/i.test(before) || /[a-z]/i.test(after);
    if (lower.test(character)) return false;
    if (/[\u2500-\u259f]/.test(character)) return letter.test(before) || letter.test(after);
    return isInside && !harmless.has(character);
  });
}

/** Whether a text that may stand as it is has a letter or a sign that French has not, or « à » alone as « … ». */
function isForeign(text: string): boolean {
  return (
    Array.from(text).some((one) => accented.test(one) && !frenchLetters.has(one) && !signs.has(one)) ||
    /(?:^| )… (?=\p{Ll})/u.test(text)
  );
}

/** A text of which every accent was misread, and is French once mended; else null. */
function mendStrictly({ bytes, decode }: Pair, text: string): string | null {
  const given = Array.from(text, (one) => (accented.test(one) ? bytes.get(one) : one.charCodeAt(0)));
  if (given.includes(undefined)) return null;
  if (decode !== null) {
    const mended = (given as number[]).map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : decode(byte)));
    const isFrench = mended.every((one) => !accented.test(one) || frenchLetters.has(one) || signs.has(one));
    const joined = mended.join('');
    return isFrench && !hasOddPlace(joined) && !isShouted(joined) ? joined : null;
  }
  try {
    const joined = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(given as number[]),
    );
    return /^[\p{ASCII}\u00a0-\u00ffŒœŠšŸŽžƒˆ˜€™\u2010-\u203a\u202f]*$/u.test(joined) ? joined : null;
  } catch {
    return null;
  }
}

/** « PERé », « TéLé »: a small accent in capitals. « LIBCATégOR » is written so. */
function isShouted(text: string): boolean {
  return /\p{Lu}{2}[éèêëàâäçîïôöùûüÿœæ](?!\p{Ll}\p{Lu})|\p{Lu}[éèêëàâäçîïôöùûüÿœæ]\p{Lu}/u.test(text);
}

/**
 * Whether words are of capitals made small letter by letter, accents apart: « IsÈre », « DrÔme », « JosÉ ». Made small they
 * are as French writes them, « è » before a mute syllable.
 */
function isLoweredBadly(words: readonly string[]): boolean {
  const likely = words.filter((word) => {
    if (!/(?:\p{Ll}|^\p{Lu})[ÀÂÇÉÈÊËÎÏÔÙÛÜŒ]/u.test(word)) return false;
    const small = word.toLowerCase();
    if (!Array.from(small).every((one) => !accented.test(one) || 'éèêëàâçîïôùûüœ'.includes(one))) return false;
    return !/è(?![bcdfghjklmnpqrstvxz]{1,3}e|ss?(?:$|[^a-z]))|à[a-z]|ù[a-z]|ë[a-df-knp-rt-z]|ç[^aouâôû]|î?ï$/.test(
      small,
    );
  });
  return likely.length > words.length * 0.6;
}
