import embed, { type Result } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import type { TopLevelSpec } from 'vega-lite';
import { vegaNumberLocale, vegaTimeLocale } from '../../shared/text/format.ts';

const refuse = () => Promise.reject(new Error('refused'));

/** No chart ever loads anything: data comes with the specification. */
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

/** Draws a specification in `element`. `ast` and the interpreter let the strict content policy hold. */
export function draw(element: HTMLElement, spec: TopLevelSpec, renderer: 'svg' | 'canvas'): Promise<Result> {
  return embed(element, spec, {
    mode: 'vega-lite',
    renderer,
    actions: false,
    defaultStyle: false,
    ast: true,
    expr: expressionInterpreter,
    loader,
    tooltip: { disableDefaultStyle: true, theme: 'crible' },
    formatLocale: vegaNumberLocale,
    timeFormatLocale: vegaTimeLocale,
    logLevel: 0,
  });
}

/** The drawn chart as a PNG at `scale` times its size on screen. */
export async function toPng({ view }: Result, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = await view.toCanvas(scale);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('canvas');
  return new Uint8Array(await blob.arrayBuffer());
}

/** The drawn chart as a standalone SVG document. */
export async function toSvg({ view }: Result): Promise<Uint8Array<ArrayBuffer>> {
  return new TextEncoder().encode(await view.toSVG());
}
