import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { assembledCommune, bareCode, plainText, repairedCode } from '../../sql/clean.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { keyText } from '../../sql/text.ts';
import { fits, valueSql } from '../../sql/value.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { type Column, type Meaning, meanings } from '../column.ts';
import { describeScalar, shortList } from '../describe.ts';
import { scalarSchema } from '../expression.ts';
import { checkNames, findColumn, keepForOrder, moveTerms, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Codes that can be repaired: each has a shape to check the repair against. */
export const repairable = meanings.filter((meaning) => meaning !== 'population' && meaning !== 'naf');
const repairableSchema = z.enum(meanings).exclude(['population', 'naf']);

/**
 * What a cleaning does, cell by cell; nothing is cleaned that the step does not say:
 * - `code`: blanks, invisible marks and ".0" taken out, a lost zero put back; a cell that even so is no such code stays;
 * - `text`: one line, single spaces, no invisible marks, an empty text missing; `letters` also sets capitals;
 * - `missing`: these exact values (blanks around a text aside) become missing;
 * - `commune`: the code of the commune, in a new column before the département's, from two columns that hold its parts.
 */
export const cleaningSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), columns: z.array(z.string()).min(1), meaning: repairableSchema }),
  z.object({
    kind: z.literal('text'),
    columns: z.array(z.string()).min(1),
    letters: z.enum(['upper', 'lower']).optional(),
  }),
  z.object({ kind: z.literal('missing'), columns: z.array(z.string()).min(1), values: z.array(scalarSchema).min(1) }),
  z.object({
    kind: z.literal('commune'),
    departement: z.string(),
    commune: z.string(),
    name: z.string().min(1),
  }),
]);
export type Cleaning = z.infer<typeof cleaningSchema>;

export const cleanSchema = z.object({ ...stepBase, kind: z.literal('clean'), cleaning: cleaningSchema });
export type Clean = z.infer<typeof cleanSchema>;

export const clean: StepDefinition<Clean> = {
  cte: 'nettoyage',
  columns({ cleaning }, input) {
    const cleaned = cleanedCells(cleaning, input);
    if (cleaning.kind === 'commune') {
      const before = input.findIndex(({ name }) => name === cleaning.departement);
      const column: Column = { name: cleaning.name, type: 'text', meaning: 'commune' };
      return checkNames(input.toSpliced(before, 0, column));
    }
    if (cleaning.kind !== 'code') return input;
    const names = new Set(cleaned.map(({ column }) => column));
    return input.map((column) =>
      names.has(column.name) ? { ...column, type: 'text', meaning: cleaning.meaning } : column,
    );
  },
  sql({ cleaning }, input) {
    const cells = cleanedCells(cleaning, input.columns);
    const drafts = cells.flatMap(({ drafts }) => drafts);
    const from =
      drafts.length === 0
        ? input.sql
        : `(SELECT *, ${drafts.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ')} FROM ${input.sql})`;
    const left = drafts.length === 0 ? '' : ` EXCLUDE (${drafts.map(({ name }) => identifier(name)).join(', ')})`;
    const values = cells.map(({ column, after }) => `${after} AS ${identifier(column)}`).join(',\n  ');
    if (cleaning.kind === 'commune') return { body: `SELECT *${left}, ${values}\nFROM ${from}` };
    const moves = keepForOrder(input, (column) => cells.some((cell) => cell.column === column));
    const kept = [...moves].map(([name, to]) => `, ${identifier(name)} AS ${identifier(to)}`).join('');
    return {
      body: `SELECT *${left} REPLACE (${values})${kept}\nFROM ${from}`,
      hidden: [...input.hidden, ...moves.values()],
      sorted: moveTerms(input.sorted, moves),
      ties: moveTerms(input.ties, moves),
    };
  },
  describe({ cleaning }, input) {
    if (cleaning.kind === 'commune')
      return t('step.clean.commune', {
        departement: cleaning.departement,
        commune: cleaning.commune,
        name: cleaning.name,
      });
    const params = { count: cleaning.columns.length, columns: shortList(cleaning.columns) };
    if (cleaning.kind === 'code') return t('step.clean.code', { ...params, meaning: t(`meaning.${cleaning.meaning}`) });
    if (cleaning.kind === 'text')
      return t(cleaning.letters ? `step.clean.text.${cleaning.letters}` : 'step.clean.text', params);
    const column = input.find(({ name }) => name === cleaning.columns[0]);
    const values = formatList(cleaning.values.map((value) => `«\u00a0${describeScalar(value, column)}\u00a0»`));
    return t('step.clean.missing', { ...params, values });
  },
};

/** What becomes of the cells of one column: SQL over the columns before the step and over `drafts`. */
export type CleanedCells = {
  column: string;
  /** The cell as it was, as text. */
  before: string;
  after: string;
  /** Values computed once for `after`. */
  drafts: { name: string; sql: string }[];
};

/** Throws Fault `column-missing`, `clean-type`, or `type-mismatch` for values that no cell could equal. */
export function cleanedCells(cleaning: Cleaning, input: readonly Column[]): CleanedCells[] {
  if (cleaning.kind === 'commune') return [assembled(cleaning, input)];
  const columns = [...new Set(cleaning.columns)].map((name) => findColumn(input, name));
  return columns.map((column, place): CleanedCells => {
    const name = identifier(column.name);
    const before = keyText(name, column.type);
    if (cleaning.kind === 'code') {
      const draft = draftName(place);
      const after = repairedCode(before, identifier(draft), cleaning.meaning);
      if (column.type === 'date' || column.type === 'timestamp' || column.type === 'boolean')
        throw new Fault('clean-type', { column: column.name });
      return { column: column.name, before, after, drafts: [{ name: draft, sql: bareCode(before) }] };
    }
    if (cleaning.kind === 'text') {
      if (column.type !== 'text') throw new Fault('clean-type', { column: column.name });
      return { column: column.name, before, after: plainText(name, cleaning.letters), drafts: [] };
    }
    return { column: column.name, before, after: withoutValues(column, cleaning.values), drafts: [] };
  });
}

function assembled(cleaning: Extract<Cleaning, { kind: 'commune' }>, input: readonly Column[]): CleanedCells {
  const parts = [cleaning.departement, cleaning.commune].map((name) => findColumn(input, name));
  const texts = parts.map(({ name, type }) => keyText(identifier(name), type));
  const drafts = texts.map((text, place) => ({ name: draftName(place), sql: bareCode(text) }));
  const [departement, commune] = drafts.map(({ name }) => identifier(name));
  return {
    column: cleaning.name,
    before: `concat_ws(' + ', ${texts.join(', ')})`,
    after: `nullif(${assembledCommune(departement!, commune!)}, '')`,
    drafts,
  };
}

function withoutValues(column: Column, values: readonly (string | number | boolean)[]): string {
  const fitting = values.filter((value) => fits(value, column.type));
  // The first that does not fit names itself in the fault.
  const list = (fitting.length > 0 ? fitting : values.slice(0, 1)).map((value) =>
    valueSql(typeof value === 'string' ? value.trim() : value, column),
  );
  const name = identifier(column.name);
  const compared = column.type === 'text' ? `trim(${name})` : name;
  return `CASE WHEN ${compared} IN (${list.join(', ')}) THEN NULL ELSE ${name} END`;
}

/**
 * What a cleaning changes in the rows of `from`: rows `column`, `before`, `after`, `count`, the most frequent first, at
 * most `most`, and on each `total`, the cells changed in all. Throws as `cleanedCells`.
 */
export function changedCellsSql(cleaning: Cleaning, input: readonly Column[], from: string, most: number): string {
  const changes = cleanedCells(cleaning, input).map(({ column, before, after, drafts }) => {
    const type = cleaning.kind === 'missing' ? findColumn(input, column).type : 'text';
    const computed = drafts.map(({ name, sql }) => `, ${sql} AS ${identifier(name)}`).join('');
    return `SELECT ${literal(column)} AS "column", ${before} AS "before", ${keyText(after, type)} AS "after"
FROM (SELECT *${computed} FROM (${from}))`;
  });
  const differs = cleaning.kind === 'commune' ? '"after" IS NOT NULL' : '"before" IS DISTINCT FROM "after"';
  return `SELECT "column", "before", "after", count(*) AS "count", CAST(sum(count(*)) OVER () AS BIGINT) AS total
FROM (${changes.join('\nUNION ALL\n')})
WHERE ${differs}
GROUP BY "column", "before", "after"
ORDER BY "count" DESC, "column", "before"
LIMIT ${most}`;
}

/** Names in « __ » are refused to visible columns; these live inside the step only. */
function draftName(place: number): string {
  return `__brut_${place}`;
}

/** The meanings whose codes can be repaired. */
export type Repairable = Exclude<Meaning, 'population' | 'naf'>;

export function isRepairable(meaning: Meaning | null): meaning is Repairable {
  return meaning !== null && (repairable as readonly string[]).includes(meaning);
}
