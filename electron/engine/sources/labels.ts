import { headerWords } from '../../../shared/territory/recognise.ts';
import { clean } from './names.ts';

/** What a producer's documentation says of columns and of their codes, by exact code as it writes them. */
export type Labels = {
  /** { P21_LOG: 'Nombre de logements en 2021' } */
  columns: Record<string, string>;
  /** { DENS: { '1': 'Grands centres urbains' } } */
  values: Record<string, Record<string, string>>;
};

type Texts = readonly (string | null)[];

/** A code with more meanings than this is a list of places: the file has a column of their names. */
const mostValues = 500;

const roles = {
  variable:
    /^(?:cod(?:e|es)? ?(?:de la )?var(?:iables?)?|var(?:iables?)?(?: id)?|id var(?:iable)?|nom(?: (?:de la |des |du )?(?:variables?|champs?|colonnes?))?|champs?|colonnes?|mnemonique|code|field|name)$/,
  label:
    /^(?:lib(?:elle)?s?\b(?!.*\bmod).*|var lib(?: long)?|designation\b.*|descripti(?:on|f)\b.*|intitule\b.*|definition\b.*|signification\b(?!.*\bmod).*|label|contenu|sens)$/,
  code: /^(?:cod(?:e|es)? ?(?:de la |des )?mod(?:alites?)?|modalites?|mod|mod id|valeurs?(?: possibles?)?|codes? ?(?:valeurs?))$/,
  meaning:
    /^(?:lib(?:elle)?s? ?(?:de la |des |de )?(?:mod(?:alites?)?|valeurs?)\b.*|mod lib(?: long)?|signification (?:de la |des )?(?:modalites?|valeurs?|codes?))$/,
} as const;
/** Headers that can be of nothing but a list of variables. */
const explicit = /\bvar(?:iables?)?\b|\bchamps?\b|\bcolonnes?\b|\bmnemonique\b/;

type Places = { row: number; variable: number; labels: number[]; code: number; meaning: number };

/**
 * Reads a list of variables: a « Variables » sheet, a « dictionnaire », a `meta_*.csv`. Its header names the columns
 * (COD_VAR, LIB_VAR_LONG, COD_MOD, LIB_MOD...); without one, `names`, the columns of the documented table, show where
 * the codes are. Null when the rows are no such list.
 */
export function readLabels(rows: readonly Texts[], names: readonly string[] = []): Labels | null {
  const keys = new Set(names.map(looseName));
  const places = findPlaces(rows, keys);
  if (places === null) return null;
  const labels: Labels = { columns: {}, values: {} };
  let current = '';
  for (const row of rows.slice(places.row + 1)) {
    const cell = (place: number) => (place < 0 ? '' : clean(row[place] ?? ''));
    const variable = cell(places.variable);
    const code = cell(places.code);
    if (variable !== '') current = variable;
    if (current === '' || variable.length > 80) continue;
    const label = places.labels.map(cell).reduce((best, text) => (text.length > best.length ? text : best), '');
    if (variable !== '' && label !== '' && labels.columns[current] === undefined) {
      labels.columns[current] = label;
      addInline(labels, current, label);
    }
    const meaning = cell(places.meaning);
    if (code === '' || meaning === '') continue;
    labels.values[current] ??= {};
    labels.values[current]![code] = meaning;
  }
  for (const [variable, values] of Object.entries(labels.values))
    if (Object.keys(values).length > mostValues) delete labels.values[variable];
  return Object.keys(labels.columns).length === 0 ? null : labels;
}

function findPlaces(rows: readonly Texts[], keys: ReadonlySet<string>): Places | null {
  for (const [at, row] of rows.slice(0, 40).entries()) {
    const words = row.map((cell) => headerWords(cell ?? ''));
    const find = (role: RegExp) => words.findIndex((text) => role.test(text));
    const variable = find(roles.variable);
    const labels = words.flatMap((text, place) => (roles.label.test(text) && place !== variable ? [place] : []));
    if (variable < 0 || labels.length === 0) continue;
    const found = { row: at, variable, labels, code: find(roles.code), meaning: find(roles.meaning) };
    const listed = rows.slice(at + 1).map((each) => looseName(each[variable] ?? ''));
    const known = new Set(listed.filter((name) => keys.has(name))).size;
    // « Code | Libellé » heads any nomenclature: only the columns of the table tell that it lists variables.
    if (known >= 2 || (keys.size === 0 && explicit.test(words[variable]!))) return found;
  }
  return keys.size === 0 ? null : findByNames(rows, keys);
}

/** Names in one column, sentences in the next: a list without a header. */
function findByNames(rows: readonly Texts[], keys: ReadonlySet<string>): Places | null {
  const width = Math.max(0, ...rows.map((row) => row.length));
  for (let place = 0; place + 1 < width; place += 1) {
    const listed = new Set(rows.map((row) => looseName(row[place] ?? '')).filter((name) => keys.has(name)));
    if (listed.size < Math.max(3, keys.size * 0.3)) continue;
    const beside = rows.filter((row) => keys.has(looseName(row[place] ?? ''))).map((row) => row[place + 1] ?? '');
    if (beside.filter((text) => text.trim().length > 3).length >= beside.length * 0.7)
      return { row: -1, variable: place, labels: [place + 1], code: -1, meaning: -1 };
  }
  return null;
}

/** « Statut de chef-lieu (O=OUI, N=NON) »: the codes stand in the label. */
function addInline(labels: Labels, variable: string, label: string): void {
  const pairs = [...label.matchAll(/(?:^|[\s(,;:])([\p{L}\p{N}]{1,6})\s?=\s?([^=,;()]+?)(?=\s*(?:[,;)]|$))/gu)];
  if (pairs.length < 2) return;
  const values = labels.values[variable] ?? {};
  for (const [, code, meaning] of pairs) values[code!] ??= meaning!.trim();
  labels.values[variable] = values;
}

/** « Date1_bis » and « DATE1BIS » are one column to whoever writes the documentation. */
function looseName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

type Labelled = { name: string; label?: string | undefined; values?: Readonly<Record<string, string>> | undefined };

/**
 * The columns with what the documentation says of them. The longer label wins: the header of a sheet often has the
 * short one. Answers how many columns it speaks of.
 */
export function applyLabels<T extends Labelled>(
  columns: readonly T[],
  labels: Labels,
): { columns: T[]; count: number } {
  const loose = <V>(record: Record<string, V>) =>
    new Map(Object.entries(record).map(([name, value]) => [looseName(name), value]));
  const byName = loose(labels.columns);
  const valuesByName = loose(labels.values);
  let count = 0;
  const labelled = columns.map((column) => {
    const key = looseName(column.name);
    const label = labels.columns[column.name] ?? byName.get(key);
    const values = labels.values[column.name] ?? valuesByName.get(key);
    const longer = label !== undefined && label !== column.name && label.length > (column.label?.length ?? 0);
    // What was said by a first reading counts as well: the opening repeats what the preview found.
    if (longer || values !== undefined || (label !== undefined && label === column.label)) count += 1;
    if (!longer && values === undefined) return column;
    return { ...column, ...(longer ? { label } : {}), ...(values === undefined ? {} : { values }) };
  });
  return { columns: labelled, count };
}
