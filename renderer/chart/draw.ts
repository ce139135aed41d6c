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

/** Vega names the parts of a drawing in English for screen readers. */
const roles: Record<string, string> = {
  axis: 'axe',
  bar: 'barre',
  legend: 'légende',
  line: 'courbe',
  point: 'point',
  symbol: 'symbole',
  rule: 'trait',
  visualization: 'graphique',
  'rect mark container': 'barres',
  'line mark container': 'courbe',
  'symbol mark container': 'points',
  'group mark container': 'groupe',
  'text mark container': 'textes',
};

/** The drawn chart as a standalone SVG document, its parts named in French. */
export async function toSvg({ view }: Result): Promise<Uint8Array<ArrayBuffer>> {
  const text = await view.toSVG();
  const named = text.replace(/aria-roledescription="([^"]*)"/g, (whole, role: string) =>
    roles[role] ? `aria-roledescription="${roles[role]}"` : whole,
  );
  return new TextEncoder().encode(named);
}
