import type { Warning } from '../../../shared/contract.ts';
import { assembledCommune } from '../../../shared/sql/clean.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { codeLengths, codePatterns, openingOf } from '../../../shared/territory/codes.ts';
import { headerWords } from '../../../shared/territory/recognise.ts';
import type { Connection } from '../database.ts';
import type { ColumnPlan } from './plan.ts';
import { tableOf } from './typed-table.ts';

/** Lengths of a code as it should be written. */
const lengths: Partial<Record<NonNullable<ColumnPlan['meaning']>, readonly number[]>> = {
  ...Object.fromEntries(Object.entries(codeLengths).map(([meaning, length]) => [meaning, [length]])),
  departement: [2, 3],
  'tranche-effectif': [2],
};

/** SQL true for the cells of a column of codes that are not written as one; null for other columns. */
export function oddCodes(plan: ColumnPlan): string | null {
  const pattern = plan.meaning === null ? undefined : codePatterns[plan.meaning];
  if (plan.type !== 'text' || plan.meaning === null || pattern === undefined) return null;
  const name = identifier(plan.name);
  // Length and first character are a tenth of the pattern's cost and pass nearly every cell.
  const doubtful = `(strlen(${name}) NOT IN (${lengths[plan.meaning]!.join(', ')}) OR ${name} >= ':' OR ${name} < '0')`;
  return `${doubtful} AND NOT regexp_full_match(${name}, ${literal(pattern)})`;
}

const invisible = '[\\s\u00a0\u200b-\u200f\u202a-\u202f\u2060\ufeff]';

/** Codes spoilt by spreadsheets, counted by what spoilt them, and values that are no codes at all. */
export async function warnCodes(connection: Connection, id: string, plan: ColumnPlan): Promise<Warning[]> {
  const { meaning } = plan;
  const odd = oddCodes(plan);
  if (odd === null || meaning === null) return [];
  const length = codeLengths[meaning];
  const name = identifier(plan.name);
  const opening = plan.opened ? openingOf(meaning) : null;
  const conditions = {
    // A sentence has blanks too.
    spoilt: `regexp_matches(${name}, ${literal(invisible)}) AND NOT regexp_matches(${name}, '[A-Za-zÀ-ÿ]{2}')`,
    floats: `regexp_full_match(${name}, '[0-9]+[.,]0+')`,
    lost: length === undefined ? 'FALSE' : `regexp_full_match(${name}, '[0-9]{${length - 1}}')`,
  };
  const opened = opening === null ? '' : `WHEN regexp_matches(${name}, ${literal(opening)}) THEN 'opened' `;
  const kind = `CASE ${opened}WHEN ${conditions.spoilt} THEN 'spoilt' WHEN ${conditions.floats} THEN 'floats' WHEN ${conditions.lost} THEN 'lost' ELSE 'others' END`;
  const rows = await connection.rows<{ kind: string; count: number; examples: string }>(
    `SELECT kind, sum(cells) AS count, array_to_string(list(value ORDER BY cells DESC, value)[1:5], '\u202f; ') AS examples ` +
      `FROM (SELECT ${kind} AS kind, left(${name}, 40) AS value, count(*) AS cells FROM ${tableOf(id)} WHERE ${odd} GROUP BY 1, 2) GROUP BY 1`,
  );
  const warnings = meaning === 'commune' ? await warnArrondissements(connection, id, name, plan.name) : [];
  if (plan.opened) warnings.push(...(await warnOpenings(connection, id, plan)));
  const codes = {
    opened: 'opened-codes',
    lost: 'lost-zeros',
    floats: 'float-codes',
    spoilt: 'spaced-codes',
    others: 'odd-codes',
  } as const;
  for (const [kind, code] of Object.entries(codes)) {
    const found = rows.find((row) => row.kind === kind);
    // Codes of another level are no mistakes.
    if (found === undefined || (kind === 'others' && plan.opened)) continue;
    const params = { column: plan.name, count: Number(found.count), meaning, examples: found.examples };
    warnings.push({ code: code as Warning['code'], params });
  }
  return warnings;
}

/** Several levels in one column of "2021-COM-01001" and "2024-DEP-01": `values` are what comes before the codes of each. */
async function warnOpenings(connection: Connection, id: string, plan: ColumnPlan): Promise<Warning[]> {
  const level = `regexp_extract(${identifier(plan.name)}, '^[12][0-9]{3}-([A-Z0-9]+)-', 1)`;
  const rows = await connection.rows<{ level: string; count: number }>(
    `SELECT ${level} AS level, count(*) AS count FROM ${tableOf(id)} GROUP BY 1 HAVING level <> '' ORDER BY count DESC, level`,
  );
  if (rows.length < 2) return [];
  const examples = rows.slice(0, 6).map(({ level, count }) => `${level} (${count})`);
  const values = JSON.stringify(rows.map(({ level }) => level));
  return [{ code: 'mixed-openings', params: { column: plan.name, examples: examples.join(', '), values } }];
}

const phoneHeader = /\b(?:tel(?:ephone)?s?|phone|portables?|mobiles?|fax|telecopie)\b/;

/** Phone numbers that a spreadsheet took for numbers: nine figures, where other texts as long would be changed with them. */
export async function warnPhones(connection: Connection, id: string, plans: readonly ColumnPlan[]): Promise<Warning[]> {
  const phones = plans.filter(
    ({ name, type, meaning }) => type === 'text' && meaning === null && phoneHeader.test(headerWords(name)),
  );
  const warnings: Warning[] = [];
  for (const plan of phones) {
    const name = identifier(plan.name);
    const [row] = await connection.rows<{ count: number; others: number; example: string | null }>(
      `SELECT count(*) FILTER (WHERE lost) AS count, count(*) FILTER (WHERE length(t) = 9 AND NOT lost) AS others, min(t) FILTER (WHERE lost) AS example ` +
        `FROM (SELECT ${name} AS t, regexp_full_match(${name}, '[1-9][0-9]{8}') AS lost FROM ${tableOf(id)})`,
    );
    if (row === undefined || row.count === 0 || row.others > 0) continue;
    warnings.push({ code: 'phone-zeros', params: { column: plan.name, count: row.count, example: row.example! } });
  }
  return warnings;
}

const communeHeader =
  /^(?:icom|cod(?:e|es)? ?(?:de la )?com(?:mune)?s?|com(?:mune)?|dep ?com|codecommune|(?:code )?insee|num(?:ero)? (?:de )?commune)$/;
/** Over « 001 », which is no code of a département. */
const departementHeader = /^(?:code |n ?)?dep(?:t|artement)?$/;
const sampled = 100_000;

/** Département and commune in two columns: "01" + "001" is 01001, "971" + "101" is 97101, "001" + "001" of the tax office is 01001. */
export async function warnSplitCode(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  rowCount: number,
): Promise<Warning[]> {
  const departement =
    plans.find((plan) => plan.meaning === 'departement') ??
    plans.find(({ name, type, meaning }) => type === 'text' && !meaning && departementHeader.test(headerWords(name)));
  if (departement === undefined || plans.some((plan) => plan.meaning === 'commune')) return [];
  const dep = identifier(departement.name);
  for (const plan of plans) {
    if ((plan.type !== 'text' && plan.type !== 'integer') || !communeHeader.test(headerWords(plan.name))) continue;
    const name = `CAST(${identifier(plan.name)} AS VARCHAR)`;
    const whole = assembledCommune(dep, name);
    const [row] = await connection.rows<{ short: number; present: number; whole: number; sampled: number }>(
      `SELECT count(*) FILTER (WHERE strlen(${name}) <= 3) AS short, count(${name}) AS present, count(*) AS sampled, ` +
        `count(*) FILTER (WHERE regexp_full_match(${whole}, ${literal(codePatterns.commune!)})) AS whole FROM (FROM ${tableOf(id)} LIMIT ${sampled})`,
    );
    const found = row ?? { short: 0, present: 0, whole: 0, sampled: 0 };
    if (found.present < found.sampled / 2 || found.short < found.present * 0.9 || found.whole < found.present * 0.9)
      continue;
    const params = { departement: departement.name, commune: plan.name, count: rowCount };
    return [{ code: 'split-commune-code', params }, ...(await warnArrondissements(connection, id, whole, plan.name))];
  }
  return [];
}

/** Municipal arrondissements of Paris, Lyon and Marseille, which INSEE's files often give in the place of the commune. */
const arrondissements = [
  ['75101', '75120'],
  ['69381', '69389'],
  ['13201', '13216'],
] as const;
const parents = "('75056', '69123', '13055')";

/** `code` is SQL of a commune code. `communes` counts the rows of the three communes themselves: both would add up. */
async function warnArrondissements(
  connection: Connection,
  id: string,
  code: string,
  column: string,
): Promise<Warning[]> {
  const inside = arrondissements
    .map(([first, last]) => `(strlen(${code}) = 5 AND ${code} BETWEEN '${first}' AND '${last}')`)
    .join(' OR ');
  const [row] = await connection.rows<{ count: number; communes: number }>(
    `SELECT count(*) FILTER (WHERE ${inside}) AS count, count(*) FILTER (WHERE ${code} IN ${parents}) AS communes FROM ${tableOf(id)}`,
  );
  if (row === undefined || row.count === 0) return [];
  return [{ code: 'municipal-arrondissements', params: { column, count: row.count, communes: row.communes } }];
}
