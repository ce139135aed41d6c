import type { Meaning } from '../recipe/column.ts';
import { isNaf } from './naf.ts';

/**
 * Shapes of French territorial codes, as the COG (INSEE) and SIRENE write them.
 * A shape says that a text may be a code, not that the code exists.
 */

const regions = new Set(
  '01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94 05 07 08 09 21 22 23 25 26 31 41 42 43 54 72 73 74 82 83 91'.split(
    ' ',
  ),
);

/** SIRENE staff bands, `trancheEffectifsUniteLegale`: "NN" unknown, "00" none, "11" 10 to 19... */
export const staffBands = [
  'NN',
  '00',
  '01',
  '02',
  '03',
  '11',
  '12',
  '21',
  '22',
  '31',
  '32',
  '41',
  '42',
  '51',
  '52',
  '53',
];
const bands = new Set(staffBands);

const commune = /^(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|9[78][0-9]\d{2})$/;
const departement = /^(?:0[1-9]|[1-8]\d|9[0-5]|2[ABab]|20|97[1-8]|98[46-8])$/;

export function isCommune(text: string): boolean {
  return commune.test(text);
}

export function isDepartement(text: string): boolean {
  return departement.test(text);
}

/** Present regions and those of before 2016. */
export function isRegion(text: string): boolean {
  return regions.has(text);
}

/** 9 digits. The Luhn key is not required: La Poste and a few old bodies break it. */
export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text);
}

/** EPCI and other groupings are entered in SIRENE from 200 000 000 on, départements and syndicats of old from 24, 25. */
export function isEpci(text: string): boolean {
  return /^2\d{8}$/.test(text) || text === 'ZZZZZZZZZ';
}

export function isSiret(text: string): boolean {
  return /^\d{14}$/.test(text);
}

export function isPostalCode(text: string): boolean {
  return /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(text);
}

/** A band as written, or as a spreadsheet spoils it: 21, "21.0", "1" for "01". */
export function isStaffBand(text: string): boolean {
  return bands.has(staffBand(text));
}

/** "21.0" -> "21", "1" -> "01". Other texts come back trimmed. */
export function staffBand(text: string): string {
  const trimmed = text.trim().replace(/[.,]0+$/, '');
  return /^\d$/.test(trimmed) ? `0${trimmed}` : trimmed;
}

/** Luhn key of a SIREN or SIRET. La Poste's SIRETs (356000000) follow another rule and count as right. */
export function luhn(digits: string): boolean {
  if (digits.startsWith('356000000')) return true;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Full length of the numeric codes that lose their zeros in a spreadsheet. */
export const codeLengths: Partial<Record<Meaning, number>> = {
  commune: 5,
  departement: 2,
  region: 2,
  'code-postal': 5,
  siren: 9,
  epci: 9,
  siret: 14,
};

/** The shapes as regular expressions that DuckDB's RE2 reads too. Upper-case letters only. */
export const codePatterns: Partial<Record<Meaning, string>> = {
  commune: commune.source,
  departement: departement.source,
  region: `^(?:${[...regions].join('|')})$`,
  epci: '^(?:2\\d{8}|Z{9})$',
  siren: '^\\d{9}$',
  siret: '^\\d{14}$',
  'code-postal': '^(?:0[1-9]|[1-8]\\d|9[0-8])\\d{3}$',
  'tranche-effectif': `^(?:${staffBands.join('|')})$`,
};

const shapes: Partial<Record<Meaning, (text: string) => boolean>> = {
  commune: isCommune,
  departement: isDepartement,
  region: isRegion,
  epci: isEpci,
  siren: isSiren,
  siret: isSiret,
  'code-postal': isPostalCode,
  'tranche-effectif': isStaffBand,
  naf: isNaf,
};

/** Whether a text has the shape of that code. `population` has none. */
export function hasShape(meaning: Meaning, text: string): boolean {
  return shapes[meaning]?.(text) ?? false;
}

/** Levels that Insee's database writes before a code with its year, "2021-COM-01001", by the kind of code. */
const codeLevels: Partial<Record<Meaning, string>> = {
  commune: 'COM|ARM',
  departement: 'DEP',
  region: 'REG',
  epci: 'EPCI',
};

/** What comes before a code of that kind in Insee's database, as a pattern that RE2 reads too; null for other kinds. */
export function openingOf(meaning: Meaning): string | null {
  const levels = codeLevels[meaning];
  return levels === undefined ? null : `^(?:19|20)\\d{2}-(?:${levels})-`;
}

/** The level in front of such a code and what the code is of; null for any other text. */
export function levelBefore(text: string): { level: string; meaning: Meaning | null } | null {
  const [, level, code] = /^(?:19|20)\d{2}-([A-Z][A-Z\d]{1,9})-(\w+)$/.exec(text.trim()) ?? [];
  if (level === undefined || code === undefined) return null;
  const kinds = Object.keys(codeLevels) as Meaning[];
  const meaning = kinds.find((kind) => codeLevels[kind]!.split('|').includes(level) && hasShape(kind, code)) ?? null;
  return { level, meaning };
}

/**
 * The code that a spoilt text stands for: spaces and invisible marks removed, "1001.0" -> "1001", lost zeros restored,
 * "2021-COM-01001" -> "01001". Null when even the repaired text lacks the shape.
 */
export function repairCode(meaning: Meaning, text: string): string | null {
  const bare = /^\w+$/.test(text)
    ? text
    : text.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '').replace(/[.,]0+$/, '');
  if (meaning === 'tranche-effectif') return isStaffBand(bare) ? staffBand(bare) : null;
  const upper = bare.toUpperCase();
  if (hasShape(meaning, upper)) return upper;
  const opening = openingOf(meaning);
  const opened = opening === null ? upper : upper.replace(new RegExp(opening), '');
  if (hasShape(meaning, opened)) return opened;
  const length = codeLengths[meaning];
  // At most one zero is ever lost: codes begin with 01 at the lowest.
  if (length === undefined || upper.length !== length - 1 || !/^\d/.test(upper)) return null;
  const padded = `0${upper}`;
  return hasShape(meaning, padded) ? padded : null;
}
