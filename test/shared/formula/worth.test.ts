import { afterAll, beforeAll, expect, test } from 'vitest';
import { functions } from '../../../shared/formula/functions.ts';
import { printFormula } from '../../../shared/formula/print.ts';
import { readFormula } from '../../../shared/formula/understand.ts';
import type { Expression } from '../../../shared/recipe/expression.ts';
import { expressionSql } from '../../../shared/sql/expression.ts';
import { t } from '../../../shared/text/t.ts';
import fc from '../../tools/property.ts';
import { evaluate, type Row } from '../recipe/interpret.ts';
import { type Cell, column, type Laboratory, openLaboratory } from '../recipe/laboratory.ts';
import { formulaOf } from './arbitrary.ts';

const columns = [
  column('n', 'integer'),
  column('d', 'decimal'),
  column('t', 'text'),
  column('u', 'text'),
  column('b', 'boolean'),
  column('j', 'date'),
];
const rows: Cell[][] = [
  [1, 0.5, '01001', 'Évry', true, '2024-02-29'],
  [-3, -2.25, '2a004', ' le  MANS ', false, '1999-12-31'],
  [0, 0, '97101', '', true, '2026-11-21'],
  [7, 1.1, 'nd', '1 234,5', null, null],
  [null, 12.75, '35', 'Saint-Lô', false, '2000-01-01'],
  [5, null, null, null, null, '2015-08-15'],
];

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
  await laboratory.lay('main', { columns, rows });
});
afterAll(() => laboratory.close());

async function inSql(expressions: readonly Expression[]): Promise<Cell[][]> {
  const list = expressions.map((expression, place) => {
    const { sql, type } = expressionSql(expression, columns);
    return `${type === 'date' ? `CAST(${sql} AS VARCHAR)` : sql} AS c${place}`;
  });
  const found = await laboratory.rows<Record<string, Cell>>(
    `SELECT ${list.join(', ')} FROM source_main ORDER BY __row`,
  );
  return found.map((row) => expressions.map((_, place) => row[`c${place}`] ?? null));
}

function inScript(expressions: readonly Expression[]): Cell[][] {
  return rows.map((cells, place) => {
    const row: Row = {
      cells: Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] ?? null])),
      place: [place],
    };
    return expressions.map((expression) => evaluate(expression, row));
  });
}

function settle(table: Cell[][]): Cell[][] {
  return table.map((row) => row.map((cell) => (typeof cell === 'number' ? Number(cell.toPrecision(11)) + 0 : cell)));
}

test('a formula is worth in SQL what it is worth cell by cell, and prints back to itself', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(formulaOf, { minLength: 8, maxLength: 8 }), async (expressions) => {
      for (const expression of expressions) {
        const text = printFormula(expression, columns);
        expect(readFormula(text, columns), text).toEqual({ expression, problem: null });
      }
      const written = expressions.map((expression) => printFormula(expression)).join('\n');
      expect(settle(await inSql(expressions)), written).toEqual(settle(inScript(expressions)));
    }),
    { numRuns: 120 },
  );
});

test.each<[string, Cell]>([
  ['TEXTE(1234,5; "# ##0,00")', '1\u202f234,50'],
  ['TEXTE(-0,4; "0")', '0'],
  ['TEXTE(-12,345; "0,0")', '-12,3'],
  ['TEXTE(42; "00000")', '00042'],
  ['TEXTE(0,1234; "0,0 %")', '12,3 %'],
  ['TEXTE(0,5; "0%")', '50%'],
  ['TEXTE(DATE(2024; 2; 29); "jj/mm/aaaa")', '29/02/2024'],
  ['TEXTE(DATE(2024; 2; 29); "aaaa-mm")', '2024-02'],
  ['CNUM("1 234,5")', 1234.5],
  ['CNUM("1.5.2")', null],
  ['DATE(2023; 2; 29)', null],
  ['1 / 0', null],
  ['SIERREUR(1 / 0; -1)', -1],
  ['LN(0)', null],
  ['RACINE(-1)', null],
  ['ARRONDI.SUP(1,1; 1)', 1.1],
  ['ARRONDI.INF(-2,37; 1)', -2.3],
  ['ARRONDI(1250; -2)', 1300],
  ['ENT(-2,5)', -3],
  ['MOD(-7; 3)', 2],
  ['MOD(-7,5; 2)', 0.5],
  ['MOD(RACINE(0,5); 2) = RACINE(0,5)', true],
  ['2^3^2', 64],
  ['NOMPROPRE("L\'ISLE-sur-la-SORGUE")', "L'Isle-Sur-La-Sorgue"],
  ['SUPPRESPACE("  le   Mans ")', 'le Mans'],
  ['STXT("Besançon"; 3; 4)', 'sanç'],
  ['CHERCHE("SANÇ"; "Besançon")', 3],
  ['CHERCHE("x"; "Besançon")', null],
  ['SUBSTITUE("a-b-c"; "-"; "")', 'abc'],
  ['DEPARTEMENT("2B033")', '2B'],
  ['DEPARTEMENT("97411")', '974'],
  ['DEPARTEMENT("1001")', null],
  ['SI(MANQUANT() > 3; "a"; "b")', null],
  ['MOYENNE(1; MANQUANT(); 4)', 2.5],
  ['DEPARTEMENT(MANQUANT()) < "b"', null],
])('%s gives %s', async (text, value) => {
  const { expression, problem } = readFormula(text, columns);
  expect(problem).toBeNull();
  const [first] = await inSql([expression!]);
  expect(first).toEqual([value]);
});

test('the example of each function can be typed as it stands', () => {
  const named = ['Population', 'Agents', 'Part', 'Évolution', '2015', '2020', 'Hommes', 'Femmes', 'Superficie', 'Taux', 'Effectif', 'Année']; // biome-ignore format: one line
  const some = [
    ...named.map((name) => column(name, 'decimal')),
    ...['Nom', 'Code', 'SIRET', 'Région'].map((name) => column(name, 'text')),
    column('Créée le', 'date'),
  ];
  const refused = functions.filter(({ id }) => readFormula(t(`formula.example.${id}`), some).problem !== null);
  const absent = functions.filter(({ id, name }) => id !== 'concat' && !t(`formula.form.${id}`).startsWith(name));
  expect({ refused, absent }).toEqual({ refused: [], absent: [] });
});
