import type { Unit } from '../../../shared/recipe/column.ts';
import { literal } from '../../../shared/sql/quote.ts';

/** Numbers with their unit in the cell: "12 km²", "1 200 hab.", "35 h", "10 € TTC". One unit for all of a column, else they are texts. */
export type Suffix = { unit: string; example: string };

const per = '[ \u00a0]?(?:/|par)[ \u00a0]?';
const squareMetre = 'm(?:²|2)';
const cubicMetre = 'm(?:³|3)';

/** How each unit is shown and written, in the syntax that JavaScript and RE2 share. */
const units: readonly (readonly [shown: string, written: string, ratio?: number])[] = [
  ['km²', 'km(?:²|2)'],
  ['m²', squareMetre],
  ['m³', cubicMetre],
  ['ha', '[hH]a|[hH]ectares?'],
  ['km', 'km|[kK]ilom[èe]tres?'],
  ['m', 'm|[mM][èe]tres?'],
  ['cm', 'cm'],
  ['mm', 'mm'],
  ['kg', '[kK]g'],
  ['t', 't|[tT]onnes?'],
  ['l', '[lL]|[lL]itres?'],
  ['hl', 'h[lL]'],
  ['h', 'h|H|[hH]eures?'],
  ['min', 'min|mn|[mM]inutes?'],
  ['jours', 'j|[jJ]ours?'],
  ['semaines', '[sS]emaines?'],
  ['mois', '[mM]ois'],
  ['ans', '[aA]ns?'],
  ['hab.', '[hH]ab\\.?|[hH]abitants?'],
  ['hab./km²', `[hH]ab(?:itants?|\\.)?${per}km(?:²|2)`, 1],
  ['kWh', 'k[wW]h'],
  ['MWh', 'M[wW]h'],
  ['GWh', 'G[wW]h'],
  ['kW', 'kW'],
  ['MW', 'MW'],
  ['kWc', 'kWc'],
  ['MWc', 'MWc'],
  ['€ HT', '(?:€|[eE]uros?)[ \u00a0]?(?:HT|H\\.T\\.)'],
  ['€ TTC', '(?:€|[eE]uros?)[ \u00a0]?(?:TTC|T\\.T\\.C\\.)'],
  ['€/hab.', `(?:€|[eE]uros?)${per}hab(?:itants?|\\.)?`, 1],
  ['€/m²', `(?:€|[eE]uros?)${per}${squareMetre}`, 1],
  ['€/m³', `(?:€|[eE]uros?)${per}${cubicMetre}`, 1],
  ['€/an', `(?:€|[eE]uros?)${per}an`],
  ['€/mois', `(?:€|[eE]uros?)${per}mois`],
  ['€/jour', `(?:€|[eE]uros?)${per}jour`],
  ['€/h', `(?:€|[eE]uros?)${per}(?:h|heure)`, 1],
  ['€/t', `(?:€|[eE]uros?)${per}(?:t|tonne)`, 1],
  ['km/h', `km${per}h`, 1],
  ['‰', '‰', 1000],
  ['°C', '°[ \u00a0]?C'],
  ['dB', 'dB(?:\\(A\\))?'],
  ['tCO₂e', '(?:t|[tT]onnes?)[ \u00a0]?(?:[eé]q\\.?[ \u00a0]?)?CO(?:2|₂)(?:e|[ \u00a0]?[eé]q\\.?)?'],
  ['ETP', 'ETPT?|etp'],
  ['agents', '[aA]gents?'],
  ['places', '[pP]laces?'],
  ['lits', '[lL]its?'],
  ['logements', '[lL]ogements?|[lL]ogts?\\.?'],
  ['élèves', '[éeÉE]l[èe]ves?'],
  ['personnes', '[pP]ersonnes?|pers\\.?'],
  ['ménages', '[mM][ée]nages?'],
  ['emplois', '[eE]mplois?'],
  ['points', '[pP]oints?|pts?\\.?'],
  ['voix', '[vV]oix'],
];

const number = "[-+\u2212]?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+)(?:[.,][0-9]+)?";
const expressions = units.map(([, written]) => new RegExp(`^(${number})([ \u00a0\u202f\u2009]*)(?:${written})$`));
/** How all of them begin and end: most texts are told by it. */
const possible = /^[-+\u2212]?\d.*[\p{L}.²³₂2-3‰)]$/u;

/** The number and the unit of a text; null for any other. `tight`: nothing between them, and a letter for the unit. */
export function readQuantity(text: string): { figures: string; unit: string; tight: boolean } | null {
  if (text.length > 40 || !possible.test(text)) return null;
  for (const [place, expression] of expressions.entries()) {
    const found = expression.exec(text);
    if (found === null) continue;
    const [whole, figures = '', gap = ''] = found;
    return { figures, unit: units[place]![0], tight: gap === '' && whole.length === figures.length + 1 };
  }
  return null;
}

const measured =
  /\bduree\w*|\btemps\b|\bheures?\b|\bhebdo\w*|\bvolumes?\b|\bsurfaces?\b|\bsuperficies?\b|\blongueurs?\b|\bdistances?\b|\bpoids\b|\bmasses?\b|\btonnages?\b|\bquantites?\b|\bcapacites?\b|\bhauteurs?\b|\blargeurs?\b|\bprofondeurs?\b|\bdebits?\b|\bages?\b/;
const clock = /\bhoraires?\b|\bouvertures?\b|\bfermetures?\b|\bdebuts?\b|\bfins?\b|\bdeparts?\b|\barrivees?\b|^heure\b/;

/**
 * The unit of the texts of a column and what they are without it; null where they have none or several. `header` is in the
 * words of headerWords. "12t" may be a house or a class: without a space, a letter is a unit where the header measures.
 */
export function quantitiesOf(header: string, values: readonly string[]): { suffix: Suffix; bare: string[] } | null {
  let suffix: Suffix | null = null;
  let count = 0;
  let others = 0;
  const bare: string[] = [];
  for (const value of values) {
    const found = readQuantity(value);
    if (found === null) {
      // « 12 rue Haute » again and again: an address, told soon.
      if (possible.test(value)) others += 1;
      if (others > values.length * 0.1 + 1) return null;
      bare.push(value);
      continue;
    }
    if (suffix !== null && suffix.unit !== found.unit) return null;
    if (found.tight && !measured.test(header)) return null;
    suffix ??= { unit: found.unit, example: value };
    bare.push(found.figures);
    count += 1;
  }
  if (suffix === null || (count < 2 && count < values.length)) return null;
  // « 14 h » opens a town hall.
  return suffix.unit === 'h' && clock.test(header) ? null : { suffix, bare };
}

/** A number of such a unit that is never added up; undefined where it is a quantity. */
export function ratioOf({ unit }: Suffix): Unit | undefined {
  const scale = units.find(([shown]) => shown === unit)?.[2];
  return scale === undefined ? undefined : { kind: 'ratio', scale };
}

/** SQL of a text without its unit. */
export function withoutUnit(text: string, { unit }: Suffix): string {
  const written = units.find(([shown]) => shown === unit)?.[1] ?? '';
  return `regexp_replace(trim(${text}), ${literal(`^(${number})[ \u00a0\u202f\u2009]*(?:${written})$`)}, '\\1')`;
}

/** The description of a column of numbers with its unit, « Superficie (km²) ». */
export function labelWithUnit(title: string, { unit }: Suffix): string {
  return title.toLowerCase().includes(unit.toLowerCase()) ? title : `${title} (${unit})`;
}
