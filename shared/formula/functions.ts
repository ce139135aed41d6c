import type { ExpressionFunction } from '../recipe/expression.ts';

/** What an argument must be. `whole`, `words` and `format` are constants: a whole number, a text, a format of TEXTE. */
export type Taken = 'number' | 'text' | 'yes-no' | 'date' | 'any' | 'whole' | 'words' | 'format';
/** `same`: what its arguments are. */
export type Given = 'number' | 'text' | 'yes-no' | 'date' | 'same';

export type FormulaFunction = {
  /** Key of its help. */
  id: string;
  name: string;
  /** Its name in an English spreadsheet. */
  english?: string;
  /** The call it stands for; the four others have their own writing. */
  call: ExpressionFunction | 'si' | 'si-conditions' | 'concat' | 'missing';
  takes: readonly Taken[];
  /** How many of `takes` must be there; all when absent. */
  least?: number;
  /** The last of `takes` may be repeated. */
  repeated?: boolean;
  gives: Given;
};

/** In the order of the help: conditions, numbers, texts, dates, missing values. */
export const formulaFunctions = [
  { id: 'si', name: 'SI', english: 'IF', call: 'si', takes: ['yes-no', 'any', 'any'], least: 2, gives: 'same' },
  {
    id: 'si-conditions',
    name: 'SI.CONDITIONS',
    english: 'IFS',
    call: 'si-conditions',
    takes: ['yes-no', 'any'],
    repeated: true,
    gives: 'same',
  },
  { id: 'et', name: 'ET', english: 'AND', call: 'and', takes: ['yes-no'], repeated: true, gives: 'yes-no' },
  { id: 'ou', name: 'OU', english: 'OR', call: 'or', takes: ['yes-no'], repeated: true, gives: 'yes-no' },
  { id: 'non', name: 'NON', english: 'NOT', call: 'not', takes: ['yes-no'], gives: 'yes-no' },
  { id: 'contient', name: 'CONTIENT', call: 'contains', takes: ['text', 'words'], gives: 'yes-no' },
  { id: 'commence', name: 'COMMENCE.PAR', call: 'starts', takes: ['text', 'words'], gives: 'yes-no' },
  { id: 'ressemble', name: 'RESSEMBLE', call: 'matches', takes: ['text', 'words'], gives: 'yes-no' },
  { id: 'finit', name: 'FINIT.PAR', call: 'ends', takes: ['text', 'words'], gives: 'yes-no' },

  {
    id: 'arrondi',
    name: 'ARRONDI',
    english: 'ROUND',
    call: 'round',
    takes: ['number', 'whole'],
    least: 1,
    gives: 'number',
  },
  {
    id: 'arrondi-sup',
    name: 'ARRONDI.SUP',
    english: 'ROUNDUP',
    call: 'round-up',
    takes: ['number', 'whole'],
    least: 1,
    gives: 'number',
  },
  {
    id: 'arrondi-inf',
    name: 'ARRONDI.INF',
    english: 'ROUNDDOWN',
    call: 'round-down',
    takes: ['number', 'whole'],
    least: 1,
    gives: 'number',
  },
  { id: 'ent', name: 'ENT', english: 'INT', call: 'floor', takes: ['number'], gives: 'number' },
  { id: 'abs', name: 'ABS', call: 'abs', takes: ['number'], gives: 'number' },
  { id: 'min', name: 'MIN', call: 'min', takes: ['number'], repeated: true, gives: 'number' },
  { id: 'max', name: 'MAX', call: 'max', takes: ['number'], repeated: true, gives: 'number' },
  {
    id: 'moyenne',
    name: 'MOYENNE',
    english: 'AVERAGE',
    call: 'mean',
    takes: ['number'],
    repeated: true,
    gives: 'number',
  },
  { id: 'somme', name: 'SOMME', english: 'SUM', call: 'sum', takes: ['number'], repeated: true, gives: 'number' },
  { id: 'puissance', name: 'PUISSANCE', english: 'POWER', call: 'power', takes: ['number', 'number'], gives: 'number' },
  { id: 'racine', name: 'RACINE', english: 'SQRT', call: 'root', takes: ['number'], gives: 'number' },
  { id: 'ln', name: 'LN', call: 'ln', takes: ['number'], gives: 'number' },
  { id: 'exp', name: 'EXP', call: 'exp', takes: ['number'], gives: 'number' },
  { id: 'mod', name: 'MOD', call: 'mod', takes: ['number', 'number'], gives: 'number' },
  { id: 'cnum', name: 'CNUM', english: 'VALUE', call: 'number', takes: ['any'], gives: 'number' },

  { id: 'gauche', name: 'GAUCHE', english: 'LEFT', call: 'left', takes: ['text', 'number'], least: 1, gives: 'text' },
  { id: 'droite', name: 'DROITE', english: 'RIGHT', call: 'right', takes: ['text', 'number'], least: 1, gives: 'text' },
  { id: 'stxt', name: 'STXT', english: 'MID', call: 'middle', takes: ['text', 'number', 'number'], gives: 'text' },
  { id: 'nbcar', name: 'NBCAR', english: 'LEN', call: 'length', takes: ['text'], gives: 'number' },
  { id: 'concat', name: 'CONCAT', call: 'concat', takes: ['text'], repeated: true, gives: 'text' },
  {
    id: 'concat',
    name: 'CONCATENER',
    english: 'CONCATENATE',
    call: 'concat',
    takes: ['text'],
    repeated: true,
    gives: 'text',
  },
  { id: 'supprespace', name: 'SUPPRESPACE', english: 'TRIM', call: 'squeeze', takes: ['text'], gives: 'text' },
  { id: 'supprespace-bords', name: 'SUPPRESPACE.BORDS', call: 'trim', takes: ['text'], gives: 'text' },
  { id: 'majuscule', name: 'MAJUSCULE', english: 'UPPER', call: 'upper', takes: ['text'], gives: 'text' },
  { id: 'minuscule', name: 'MINUSCULE', english: 'LOWER', call: 'lower', takes: ['text'], gives: 'text' },
  { id: 'nompropre', name: 'NOMPROPRE', english: 'PROPER', call: 'proper', takes: ['text'], gives: 'text' },
  {
    id: 'substitue',
    name: 'SUBSTITUE',
    english: 'SUBSTITUTE',
    call: 'substitute',
    takes: ['text', 'text', 'text'],
    gives: 'text',
  },
  {
    id: 'cherche',
    name: 'CHERCHE',
    english: 'SEARCH',
    call: 'find',
    takes: ['text', 'text', 'number'],
    least: 2,
    gives: 'number',
  },
  { id: 'texte', name: 'TEXTE', english: 'TEXT', call: 'format', takes: ['any', 'format'], gives: 'text' },
  { id: 'completer', name: 'COMPLETER', call: 'pad', takes: ['text', 'whole'], gives: 'text' },
  { id: 'departement', name: 'DEPARTEMENT', call: 'departement', takes: ['text'], gives: 'text' },

  { id: 'annee', name: 'ANNEE', english: 'YEAR', call: 'year', takes: ['date'], gives: 'number' },
  { id: 'mois', name: 'MOIS', english: 'MONTH', call: 'month', takes: ['date'], gives: 'number' },
  { id: 'jour', name: 'JOUR', english: 'DAY', call: 'day', takes: ['date'], gives: 'number' },
  { id: 'trimestre', name: 'TRIMESTRE', call: 'quarter', takes: ['date'], gives: 'number' },
  { id: 'debut-mois', name: 'DEBUT.MOIS', call: 'month-start', takes: ['date'], gives: 'date' },
  { id: 'debut-trimestre', name: 'DEBUT.TRIMESTRE', call: 'quarter-start', takes: ['date'], gives: 'date' },
  { id: 'date', name: 'DATE', call: 'date', takes: ['number', 'number', 'number'], gives: 'date' },

  { id: 'estvide', name: 'ESTVIDE', english: 'ISBLANK', call: 'is-missing', takes: ['any'], gives: 'yes-no' },
  { id: 'sierreur', name: 'SIERREUR', english: 'IFERROR', call: 'if-error', takes: ['any', 'any'], gives: 'same' },
  { id: 'sivide', name: 'SIVIDE', call: 'coalesce', takes: ['any'], repeated: true, gives: 'same' },
  { id: 'manquant', name: 'MANQUANT', call: 'missing', takes: [], gives: 'same' },
] as const satisfies readonly FormulaFunction[];

export type FormulaFunctionId = (typeof formulaFunctions)[number]['id'];
export type ListedFunction = FormulaFunction & { id: FormulaFunctionId };
export const functions: readonly ListedFunction[] = formulaFunctions;

/** Their answer changes from one day, or one look, to the next: a recipe would not give the same table twice. */
const unrepeatable = ['AUJOURDHUI', 'MAINTENANT', 'ALEA', 'ALEAENTREBORNES', 'TODAY', 'NOW', 'RAND'];

/** « Arrondi.Sup » as « ARRONDI.SUP »: accents, case and apostrophes are of no matter. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}'’_]/gu, '')
    .toUpperCase();
}

export function findFunction(name: string): ListedFunction | null {
  return functions.find((one) => one.name === foldName(name)) ?? null;
}

export function isUnrepeatable(name: string): boolean {
  return unrepeatable.includes(foldName(name));
}

/** The function of that English name, or the one written most alike, at two letters' distance at most. */
export function suggestFunction(name: string): ListedFunction | null {
  const folded = foldName(name);
  const english = functions.find((one) => one.english === folded);
  if (english) return english;
  const near = functions.map((one) => ({ one, far: distance(folded, one.name) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.min(2, folded.length - 1) ? near.one : null;
}

/** Letters to add, take off or change between two words. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** The function that writes a call. */
export function functionOf(call: FormulaFunction['call']): ListedFunction {
  const found = functions.find((one) => one.call === call);
  if (!found) throw new Error(`no function writes ${call}`);
  return found;
}
