import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toHtml } from '../../../renderer/grid/clipboard.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { convertWithOffice, hasOffice, withoutOffice } from '../../tools/office.ts';

test.skipIf(!hasOffice)(
  `a spreadsheet keeps the codes of a copied table, and reads its numbers as numbers${withoutOffice}`,
  async () => {
    const columns: Column[] = [
      { name: 'Commune', type: 'text', meaning: 'commune' },
      { name: 'Tranche', type: 'text', meaning: 'tranche-effectif' },
      { name: 'Intervalle', type: 'text', meaning: null },
      { name: 'Population', type: 'integer', meaning: 'population' },
    ];
    const html = toHtml(columns, [
      ['01001', '00', '1-2', 767],
      ['2A004', '11', '3E5', null],
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'crible-copied-'));
    try {
      await writeFile(join(folder, 'copied.html'), html);
      const options = ['--infilter=HTML (StarCalc)'];
      const converted = convertWithOffice(join(folder, 'copied.html'), 'fods', folder, options);
      const sheet = readFileSync(converted, 'utf8');
      const cells = [...sheet.matchAll(/<table:table-cell[^>]*office:value-type="(\w+)"[^>]*>\s*<text:p>([^<]*)/g)];
      expect(cells.map(([, type, text]) => [type, text])).toEqual([
        ...columns.map(({ name }) => ['string', name]),
        ['string', '01001'],
        ['string', '00'],
        ['string', '1-2'],
        ['float', '767'],
        ['string', '2A004'],
        ['string', '11'],
        ['string', '3E5'],
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
