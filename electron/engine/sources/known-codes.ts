import type { Meaning } from '../../../shared/recipe/column.ts';
import { isDepartement, levelBefore, luhn, repairCode } from '../../../shared/territory/codes.ts';
import { headerWords } from '../../../shared/territory/recognise.ts';
import { referenceColumn } from '../../../shared/territory/reference.ts';
import type { Database } from '../database.ts';
import { type ReferencePlace, referenceTexts } from '../reference.ts';
import type { ColumnGuess } from './guess.ts';
import type { Confirm } from './plan.ts';

/** The codes of the built-in reference. `communes` holds those of old and of parts of communes too. */
export type KnownCodes = { communes: ReadonlySet<string>; postal: ReadonlySet<string>; epci: ReadonlySet<string> };

const places = new WeakMap<Database, ReferencePlace>();
const loaded = new WeakMap<Database, Promise<KnownCodes>>();

/** Lets the files opened in this database be checked against the reference. Nothing is read yet. */
export function checkAgainst(place: ReferencePlace): void {
  places.set(place.database, place);
}

/** Checks guesses against the reference of a database: read once, the first time that a column leaves a doubt. */
export function confirmBy(database: Database | undefined): Confirm {
  const place = database === undefined ? undefined : places.get(database);
  if (place === undefined) return async () => null;
  return (column, guess, samples) => confirmMeaning(column, guess, samples, () => knownCodes(place));
}

/** Reads the reference before a column leaves a doubt. */
export async function readCodes(database: Database): Promise<void> {
  const place = places.get(database);
  if (place !== undefined) await knownCodes(place);
}

function knownCodes(place: ReferencePlace): Promise<KnownCodes> {
  const ready = loaded.get(place.database);
  if (ready !== undefined) return ready;
  const loading = loadCodes(place);
  loaded.set(place.database, loading);
  loading.catch(() => loaded.delete(place.database));
  return loading;
}

async function loadCodes(place: ReferencePlace): Promise<KnownCodes> {
  const [communes, parts, old, postal, epci] = await Promise.all([
    referenceTexts(place, 'communes', referenceColumn.code),
    referenceTexts(place, 'composantes', 'Code'),
    referenceTexts(place, 'anciens-codes', referenceColumn.oldCode),
    referenceTexts(place, 'codes-postaux', 'Code postal'),
    referenceTexts(place, 'epci', referenceColumn.epciCode),
  ]);
  return { communes: new Set([...communes, ...parts, ...old]), postal: new Set(postal), epci: new Set(epci) };
}

/** Headers that promise a code and do not say of what. */
const vague =
  /^(?:codes?|id|ident|identifiants?|geo|geocode|code ?geo\w*|ref(?:erence)?(?: geo\w*)?|cle|key|cog|num(?:ero)?|code (?:insee|officiel\w*|territoire|zone|entite)|territoire|zone|colonne \d+|n)$/;
const fewest = 5;
const mostChecked = 500;

/**
 * What the codes of a column are, by the reference, where the header says nothing or says what they are not: a "Code"
 * of communes, a "Code commune" of postal codes. Nearly half of the postal codes (3 003 of 6 310) are also the INSEE code
 * of some other commune, so the better share wins and a near tie changes nothing. Null when there is nothing to change.
 */
async function confirmMeaning(
  column: { name: string },
  guess: ColumnGuess,
  samples: readonly string[],
  known: () => Promise<KnownCodes>,
): Promise<Partial<ColumnGuess> | null> {
  if (!mayDoubt(guess)) return null;
  const values = distinctOf(samples);
  const opened = openedCodes(values);
  if (opened !== null) return opened;
  if (values.length < fewest) return null;
  if (guess.meaning === 'commune' || guess.meaning === 'code-postal') {
    // Nine postal codes in ten end with a zero, one INSEE code in ten does: without a doubt the reference is not read.
    const round = values.filter((text) => text.endsWith('0')).length / values.length;
    if (guess.meaning === 'commune' ? round < 0.5 : round > 0.5) return null;
    const shares = sharesOf(values, await known());
    const other = guess.meaning === 'commune' ? 'code-postal' : 'commune';
    return shares[other] >= 0.95 && shares[guess.meaning] < 0.8 ? { meaning: other, promised: guess.meaning } : null;
  }
  const header = headerWords(column.name);
  if (values.every((text) => /^(?:\d{4,5}|2[ABab]\d{3})$/.test(text))) {
    const led = values.some((text) => /^0\d{4}$|^2[AB]\d{3}$/i.test(text));
    if (vague.test(header) || led) return codesOf(sharesOf(values, await known()), header, led);
  }
  // Corsica or overseas among them: no region, no age.
  const far = values.some((text) => /^(?:2[AB]|97\d)$/i.test(text));
  if (far && vague.test(header) && values.every(isDepartement)) return { meaning: 'departement', type: 'text' };
  // Fourteen figures and a right key on every row are SIRET numbers, whatever their title; on most, under « idBeneficiaire ».
  const bareOf = (text: string) => text.replace(/[\s\u00a0\u202f]/g, '');
  const mayIdentify = /^id(?:entifiant)?\b/.test(header);
  const isLong = (text: string) => /^\d{14}$/.test(bareOf(text));
  const areLong = values.every(isLong);
  const long = mayIdentify || areLong ? values.filter(isLong).map(bareOf) : [];
  const identifies = mayIdentify && long.length >= values.length * 0.8;
  if (identifies || areLong)
    return long.filter(luhn).length >= long.length * (identifies ? 0.8 : 0.95)
      ? { meaning: 'siret', type: 'text' }
      : null;
  if (values.every((text) => /^\d{9}(?:[.,]0)?$/.test(text)) && vague.test(header)) {
    const bare = values.map((text) => text.slice(0, 9));
    if (bare.filter((text) => luhn(text)).length < bare.length * 0.95) return null;
    const { epci } = await known();
    const meaning = bare.filter((text) => epci.has(text)).length >= bare.length * 0.95 ? 'epci' : 'siren';
    return { meaning, type: 'text' };
  }
  return null;
}

/** "2021-COM-01001" all along: codes of the level that comes most, the others being told (see warnOpenings). */
function openedCodes(values: readonly string[]): Partial<ColumnGuess> | null {
  const found = new Map<Meaning | null, number>();
  for (const value of values) {
    const opening = levelBefore(value);
    if (opening === null) return null;
    found.set(opening.meaning, (found.get(opening.meaning) ?? 0) + 1);
  }
  const [most] = [...found].sort(([, a], [, b]) => b - a);
  return most === undefined ? null : { meaning: most[0], type: 'text', opened: true };
}

function mayDoubt({ meaning, type }: ColumnGuess): boolean {
  return meaning === null ? type === 'text' || type === 'integer' : meaning === 'commune' || meaning === 'code-postal';
}

/** The first different texts, none of them blank. */
function distinctOf(samples: readonly string[]): string[] {
  const found = new Set<string>();
  for (const sample of samples) {
    const text = sample.trim();
    if (text !== '') found.add(text);
    if (found.size === mostChecked) break;
  }
  return [...found];
}

type Shares = { commune: number; 'code-postal': number };

function codesOf(shares: Shares, header: string, led: boolean): Partial<ColumnGuess> | null {
  const { commune, 'code-postal': postal } = shares;
  if (commune >= 0.95 && commune > postal + 0.1) return { meaning: 'commune', type: 'text' };
  if (postal >= 0.95 && postal > commune + 0.1) return { meaning: 'code-postal', type: 'text' };
  // Figures that name something, whatever it is, are not to be added up.
  return led && !/^n$/.test(header) ? { type: 'text' } : null;
}

function sharesOf(values: readonly string[], { communes, postal }: KnownCodes): Shares {
  let commune = 0;
  let code = 0;
  for (const value of values) {
    if (communes.has(repairCode('commune', value) ?? value)) commune += 1;
    if (postal.has(repairCode('code-postal', value) ?? value)) code += 1;
  }
  return { commune: commune / values.length, 'code-postal': code / values.length };
}
