import { formatNumber } from './format.ts';
import { fr } from './fr.ts';

type Catalogue = typeof fr;
export type TextKey = keyof Catalogue;

type Sentence<K extends TextKey> = Catalogue[K] extends string
  ? Catalogue[K]
  : Catalogue[K] extends { one: infer O extends string; other: infer P extends string }
    ? O | P
    : never;

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** The placeholders of a key. A key with a plural form always takes `count`. */
export type TextParams<K extends TextKey> =
  | Names<Sentence<K>>
  | (Catalogue[K] extends string ? never : 'count') extends infer N extends string
  ? { [name in N]: string | number }
  : never;

const plural = new Intl.PluralRules('fr');

/** The French text of a key. Numbers are formatted in French; a plural form is chosen by `count`. */
export function t<K extends TextKey>(
  key: K,
  ...[params]: keyof TextParams<K> extends never ? [] : [TextParams<K>]
): string {
  return fill(fr[key], (params ?? {}) as Record<string, string | number>);
}

/** For codes that are known only at run time (faults, warnings). The fallback is used for an unknown key. */
export function tDynamic(key: string, params: Record<string, string | number>, fallback: TextKey): string {
  const entry = (fr as Record<string, string | { one: string; other: string }>)[key];
  return fill(entry ?? fr[fallback], params);
}

function fill(entry: string | { one: string; other: string }, params: Record<string, string | number>): string {
  const sentence =
    typeof entry === 'string' ? entry : entry[plural.select(Number(params.count)) === 'one' ? 'one' : 'other'];
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) return '';
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}
