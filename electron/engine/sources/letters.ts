const elsewhere =
  /\bvents?\b|\borientations?\b|\bexpositions?\b|\bdirections?\b|\bsens\b|\bcardina\w*|\bpoints?\b|\bcotes?\b|\bzones?\b|\bzonages?\b|\bcategories?\b|\bclasses?\b|\btypes?\b|\bsecteurs?\b|\bmodalites?\b|\bnatures?\b|\bgroupes?\b|\bsexe\b|\bsymboles?\b/;

/** Fewer values may be anything. */
const enough = 4;

/**
 * Whether "O" and "N" are yes and no: both are there, and nothing else. Beside them a bare letter, even one that is
 * elsewhere a code for a missing value, would be a point of the compass or a category. `header` is in the words of headerWords.
 */
export function areYesNo(header: string, values: readonly string[], coded: ReadonlySet<string>): boolean {
  if (values.length < enough || !values.every((value) => /^[ONon]$/.test(value)) || elsewhere.test(header))
    return false;
  if ([...coded].some(isLetter)) return false;
  return new Set(values.map((value) => value.toUpperCase())).size === 2;
}

/** Whether "X" ticks: nothing else is in the column, whose other cells are empty. */
export function areCrosses(header: string, values: readonly string[], coded: ReadonlySet<string>): boolean {
  if (values.length < 2 || !values.every((value) => /^[xX✓✔☑]$/.test(value))) return false;
  return !elsewhere.test(header) && ![...coded].some(isLetter);
}

export function isLetter(text: string): boolean {
  return /^\p{L}$/u.test(text.trim());
}
