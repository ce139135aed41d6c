import { foldText, wholeSaints, withoutArticle } from './text.ts';

/** Characters that show nothing: zero width, direction marks, soft hyphen, byte order mark. RE2 syntax. */
const invisible = '[\\x{00AD}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}\\x{FEFF}]';
const blank = '[\\s\\x{00A0}\\x{2000}-\\x{200A}\\x{202F}\\x{3000}]';

/** What two writings of one key differ by. `…-there`: the other side is the spoilt one. */
export const writings = [
  'invisible',
  'invisible-there',
  'spaces',
  'spaces-there',
  'case',
  'leading-zeros',
  'leading-zeros-there',
  'accents',
  'hyphens',
  'saint',
  'articles',
  'formatted',
] as const;

/**
 * SQL of the word of `writings` that tells how the text `here` differs from `there`, two writings of one key (see
 * `looseKey`). Null when they do not differ.
 */
export function writingSql(here: string, there: string, isCode: boolean): string {
  const pair = (write: (sql: string) => string) => `${write(here)} = ${write(there)}`;
  const seen = (sql: string) => `regexp_replace(${sql}, '${invisible}', '', 'g')`;
  const sided = (word: string, pattern: string) =>
    `CASE WHEN regexp_matches(${here}, '${pattern}') THEN '${word}' ELSE '${word}-there' END`;
  const lines = [`WHEN ${here} = ${there} THEN NULL`, `WHEN ${pair(seen)} THEN ${sided('invisible', invisible)}`];
  if (isCode) {
    const bare = (sql: string) => `regexp_replace(${seen(sql)}, '[.,]0+$|[^0-9A-Za-z]', '', 'g')`;
    lines.push(
      `WHEN ${pair(bare)} THEN ${sided('spaces', '[^0-9A-Za-z]')}`,
      `WHEN ${pair((sql) => `upper(${bare(sql)})`)} THEN 'case'`,
      `WHEN length(${bare(here)}) < length(${bare(there)}) THEN 'leading-zeros'`,
      `WHEN length(${bare(here)}) > length(${bare(there)}) THEN 'leading-zeros-there'`,
    );
  } else {
    const single = (sql: string) => `trim(regexp_replace(${seen(sql)}, '${blank}+', ' ', 'g'))`;
    const spoilt = `^${blank}|${blank}$|${blank}${blank}|\\x{00A0}|\\x{202F}`;
    const words = (sql: string) => `trim(regexp_replace(${foldText(sql)}, '[^[:alnum:]]+', ' ', 'g'))`;
    lines.push(
      `WHEN ${pair(single)} THEN ${sided('spaces', spoilt)}`,
      `WHEN ${pair((sql) => `lower(${single(sql)})`)} THEN 'case'`,
      `WHEN ${pair((sql) => foldText(single(sql)))} THEN 'accents'`,
      `WHEN ${pair(words)} THEN 'hyphens'`,
      `WHEN ${pair((sql) => wholeSaints(words(sql)))} THEN 'saint'`,
      `WHEN ${pair((sql) => withoutArticle(wholeSaints(words(sql))))} THEN 'articles'`,
    );
  }
  return `CASE ${lines.join(' ')} ELSE 'formatted' END`;
}
