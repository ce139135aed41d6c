import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { dataExtensions } from '../../shared/project/data-extensions.ts';
import { t } from '../../shared/text/t.ts';

/** What a page that has no room for endings calls them. */
const names: Record<string, string> = {
  xlsx: 'Excel',
  xlsm: 'Excel',
  xls: 'Excel',
  xlsb: 'Excel',
  ods: 'OpenDocument',
  csv: 'CSV',
  tsv: 'texte',
  txt: 'texte',
  dbf: 'dBase',
  slk: 'SYLK',
  dif: 'DIF',
  parquet: 'Parquet',
  zip: '.zip',
  gz: '.gz',
};

it('names the files that can be opened wherever one looks for them', () => {
  const readme = readFileSync(join(application.root, 'README.md'), 'utf8');
  const unsaid = dataExtensions.flatMap((ending) => [
    ...(readme.includes(`\`.${ending}\``) ? [] : [`README: .${ending}`]),
    ...(new RegExp(`\\.${ending}\\b`).test(t('sources.choose-hint')) ? [] : [`opening: .${ending}`]),
    ...(t('start.open-hint').includes(names[ending] ?? ending) ? [] : [`start page: ${names[ending] ?? ending}`]),
  ]);
  expect(unsaid).toEqual([]);
});
