import { expect, test } from 'vitest';
import { complete, completionsAt, functionAt } from '../../../shared/formula/complete.ts';
import { column } from '../recipe/laboratory.ts';

const columns = [column('Population', 'integer'), column('Nom de la commune', 'text'), column('Arrêt]és', 'integer')];

/** The cursor is where the bar is; the choices, then the text once the first is taken. */
function offered(typed: string): [string[], string] | null {
  const cursor = typed.indexOf('|');
  const text = typed.replace('|', '');
  const found = completionsAt(text, cursor, columns);
  if (!found) return null;
  const done = complete(text, found, found.choices[0]!);
  return [
    found.choices.map(({ label }) => label),
    `${done.text.slice(0, done.cursor)}|${done.text.slice(done.cursor)}`,
  ];
}

test.each<[string, [string[], string] | null]>([
  ['=arr|', [['ARRONDI', 'ARRONDI.SUP', 'ARRONDI.INF', 'Arrêt]és'], '=ARRONDI(|']],
  ['1 + popu|', [['Population'], '1 + [Population]|']],
  ['SI([com| > 2', [['Nom de la commune'], 'SI([Nom de la commune]| > 2']],
  ['[arr|', [['Arrêt]és'], '[Arrêt]]és]|']],
  ['annee|([Nom', [['ANNEE'], 'ANNEE(|[Nom']],
  ['"popu|', null],
  ['12|', null],
])('%s offers %j', (typed, expected) => expect(offered(typed)).toEqual(expected));

test.each([
  ['ARRONDI(SI(1|; 2))', 'SI'],
  ['ARRONDI(SI(1; 2); |', 'ARRONDI'],
  ['arron|di(', 'ARRONDI'],
  ['1 + "SI(|"', undefined],
])('at the bar of %s one is writing %s', (typed, name) => {
  expect(functionAt(typed.replace('|', ''), typed.indexOf('|'))?.name).toBe(name);
});
