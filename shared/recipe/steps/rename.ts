import { z } from 'zod';
import { identifier } from '../../sql/quote.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { checkNames, findColumn, moveTerms, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Gives columns new names; the rest keeps its own. */
export const renameSchema = z.object({
  ...stepBase,
  kind: z.literal('rename'),
  names: z.array(z.object({ from: z.string(), to: z.string().min(1) })).min(1),
});
export type Rename = z.infer<typeof renameSchema>;

export const rename: StepDefinition<Rename> = {
  cte: 'renommage',
  columns(step, input) {
    const names = moves(step);
    for (const from of names.keys()) findColumn(input, from);
    return checkNames(input.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })));
  },
  sql(step, input) {
    const renamed = [...moves(step)].map(([from, to]) => `${identifier(from)} AS ${identifier(to)}`);
    return {
      body: `SELECT * RENAME (${renamed.join(', ')})\nFROM ${input.sql}`,
      sorted: moveTerms(input.sorted, moves(step)),
      ties: moveTerms(input.ties, moves(step)),
    };
  },
  describe: (step) =>
    t('step.rename', {
      names: formatList(step.names.map(({ from, to }) => t('step.rename.one', { from, to }))),
    }),
};

/** All at once, so that two columns may swap their names; the last word on a column wins. */
function moves(step: Rename): Map<string, string> {
  return new Map(step.names.map(({ from, to }) => [from, to]));
}
