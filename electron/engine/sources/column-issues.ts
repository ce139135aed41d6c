/** Of one column: cells read as missing because of a code, by reason, the codes, and cells that did not convert, the most frequent named. */
export type ColumnIssues = {
  missingReasons: Record<string, number>;
  codes: string[];
  invalid: number;
  examples: string;
};

export type IssueCounts = Map<string, ColumnIssues>;

export const noIssues = (): ColumnIssues => ({ missingReasons: {}, codes: [], invalid: 0, examples: '' });
