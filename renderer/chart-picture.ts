import { type SpecInput, spec } from '../shared/chart/spec.ts';

/** The width of a printed page between its margins, in CSS pixels: texts keep their size there. */
const pageSize = { width: 680, height: 300 };

/** A chart as an SVG document for a page, with its title and caption. Rejects when Vega cannot draw it. */
export async function chartPicture(input: Omit<SpecInput, 'width' | 'height'>): Promise<string> {
  const { draw, toSvg } = await import('./draw-chart.ts');
  const element = window.document.createElement('div');
  const result = await draw(element, spec({ ...input, ...pageSize }), 'svg');
  try {
    return await toSvg(result);
  } finally {
    result.finalize();
  }
}
