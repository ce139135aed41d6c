/** What is sent to Vega at most, already aggregated in DuckDB. Past it: « Autres », a bucket, or a stated sample. */
export const limits = {
  bars: 50,
  linePoints: 2000,
  series: 8,
  scatterPoints: 5000,
  /** Marks drawn as SVG; above, canvas. */
  svgMarks: 1000,
} as const;
