import { Fault } from '../../../shared/rpc/fault.ts';
import type { XlsxBook } from './xlsx-book.ts';
import { unescapeXml } from './xml.ts';
import { readEntryHead, streamEntry } from './zip.ts';

/** What ends a string; the second is an empty one. */
const ends = [Buffer.from('</si>'), Buffer.from('<si/>')] as const;

/** Bytes made text at a time where only the first strings are wanted. */
const window = 64 * 1024;

/** Where the last string that is whole ends between two places of `bytes`; `from` where there is none. */
function lastEnd(bytes: Buffer, from: number, to: number): number {
  const piece = bytes.subarray(from, to);
  // Empty strings are rare, and looked for after the last other one alone.
  const last = piece.lastIndexOf(ends[0]);
  const empty = piece.subarray(Math.max(0, last)).lastIndexOf(ends[1]);
  if (empty >= 0) return from + Math.max(0, last) + empty + ends[1].length;
  return last < 0 ? from : from + last + ends[0].length;
}

/** What is kept of an item of the strings, from the place where it starts to that of its closing tag. */
type Read = (xml: string, start: number, end: number) => string;

/**
 * Reads the strings of one piece of sharedStrings.xml into `strings`, until there are `most` or somewhat more; answers
 * where the rest begins. Made text at once: a piece holds thousands of strings, and each call for some bytes costs.
 */
function takeStrings(bytes: Buffer, strings: string[], read: Read, most = Number.POSITIVE_INFINITY): number {
  let from = 0;
  let length = most === Number.POSITIVE_INFINITY ? bytes.length : window;
  for (let to = 0; to < bytes.length && strings.length < most; ) {
    to = Math.min(to + length, bytes.length);
    const end = lastEnd(bytes, from, to);
    if (end > from) takeItems(bytes.toString('utf8', from, end), strings, read);
    // A string longer than the window is looked for in ever longer ones.
    else length *= 2;
    from = end;
  }
  return from;
}

/** Adds every string of a piece of XML that ends with one. */
function takeItems(xml: string, strings: string[], read: Read): void {
  for (let at = 0; ; ) {
    const start = xml.indexOf('<si', at);
    if (start < 0) return;
    if (xml.startsWith('/>', start + 3)) {
      strings.push('');
      at = start + 5;
      continue;
    }
    const close = xml.indexOf('</si>', start);
    if (close < 0) return;
    strings.push(read(xml, start, close));
    at = close + 5;
  }
}

/** "<si><t>…</t></si>" at once; anything else by its runs. Blank texts as ''. */
function textOfItem(xml: string, start: number, end: number): string {
  const next = xml.indexOf('<', start + 7);
  const isPlain = next === end - 4 && xml.startsWith('<si><t>', start);
  const text = isPlain ? unescapeXml(xml.slice(start + 7, next)) : richText(xml.slice(start, end));
  return text.trim() === '' ? '' : text;
}

const itself: Read = (xml, start, end) => xml.slice(start, end);

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The runs of a string joined; phonetic guides left out. */
export function richText(xml: string): string {
  const plain = xml.includes('<![CDATA[')
    ? xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text) => escapeXml(text))
    : xml;
  const body = plain.includes('<rPh') ? plain.replace(/<rPh[\s\S]*?<\/rPh>/g, '') : plain;
  const first = body.indexOf('<t');
  if (first < 0) return '';
  let text = '';
  for (let at = first; at >= 0; at = body.indexOf('<t', at)) {
    const after = body.charCodeAt(at + 2);
    const begin = body.indexOf('>', at) + 1;
    if (begin === 0) break;
    at = begin;
    // "<t/>" holds nothing; "<tFoo>" is another element.
    if (body.charCodeAt(begin - 2) === 47 || (after !== 62 && after !== 32 && after !== 10 && after !== 13)) continue;
    const end = body.indexOf('</t>', begin);
    if (end < 0) break;
    text += body.slice(begin, end);
    at = end;
  }
  return unescapeXml(text);
}

/** Every shared string, blank ones as ''. */
export async function readStrings(book: XlsxBook): Promise<string[]> {
  const strings: string[] = [];
  if (book.strings === null) return strings;
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of streamEntry(book.file.path, book.strings, book.file.name)) {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (strings.length === 0 && all.includes('<!DOCTYPE')) throw new Fault('archive-unsafe', { file: book.file.name });
    if (all.length > 256_000_000) throw new Fault('file-damaged', { file: book.file.name });
    rest = all.subarray(takeStrings(all, strings, textOfItem));
  }
  return strings;
}

/** The first strings, read as far as was asked at most: each by its index, undefined past the last. */
export type FirstStrings = { upTo(highest: number): Promise<(index: number) => string | undefined> };

/**
 * Strings up to the highest asked, from as little of the file as that takes; what was read serves the next time. The
 * largest head read is 64 MB of the archive.
 */
export function createFirstStrings(book: XlsxBook): FirstStrings {
  // A head refers to few of the strings before its last one: they stay as they are written until one is asked for.
  const items: string[] = [];
  const textOf = (index: number) => {
    const item = items[index];
    return item === undefined || item === '' ? item : textOfItem(item, 0, item.length);
  };
  /** Compressed bytes of the head that was read, and how many of the inflated ones were made strings. */
  let length = 0;
  let taken = 0;
  let ended = book.strings === null;
  return {
    async upTo(highest) {
      while (items.length <= highest && !ended) {
        // As much as the strings so far foretell.
        const foretold = items.length === 0 ? 0 : Math.ceil((length / items.length) * (highest + 1) * 1.2);
        length = Math.max(firstLength, length * (items.length === 0 ? 4 : 2), foretold);
        const { bytes, whole } = await readEntryHead(book.file.path, book.strings!, length, book.file.name);
        taken += takeStrings(bytes.subarray(taken), items, itself, highest + 1);
        // Some strings of this head may not have been wanted yet.
        ended = (whole && items.length <= highest) || length > 64_000_000;
      }
      return textOf;
    },
  };
}

const firstLength = 16 * 1024;
