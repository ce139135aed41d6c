import type { Meaning } from '../recipe/column.ts';
import { hasShape, repairCode } from './codes.ts';
import { areActivities } from './naf.ts';

/** "Code Insee 2024 Région" -> "code insee region": lower case, no accents, years and signs as one space. */
export function headerWords(header: string): string {
  return header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(?:19|20)\d{2}\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

type Rule = { meaning: Meaning; header: RegExp; not?: RegExp; share: number };

// The first rule whose header and content both agree wins, so the narrow ones come first.
const rules: Rule[] = [
  { meaning: 'tranche-effectif', header: /\btranches?\b.*\beffectifs?\b|\btefe[nt]\b/, share: 0.95 },
  {
    meaning: 'naf',
    header:
      /\bnaf\w*\b|\bape\b|\bactivite principale\b|\bcode activite\b|^a ?(?:10|17|21|38|88)$|\bape[nt]\w*\b|\bsections? d activite\b/,
    not: /\bnom|\blib|\bnb\b|\bnombre\b/,
    share: 0.95,
  },
  { meaning: 'siret', header: /\bsiret\b/, share: 0.9 },
  {
    meaning: 'epci',
    header: /\b(?:num|code?|id)?epci\b|\bsiren groupement\b|\bgroupement\b/,
    not: /\bnom|libelle|lib\b|nature/,
    share: 0.9,
  },
  { meaning: 'siren', header: /\bsiren\b/, share: 0.9 },
  {
    meaning: 'code-postal',
    header:
      /\bcode ?postal\b|\bcp\b|\bpostal(?: code)?\b|\bcod(?:e|es)? ?pos(?:t|te|tal\w*)?\b|\bcd ?post?\b|\bpost ?codes?\b|\bzip(?: ?code)?\b|\bcodes? postaux\b/,
    share: 0.9,
  },
  {
    meaning: 'departement',
    header: /\bdep\b|\bdept\b|\bdpt\b|\bdepartements?\b|\bcod(?:e)? ?dep\w*\b|\bdepcode\b|\b(?:num|id) ?dept?\b/,
    not: /\bnom|\blib|\bchef ?lieu\b|commune|digits/,
    share: 0.95,
  },
  {
    meaning: 'region',
    header: /\breg(?:ion)?s?\b|\bcod(?:e)? ?reg\w*\b|\bregcode\b/,
    not: /\bnom|\blib|\bchef ?lieu\b|commune|\bdep/,
    share: 0.95,
  },
  {
    meaning: 'commune',
    header:
      /\bcodgeo\b|\bcod ?geo\b|\bdep ?com\b|\binsee\b|\bcod(?:e)? ?com(?:mune)?s?\b|\bcommunes?\b|\bcom\b|\bcog\b|\bcode ?commune\b|\bdep ?com\b|\bcode geo\w*\b|\bchef ?lieu\b|\bcomparent\b|\bcom a[vp]\b|\bcodecommune\b|\bcodeinsee\b|\bdepcom\b|\bnum ?com(?:mune)?\b/,
    not: /\bregion\b|\bepci\b|\bdepartement\b(?! communes?\b)|\byears?\b|\bannees?\b|\bmillesime\b|\bversion\b|\binsee pop/,
    share: 0.9,
  },
];

/** « Nb communes », « Part des régions »: how many there are, not which. */
export const counted =
  /^(?:nb|nbre|nombre|total|part|taux|pct|effectifs?|montants?|depenses?|recettes?|somme)\b|^[^|]*\bnombre d/;

const population =
  /^(?:p ?mun|p ?tot|p ?cap|p ?sdc)(?:\d{2}|\d{4})?\b|^pop(?:ulation)?\d{2,4}\b|\b(?:p ?mun|p ?tot)\b|\bpop(?:ulation)?s?\b(?! (?:active|de \d|agee))|\bp\d{0,2} ?pop\b|^p\d{2} pop$|\bhabitants?\b|\btotal pop\b/;
const notPopulation =
  /\bpart\b|\btaux\b|\bpercent\w*\b|\bpourcentages?\b|\bpct\b|\bpib\b|\bdensite\b|\bpar hab|\bpar an\b|\bstrate\b|\bevolution\b|\bvariation\b|\bcode\b|\btranche\b|\brevenu\b|\bsolde\b|%|\bnom\b|\bhommes?\b|\bfemmes?\b|\b\d+ (?:a \d+ )?ans\b/;

/**
 * What a column stands for, by the words of its header confirmed by the shape of its values; null when unsure.
 * `values` are non-empty sample texts; codes that lost a zero or read "21.0" still count.
 */
export function recognise(column: {
  name: string;
  label?: string | undefined;
  values: readonly string[];
}): Meaning | null {
  const headers = [headerWords(column.name), headerWords(column.label ?? '')].filter((words) => words !== '');
  const values = column.values.filter((value) => value.trim() !== '');
  if (values.length === 0) return null;
  // « Communes (ETP) »: the staff of all of them.
  const isMeasure = headers.some((words) => /\b(?:etpt?|eqtp|agents?|emplois)$/.test(words));
  for (const rule of isMeasure ? [] : rules) {
    if (!headers.some((words) => rule.header.test(words) && !rule.not?.test(words) && !counted.test(words))) continue;
    if (shareOf(rule.meaning, values) >= rule.share) return rule.meaning;
  }
  if (headers.some((words) => population.test(words) && !notPopulation.test(words)) && values.every(isCount))
    return 'population';
  if (areActivities(values)) return 'naf';
  return null;
}

function shareOf(meaning: Meaning, values: readonly string[]): number {
  let whole = 0;
  let repaired = 0;
  for (const value of values) {
    if (hasShape(meaning, value)) whole += 1;
    else if (repairCode(meaning, value) !== null) repaired += 1;
  }
  // A band is only digits: "3", "12" alone would make any small number one, so the header must say so (it did).
  return (whole + repaired) / values.length;
}

function isCount(value: string): boolean {
  return (
    /^\d{1,3}(?:[ \u00a0\u202f'’]?\d{3})*(?:[.,]\d+)?$|^\d+(?:[.,]\d+)?$/.test(value.trim()) ||
    (value.trim().length <= 4 && /^\D*$/.test(value))
  );
}
