/** The COG of the built-in reference (1 January), and the first whose merged communes it can tell by their SIREN. */
export const cogYear = 2026;
export const oldestCog = 2013;
