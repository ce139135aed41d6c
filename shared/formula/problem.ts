import { type TextKey, t, tDynamic } from '../text/t.ts';

/** What is wrong with a formula, and from which character to which (end excluded). */
export type FormulaProblem = {
  key: Extract<TextKey, `formula.problem.${string}`>;
  params: Record<string, string | number>;
  from: number;
  to: number;
};

export class FormulaError extends Error {
  readonly problem: FormulaProblem;
  constructor(
    key: FormulaProblem['key'],
    place: { from: number; to: number },
    params: Record<string, string | number> = {},
  ) {
    super(key);
    this.problem = { key, params, from: place.from, to: place.to };
  }
}

/** The French sentence of a problem. A parameter « @number » is the name of a kind of value. */
export function problemSentence({ key, params }: FormulaProblem): string {
  const words = Object.entries(params).map(([name, value]) => {
    const kind = typeof value === 'string' && /^@[a-z-]+$/.test(value) ? value.slice(1) : null;
    return [name, kind === null ? value : t(`formula.kind.${kind as 'number'}`)];
  });
  return tDynamic(key, Object.fromEntries(words), 'formula.problem.empty');
}
