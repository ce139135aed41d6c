import { headerWords } from '../../../shared/territory/recognise.ts';
import { isFilled } from './names.ts';

/** Words of English titles that no French title has. */
const english =
  /\b(?:of|the|by|and|with|per|number|name|names|year|years|month|share|value|quantity|income|households?|dwellings?|housing|municipality|municipalities|county|counties|country|countries|district|city|town|average|size|age group|women|men|female|male|unemployment|employment|employees?|headcount|jobs?|workers?|wages?|earnings|rate|amount|product|sector|industry|sex|gender|unit|area code|type of|label|level|education|occupied|vacant|births?|deaths?|tax|budgets?|expenditure|revenue|street|address|status|start|end|school|schools|students?|pupils?|company|companies|establishments?)\b/;

type Cells = readonly (string | null)[];

/**
 * « Commune | Nombre de ménages » above « Municipality | Number of households »: the second row says the first one in
 * English. At least two of its titles, and half of those that differ, are English; none above them is.
 */
export function areTranslated(uppers: Cells, lowers: Cells): boolean {
  const pairs = uppers.flatMap((upper, at) => (isFilled(upper) && isFilled(lowers[at]) ? [[upper!, lowers[at]!]] : []));
  const differing = pairs.filter(([upper, lower]) => headerWords(upper!) !== headerWords(lower!));
  const translated = differing.filter(([, lower]) => english.test(headerWords(lower!)));
  if (translated.length < 2 || translated.length * 2 < differing.length) return false;
  return pairs.every(([upper]) => !english.test(headerWords(upper!)));
}
