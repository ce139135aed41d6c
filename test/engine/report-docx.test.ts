import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeReportDocx } from '../../electron/engine/exports/report/docx.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crible-docx-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Twentieths of a point that a bold capital of the tables takes at most (nine points high), and both sides of a cell. */
const capital = 0.75 * 9 * 20;
const sides = 216;

test('a title of capitals stands on one line beside wider columns', async () => {
  const head = ['CODGEO', 'LIBGEO', 'NBMENFISC15', 'NBPERSMENFISC15', 'MED15', 'PIMP15'];
  const rows = [['01384', 'Saint-Rambert-en-Bugey', 936, 2056.5, 18_106.1, 45]];
  const data = { head, names: 2, rows, shown: 1, total: 1 };
  const path = join(folder, 'report.docx');
  await writeReportDocx(path, {
    title: 'Essai',
    subtitle: '',
    parts: [{ kind: 'table', title: 'Communes', caption: [], data }],
  });
  const widths = [...documentOf(await readFile(path)).matchAll(/<w:gridCol w:w="(\d+)"/g)].map((one) => Number(one[1]));
  const tight = head.filter((title, place) => (widths[place] ?? 0) < title.length * capital + sides);
  expect({ columns: widths.length, tight }).toEqual({ columns: 6, tight: [] });
});

/** word/document.xml of a .docx. */
function documentOf(zip: Buffer): string {
  const name = zip.indexOf('word/document.xml', 0, 'latin1');
  const local = name - 30;
  const start = name + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return inflateRawSync(zip.subarray(start), { finishFlush: 2 }).toString('utf8');
}
