import { isUtf8 } from 'node:buffer';
import { cp850, macRoman, windows1252 } from './characters.ts';

/** Names that Crible gives to encodings; the first is the ordinary case. */
export const encodings = [
  'utf-8',
  'utf-8-twice',
  'windows-1252',
  'iso-8859-15',
  'utf-16le',
  'utf-16be',
  'mac-roman',
  'cp850',
  'cp850-twice',
] as const;
export type Encoding = (typeof encodings)[number];

const latin9: Record<string, string> = {
  '\u00a4': '€',
  '\u00a6': 'Š',
  '\u00a8': 'š',
  '\u00b4': 'Ž',
  '\u00b8': 'ž',
  '\u00bc': 'Œ',
  '\u00bd': 'œ',
  '\u00be': 'Ÿ',
};

function table(encoding: Encoding): (byte: number) => string {
  if (encoding === 'mac-roman') return (byte) => (byte < 128 ? String.fromCharCode(byte) : macRoman[byte - 128]!);
  if (encoding === 'cp850') return (byte) => (byte < 128 ? String.fromCharCode(byte) : cp850[byte - 128]!);
  if (encoding === 'cp850-twice') return (byte) => (byte < 128 ? String.fromCharCode(byte) : taken(byte));
  return (byte) => (byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80]! : String.fromCharCode(byte));
}

/** « é » of windows-1252 that a program took for that byte of DOS, « Ú », and wrote as windows-1252 again. */
function taken(byte: number): string {
  const one = table('windows-1252');
  const place = cp850.indexOf(one(byte));
  return one(place < 0 ? byte : place + 128);
}

export type Decode = (bytes: Buffer, last: boolean) => string;

/**
 * A decoder fed piece by piece. In UTF-8 a byte that is not valid is read as windows-1252 rather than lost:
 * files glued together from two programs have both.
 */
export function createDecoder(encoding: Encoding): Decode {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding, { ignoreBOM: false });
    return (bytes, last) => decoder.decode(bytes, { stream: !last });
  }
  if (encoding === 'utf-8') return utf8Decoder();
  if (encoding === 'utf-8-twice') return twiceDecoder();
  if (encoding === 'iso-8859-15')
    return (bytes) =>
      bytes.toString('latin1').replace(/[\u00a4\u00a6\u00a8\u00b4\u00b8\u00bc-\u00be]/g, (c) => latin9[c]!);
  const one = table(encoding);
  if (encoding === 'windows-1252')
    return (bytes) => bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (c) => one(c.charCodeAt(0)));
  return (bytes) => bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (c) => one(c.charCodeAt(0)));
}

function utf8Decoder(): Decode {
  let carried = Buffer.alloc(0);
  let first = true;
  const one = table('windows-1252');
  return (bytes, last) => {
    let all = carried.length > 0 ? Buffer.concat([carried, bytes]) : bytes;
    if (first && all.length >= 3) {
      first = false;
      if (all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf) all = all.subarray(3);
    }
    const end = last ? all.length : all.length - unfinished(all);
    carried = Buffer.from(all.subarray(end));
    const text = all.toString('utf8', 0, end);
    return text.includes('\ufffd') ? decodeMixed(all.subarray(0, end), one) : text;
  };
}

const byteOf = new Map(Array.from(windows1252, (character, at) => [character, 0x80 + at]));
/** What the bytes of an accented character become when its UTF-8 is taken for windows-1252, or ISO-8859-1: « Ã© » for « é ». */
const doubled = new RegExp(`[\\u0080-\\u00ff${windows1252}]{2,}`, 'g');

const longestRun = 1_000;

/** UTF-8 that some program took for windows-1252 and wrote as UTF-8 again. What is no such text stays as it is. */
function twiceDecoder(): Decode {
  const decode = utf8Decoder();
  let carried = '';
  return (bytes, last) => {
    const all = carried + decode(bytes, last);
    // A run of accents at the end may go on.
    let end = all.length;
    while (!last && end > Math.max(0, all.length - longestRun) && all.charCodeAt(end - 1) > 127) end -= 1;
    carried = all.slice(end);
    return once(all.slice(0, end));
  };
}

function once(text: string): string {
  const one = table('windows-1252');
  return text.replace(doubled, (run) =>
    decodeMixed(Buffer.from(Array.from(run, (character) => byteOf.get(character) ?? character.charCodeAt(0))), one),
  );
}

/** Whether the accents of a UTF-8 text are mostly those of a text encoded twice. */
function isTwice(samples: readonly Buffer[]): boolean {
  if (!samples.some((sample) => marks.some((mark) => sample.includes(mark)))) return false;
  let before = 0;
  let after = 0;
  for (const sample of samples) {
    const text = sample.toString('utf8');
    before += accents(text);
    after += accents(once(text));
  }
  // Each character of a text encoded twice is two or three; those of any other text stay as many.
  return before >= 4 && after <= before * 0.55;
}

/** « Ã », « Â » and « â€ » in UTF-8: where every text encoded twice begins its accents. */
const marks = [Buffer.from([0xc3, 0x83]), Buffer.from([0xc3, 0x82]), Buffer.from([0xc3, 0xa2, 0xe2])];

function accents(text: string): number {
  return text.match(/\P{ASCII}/gu)?.length ?? 0;
}

/** How many bytes at the end begin a character that is not complete. */
export function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 1;
}

function decodeMixed(bytes: Buffer, one: (byte: number) => string): string {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = validLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > start) parts.push(bytes.toString('utf8', start, at));
    parts.push(one(bytes[at]!));
    at += 1;
    start = at;
  }
  parts.push(bytes.toString('utf8', start));
  return parts.join('');
}

/** Length of the valid UTF-8 character at a place, 0 when there is none. */
function validLength(bytes: Buffer, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const length = sequenceLength(lead);
  if (length === 1 || at + length > bytes.length) return 0;
  for (let next = 1; next < length; next += 1) if ((bytes[at + next]! & 0xc0) !== 0x80) return 0;
  return length;
}

export type EncodingGuess = { encoding: Encoding; bom: boolean; invalid: number };

/**
 * The encoding of a text file from samples of it (the first one from its start). UTF-8 when at least as many
 * characters are valid UTF-8 as not; `invalid` counts the bytes that are not.
 */
export function guessEncoding(samples: readonly Buffer[]): EncodingGuess {
  const head = samples[0] ?? Buffer.alloc(0);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { encoding: isTwice(samples) ? 'utf-8-twice' : 'utf-8', bom: true, invalid: 0 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: true, invalid: 0 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: true, invalid: 0 };
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(head.length, 4096); at += 1) if (head[at] === 0) zeros[at % 2]! += 1;
  const half = Math.min(head.length, 4096) / 2;
  if (zeros[1]! > half * 0.4 && zeros[0]! < half * 0.05) return { encoding: 'utf-16le', bom: false, invalid: 0 };
  if (zeros[0]! > half * 0.4 && zeros[1]! < half * 0.05) return { encoding: 'utf-16be', bom: false, invalid: 0 };
  // Whole samples that are valid need no count; only the end of one may stop inside a character.
  if (samples.every((sample) => isUtf8(trimmed(sample))))
    return { encoding: isTwice(samples) ? 'utf-8-twice' : 'utf-8', bom: false, invalid: 0 };
  let valid = 0;
  let invalid = 0;
  let accented = 0;
  for (const [index, sample] of samples.entries()) {
    // A sample from the middle may begin or end inside a character.
    let at = 0;
    if (index > 0) while (at < 3 && at < sample.length && (sample[at]! & 0xc0) === 0x80) at += 1;
    const end = sample.length - unfinished(sample);
    while (at < end) {
      const length = validLength(sample, at);
      if (length === 0) invalid += 1;
      else if (length > 1) {
        valid += 1;
        if (sample[at] === 0xc3) accented += 1;
      }
      at += length || 1;
    }
  }
  if (invalid === 0 || valid > invalid) return { encoding: 'utf-8', bom: false, invalid };
  const encoding = guessEightBits(samples);
  // « Ã© » is no French: some lines were written in UTF-8, in a file of the other encoding.
  const isMixed = encoding === 'windows-1252' && accented >= 4 && accented >= invalid / 50;
  return isMixed ? { encoding: 'utf-8', bom: false, invalid } : { encoding, bom: false, invalid: 0 };
}

function trimmed(sample: Buffer): Buffer {
  let start = 0;
  while (start < 3 && start < sample.length && (sample[start]! & 0xc0) === 0x80) start += 1;
  return sample.subarray(start, sample.length - unfinished(sample));
}

/** Among 8-bit encodings, the one in which bytes next to ASCII letters are letters of French. */
function guessEightBits(samples: readonly Buffer[]): Encoding {
  const candidates: Encoding[] = ['windows-1252', 'iso-8859-15', 'mac-roman', 'cp850', 'cp850-twice'];
  const letters = new Set('éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆ');
  const capitals = new Set('ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆ');
  const signs = new Set('’‘«»–—…€°²³•\u00a0“”µ§');
  let best: Encoding = 'windows-1252';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const decode = createDecoder(candidate);
    let score = 0;
    for (const sample of samples) {
      const text = decode(sample, true);
      for (let at = 0; at < text.length; at += 1) {
        if (text.charCodeAt(at) < 128) continue;
        const character = text[at]!;
        // « AmbÇrieu » is no word, « PERÚ » is no « PERé ».
        if (capitals.has(character) && /[a-z]/.test(text[at - 1] ?? '')) score -= 2;
        else if (letters.has(character)) score += beside(text, at) ? 3 : candidate === 'cp850-twice' ? -2 : 1;
        else if (signs.has(character)) score += 1;
        else score -= 2;
      }
    }
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function beside(text: string, at: number): boolean {
  return /[a-z]/.test(text[at - 1] ?? '') || /[a-z]/.test(text[at + 1] ?? '');
}
