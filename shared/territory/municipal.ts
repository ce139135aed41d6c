import { identifier, literal } from '../sql/quote.ts';

/** The three communes whose arrondissements INSEE codes as communes: both in one file count their people twice. */
const cities = [
  { commune: '75056', first: 75_101, count: 20 },
  { commune: '69123', first: 69_381, count: 9 },
  { commune: '13055', first: 13_201, count: 16 },
];

/** Code of the commune that each municipal arrondissement is a part of. */
export const communeOfArrondissement: ReadonlyMap<string, string> = new Map(
  cities.flatMap(({ commune, first, count }) =>
    Array.from({ length: count }, (_, place) => [String(first + place), commune] as const),
  ),
);

const codes = [...new Set(communeOfArrondissement.values()), ...communeOfArrondissement.keys()];

/** SQL of `code`: those of the three communes and of their arrondissements in the column `name` of a relation's `sql`. */
export function citiesSql(sql: string, name: string): string {
  const code = `${identifier(name)}::VARCHAR`;
  return `SELECT DISTINCT ${code} AS code FROM (${sql}) WHERE ${code} IN (${codes.map(literal).join(', ')}) ORDER BY code`;
}

/** Of these codes, the arrondissements whose commune is among them too. */
export function doubledArrondissements(codes: readonly string[]): string[] {
  const present = new Set(codes);
  return codes.filter((code) => present.has(communeOfArrondissement.get(code) ?? ''));
}
