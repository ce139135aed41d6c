import { useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Expression } from '../../shared/recipe/expression.ts';
import type { Combination } from '../../shared/recipe/pivot-cells.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { useCall } from '../session.ts';

/** The combinations of values of one or two columns as the step writes them, most frequent first, and how many there are. */
export type Found = { combinations: Combination[]; distinct: number };

export function useFound(before: Query, column: string | null, second: string | null): Found | null {
  const input = useMemo(() => {
    if (column === null) return null;
    const name = 'valeur du tableau croisé';
    const expression = second === null ? textOf(column) : pairOf(column, second);
    const step: Step = { id: 'values', kind: 'derive', name, expression };
    const tables = before.tables.map((table) =>
      table.id === before.table ? { ...table, recipe: [...table.recipe.slice(0, before.steps), step] } : table,
    );
    return { query: { table: before.table, tables }, column: name, search: '', offset: 0, limit: 200 };
  }, [before, column, second]);
  const { value, of } = useCall('table.values', input);
  // The values of the fields chosen before would go in the recipe under these.
  const isTheirs = of === JSON.stringify(input);
  const found = isTheirs ? value : null;
  return useMemo(
    () =>
      found && {
        combinations: found.values.map((one) => {
          const said = one.value === null ? null : String(one.value);
          return second === null || said === null ? [said] : readPair(said);
        }),
        distinct: Math.max(found.distinct, found.values.length),
      },
    [found, second],
  );
}

/** The start of a text, taken long enough to be the whole, is how a step asks for a value as French text. */
function textOf(column: string): Expression {
  const whole: Expression = { kind: 'constant', value: 10_000 };
  return { kind: 'call', name: 'left', of: [{ kind: 'column', name: column }, whole] };
}

/** Two values in one text: « 4:2015+Femmes », a dash for a missing one. Whatever they hold, they come apart again. */
export function pairOf(first: string, second: string): Expression {
  const sign = (value: string): Expression => ({ kind: 'constant', value });
  const unless = (column: string, missing: string, value: Expression[]): Expression => ({
    kind: 'if',
    when: { kind: 'missing', column },
    // biome-ignore lint/suspicious/noThenProperty: the word of the schema
    then: sign(missing),
    otherwise: { kind: 'concat', of: value },
  });
  const length: Expression = { kind: 'call', name: 'length', of: [textOf(first)] };
  return {
    kind: 'concat',
    of: [unless(first, '-', [length, sign(':'), textOf(first)]), unless(second, '-', [sign('+'), textOf(second)])],
  };
}

export function readPair(said: string): Combination {
  const second = (rest: string) => (rest.startsWith('+') ? rest.slice(1) : null);
  if (said.startsWith('-')) return [null, second(said.slice(1))];
  const colon = said.indexOf(':');
  const letters = Array.from(said.slice(colon + 1));
  const length = Number(said.slice(0, colon));
  return [letters.slice(0, length).join(''), second(letters.slice(length).join(''))];
}
