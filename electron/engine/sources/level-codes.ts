import type { Meaning } from '../../../shared/recipe/column.ts';
import { hasShape, repairCode } from '../../../shared/territory/codes.ts';
import { headerWords } from '../../../shared/territory/recognise.ts';
import { levelOf } from './levels.ts';
import type { ColumnPlan } from './plan.ts';

const placeHeader = /^(?:geo|codes? geo|geo code|ref area|territoire|code territoire)$/;
const levelHeader = /^(?:geo object|niveaux?(?: geo\w*)?|type(?: de)? (?:geo\w*|territoires?|zone)|maille\w*)$/;
const meanings: Readonly<Record<string, Meaning>> = {
  commune: 'commune',
  departement: 'departement',
  region: 'region',
  epci: 'epci',
};

/** « GEO » beside a « GEO_OBJECT » that says DEP on every row: codes of départements, whatever they look like alone. */
export function meanByLevel(plans: readonly ColumnPlan[], samples: (plan: ColumnPlan) => readonly string[]): void {
  const titled = (header: RegExp) => plans.find(({ name }) => header.test(headerWords(name)));
  const [place, level] = [titled(placeHeader), titled(levelHeader)];
  if (place === undefined || level === undefined || place.meaning !== null || place.opened) return;
  const levels = new Set(samples(level).map((text) => levelOf(text)));
  const [only] = levels;
  const meaning = levels.size === 1 && only ? meanings[only] : undefined;
  if (meaning === undefined) return;
  const codes = samples(place).map((text) => text.trim());
  const isCode = (text: string) => hasShape(meaning, text) || repairCode(meaning, text) !== null;
  if (codes.filter(isCode).length < codes.length * 0.95) return;
  Object.assign(place, { meaning, type: 'text', missing: [], plain: false, period: undefined });
}
