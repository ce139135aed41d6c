import { formatNumber } from '../text/format.ts';
import { t } from '../text/t.ts';
import { mapColours } from './colours.ts';
import type { Box, Outlines } from './outlines.ts';
import type { AreaStyle, Painting } from './paint.ts';
import { type Fit, fitBox, type ScreenOutlines, toScreen } from './screen.ts';

/** Everything an exported map carries. `box` is the part of the plane to show, `shown` the areas. */
export type MapImage = {
  title: string;
  subtitle: string;
  summary: string;
  caption: readonly string[];
  outlines: Outlines;
  painting: Painting;
  box: Box;
  shown: (area: number) => boolean;
  isWhole: boolean;
};

/** Areas drawn one by one with their own tooltip; above, one path per style keeps the file small. */
const mostTitled = 400;
/** `large` is an image of its own; `page` fits the width of a printed page, with texts that stay readable there. */
const layouts = {
  large: {
    width: 1000,
    map: 660,
    margin: 24,
    legend: 300,
    line: 18,
    heading: 20,
    title: 84,
    subtitle: 110,
    caption: 150,
    label: 36,
    /** Where the name of a frame stands: small frames leave no room over them. */
    inset: 'over',
  },
  page: {
    width: 680,
    map: 450,
    margin: 8,
    legend: 220,
    line: 16,
    heading: 16,
    title: 74,
    subtitle: 84,
    caption: 106,
    label: 27,
    inset: 'beside',
  },
} as const;
type Layout = (typeof layouts)[MapSize];
export type MapSize = keyof typeof layouts;

/** Radius in pixels of the largest circle: small areas are many. */
export function largestRadius(areas: number): number {
  return areas > 1000 ? 20 : 26;
}

/** The map as a standalone SVG document: title, outlines, legend, insets, caption. Texts are escaped, nothing is linked. */
export function mapSvg(image: MapImage, size: MapSize = 'large'): string {
  const layout = layouts[size];
  const { outlines, painting, caption } = image;
  const lines = [image.title, image.subtitle]
    .filter((text) => text !== '')
    .flatMap((text, place) =>
      wrap(text, place === 0 ? layout.title : layout.subtitle).map((line) => ({ line, place })),
    );
  const top = layout.margin + lines.length * 26 + 8;
  const foot = caption.flatMap((text) => wrap(text, layout.caption));
  const height = top + layout.map + foot.length * layout.line + layout.margin;
  const mapWidth = layout.width - layout.legend;
  const fit = fitBox(image.box, mapWidth, layout.map, layout.margin / 2);
  const moved = { ...fit, shiftY: fit.shiftY + top };
  const screen = toScreen(outlines, moved, 0.1, image.shown);
  const radius = largestRadius(outlines.codes.length);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${layout.width} ${height}" width="${layout.width}" height="${height}" role="img" aria-labelledby="titre resume" font-family="system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif">`,
    `<title id="titre">${xmlText(image.title)}</title><desc id="resume">${xmlText(image.summary)}</desc>`,
    patterns(painting.styles),
    `<rect width="${layout.width}" height="${height}" fill="#ffffff"/>`,
    ...lines.map(({ line, place }, row) =>
      text(
        layout.margin,
        layout.margin + 18 + row * 26,
        line,
        place === 0 ? layout.heading : Math.min(15, layout.heading - 2),
        place === 0 ? 600 : 400,
      ),
    ),
    `<g stroke="${painting.circles ? mapColours.edge : mapColours.line}" stroke-width="${outlines.codes.length > 1500 && image.isWhole ? 0 : 0.6}" stroke-linejoin="round">`,
    ...areaPaths(image, screen),
    '</g>',
    ...(painting.circles ?? [])
      .filter(({ area }) => image.shown(area))
      .map(({ area, x, y, value }) => {
        const fact = painting.factOf.get(area);
        const size = radius * Math.sqrt(value / painting.largest);
        const [cx, cy] = [x * moved.scale + moved.shiftX, y * moved.scale + moved.shiftY];
        return `<circle cx="${round(cx)}" cy="${round(cy)}" r="${round(size)}" fill="${mapColours.circle}" fill-opacity="0.6" stroke="#ffffff" stroke-width="0.8"><title>${xmlText(fact ? `${fact.name}\u00a0: ${fact.text}` : '')}</title></circle>`;
      }),
    ...(image.isWhole ? outlines.insets.map((inset) => insetFrame(inset.label, inset.box, moved, layout)) : []),
    ...legend(image, layout, top + 12, radius),
    ...foot.map((line, row) =>
      text(layout.margin, top + layout.map + 14 + row * layout.line, line, 12, 400, '#4d5866'),
    ),
    '</svg>',
  ].join('\n');
}

function areaPaths({ outlines, painting }: MapImage, screen: ScreenOutlines): string[] {
  const areas = outlines.codes.length;
  if (areas <= mostTitled)
    return outlines.codes.flatMap((_, area) => {
      const path = pathOf(screen, area);
      if (path === '') return [];
      const fact = painting.factOf.get(area);
      const name = outlines.names[area] || outlines.codes[area]!;
      const label = fact
        ? `${name}\u00a0: ${fact.text}`
        : `${name}\u00a0: ${t('map.legend.silent').toLocaleLowerCase('fr')}`;
      const style = painting.styleOf[area]!;
      return [`<path d="${path}" fill="${fill(painting.styles, style)}"><title>${xmlText(label)}</title></path>`];
    });
  const byStyle = new Map<number, string[]>();
  for (let area = 0; area < areas; area++) {
    const path = pathOf(screen, area);
    if (path === '') continue;
    const style = painting.styleOf[area]!;
    byStyle.set(style, [...(byStyle.get(style) ?? []), path]);
  }
  return [...byStyle].map(([style, paths]) => `<path d="${paths.join('')}" fill="${fill(painting.styles, style)}"/>`);
}

function pathOf(screen: ScreenOutlines, area: number): string {
  let path = '';
  for (let ring = screen.ringStart[area]!; ring < screen.ringStart[area + 1]!; ring++) {
    const from = screen.pointStart[ring]! * 2;
    const to = screen.pointStart[ring + 1]! * 2;
    for (let at = from; at < to; at += 2)
      path += `${at === from ? 'M' : 'L'}${round(screen.points[at]!)} ${round(screen.points[at + 1]!)}`;
    path += 'Z';
  }
  return path;
}

function legend({ painting }: MapImage, layout: Layout, top: number, radius: number): string[] {
  const left = layout.width - layout.legend;
  const parts: string[] = [];
  let y = top;
  for (const line of wrap(painting.legendTitle, layout.label - 4)) {
    parts.push(text(left, y + 12, line, 14, 600));
    y += 20;
  }
  y += 6;
  if (painting.circles)
    for (const value of circleSteps(painting.largest)) {
      const size = radius * Math.sqrt(value / painting.largest);
      parts.push(
        `<circle cx="${round(left + radius)}" cy="${round(y + Math.max(size, 8))}" r="${round(size)}" fill="${mapColours.circle}" fill-opacity="0.6"/>`,
        text(left + radius * 2 + 12, y + Math.max(size, 8) + 4, formatNumber(value), 13),
      );
      y += Math.max(size, 8) * 2 + 6;
    }
  for (const entry of painting.legend) {
    parts.push(
      `<rect x="${left}" y="${y}" width="26" height="16" fill="${fill(painting.styles, entry.style)}" stroke="${mapColours.edge}" stroke-width="0.6"/>`,
    );
    const label = wrap(t('map.legend.entry', { label: entry.label, number: entry.areas }), layout.label);
    for (const [row, line] of label.entries()) parts.push(text(left + 34, y + 13 + row * 17, line, 13));
    y += 6 + 17 * label.length;
  }
  return parts;
}

/** Two or three round quantities to compare circles with: the largest power that fits, then smaller. */
export function circleSteps(largest: number): number[] {
  if (!(largest > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(largest));
  const first = [5, 2, 1].map((digit) => digit * power).find((value) => value <= largest) ?? power;
  return [first, first / 4, first / 20].filter((value) => value >= 1 || largest < 1);
}

function insetFrame(label: string, box: Box, fit: Fit, layout: Layout): string {
  const [x, y] = [box[0] * fit.scale + fit.shiftX, box[1] * fit.scale + fit.shiftY];
  const [width, height] = [(box[2] - box[0]) * fit.scale, (box[3] - box[1]) * fit.scale];
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="none" stroke="${mapColours.edge}" stroke-width="0.8"/>${layout.inset === 'over' ? text(x, y - 4, label, 12) : text(x + width + 4, y + height / 2 + 4, label, 11)}`;
}

const patternSizes = { stripes: 7, hatch: 5 } as const;

function patterns(styles: readonly AreaStyle[]): string {
  const made = styles.map(({ colour, pattern }, place) => {
    if (pattern === 'plain') return '';
    const size = patternSizes[pattern];
    const [ground, line, width] = pattern === 'stripes' ? ['#ffffff', colour, 3.2] : [colour, mapColours.hatch, 1.2];
    const turn = pattern === 'stripes' ? 45 : -45;
    return `<pattern id="motif${place}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><rect width="${size}" height="${size}" fill="${ground}"/><rect width="${width}" height="${size}" fill="${line}"/></pattern>`;
  });
  return `<defs>${made.join('')}</defs>`;
}

function fill(styles: readonly AreaStyle[], place: number): string {
  const style = styles[place]!;
  return style.pattern === 'plain' ? style.colour : `url(#motif${place})`;
}

function text(x: number, y: number, value: string, size: number, weight = 400, colour = '#18212f'): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${xmlText(value)}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Text for XML: what a name may hold stays text, and characters that XML has no room for are left out. */
export function xmlText(value: string): string {
  return [...value]
    .filter(isXmlCharacter)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** XML 1.0, production 2. */
function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** Lines of at most `length` characters, cut between words; a longer word is cut too. */
function wrap(value: string, length: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${length}}`, 'gsu')) ?? [''])) {
    if (line !== '' && line.length + word.length + 1 > length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].slice(0, 12);
}
