import type { ColumnType } from '../recipe/column.ts';
import type { OrderTerm } from '../recipe/relation.ts';
import { identifier } from './quote.ts';

/** What a value is compared by: text follows the French alphabet (base letter, then accent, then case), through ICU. */
export function comparable(sql: string, type: ColumnType): string {
  return type === 'text' ? `${sql} COLLATE fr` : sql;
}

/** The terms of an ORDER BY: missing cells last either way, texts that collate alike by their raw characters. */
export function orderSql(terms: readonly OrderTerm[]): string {
  return terms
    .flatMap(({ column, type, descending }) => {
      const name = identifier(column);
      const direction = `${descending ? 'DESC' : 'ASC'} NULLS LAST`;
      const main = `${comparable(name, type)} ${direction}`;
      return type === 'text' ? [main, `${name} ${direction}`] : [main];
    })
    .join(', ');
}

/** A key whose plain order is the French order of the text. */
export function textOrder(sql: string): string {
  return `icu_sort_key(${sql}, 'fr')`;
}
