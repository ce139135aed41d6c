/**
 * Texts that French producers write for a missing value, in lower case without spaces around, with their reason.
 * INSEE: "s" secret, "nd" or "…" not available, "ns" not significant, "///" not applicable. "#N/D" and its kin are
 * what Excel leaves of a formula that failed.
 */
const codes: Readonly<Record<string, readonly string[]>> = {
  secret: [
    's',
    's.',
    'c',
    'c/s',
    'ss',
    '(s)',
    '(c)',
    ': c',
    ':c',
    'secret',
    'confidentiel',
    'confidentielle',
    'conf',
    'conf.',
    'secret statistique',
    'donnée confidentielle',
    'données confidentielles',
    'non diffusable',
    'non diffusé',
    'non diffusée',
  ],
  'non disponible': [
    'nd',
    'n.d.',
    'n.d',
    'nd.',
    'n. d.',
    'n/d',
    '(nd)',
    'na',
    'n.a.',
    'n.a',
    'n/a',
    '#n/a',
    '#n/d',
    '<na>',
    '…',
    '...',
    '..',
    '.',
    // Eurostat's.
    ':',
    'non disponible',
    'non dispo',
    'donnée non disponible',
    'données non disponibles',
    'indisponible',
    'donnée indisponible',
  ],
  'non renseigné': [
    'nr',
    'n.r.',
    'n.r',
    'n/r',
    'non renseigné',
    'non renseignée',
    'inconnu',
    'inconnue',
    '-',
    '--',
    '–',
    '—',
    '−',
    'null',
    'none',
    'nan',
    '?',
    // What databases write: "\N" for an empty cell, a day 0 for a date that is none.
    '\\n',
    '0000-00-00',
    '0000-00-00 00:00:00',
    '00/00/0000',
    // The day before all others, for a date that is none.
    '0001-01-01',
    '0001-01-01 00:00:00',
    '0001-01-01t00:00:00',
    '01/01/0001',
  ],
  'non communiqué': ['nc', 'n.c.', 'n.c', 'n/c', 'non communiqué', 'non communiquée'],
  'non significatif': ['ns', 'n.s.', 'n.s', 'ns.', 'n/s', 'non significatif', 'non significative'],
  'sans objet': ['///', '//', '/', 'so', 's.o.', 's.o', 's/o', 'sans objet', 'non concerné', 'non concernée'],
  'erreur de calcul': [
    '#div/0!',
    '#valeur!',
    '#value!',
    '#ref!',
    '#nom?',
    '#name?',
    '#nombre!',
    '#num!',
    '#nul!',
    '#null!',
    '#calc!',
  ],
};

const reasons = new Map(Object.entries(codes).flatMap(([reason, texts]) => texts.map((text) => [text, reason])));

/** The reason of a missing code, null for any other text. */
export function missingReason(text: string): string | null {
  const key = text.trim().toLowerCase();
  if (key.length > 60) return null;
  const known = reasons.get(key);
  if (known !== undefined) return known;
  if (accounting.test(key)) return 'tiret (souvent zéro)';
  return wordedReason(key);
}

/** « -   € »: how Excel shows nothing at all in its format for accounts, and people who write nothing too. */
const accounting = /^(?:[-–—][\s\u00a0\u202f]*€|€[\s\u00a0\u202f]*[-–—])$/;

/** « N/A - résultat non disponible », « donnée manquante », « effectif insuffisant »: a code in front, what is missing, and why. */
function wordedReason(key: string): string | null {
  if (/\d/.test(key) || !telling.test(key)) return null;
  const words = key
    .replace(codeInFront, '')
    .replace(/^\(|[).]+$/g, '')
    .trim();
  const known = reasons.get(words);
  if (known !== undefined && words.length > 3) return known;
  const found = worded.find(([pattern]) => pattern.test(words.replace(subject, '')) || pattern.test(words));
  return found?.[1] ?? null;
}

/** Nothing else is looked at further: most texts are no mark. */
const telling =
  /disponib|manqu|missing|donn[ée]|data|available|publi|calcul|connu|aucun|renseign|saisi|compl|indiqu|cis|r[ée]ponse|communiqu|transmis|fourni|ati[fv]|insuff|faible|applic|concern|objet|champ|secret|confid/;
const codeInFront = /^(?:n\/?a|n\.?d\.?|n\.?r\.?|n\.?c\.?|n\.?s\.?|s\.?o\.?|ss?|c)\s*[-–—:=(]\s*/;
const subject =
  /^(?:l[ae]s? |l['’])?(?:r[ée]sultats?|donn[ée]es?|valeurs?|informations?|chiffres?|montants?|effectifs?|indicateurs?|indices?|taux)\s+/;

const worded: [RegExp, string][] = [
  [/^(?:confidentiel|secret)\b.{0,40}$|^(?:sous|soumise?s? au) (?:le )?secret\b/, 'secret'],
  [/^(?:non|pas) (?:encore )?(?:disponibles?|publi[ée]e?s?|calcul[ée]e?s?|calculables?|connue?s?)$/, 'non disponible'],
  [
    /^(?:indisponibles?|manquante?s?|pas de donn[ée]es?|aucune? (?:donn[ée]e|valeur|information|r[ée]sultat))$/,
    'non disponible',
  ],
  [/^(?:absence de (?:donn[ée]es?|r[ée]sultats?)|sans donn[ée]es?|no data|not available|missing)$/, 'non disponible'],
  [/^non (?:renseign|saisi|compl[ée]t|indiqu|pr[ée]cis)[ée]?e?s?$|^(?:non|sans) r[ée]ponse$/, 'non renseigné'],
  [/^non (?:communiqu[ée]|transmis|fourni)e?s?$/, 'non communiqué'],
  [/^(?:non|peu) (?:significati|repr[ée]sentati)(?:fs?|ves?)$|^(?:insuffisants?|trop faibles?)$/, 'non significatif'],
  [/^(?:non applicables?|non concern[ée]e?s?|sans objet|hors champ)$/, 'sans objet'],
];

const measure =
  /\bnb\b|\bnombre\b|\btaux\b|\bpart\b|\beffectifs?\b|\bmontants?\b|\brevenus?\b|\bpop\w*|\bmed\w*|\bmoy\w*|\btotal\b|\bvaleur\b|\bindice\b|\bdepenses?\b|\brecettes?\b|\blogements?\b|\bmenages?\b|\betablissements?\b/;

/**
 * Whether bare letters among whole numbers name categories, not secrecy: "C" beside 1, 2 and 3 in a zoning. Categories
 * are few and come back often; a measure has many values, a decimal, or a header that says what it counts.
 * `numbers` are the texts that are numbers, `coded` those that could be codes, `header` in the words of headerWords.
 */
export function areCategories(header: string, numbers: readonly string[], coded: ReadonlySet<string>): boolean {
  if (measure.test(header)) return false;
  if (coded.size === 0 || [...coded].some((text) => !/^[cs]$/i.test(text))) return false;
  const distinct = new Set(numbers);
  return distinct.size <= 9 && numbers.length >= distinct.size * 3 && numbers.every((text) => /^\d$/.test(text));
}
