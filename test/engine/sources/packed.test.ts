import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import type { SourceOptions } from '../../../shared/project/project.ts';
import { openBytes, typesOf } from './opening.ts';

/** A text file that a spreadsheet opened without cutting its lines into cells, then saved. */
async function openBook(rows: unknown[][], bookType: 'xlsx' | 'xls' | 'ods' = 'xlsx', options?: SourceOptions) {
  const sheet = utils.aoa_to_sheet(rows);
  const bytes = write({ SheetNames: ['Feuil1'], Sheets: { Feuil1: sheet } }, { type: 'buffer', bookType }) as Buffer;
  const { inspection, opened, ...opening } = await openBytes(bytes, options, `essai.${bookType}`);
  return {
    types: typesOf({ ...opening, inspection, opened }),
    rows: opening.rows,
    delimiter: inspection.delimiter,
    format: opened.source.format,
    warnings: opened.warnings.map(({ code }) => code),
    issues: opening.issues.length,
  };
}

describe('Lines of a text file in the cells of a sheet', () => {
  test.each(['xlsx', 'xls', 'ods'] as const)('of .%s are read in columns', async (bookType) => {
    const rows = [
      ['code_commune;commune;population'],
      ['01001;Ars;784'],
      ['01002;Bourg-en-Bresse;41 527'],
      ['01004;Pau;'],
    ];
    expect(await openBook(rows, bookType)).toEqual({
      types: ['code_commune:text:commune', 'commune:text', 'population:integer:population'],
      rows: [
        ['01001', 'Ars', 784],
        ['01002', 'Bourg-en-Bresse', 41_527],
        ['01004', 'Pau', null],
      ],
      delimiter: ';',
      format: bookType,
      warnings: ['packed-cells'],
      issues: 0,
    });
  });

  test('go on in the next cells where the spreadsheet cut them', async () => {
    const rows = [
      ['Titre de la feuille'],
      ['bureau;lieu;taux'],
      ['1;École Jaurès', ' rue Foch;12', 5],
      ['2;Mairie;8'],
      ['3;Gymnase', ' salle 2;9', 25],
      ['4;Mairie;10'],
    ];
    for (let bureau = 5; bureau < 15; bureau += 1) rows.push([`${bureau};Mairie;10`]);
    const { rows: read, warnings } = await openBook(rows);
    expect([read.slice(0, 3), read.length, warnings]).toEqual([
      [
        [1, 'École Jaurès, rue Foch', 12.5],
        [2, 'Mairie', 8],
        [3, 'Gymnase, salle 2', 9.25],
      ],
      14,
      ['packed-cells'],
    ]);
  });

  test('keep their quoted fields whole, whatever the delimiter', async () => {
    const { rows, delimiter } = await openBook([
      ['code,commune,taux'],
      ['01001,"Ars, Le Bourg",3'],
      ['01002,"Pau ""Nord""",4'],
      ['01004,Dole,5'],
    ]);
    expect([rows, delimiter]).toEqual([
      [
        ['01001', 'Ars, Le Bourg', 3],
        ['01002', 'Pau "Nord"', 4],
        ['01004', 'Dole', 5],
      ],
      ',',
    ]);
  });

  test('are left as they are when the user says so', async () => {
    const rows = [['code;commune;n'], ['01001;Ars;7'], ['01002;Pau;8'], ['01004;Dole;9']];
    const { types, delimiter, warnings } = await openBook(rows, 'xlsx', { delimiter: '' });
    expect([types, delimiter, warnings]).toEqual([['code;commune;n:text'], '', []]);
  });

  test('are told from lists and from cells that hold delimiters', async () => {
    const lists = await openBook([['Thèmes'], ['sport;culture;jeunesse'], ['sport;santé;emploi'], ['eau;air;bruit']]);
    const cells = await openBook([
      ['Nom;prénom', 'âge;sexe'],
      ['Dupont;Jean', '12;M'],
      ['Martin;Ève', '14;F'],
      ['Petit;Luc', '15;M'],
    ]);
    expect([lists.delimiter, lists.types, cells.delimiter, cells.types.length]).toEqual([
      null,
      ['Thèmes:text'],
      null,
      2,
    ]);
  });
});
