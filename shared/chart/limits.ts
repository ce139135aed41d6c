/** What is sent to Vega at most, already aggregated in DuckDB. Past it: « Autres », a bucket, or a stated sample. */
export const limits = {
  bars: 50,
  linePoints: 2000,
  /** Steps of a numeric axis with more values than `linePoints`. */
  lineSteps: 200,
  series: 8,
  slopes: 20,
  scatterPoints: 5000,
  /** On demand. */
  morePoints: 40_000,
  /** 2-D bins of a scatter: across, up. */
  squares: [40, 30],
  cells: 2000,
  panels: 16,
  slices: 5,
  /** Marks drawn as SVG; above, canvas. */
  svgMarks: 1000,
} as const;
