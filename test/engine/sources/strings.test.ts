import { expect, test } from 'vitest';
import { createFirstStrings, readStrings } from '../../../electron/engine/sources/xlsx-strings.ts';
import { readZip } from '../../../electron/engine/sources/zip.ts';
import { zipOf } from '../../tools/pack-zip.ts';
import { stage } from './opening.ts';

/** Shared strings as programs write them: plain, empty, blank, of several runs, and one longer than any piece read. */
function sharedStrings(count: number): { texts: string[]; xml: string[] } {
  const texts: string[] = [];
  const xml = Array.from({ length: count }, (_, at) => {
    // Of no use to a compressor, so that the head of the archive holds few of them.
    const random = (Math.imul(at + 1, 2_654_435_761) >>> 0).toString(36);
    if (at % 97 === 0) return [texts.push(''), '<si/>'][1];
    if (at % 89 === 0) return [texts.push(''), '<si><t xml:space="preserve"> </t></si>'][1];
    if (at % 83 === 0)
      return [texts.push(`Évry & ${random}`), `<si><r><t>Évry &amp; </t></r><r><t>${random}</t></r></si>`][1];
    const text = at === 5_000 ? `${random} `.repeat(40_000) : `commune ${random}`;
    texts.push(text);
    return `<si><t>${text}</t></si>`;
  }) as string[];
  return { texts, xml: ['<sst>', ...xml, '</sst>'] };
}

test('the first strings of a workbook are the same however far one reads at a time', async () => {
  const { texts, xml } = sharedStrings(30_000);
  const file = stage(zipOf([['xl/sharedStrings.xml', xml]]), 'textes.xlsx');
  const [strings] = await readZip(file.path, file.name);
  const book = {
    file,
    date1904: false,
    sheets: [],
    strings: strings!,
    dateStyles: [],
    percentStyles: [],
    elapsedStyles: [],
  };
  const first = createFirstStrings(book);
  const heads: boolean[] = [];
  for (const highest of [0, 40, 4_999, 5_000, 17_000, 29_999, 40_000]) {
    const read = await first.upTo(highest);
    const wanted = Math.min(highest + 1, texts.length);
    heads.push(texts.slice(0, wanted).every((text, at) => text === read(at)));
  }
  expect(heads).toEqual([true, true, true, true, true, true, true]);
  expect(await readStrings(book)).toEqual(texts);
});
