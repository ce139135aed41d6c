import { Fault } from '../../../shared/rpc/fault.ts';
import { type Encoding, encodings, guessEncoding } from './encoding.ts';

/** What is declared of the texts of a table: by the .cpg beside it in its archive, and by byte 29 of its header. */
export type Declared = { codepage: string | null; driver: number };

/** DOS code pages of Western Europe and America: the letters of French are the same bytes in all of them. */
const dos: ReadonlySet<number> = new Set([
  0x01, 0x02, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x14, 0x15, 0x16, 0x18, 0x19, 0x1a, 0x1b, 0x1d,
  0x25, 0x37,
]);
/** Windows-1252, and « the code page of this Windows », which in France is the same. */
const windows: ReadonlySet<number> = new Set([0x03, 0x57, 0x58, 0x59]);

const codepages: { named: RegExp; encoding: Encoding }[] = [
  { named: /utf-?8|65001/i, encoding: 'utf-8' },
  { named: /8859[-_ ]?15|latin-?9/i, encoding: 'iso-8859-15' },
  { named: /1252|8859[-_ ]?1(?!\d)|latin-?1|^ansi/i, encoding: 'windows-1252' },
  { named: /850|858|437|^oem/i, encoding: 'cp850' },
  { named: /mac|10000/i, encoding: 'mac-roman' },
];

/**
 * The encoding of the texts of a table. `texts` are those with accents, from several places of it. What the bytes show
 * comes first: many programs write UTF-8 and say nothing, or declare the code page of the computer. Throws Fault
 * `encoding-unknown` for a choice of the user that has no name here.
 */
export function decideEncoding(
  texts: readonly Buffer[],
  { codepage, driver }: Declared,
  chosen: string | undefined,
): Encoding {
  if (chosen !== undefined) {
    const known = encodings.find((each) => each === chosen.toLowerCase());
    if (known === undefined) throw new Fault('encoding-unknown', { encoding: chosen });
    return known;
  }
  const declared = encodingOfPage(codepage) ?? encodingOfDriver(driver);
  // Without an accent yet, UTF-8 is read, and any byte that is not is read as windows-1252: right for both.
  if (texts.every((text) => text.length === 0))
    return declared === null || declared === 'windows-1252' ? 'utf-8' : declared;
  const seen = guessEncoding(texts).encoding;
  if (seen === 'utf-8' || seen === 'utf-8-twice') return seen;
  if (declared !== null && declared !== 'utf-8') return declared;
  // The letters of DOS make others in Mac Roman: one that says nothing comes from DOS.
  if (seen === 'mac-roman') return 'cp850';
  return seen === 'utf-16le' || seen === 'utf-16be' ? 'windows-1252' : seen;
}

function encodingOfPage(codepage: string | null): Encoding | null {
  if (codepage === null) return null;
  return codepages.find(({ named }) => named.test(codepage.trim()))?.encoding ?? null;
}

function encodingOfDriver(driver: number): Encoding | null {
  if (windows.has(driver)) return 'windows-1252';
  if (dos.has(driver)) return 'cp850';
  return driver === 0x04 ? 'mac-roman' : null;
}
