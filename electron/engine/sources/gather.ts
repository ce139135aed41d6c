import type { Warning } from '../../../shared/contract.ts';

/** From this many columns on, one sentence for all says more than one each. */
const several = 5;

const gathered = {
  'missing-codes': 'missing-codes-several',
  'invalid-cells': 'invalid-cells-several',
  'number-codes': 'number-codes-several',
  'protected-cells': 'protected-cells-several',
  percentages: 'percentages-several',
  periods: 'periods-several',
  'marked-numbers': 'marked-numbers-several',
  'scaled-amounts': 'scaled-amounts-several',
  'unit-numbers': 'unit-numbers-several',
  'yes-no-letters': 'yes-no-letters-several',
  crosses: 'crosses-several',
} as const;

/** The same remarks on five columns and more, as one: `columns` is the JSON list of their names, `count` adds up cells. */
export function gatherWarnings(warnings: readonly Warning[]): Warning[] {
  const byCode = new Map<string, Warning[]>();
  for (const warning of warnings) byCode.set(warning.code, [...(byCode.get(warning.code) ?? []), warning]);
  const told = new Set<string>();
  return warnings.flatMap((warning): Warning[] => {
    const code = gathered[warning.code as keyof typeof gathered];
    const same = byCode.get(warning.code) ?? [];
    if (code === undefined || same.length < several) return [warning];
    if (told.has(warning.code)) return [];
    told.add(warning.code);
    const columns = same.map(({ params }) => String(params.column));
    const params: Warning['params'] = {
      number: columns.length,
      first: columns[0]!,
      last: columns.at(-1)!,
      columns: JSON.stringify(columns),
    };
    if (warning.params.count !== undefined)
      params.count = same.reduce((sum, each) => sum + Number(each.params.count), 0);
    if (warning.params.codes !== undefined)
      params.codes = [...new Set(same.flatMap((each) => String(each.params.codes).split(', ')))].sort().join(', ');
    return [{ code, params }];
  });
}
