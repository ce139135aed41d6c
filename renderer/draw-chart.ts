import embed, { type Result } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import type { TopLevelSpec } from 'vega-lite';
import { vegaNumberLocale, vegaTimeLocale } from '../shared/text/format.ts';

const refuse = () => Promise.reject(new Error('refused'));

/** No chart ever loads anything: data comes with the specification. */
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

/**
 * Draws a specification in `element`. `ast` and the interpreter let the strict content policy hold. The caller
 * finalizes the result. Rejects when Vega cannot read the specification.
 */
export async function draw(element: HTMLElement, spec: TopLevelSpec, renderer: 'svg' | 'canvas'): Promise<Result> {
  const result = await embed(element, spec, {
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
  for (const part of element.querySelectorAll('[aria-roledescription]')) {
    const role = roles[part.getAttribute('aria-roledescription') ?? ''];
    if (role) part.setAttribute('aria-roledescription', role);
    const label = part.getAttribute('aria-label');
    if (label?.startsWith(titleText)) part.setAttribute('aria-label', label.slice(titleText.length, -1));
  }
  return result;
}

/** The drawn chart as a PNG at `scale` times its size. */
export async function toPng({ view }: Result, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = await view.toCanvas(scale);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('canvas');
  return new Uint8Array(await blob.arrayBuffer());
}

/** Vega's own words before a title, between quotes. */
const titleText = "Title text '";

/** Vega names the parts of a drawing in English for screen readers. */
const roles: Record<string, string> = {
  arc: 'secteur',
  area: 'aire',
  axis: 'axe',
  bar: 'barre',
  legend: 'légende',
  line: 'courbe',
  point: 'point',
  rect: 'case',
  symbol: 'symbole',
  rule: 'trait',
  tick: 'trait',
  title: 'titre',
  visualization: 'graphique',
  'arc mark container': 'secteurs',
  'area mark container': 'aires',
  'rect mark container': 'barres',
  'line mark container': 'courbe',
  'rule mark container': 'traits',
  'symbol mark container': 'points',
  'group mark container': 'groupe',
  'text mark container': 'textes',
};

/** The drawn chart as a standalone SVG document, its parts named in French. */
export async function toSvg({ view }: Result): Promise<string> {
  const text = await view.toSVG();
  return text
    .replace(/aria-roledescription="([^"]*)"/g, (whole, role: string) =>
      roles[role] ? `aria-roledescription="${roles[role]}"` : whole,
    )
    .replace(/aria-label="Title text '([^"]*)'"/g, 'aria-label="$1"');
}
