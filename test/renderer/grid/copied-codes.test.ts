import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { toHtml } from '../../../renderer/grid/clipboard.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));

test.skipIf(!office)(
  `a spreadsheet keeps the codes of a copied table, and reads its numbers as numbers${office ? '' : ' (skipped: no LibreOffice)'}`,
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
      execFileSync(
        office as string,
        [
          `-env:UserInstallation=${pathToFileURL(join(folder, 'office'))}`,
          '--headless',
          '--infilter=HTML (StarCalc)',
          '--convert-to',
          'fods',
          '--outdir',
          folder,
          join(folder, 'copied.html'),
        ],
        { stdio: 'ignore', timeout: 120_000 },
      );
      const sheet = readFileSync(join(folder, 'copied.fods'), 'utf8');
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
  150_000,
);
