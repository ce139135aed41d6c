import type { Warning } from '../../../shared/contract.ts';
import { formatNames } from '../../../shared/text/format.ts';
import { type Mending, misreadings } from '../../../shared/text/mending.ts';
import { decodeEntities, hasEntity, holdEntities } from './entities.ts';
import type { SheetRow } from './file.ts';
import { findMisreading, findWhole, mayBeMisread, mendMisread } from './misread.ts';

type Kind = 'misread' | 'html';
/** What was mended of the cells of a table: `columns` by place, with their cells. */
type Tally = Record<Kind, { columns: Map<number, number>; examples: Map<string, string> }>;

/** How the texts of a table are mended, and what was. `mend` answers the same text where there is nothing to. */
export type Mender = {
  mendings: Mending[];
  /** See findWhole. */
  whole: readonly boolean[];
  mend(text: string, column: number, cells?: number): string;
  tally: Tally;
  /** Titles of columns that were mended, and what stands above them: how many, and some, before and after. */
  titles: Titles;
};

export type Titles = { count: number; examples: ReadonlyMap<string, string> };

/** What the texts of a table need, given column by column. */
export function findMendings(columns: readonly (readonly string[])[]): Mending[] {
  const misreading = findMisreading(columns);
  const html: Mending[] = holdEntities(columns.flat()) ? ['html'] : [];
  return misreading === null ? html : [misreading, ...html];
}

/** The mender of a table, given the texts of its columns. */
export function judgeTexts(mendings: Mending[], columns: readonly (readonly string[])[]): Mender {
  const misreading = misreadings.find((each) => mendings.includes(each));
  return createMender(mendings, misreading === undefined ? [] : findWhole(misreading, columns));
}

export function createMender(mendings: Mending[], whole: readonly boolean[]): Mender {
  const misreading = misreadings.find((each) => mendings.includes(each));
  const isHtml = mendings.includes('html');
  const tally: Tally = {
    misread: { columns: new Map(), examples: new Map() },
    html: { columns: new Map(), examples: new Map() },
  };
  const note = (kind: Kind, before: string, after: string, column: number, cells: number) => {
    const { columns: counts, examples } = tally[kind];
    counts.set(column, (counts.get(column) ?? 0) + cells);
    if (examples.size < mostExamples) examples.set(...changedWord(before, after));
  };
  return {
    mendings,
    whole,
    tally,
    titles: { count: 0, examples: new Map() },
    mend(text, column, cells = 1) {
      const read = misreading === undefined ? text : mendMisread(misreading, text, whole[column] === true);
      if (read !== text) note('misread', text, read, column, cells);
      const plain = isHtml ? decodeEntities(read) : read;
      if (plain !== read) note('html', read, plain, column, cells);
      return plain;
    },
  };
}

const mostExamples = 3;

/** The first word that differs. */
function changedWord(before: string, after: string): [string, string] {
  const [left, right] = [before.split(' '), after.split(' ')];
  const at = left.findIndex((word, place) => word !== right[place]);
  const pair = left.length === right.length ? [left[at]!, right[at]!] : [before, after];
  return [pair[0]!.slice(0, 40), pair[1]!.slice(0, 40)];
}

/** The mender of a table whose first rows are seen; null where nothing is to mend. `chosen`: by the user, or before. */
export function menderOf(rows: readonly SheetRow[], chosen: Mending[] | undefined): Mender | null {
  if (chosen?.length === 0) return null;
  const columns: string[][] = [];
  for (const { cells } of rows)
    for (const [index, cell] of cells.entries())
      if (cell !== null && mayNeedMending(cell)) {
        columns[index] ??= [];
        columns[index].push(cell);
      }
  const texts = Array.from(columns, (each) => each ?? []);
  const mendings = chosen ?? findMendings(texts);
  return mendings.length === 0 ? null : judgeTexts(mendings, texts);
}

/** Every text with an accent or a code. */
function mayNeedMending(text: string): boolean {
  return mendable.test(text);
}

const mendable = /[&\u0080-\uffff]/;

export function mendRows(rows: readonly SheetRow[], mender: Mender): SheetRow[] {
  return rows.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell, index) => (cell === null ? null : mender.mend(cell, index))),
  }));
}

/** The texts above the data that were mended. */
export function mendedTitles(given: readonly SheetRow[], rows: readonly SheetRow[], firstDataRow: number): Titles {
  const isAbove = ({ row }: SheetRow) => row < firstDataRow;
  const before = given.filter(isAbove).flatMap(({ cells }) => cells);
  const after = rows.filter(isAbove).flatMap(({ cells }) => cells);
  const changed = before.flatMap((cell, at) =>
    cell === null || cell === after[at] ? [] : [[cell, after[at]!] as const],
  );
  const examples = new Map(changed.slice(0, mostExamples).map(([cell, mended]) => changedWord(cell, mended)));
  return { count: changed.length, examples };
}

/** What is said of the texts that were mended. `named`: the columns of the table; `titles`: see Mender. */
export function warnMended(
  { tally, mendings }: Mender,
  named: readonly { index: number; name: string }[],
  titles?: Titles,
): Warning[] {
  const first: Kind = mendings[0] === 'html' ? 'html' : 'misread';
  return (['misread', 'html'] as const).flatMap((kind): Warning[] => {
    const { columns, examples } = tally[kind];
    const names = named.flatMap(({ index, name }) => (columns.has(index) ? [name] : []));
    const count = [...columns.values()].reduce((sum, cells) => sum + cells, kind === first ? (titles?.count ?? 0) : 0);
    if (count === 0) return [];
    const seen = examples.size > 0 ? examples : (titles?.examples ?? examples);
    const shown = [...seen].map(([before, after]) => `«\u00a0${before}\u00a0» → «\u00a0${after}\u00a0»`);
    const params = { count, examples: shown.join(', '), names: formatNames(names) };
    return [{ code: kind === 'misread' ? 'misread-texts' : 'html-texts', params }];
  });
}

/** Watches the texts of a table go by, for those that make it worth a look at all of them. */
export function createWatch(): { see(texts: readonly string[]): void; mendings(): Mending[] } {
  const suspects = new Set<string>();
  return {
    see(texts) {
      for (const text of texts) {
        if (suspects.size >= mostSuspects) return;
        if (hasEntity(text) || mayBeMisread(text)) suspects.add(text);
      }
    },
    mendings: () => findMendings([[...suspects]]),
  };
}

const mostSuspects = 1_000;
