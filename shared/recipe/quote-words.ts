// Sentences name columns and values bare where nothing is lost, and between « » where their words could be taken for those
// of the sentence: read-condition.ts reads them back.

const space = '[\\s\\u00a0\\u202f]';
const verbs = new RegExp(
  `[=≠<≤>≥«»]|${space}(?:est|n[’']est|contient|ne|commence|finit|ressemble)(?:${space}|$)|^["(]|^il n[’']est pas|^aucune condition`,
  'iu',
);
const ends = new RegExp(
  `[«»()\\p{Cc}\\p{Zl}\\p{Zp}]|,${space}|,$|${space}(?:et|ou)(?:${space}|$)|^${space}|${space}$`,
  'iu',
);
const openings = new RegExp(
  `^(?:avant|après|parmi|pas|entre|le|au plus|manquant|renseigné|oui|non|aucune)(?:${space}|$)|dans l[’']ordre`,
  'iu',
);
const number = /^-?[\d\u00a0\u202f ]+(?:,\d+)?(?:e[+-]?\d+)?$/u;

/** A column's name before a verb. */
export function quoteName(name: string): string {
  return name === '' || verbs.test(name) || name !== name.trim() ? quoteWords(name) : name;
}

/** A column's name where a value could stand. */
export function quoteOther(name: string): string {
  return verbs.test(name) || ends.test(name) || number.test(name) || name === '' ? quoteWords(name) : name;
}

/** A text that a cell is compared with. */
export function quoteValue(text: string): string {
  return verbs.test(text) || ends.test(text) || openings.test(text) ? quoteWords(text) : text;
}

/** Between « », its own guillemets doubled. */
export function quoteWords(text: string): string {
  return `«\u00a0${escapeWords(text)}\u00a0»`;
}

export function escapeWords(text: string): string {
  return text.replaceAll('»', '»»');
}
