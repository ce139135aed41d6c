import { headerWords } from '../../../shared/territory/recognise.ts';

/** A value of a column and the number of its rows. */
export type Counted = { value: string; count: number };

const whole =
  /^(?:(?:sous[ -]?)?tota(?:l|ux)|ensemble|tous|toutes|total general|grand total|france entiere|france metropolitaine|report|a reporter|total a reporter|report (?:de la )?page precedente)$/;
// "Total Ain", "Ensemble des communes" add up; "Ensemble vocal de Dijon" is a name.
const opening =
  /^(?:sous[ -]?)?tota(?:l|ux) |^ensemble (?:des?|du|de la) (?:communes?|departements?|regions?|epci|cantons?|la region|la france|le departement|secteurs?|menages|population|territoires?|pays|ages|sexes|categories|lignes)\b|^tou(?:s|tes) (?:les |)(?:ages?|sexes?|secteurs?|categories|tranches|activites|communes|departements|regions|niveaux|types|diplomes|statuts|menages)\b|^france (?:entiere|metropolitaine|hors|y compris|\(?hors)/;
const closing = /\((?:total|ensemble)\)$|\b(?:total|sous total)$/;

/** The sum over a dimension, in the statistical exchange format that Insee, Eurostat and the OECD share. */
const everything = '_T';

/** Columns of bodies or of free text: one may be called "Total Énergies", another begin with "Total des travaux". */
const bodies =
  /\bnoms?\b|\bbeneficiaires?\b|\bentreprises?\b|\bsocietes?\b|\bfournisseurs?\b|\braisons? sociales?\b|\bdenominations?\b|\btitulaires?\b|\battributaires?\b|\btiers\b|\borganismes?\b|\bassociations?\b|\benseignes?\b|\bmarques?\b|\bclients?\b|\bstations?\b|\bobjets?\b|\bdescriptions?\b|\bintitules?\b|\bcommentaires?\b/;

const places =
  /\bterritoires?\b|\bgeo\w*|\blibgeo\b|\bregions?\b|\bdepartements?\b|\bniveaux?\b|\bzones?\b|\bcommunes?\b/;

/**
 * The values of a column that stand for the sum of other rows. `rows` are its values that speak of totals, with their
 * counts. A value on half of the rows and more is a constant of the file ("Ensemble" of every line), not a total.
 */
export function areTotals(rows: readonly Counted[], rowCount: number, header: string): Counted[] {
  const title = headerWords(header);
  const names = bodies.test(title);
  // Among countries France is one of them; among territories it is their sum.
  const country = places.test(title);
  const found = rows.filter(({ value }) => {
    if (value === everything) return true;
    const words = headerWords(value);
    if (words === 'france') return country;
    if (names) return whole.test(words);
    return whole.test(words) || opening.test(words) || (closing.test(words) && words.split(' ').length <= 6);
  });
  const count = found.reduce((sum, row) => sum + row.count, 0);
  return count < rowCount / 2 ? found : [];
}

const levels: Readonly<Record<string, readonly string[]>> = {
  commune: ['com', 'commune', 'communes'],
  part: [
    'comd',
    'coma',
    'arm',
    'commune deleguee',
    'communes deleguees',
    'commune associee',
    'communes associees',
    'arrondissement municipal',
    'arrondissements municipaux',
  ],
  departement: ['dep', 'dept', 'departement', 'departements', 'conseil departemental'],
  region: ['reg', 'region', 'regions', 'conseil regional', 'ctu'],
  epci: [
    'epci',
    'gfp',
    'cc',
    'ca',
    'cu',
    'met',
    'metro',
    'metropole',
    'ept',
    'intercommunalite',
    'communaute de communes',
    'communaute d agglomeration',
    'communaute urbaine',
  ],
  arrondissement: ['arr', 'arrondissement', 'arrondissements'],
  canton: ['canton', 'cantons', 'canton ville'],
  area: ['ze', 'zone d emploi', 'aav', 'uu', 'unite urbaine', 'bv', 'bassin de vie', 'aire d attraction des villes'],
  country: ['france', 'fr', 'fe', 'fm', 'pays', 'national', 'france entiere', 'france metropolitaine'],
};
const levelByWords = new Map(Object.entries(levels).flatMap(([level, names]) => names.map((name) => [name, level])));

/** Territorial level that a value names ("COM", "Département", "EPCI"), null for any other. */
export function levelOf(value: string): string | null {
  // « AAV2020 » and « ZE2020 » are areas of that year.
  const words = headerWords(value.replace(/^([A-Z]+)(?:19|20)\d{2}$/, '$1'));
  const known = levelByWords.get(words);
  if (known !== undefined) return known;
  return /^etablissements? publics? de cooperation\b/.test(words) ? 'epci' : null;
}
