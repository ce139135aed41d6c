import type { JoinSuggestion, Query } from '../../shared/contract.ts';
import { type Column, isCode } from '../../shared/recipe/column.ts';
import type { Compiled } from '../../shared/recipe/compile.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';
import type { Connection } from './database.ts';
import { type ColumnPair, mostDepartements, suggestComposites } from './join-composite.ts';
import { compileQuery } from './query.ts';
import { referenceRelation } from './reference.ts';
import type { Session } from './session.ts';

/** Columns compared on each side, and rows read of each: enough to rank pairs, bounded on wide and long tables. */
const mostColumns = 40;
const mostRows = 300_000;
const mostSuggestions = 8;
const leastScore = 0.06;
/** A pair must find at least this share of the keys of the shorter side. */
const leastShare = 0.02;

/**
 * Pairs of columns that could be keys, best first, ranked by the share of distinct keys of one side found on the other
 * and by how unique the right ones are; then the pairs refused, with the reason: bare names of communes, a postal code against
 * an INSEE code (DOMAIN, traps 5 and 6). A refused name is tried with the département, as a composite key that comes first.
 */
export async function suggestJoins(
  session: Session,
  query: Query,
  rightTable: string,
  signal: AbortSignal | null,
): Promise<JoinSuggestion[]> {
  const left = compileQuery(session, query);
  const right = compileQuery(session, { table: rightTable, tables: query.tables });
  const columns = { left: candidates(left.columns), right: candidates(right.columns) };
  if (columns.left.length === 0 || columns.right.length === 0) return [];
  const communes = await referenceRelation(session.reference, 'communes').catch(() => null);
  return session.database.use(signal, async (connection) => {
    try {
      await collectKeys(connection, 'left', left, columns.left);
      await collectKeys(connection, 'right', right, columns.right);
      const names = communes === null ? new Set<number>() : await communeNames(connection, communes);
      const measured = await measurePairs(connection);
      const ranked = rank(measured, columns, names);
      const composites = await suggestComposites(
        connection,
        left,
        right,
        ranked.flatMap(({ left: from, right: to, refused }) =>
          refused === 'bare-name' ? [pairOf(columns, from, to)] : [],
        ),
        placePairs(measured, columns),
      );
      return inOrder(ranked, composites);
    } finally {
      for (const side of ['left', 'right']) await connection.run(`DROP TABLE IF EXISTS keys_${side}`).catch(() => {});
    }
  });
}

/** Columns that may hold keys: codes first, then texts, then whole numbers. Quantities are no keys. */
function candidates(columns: readonly Column[]): Column[] {
  const rankOf = (column: Column) => (isCode(column) ? 0 : column.type === 'text' ? 1 : 2);
  return columns
    .filter(({ type, meaning }) => (type === 'text' || type === 'integer') && meaning !== 'population')
    .map((column, place) => ({ column, place }))
    .sort((a, b) => rankOf(a.column) - rankOf(b.column) || a.place - b.place)
    .slice(0, mostColumns)
    .map(({ column }) => column);
}

/** Temporary table `keys_<side>`: distinct keys of each candidate, as bare as can be: `place, key, rows`. */
async function collectKeys(
  connection: Connection,
  side: 'left' | 'right',
  compiled: Compiled,
  columns: Column[],
): Promise<void> {
  const values = columns.map(({ name }, place) => `${bareKey(identifier(name))} AS c${place}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE keys_${side} AS
     SELECT CAST(substr(name, 2) AS INTEGER) AS place, key, count(*) AS rows
     FROM (UNPIVOT (SELECT ${values.join(', ')} FROM (${compiled.sql}) LIMIT ${mostRows})
           ON COLUMNS(*) INTO NAME name VALUE key)
     GROUP BY ALL`,
  );
}

/** Letters and digits only, without left zeros: 01001, "1001" and 1001 meet. */
function bareKey(sql: string): string {
  const text = `upper(strip_accents(CAST(${sql} AS VARCHAR)))`;
  return `nullif(ltrim(regexp_replace(${text}, '[^0-9A-Z]', '', 'g'), '0'), '')`;
}

/** Places of the left candidates most of whose keys are names of communes. */
async function communeNames(connection: Connection, communes: string): Promise<Set<number>> {
  const name = bareKey(identifier(referenceColumn.commune));
  const rows = await connection.rows<{ place: number }>(
    `SELECT place FROM keys_left LEFT JOIN (SELECT DISTINCT ${name} AS known FROM ${identifier(communes)}) ON key = known
     GROUP BY place HAVING count(known) * 2 > count(*) AND avg(CAST(regexp_matches(key, '[A-Z]{2}') AS INTEGER)) > 0.9`,
  );
  return new Set(rows.map(({ place }) => place));
}

/** Composite keys stand before the single ones that find less, and before what is refused. */
function inOrder(ranked: JoinSuggestion[], composites: JoinSuggestion[]): JoinSuggestion[] {
  return composites.reduce((list, composite) => {
    const place = list.findIndex(({ matched, refused }) => refused !== null || matched < composite.matched);
    return list.toSpliced(place < 0 ? list.length : place, 0, composite);
  }, ranked);
}

function pairOf(columns: Candidates, left: string, right: string): ColumnPair {
  return {
    left: columns.left.find(({ name }) => name === left) as Column,
    right: columns.right.find(({ name }) => name === right) as Column,
  };
}

/** Pairs of columns that could be the département of both tables: few values, most of them shared; named as such first. */
function placePairs(measured: readonly Measured[], columns: Candidates): ColumnPair[] {
  return measured
    .filter(({ total, rightTotal, matched }) => {
      const [fewest, most] = [Math.min(total, rightTotal), Math.max(total, rightTotal)];
      return most <= mostDepartements && matched >= fewest * 0.8;
    })
    .map((pair) => ({ left: columns.left[pair.left]!, right: columns.right[pair.right]!, matched: pair.matched }))
    .filter(({ left, right }) => (left.meaning ?? right.meaning ?? 'departement') === 'departement')
    .filter(({ left, right }) => !meetsByChance(left, right))
    .sort((a, b) => named(b) - named(a) || b.matched - a.matched)
    .slice(0, 2);
}

function named({ left, right }: ColumnPair): number {
  return [left, right].filter(({ meaning }) => meaning === 'departement').length;
}

type Candidates = { left: Column[]; right: Column[] };

type Measured = {
  left: number;
  right: number;
  matched: number;
  total: number;
  rightTotal: number;
  unique: number;
};

async function measurePairs(connection: Connection): Promise<Measured[]> {
  return connection.rows<Measured>(`
    WITH pairs AS (
      SELECT l.place AS "left", r.place AS "right", count(*) AS matched
      FROM keys_left AS l JOIN keys_right AS r ON l.key = r.key GROUP BY ALL),
    lefts AS (SELECT place, count(*) AS total FROM keys_left GROUP BY place),
    rights AS (SELECT place, count(*) AS "rightTotal", count(*) / sum(rows) AS "unique" FROM keys_right GROUP BY place)
    SELECT "left", "right", matched, total, "rightTotal", "unique" FROM pairs
    JOIN lefts ON lefts.place = "left" JOIN rights ON rights.place = "right"
    WHERE matched >= least(total, "rightTotal") * ${literal(leastShare)}`);
}

function rank(
  measured: Measured[],
  columns: { left: Column[]; right: Column[] },
  names: ReadonlySet<number>,
): JoinSuggestion[] {
  const scored = measured.map((pair) => {
    const left = columns.left[pair.left]!;
    const right = columns.right[pair.right]!;
    return { pair, left, right, refused: refusal(left, right, names.has(pair.left)), score: score(pair, left, right) };
  });
  // A postal code is refused aloud even when few of them meet: it is the pair that one would think of.
  const likely = scored
    .filter(({ score, refused }) => score > leastScore || refused === 'postal-code')
    .sort((a, b) => b.score - a.score);
  const suggestion = ({ pair, left, right, refused }: (typeof scored)[number]): JoinSuggestion => ({
    left: left.name,
    right: right.name,
    matched: pair.matched,
    total: pair.total,
    refused,
  });
  const best = likely.find(({ refused }) => refused === null)?.score ?? 0;
  // What meets by chance is worth a look only where nothing better is there.
  const accepted = likely.filter(
    ({ refused, left, right, score }) => refused === null && (score > best / 10 || !meetsByChance(left, right)),
  );
  const refused = likely.filter(({ refused }) => refused !== null);
  return [...accepted.slice(0, mostSuggestions), ...refused.slice(0, 4)].map(suggestion);
}

function refusal(left: Column, right: Column, isName: boolean): string | null {
  const meanings = [left.meaning, right.meaning];
  if (meanings.includes('code-postal') && meanings.includes('commune')) return 'postal-code';
  return isName ? 'bare-name' : null;
}

/** Small whole numbers that nothing names meet any code. */
function meetsByChance(left: Column, right: Column): boolean {
  const sameMeaning = left.meaning !== null && left.meaning === right.meaning;
  const sameName = left.name.toLowerCase() === right.name.toLowerCase();
  return (left.type === 'integer' || right.type === 'integer') && !sameMeaning && !sameName;
}

/** Share found, weighed by how well one right row answers one key, and by what the columns are known to be. */
function score(pair: Measured, left: Column, right: Column): number {
  // A short list of targets finds few of all the communes, yet all of its own keys are found.
  const share = Math.max(pair.matched / pair.total, pair.matched / pair.rightTotal);
  const sameMeaning = left.meaning !== null && left.meaning === right.meaning;
  const otherMeaning = left.meaning !== null && right.meaning !== null && left.meaning !== right.meaning;
  const sameName = left.name.toLowerCase() === right.name.toLowerCase();
  const chance = meetsByChance(left, right);
  // Few keys say little: a département column meets any small code.
  const weight = Math.min(1, Math.log10(pair.matched + 1) / 3);
  return (
    share *
    (0.05 + 0.95 * pair.unique) *
    weight *
    (sameMeaning ? 1.5 : 1) *
    (sameName ? 1.2 : 1) *
    (otherMeaning ? 0.2 : 1) *
    (chance ? 0.2 : 1)
  );
}
