import type { Shape } from './shapes.ts';

/** Whether dots (or commas) among figures separate thousands: "1.234.567" says so, "1.234" alone may be 1234 or 1,234. */
export type Grouping = {
  thousands: '.' | ',';
  /** Nothing in the column tells for certain: `reads` is the better guess, to be said. */
  doubt: boolean;
  reads: 'thousands' | 'decimals';
  /** A text that shows it, as written. */
  example: string;
};

/** `many`: "1.234.567" or "1.234,5", where nothing else can be meant. */
const groups = {
  '.': {
    one: /^[-+\u2212]?[1-9]\d{0,2}\.\d{3}$/,
    many: /^[-+\u2212]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)$/,
  },
  ',': {
    one: /^[-+\u2212]?[1-9]\d{0,2},\d{3}$/,
    many: /^[-+\u2212]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d+)$/,
  },
} as const;

const counted =
  /\bpop\w*|\bhabitants?\b|\bnb\w*|\bnombre\b|\beffectifs?\b|\bagents?\b|\blogements?\b|\bmenages?\b|\bemplois?\b|\bentreprises?\b|\betablissements?\b|\beleves?\b|\bbeneficiaires?\b|\ballocataires?\b|\bvoix\b|\binscrits\b|\bvotants\b/;
const rated = /\btaux\b|\bpart\b|\bmoy\w*|\bdensite\b|\bratio\b|\bindice\b|\bcoef\w*|\bmed\w*|\bpar\b|\bpour\b|\bpct\b/;

/** Coordinates have dots and as many decimals as one likes. */
const placed = /\blat\w*|\blon\w*|\blng\b|\bcoord\w*|\b[xy]\b|\bgeo\w*|\bgps\b|\bwgs\w*|\blambert\b/;

/** So many numbers of exactly three decimals, and none of them shorter, are no decimals. */
const enough = 20;

/**
 * Looks at the texts of a column for groups of three figures; null where none or where others deny them. `header` is in
 * the words of headerWords, `decimal` the user's choice of a decimal mark.
 */
export function groupingOf(
  header: string,
  values: readonly string[],
  shapes: readonly Shape[],
  decimal: ',' | '.' | undefined,
): Grouping | null {
  if (placed.test(header)) return null;
  for (const mark of ['.', ','] as const) {
    const found = readGroups(mark, values, shapes);
    if (found === null || decimal === mark) continue;
    const { decisive, bare, single, example } = found;
    const thousands = { thousands: mark, reads: 'thousands', example } as const;
    if (decisive || decimal !== undefined) return { ...thousands, doubt: false };
    // French figures have decimal commas: three of them after a comma are no surprise.
    if (mark === ',') continue;
    const isCount = counted.test(header) && !rated.test(header);
    if (isCount || (bare > 0 && single >= enough)) return { ...thousands, doubt: true };
    return { thousands: mark, doubt: true, reads: 'decimals', example };
  }
  return null;
}

/** The decimal mark that other columns of a file show beyond doubt; null when none or both do. */
export function fileMark(
  columns: readonly { type: string; decimal: ',' | '.'; marked?: boolean | undefined }[],
): ',' | '.' | null {
  const marks = new Set(columns.filter(({ marked }) => marked).map(({ decimal }) => decimal));
  const [mark] = marks;
  return marks.size === 1 ? mark! : null;
}

function readGroups(mark: '.' | ',', values: readonly string[], shapes: readonly Shape[]) {
  const { one, many } = groups[mark];
  const [own, other] =
    mark === '.' ? (['decimal-dot', 'decimal-comma'] as const) : (['decimal-comma', 'decimal-dot'] as const);
  let single = 0;
  let bare = 0;
  let decisive = false;
  let example = '';
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    const shape = shapes[at]!;
    // Patterns cost, and most cells have no such mark.
    const figures = value.includes(mark) ? value.replace(/[ \u00a0\u202f]?(?:€|eur|euros?)$/i, '') : '';
    if (one.test(figures)) {
      single += 1;
      if (example === '') example = value;
    } else if (many.test(figures)) {
      decisive = true;
      example = value;
    } else if (shape === own || shape === 'grouped-integer') return null;
    else if (shape === 'integer') {
      // Four figures without a mark: nobody writes 1.234 beside 1234.
      if (!/^-?\d{1,3}$/.test(value)) return null;
      bare += 1;
    } else if (shape === other) decisive = true;
    else if (shape === 'percent' || shape === 'scientific') return null;
  }
  return example === '' ? null : { decisive, bare, single, example };
}
