/** Things to know about a file or a result, never a failure. Keys are `warning.<code>`. */
export const warnings = {
  'warning.unknown': 'Point à vérifier.',
} as const;

export type WarningCode = keyof typeof warnings extends `warning.${infer Code}` ? Code : never;
