import { counted } from '../../../shared/territory/recognise.ts';

/** Words of headers, as headerWords gives them, over codes and numbers that name something. */
export const codeHeader =
  /^cod(?:e|es)?\b|\bcode\b|^cod[a-z]{2,4}$|\binsee\b|\bsiren\b|\bsiret\b|\bnic\b|\biris\b|\bfiness\b|\buai\b|\brna\b|\bnaf\b|\bape\b|\bidentifiants?\b|\bmatricule\b|\btelephone\b|\btel\b|\bphone\b|\btelecopie\b|\bfax\b|\bmobile\b|\bportable\b|\bnumero\b|\bvoie\b|\bcategorie juridique\b|^(?:comptes?|natures?|(?:sous ?)?fonctions?|chapitres?|articles?)$/;

/** "Code canton": figures that name something are not to be added up. Long ones, or as long as a SIRET, are identifiers whatever the header. */
export function namesCode(header: string, values: readonly string[]): boolean {
  if (values.some((value) => value.length >= 16 && /^\d{16,}$/.test(value))) return true;
  const long = values.filter((value) => value.length >= 13 && /^[1-9]\d{12,14}$/.test(value)).length;
  if (values.length > 0 && long >= values.length * 0.8) return true;
  if (values.length > 0 && values.every((value) => /^\+\d{8,14}$/.test(value))) return true;
  // "82 212 742 900 014" under "idBeneficiaire" is a SIRET, spaced as an amount.
  const headers = header.split(' | ');
  if (headers.some((words) => /^id \w/.test(words))) {
    const numbers = values.filter((value) => /^(?:\d{9}|\d{14})$/.test(value.replace(/[\s\u00a0\u202f]/g, '')));
    if (numbers.length > values.length * 0.9) return true;
  }
  return (
    headers.some((words) => codeHeader.test(words) && !counted.test(words) && !/\bpop(?:ulation)?s?\b/.test(words)) &&
    (values.every((value) => /^\d+$/.test(value)) || areItems(values))
  );
}

/** « 7.1 », « 7.10 »: items of a nomenclature, which as numbers would be one and the same. Not « 21.0 », a code made a number. */
function areItems(values: readonly string[]): boolean {
  return (
    values.every((value) => /^\d{1,3}(?:\.\d{1,3})?$/.test(value)) && values.some((value) => /\.\d*[1-9]/.test(value))
  );
}
