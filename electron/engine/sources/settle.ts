import type { CellIssue } from '../../../shared/contract.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import { type IssueCounts, noIssues } from './column-issues.ts';
import { guessColumn } from './guess.ts';
import { isLetter } from './letters.ts';
import { areNoted, withoutMark } from './marks.ts';
import { missingReason } from './missing.ts';
import { isPageMark } from './page-lines.ts';
import type { ColumnPlan } from './plan.ts';
import { quantitiesOf, readQuantity } from './quantities.ts';
import { statusReason } from './series-codes.ts';
import { correctGroups, headerOf, holdsCategories } from './settle-figures.ts';
import { areNegatives, isFigure, isOddNegative, shapeOf } from './shapes.ts';
import { issuesOf, type Leftovers, leftover, leftoverList, leftoverLists, tableOf } from './typed-table.ts';

/**
 * A guessed type stands when at least 99 % of the values of the whole column convert (missing codes apart), or all
 * but two of twenty and more. Below that the column is text: a lost meaning is worse than a column not typed.
 */
const convertingShare = 0.99;

type Left = { raw: string; count: number };

/** Of the kept columns, by their place in the file: values read, texts that did not convert, rough count of values. */
export type Counts = Map<number, { values: number; left: number; distinct: number }>;

/**
 * Counts the cells of every column of `source_<id>`. What the statistics of the table already prove (no missing cell,
 * nothing but missing cells) is not counted: most columns of a large file then cost nothing.
 */
export async function countCells(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  leftovers: Leftovers,
  rows: number,
): Promise<Counts> {
  const counts: Counts = new Map();
  const kept = plans.filter((plan) => plan.kept);
  const filled = await filledLists(connection, id, leftovers);
  const mayBeLeft = (plan: ColumnPlan) => leftovers.has(plan.index) && filled.has(leftoverList(plan, leftovers));
  for (let from = 0; from < kept.length; from += 500) {
    const slice = kept.slice(from, from + 500);
    const [stats] = await connection.rows<Record<string, string>>(
      `SELECT ${slice
        .map((plan, at) => `stats(${identifier(plan.name)}) AS v${at}`)
        .join(', ')} FROM ${tableOf(id)} LIMIT 1`,
    );
    const known = (key: string) => proven(stats?.[key], rows);
    const asked = slice.flatMap((plan, at) => [
      ...(known(`v${at}`) === null ? [`count(${identifier(plan.name)}) AS v${at}`] : []),
      ...(mayBeLeft(plan) ? [`count(${leftover(plan, leftovers)}) AS l${at}`] : []),
    ]);
    const [row] =
      asked.length === 0
        ? [{}]
        : await connection.rows<Record<string, number>>(`SELECT ${asked.join(', ')} FROM ${tableOf(id)}`);
    for (const [at, plan] of slice.entries()) {
      const values = known(`v${at}`) ?? row?.[`v${at}`] ?? 0;
      const left = row?.[`l${at}`] ?? 0;
      const rough = Number(/Approx Unique: (\d+)/.exec(stats?.[`v${at}`] ?? '')?.[1] ?? 0);
      counts.set(plan.index, { values, left, distinct: Math.min(rough, values) });
    }
  }
  return counts;
}

/** The lists of leftovers that hold some, on any row. */
async function filledLists(connection: Connection, id: string, leftovers: Leftovers): Promise<Set<string>> {
  const lists = leftoverLists(leftovers);
  if (lists.length === 0) return new Set();
  const [row] = await connection.rows<Record<string, number>>(
    `SELECT ${lists.map((list, at) => `count(${list}) AS l${at}`).join(', ')} FROM ${tableOf(id)}`,
  );
  return new Set(lists.filter((_, at) => (row?.[`l${at}`] ?? 0) > 0));
}

/** Statistics only ever err on the side of "may have": a "false" is certain. */
function proven(stats: string | undefined, rows: number): number | null {
  if (stats === undefined) return 0;
  if (/Has Null: false/.test(stats)) return rows;
  return /Has No Null: false/.test(stats) ? 0 : null;
}

/** Plans whose guess the whole column proves wrong, corrected; null when every guess stands. */
export async function correctPlans(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  counts: Counts,
  leftovers: Leftovers,
): Promise<ColumnPlan[] | null> {
  let changed = false;
  const corrected: ColumnPlan[] = [];
  for (const plan of plans) {
    const next = plan.kept ? await correctPlan(connection, id, plan, counts, leftovers) : plan;
    if (
      next.type !== plan.type ||
      next.plain !== plan.plain ||
      next.negatives !== plan.negatives ||
      next.thousands !== plan.thousands ||
      next.marks !== plan.marks ||
      next.suffix !== plan.suffix
    )
      changed = true;
    corrected.push(next);
  }
  return changed ? corrected : null;
}

async function correctPlan(
  connection: Connection,
  id: string,
  plan: ColumnPlan,
  counts: Counts,
  leftovers: Leftovers,
): Promise<ColumnPlan> {
  const { values, left } = counts.get(plan.index) ?? { values: 0, left: 0 };
  if (plan.pinned) return plan;
  if (plan.type === 'text') return plan.evident || values === 0 ? plan : promote(connection, id, plan);
  if (left === 0) return plan;
  const texts = await leftTexts(connection, id, leftover(plan, leftovers));
  let coded = 0;
  let decimals = 0;
  let zeroLed = false;
  let listed = 0;
  let titles = 0;
  const missing = new Set(plan.missing);
  for (const { raw, count } of texts) {
    listed += count;
    const isStatus = plan.statuses?.includes(raw.trim()) === true;
    if (isStatus || missingReason(raw) !== null) {
      coded += count;
      if (!isStatus) missing.add(raw.trim());
      continue;
    }
    if (raw.trim() === plan.name || isPageMark(raw)) titles += count;
    const shape = shapeOf(raw);
    if (shape === 'zero-led' || /^2[AB]\d*$/i.test(raw.trim())) zeroLed = true;
    if (/^(?:decimal|grouped|scientific|percent|amount)/.test(shape)) decimals += count;
  }
  // Titles and numbers of pages printed among the rows say nothing of the type.
  const invalid = left - coded - titles;
  const typed: ColumnPlan = { ...plan, missing: [...missing].sort() };
  // Rarer forms of the same type: read again with all of its patterns before judging.
  const unread = texts.some(({ raw }) => !['text', 'missing', 'zero-led', 'empty'].includes(shapeOf(raw)));
  if (plan.plain && unread) return { ...plan, plain: false };
  const isNumber = plan.type === 'integer' || plan.type === 'decimal';
  if (isNumber && plan.negatives !== true && areNegatives(texts.map(({ raw }) => raw)))
    return { ...typed, negatives: true, negative: texts.find(({ raw }) => isOddNegative(raw))?.raw.trim() };
  if (isNumber && plan.marks === undefined) {
    const found = texts.filter(({ raw }) => isFigure(shapeOf(withoutMark(raw) ?? '')));
    const count = found.reduce((sum, each) => sum + each.count, 0);
    if (count > 0 && (count <= values || areNoted(found.map(({ raw }) => raw))))
      return { ...typed, marks: { example: found[0]!.raw.trim(), count } };
  }
  if (isNumber && plan.suffix === undefined) {
    const quantities = texts.filter(({ raw }) => readQuantity(raw.trim()) !== null);
    const count = quantities.reduce((sum, each) => sum + each.count, 0);
    const found =
      count > values
        ? null
        : quantitiesOf(
            headerOf(plan),
            quantities.map(({ raw }) => raw.trim()),
          );
    if (found !== null && !plan.scales) return { ...typed, suffix: found.suffix, plain: false };
  }
  const asText: ColumnPlan = {
    ...plan,
    type: 'text',
    missing: [],
    meaning: null,
    period: undefined,
    suffix: undefined,
  };
  // Any other letter would be a point of the compass, or a category.
  if ((plan.letters || plan.crosses) && (invalid > 0 || [...missing].some(isLetter))) return asText;
  if (plan.type === 'integer' && missing.size > 0 && (await holdsCategories(connection, id, plan, missing)))
    return asText;
  if (values === 0 && decimals === 0) return asText;
  if (isNumber && zeroLed) return asText;
  const enough = (wrong: number, right: number) =>
    wrong <= (wrong + right) * (1 - convertingShare) || (wrong <= 2 && right >= 20);
  if (plan.type === 'integer' && decimals > 0 && enough(invalid - decimals, values + decimals)) {
    const grouped = await correctGroups(connection, id, plan, texts);
    if (grouped !== null) return { ...typed, ...grouped };
    const commas = texts.filter(({ raw }) => shapeOf(raw) === 'decimal-comma').length;
    const dots = texts.filter(({ raw }) => shapeOf(raw) === 'decimal-dot').length;
    return { ...typed, type: 'decimal', decimal: commas >= dots && commas > 0 ? ',' : '.' };
  }
  if (enough(invalid, values) && listed > 0) return typed;
  return values > invalid ? { ...asText, mixed: plan.type } : asText;
}

/** A column of which the head showed nothing: typed if all of its different texts agree. */
async function promote(connection: Connection, id: string, plan: ColumnPlan): Promise<ColumnPlan> {
  const name = identifier(plan.name);
  // Different texts: codes such as "s" may fill the first thousands of rows.
  const rows = await connection.rows<{ raw: string }>(
    `SELECT DISTINCT ${name} AS raw FROM ${tableOf(id)} WHERE ${name} IS NOT NULL LIMIT 2000`,
  );
  const guess = guessColumn(
    plan,
    rows.map((row) => row.raw),
  );
  return { ...plan, ...guess, missing: [...new Set([...plan.missing, ...guess.missing])].sort(), evident: true };
}

async function leftTexts(connection: Connection, id: string, left: string): Promise<Left[]> {
  return connection.rows<Left>(
    `SELECT ${left} AS raw, count(*) AS count FROM ${tableOf(id)} WHERE ${left} IS NOT NULL GROUP BY 1 ORDER BY count DESC, raw LIMIT 5000`,
  );
}

/** Moves the texts that did not convert into `issues_<id>` and leaves `source_<id>` with its own columns only. */
export async function recordIssues(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  left: Counts,
  leftovers: Leftovers,
  others: readonly CellIssue[],
): Promise<IssueCounts> {
  await connection.run(
    `CREATE OR REPLACE TABLE ${issuesOf(id)} ("row" BIGINT, "column" VARCHAR, raw VARCHAR, reason VARCHAR)`,
  );
  const counts: IssueCounts = new Map();
  for (const plan of plans) {
    if (!plan.kept || (left.get(plan.index)?.left ?? 0) === 0) continue;
    const texts = await leftTexts(connection, id, leftover(plan, leftovers));
    const pinned = new Set(plan.missing.map((text) => text.toLowerCase()));
    const reasons = new Map<string, string>();
    for (const { raw } of texts) {
      const own = plan.statuses?.includes(raw.trim()) ? statusReason : null;
      const reason = own ?? missingReason(raw) ?? (pinned.has(raw.trim().toLowerCase()) ? 'non disponible' : null);
      if (reason !== null) reasons.set(raw, reason);
    }
    if (reasons.size > 0) counts.set(plan.name, { ...noIssues(), codes: [...reasons.keys()] });
    const text = leftover(plan, leftovers);
    const cases = [...reasons].map(([raw, reason]) => ` WHEN ${literal(raw)} THEN ${literal(reason)}`).join('');
    const reason = cases === '' ? `'invalid'` : `CASE ${text}${cases} ELSE 'invalid' END`;
    await connection.run(
      `INSERT INTO ${issuesOf(id)} SELECT "__row", ${literal(plan.name)}, ${text}, ${reason} FROM ${tableOf(id)} WHERE ${text} IS NOT NULL`,
    );
  }
  for (const issue of others.slice(0, 100_000)) {
    await connection.run(
      `INSERT INTO ${issuesOf(id)} VALUES (${literal(issue.row)}, ${literal(issue.column)}, ${literal(issue.raw)}, ${literal(issue.reason)})`,
    );
  }
  const rows = await connection.rows<{ column: string; reason: string; count: number; examples: string }>(
    `SELECT "column", reason, sum(cells) AS count, array_to_string(list(value ORDER BY cells DESC, value)[1:3], '\u202f; ') AS examples ` +
      `FROM (SELECT "column", reason, left(raw, 40) AS value, count(*) AS cells FROM ${issuesOf(id)} GROUP BY 1, 2, 3) GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  for (const row of rows) {
    const entry = counts.get(row.column) ?? noIssues();
    if (row.reason === 'invalid') Object.assign(entry, { invalid: Number(row.count), examples: row.examples });
    else entry.missingReasons[row.reason] = Number(row.count);
    counts.set(row.column, entry);
  }
  await dropLeftovers(connection, id, plans, leftovers);
  return counts;
}

async function dropLeftovers(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  leftovers: Leftovers,
): Promise<void> {
  const lists = leftoverLists(leftovers);
  if (lists.length <= 100) {
    for (const list of lists) await connection.run(`ALTER TABLE ${tableOf(id)} DROP COLUMN ${list}`);
    return;
  }
  // Each ALTER rewrites the catalogue entry of every column: past a hundred, one copy is cheaper.
  const names = plans.filter((plan) => plan.kept).map((plan) => identifier(plan.name));
  const kept = identifier(`kept_${id}`);
  await connection.run(`CREATE OR REPLACE TABLE ${kept} AS SELECT "__row", ${names.join(', ')} FROM ${tableOf(id)}`);
  await connection.run(`DROP TABLE ${tableOf(id)}`);
  await connection.run(`ALTER TABLE ${kept} RENAME TO ${tableOf(id)}`);
}
