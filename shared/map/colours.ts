import { palette } from '../chart/palette.ts';
import type { RampName } from './view.ts';

/** One hue per ramp, from light to dark: lightness alone tells the classes apart, whatever the colour vision. */
const ends: Record<RampName, readonly [string, string, string]> = {
  blue: ['#e3eff8', '#5a9fcf', '#08306b'],
  green: ['#e6f3e2', '#5caa6b', '#00401f'],
  orange: ['#fdebd4', '#ee8a3a', '#6f2600'],
  purple: ['#efe9f5', '#9a86c4', '#37106b'],
};

/** `count` colours of a ramp, lightest first. */
export function rampColours(name: RampName, count: number): string[] {
  const [light, middle, dark] = ends[name];
  return Array.from({ length: count }, (_, place) => {
    const part = count === 1 ? 0.5 : place / (count - 1);
    return part <= 0.5 ? mix(light, middle, part * 2) : mix(middle, dark, part * 2 - 1);
  });
}

/** Hues of categories; past these, « Autres » in grey. */
export const categoryColours = palette;

/** Verdicts differ by pattern as well: plain, plain light, striped. */
export const verdictColours = { target: '#08519c', other: '#a9b8cc', check: '#c45f00' } as const;

export const mapColours = {
  /** Areas without any value lie under a hatch of `hatch` on `paper`. */
  paper: '#ffffff',
  hatch: '#7f8b9b',
  line: '#ffffff',
  edge: '#69768a',
  land: '#eef1f4',
  circle: '#0072b2',
  others: '#8c8c8c',
  selected: '#18212f',
} as const;

function mix(from: string, to: string, part: number): string {
  const channel = (colour: string, place: number) => Number.parseInt(colour.slice(1 + place * 2, 3 + place * 2), 16);
  const mixed = [0, 1, 2].map((place) =>
    Math.round(channel(from, place) + (channel(to, place) - channel(from, place)) * part)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${mixed.join('')}`;
}
