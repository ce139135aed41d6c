/** What a key figure may be, apart from the schema so that a page needs no validator to list them. */
export const figureMeasures = ['count', 'count-distinct', 'sum', 'mean', 'median', 'min', 'max'] as const;
export type FigureMeasure = (typeof figureMeasures)[number];

/** Columns of a table block when none is chosen. */
export const firstColumns = 6;
