import type { SheetRow } from './file.ts';
import { areTranslated } from './header-languages.ts';
import type { Layout } from './layout.ts';
import { clean, isFilled, uniqueNames } from './names.ts';

const unit = /^\(?(?:en |nb|nombre|%|€|euros?|k€|m€|ha|km2|km²|hab\.?|unités?|milliers?|millions?)[^)]*\)?$/i;

/** Names that producers give to columns in their files: "P21_LOG", "CODGEO". */
export const codeName = /^[\p{Lu}][\p{Lu}\p{N}_.-]*$/u;

const kind =
  /^\(?(?:textes?|cha[iî]nes?(?: de caract[eè]res)?|caract[eè]res?|alphanum[eé]rique|num[eé]rique|nombres?|entiers?|d[eé]cimal|d[eé]cimale|r[eé]el|bool[eé]en|date|string|integer|int|float|double|number|boolean|varchar|char|text|datetime)\)?$/i;

/** « (3) » or « (4) = (3) / (2) » under a title. */
export const columnNumber = /^\((\d{1,2})\)(?:\s*=.*)?$/;

/** « en milliers », « (%) », « € »: what the column above is counted in; « texte », « entier »: how it is stored. */
export function isUnit(text: string): boolean {
  return unit.test(text) || kind.test(text);
}

/** A name, and where there is one a longer description, for each column that has a title or a cell. */
export function nameColumns(
  heads: readonly (readonly (string | null)[])[],
  body: readonly SheetRow[],
): Layout['columns'] {
  let width = Math.max(0, ...heads.map((cells) => cells.length));
  const inBody: number[] = [];
  for (const row of body) {
    for (let index = 0; index < row.cells.length; index += 1)
      if (isFilled(row.cells[index])) inBody[index] = (inBody[index] ?? 0) + 1;
  }
  // Past the last title, a cell or two are strays of their rows: they do not make a column of every other row.
  const strays = heads.length === 0 ? 0 : Math.max(Math.min(2, body.length), body.length * 0.05);
  while (inBody.length > width && (inBody.at(-1) ?? 0) < strays) inBody.pop();
  width = Math.max(width, inBody.length);
  const areNumbers = (cells: Cells) => cells.every((cell) => !isFilled(cell) || columnNumber.test(cell!.trim()));
  const [uppers, lowers] = foldHeads(heads.length < 3 ? heads : heads.filter((cells) => !areNumbers(cells)));
  const details = lowers?.filter(isFilled).map((cell) => cell!.trim()) ?? [];
  const under = lowers?.filter((cell, index) => isFilled(cell) && isFilled(uppers[index])) ?? [];
  const tellsUnit = (cell: string) => isUnit(cell) || columnNumber.test(cell);
  const isOne = details.length > 1 && new Set(details).size === 1 && under.length === details.length;
  const unitsOnly = under.length > 0 && (isOne || under.every((cell) => tellsUnit(cell!.trim())));
  const isBelow = (at: number) => isFilled(uppers[at]) && isFilled(lowers?.[at]);
  // Names of a file's own stand above what they mean, or under it; French ones above their translation.
  const namesAbove =
    !areCodeNames(details) &&
    (areCodeNames(uppers.filter((_, at) => isBelow(at))) || areTranslated(uppers, lowers ?? []));
  const isGrouped =
    new Set(details).size < details.length || areUnderGaps(uppers, lowers ?? []) || areBeside(uppers, lowers ?? []);
  const found: { index: number; name: string; label?: string }[] = [];
  let group = '';
  for (let index = 0; index < width; index += 1) {
    const upper = clean(uppers[index] ?? '');
    const lower = clean(lowers?.[index] ?? '');
    if (upper !== '') group = upper;
    if (upper === '' && lower === '' && inBody[index] === undefined) continue;
    if (lowers === undefined || lower === '') found.push({ index, name: upper });
    else if (unitsOnly && upper !== '')
      found.push({
        index,
        name: upper,
        ...(kind.test(lower) || columnNumber.test(lower) ? {} : { label: `${upper} ${lower}` }),
      });
    else if (isGrouped && !unitsOnly && group !== '') found.push({ index, name: `${group} - ${lower}` });
    else if (upper === '' || upper === lower) found.push({ index, name: lower });
    else found.push(namesAbove ? { index, name: upper, label: lower } : { index, name: lower, label: upper });
  }
  if (heads.length === 1) repeatNames(found, body);
  const names = uniqueNames(found);
  return found.map((column, place) => ({ ...column, name: names[place]! }));
}

const fewestRepeated = 4;
const smallestGroup = 2;

/**
 * Names the columns past the last title that repeat the last titles, group after group, as the results of elections do:
 * « Nom | Voix | Nom | Voix » under « Nom | Voix ». Told by the kinds of their cells, of which there must be two.
 */
function repeatNames(columns: { index: number; name: string }[], body: readonly SheetRow[]): void {
  const titled = columns.findLastIndex(({ name }) => name !== '') + 1;
  const extra = columns.length - titled;
  if (extra < fewestRepeated || columns.slice(0, titled).some(({ name }) => name === '')) return;
  const figures = columns.map(({ index }) => {
    const cells = body.slice(0, 40).flatMap(({ cells }) => (isFilled(cells[index]) ? [cells[index]!.trim()] : []));
    return cells.length === 0 ? null : cells.filter((cell) => /^[-+]?[\d\s.,%]+$/.test(cell)).length * 2 > cells.length;
  });
  for (let size = smallestGroup; size <= Math.min(extra, titled); size += 1) {
    const own = figures.slice(titled - size, titled);
    if (extra % size > 0 || new Set(own).size < 2 || own.includes(null)) continue;
    if (!figures.slice(titled).every((kind, at) => kind === null || kind === own[at % size])) continue;
    for (let at = titled; at < columns.length; at += 1) columns[at]!.name = columns[at - size]!.name;
    return;
  }
}

/** « AN », « FI_EJ », each its own: not « HOMMES » over several columns. */
function areCodeNames(cells: Cells): boolean {
  const texts = cells.map((cell) => cell!.trim());
  return texts.length > 1 && new Set(texts).size === texts.length && texts.every((text) => codeName.test(text));
}

type Cells = readonly (string | null)[];

/** Rows of titles as two: those above the last one as paths, "Recettes - Fonctionnement", each over the gaps at its right. */
function foldHeads(heads: readonly Cells[]): [Cells, Cells | undefined] {
  if (heads.length < 3) return [heads[0] ?? [], heads[1]];
  const [upper, lower, ...others] = heads as [Cells, Cells, ...Cells[]];
  let group = '';
  const folded = Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above, below] = [clean(upper[index] ?? ''), clean(lower[index] ?? '')];
    if (above !== '') group = above;
    if (below === '' || group === '' || group === below) return above === '' ? below : above;
    return `${group} - ${below}`;
  });
  return foldHeads([folded, ...others]);
}

/** Groups that begin after the first title, each over several: " | Agents | | Évolution | " above "Versant | 2020 | 2021 | 2020 | 2021". */
export function areBeside(uppers: Cells, lowers: Cells): boolean {
  const groups = uppers.flatMap((cell, index) => (isFilled(cell) ? [index] : []));
  const [first = -1] = groups;
  const details = lowers.filter(isFilled);
  if (groups.length < 2 || first <= lowers.findIndex(isFilled) || groups.some((index) => !isFilled(lowers[index])))
    return false;
  if (details.every((cell) => codeName.test(cell!.trim()))) return false;
  return groups.length * 2 <= lowers.slice(first).filter(isFilled).length;
}

/** Words below the gaps at the right of merged titles, and nothing under the titles that go down over both rows. */
function areUnderGaps(uppers: Cells, lowers: Cells): boolean {
  const first = uppers.findIndex(isFilled);
  const codes = lowers.filter((cell) => isFilled(cell) && codeName.test(cell!.trim())).length;
  if (first < 0 || isFilled(lowers[first]) || codes === lowers.filter(isFilled).length) return false;
  return lowers.some((cell, index) => isFilled(cell) && index > first && !isFilled(uppers[index]));
}
