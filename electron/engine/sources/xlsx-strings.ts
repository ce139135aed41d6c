import { Fault } from '../../../shared/rpc/fault.ts';
import type { XlsxBook } from './xlsx-book.ts';
import { unescapeXml } from './xml.ts';
import { readEntryHead, streamEntry } from './zip.ts';

/** What ends a string; the second is an empty one. */
const ends = [Buffer.from('</si>'), Buffer.from('<si/>')];

/**
 * Reads the strings of one piece of sharedStrings.xml into `strings`, until there are `most`; answers where the
 * unfinished rest begins. Made text at once: a piece holds thousands of strings, and each call for some bytes costs.
 */
function takeStrings(bytes: Buffer, strings: string[], most = Number.POSITIVE_INFINITY): number {
  const last = Math.max(...ends.map((mark) => bytes.lastIndexOf(mark)));
  const end = last < 0 ? 0 : last + 5;
  const xml = bytes.toString('utf8', 0, end);
  let at = 0;
  while (strings.length < most) {
    const start = xml.indexOf('<si', at);
    if (start < 0) break;
    if (xml.startsWith('/>', start + 3)) {
      strings.push('');
      at = start + 5;
      continue;
    }
    const close = xml.indexOf('</si>', start);
    if (close < 0) break;
    const text = textOfItem(xml, start, close);
    strings.push(text.trim() === '' ? '' : text);
    at = close + 5;
  }
  return end;
}

/** "<si><t>…</t></si>" at once; anything else by its runs. */
function textOfItem(xml: string, start: number, end: number): string {
  const next = xml.indexOf('<', start + 7);
  if (next !== end - 4 || !xml.startsWith('<si><t>', start)) return richText(xml.slice(start, end));
  return unescapeXml(xml.slice(start + 7, next));
}

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
    rest = all.subarray(takeStrings(all, strings));
  }
  return strings;
}

/** Strings up to `highest`, from as little of the file as that takes; the largest head read is 64 MB of the archive. */
export async function readFirstStrings(book: XlsxBook, highest: number): Promise<string[]> {
  if (book.strings === null || highest < 0) return [];
  for (let length = 64 * 1024; ; length *= 4) {
    const { bytes, whole } = await readEntryHead(book.file.path, book.strings, length, book.file.name);
    const strings: string[] = [];
    takeStrings(bytes, strings, highest + 1);
    if (whole || strings.length > highest || length > 64_000_000) return strings;
  }
}
