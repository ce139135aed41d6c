import { describe, expect, test } from 'vitest';
import { parseTargets, readAreas, UsageError } from '../../electron/engine/targets-options.ts';

describe('the options of `targets`', () => {
  test('default to the law, on France and the built-in reference', () => {
    expect(parseTargets(['--out', 'cibles.xlsx'])).toEqual({
      bodies: 'communes',
      figure: 'municipale',
      note: null,
      workbook: null,
      population: null,
      staff: null,
      territory: 'france',
      kind: 'municipale',
      thresholds: { minPopulation: 3500, maxPopulation: null, minStaff: 50, operator: 'ge', connective: 'and' },
      out: 'cibles.xlsx',
      format: 'xlsx',
    });
  });

  test('are all read, after a space or an equals sign', () => {
    const args =
      '--population p.csv --staff=s.csv --territory departement:33 --population-kind totale --min-population 10000 --min-staff 49.5 --operator gt --connective or --max-population 80000 --note n.docx --workbook w.xlsx --out o.csv';
    expect(parseTargets(args.split(' '))).toEqual({
      bodies: 'communes',
      figure: 'totale',
      note: 'n.docx',
      workbook: 'w.xlsx',
      population: 'p.csv',
      staff: 's.csv',
      territory: 'departement:33',
      kind: 'totale',
      thresholds: { minPopulation: 10000, maxPopulation: 80000, minStaff: 49.5, operator: 'gt', connective: 'or' },
      out: 'o.csv',
      format: 'csv-open',
    });
  });

  test.each([
    [[]],
    [['--out']],
    [['--out', 'cibles.docx']],
    [['--out', 'a.csv', '--out', 'b.csv']],
    [['--out', 'a.csv', '--operator', 'lt']],
    [['--out', 'a.csv', '--min-staff', 'cinquante']],
    [['--out', 'a.csv', '--sheet', 'Communes']],
    [['cibles.csv']],
    [['--out', 'a.csv', '--note', 'note.pdf']],
    [['--out', 'a.csv', '--workbook', 'liste.csv']],
    [['--out', 'a.csv', '--bodies', 'cantons']],
    [['--out', 'a.csv', '--bodies', 'regions', '--population-kind', 'totale']],
    [['--out', 'a.csv', '--bodies', 'epci', '--population', 'p.csv']],
  ])('refuse %j', (args) => {
    expect(() => parseTargets(args)).toThrow(UsageError);
  });
});

describe('a territory', () => {
  const known = [{ kind: 'departement' as const, code: '2A', name: 'Corse-du-Sud', parent: '94' }];

  const findCommune = async (code: string) =>
    code === '2A004' ? { kind: 'commune' as const, code, name: 'Ajaccio' } : null;

  test('is France or codes of the reference, in any case, several with commas', async () => {
    const read = (text: string) => readAreas(text, known, findCommune);
    expect([await read('France'), await read('departement:2a'), await read('departement:2A, commune:2a004')]).toEqual([
      [{ kind: 'france', code: '', name: 'France' }],
      [{ kind: 'departement', code: '2A', name: 'Corse-du-Sud' }],
      [
        { kind: 'departement', code: '2A', name: 'Corse-du-Sud' },
        { kind: 'commune', code: '2A004', name: 'Ajaccio' },
      ],
    ]);
  });

  test.each(['region:2A', 'departement:20', 'Gironde', '', 'commune:99999', 'departement:2A,commune:'])(
    '« %s » is refused',
    async (text) => {
      await expect(readAreas(text, known, findCommune)).rejects.toMatchObject({ code: 'territory-unknown' });
    },
  );
});
