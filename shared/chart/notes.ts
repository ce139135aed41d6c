import { t } from '../text/t.ts';
import { isHorizontal, isTilted, type SpecInput, sideOf, xColumn } from './axes.ts';
import { valueText, xText } from './rows.ts';
import { wrap } from './wrap.ts';

type Layer = Record<string, unknown>;

const quiet = { aria: false, tooltip: false };
/** Inline data of one empty row: one mark. */
const once = { values: [{}] };

/** Reference lines: the median, the mean, a typed threshold, each named with its value. */
export function referenceLayers(input: SpecInput): Layer[] {
  const { chart, facts } = input;
  if (!takesReferences(chart.kind)) return [];
  return chart.references.flatMap((reference, index) => {
    const value = facts.references[index];
    if (value === null || value === undefined) return [];
    const named = reference.kind === 'value' && reference.label !== '' ? reference.label : null;
    const text = named
      ? t('chart.reference.named', { label: named, value: valueText(value) })
      : t(`chart.reference.${reference.kind}`, { value: valueText(value) });
    const onX =
      chart.kind === 'histogram' ||
      isHorizontal(input) ||
      (reference.kind === 'value' && reference.axis === 'x' && chart.kind === 'scatter');
    const datum = { datum: value };
    // Labels of neighbouring lines would cover each other on one row.
    const shift = 4 + 15 * (index % 3);
    const label = onX
      ? {
          mark: { type: 'text', align: 'left', dx: 4, dy: shift, baseline: 'top' },
          encoding: { x: datum, y: { value: 0 } },
        }
      : {
          mark: { type: 'text', align: 'right', dy: -4, baseline: 'bottom' },
          encoding: { y: datum, x: sideOf(input, 'width') },
        };
    const halo = { ...label.mark, text, fontSize: 12, ...quiet };
    return [
      {
        data: once,
        mark: { type: 'rule', color: '#8a1c1c', strokeDash: [6, 3], strokeWidth: 1.5, ...quiet },
        encoding: onX ? { x: datum } : { y: datum },
      },
      { data: once, mark: { ...halo, color: 'white', stroke: 'white', strokeWidth: 3 }, encoding: label.encoding },
      { data: once, mark: { ...halo, color: '#8a1c1c' }, encoding: label.encoding },
    ];
  });
}

/** Kinds whose measured axis a line can cross. */
export function takesReferences(kind: SpecInput['chart']['kind']): boolean {
  return kind !== 'pie' && kind !== 'heatmap' && kind !== 'pyramid' && kind !== 'slope';
}

/** Notes written beside the first mark that they name; one that names nothing drawn is left out. */
export function annotationLayers(input: SpecInput): Layer[] {
  const { chart, marks, facts } = input;
  if (chart.kind === 'pie' || chart.kind === 'heatmap' || chart.facet !== null || facts.squares) return [];
  const column = xColumn(input);
  const lying = isHorizontal(input);
  return chart.annotations.flatMap(({ at, text }) => {
    const mark = marks.find((one) => one.y !== null && xText(one.x, column, facts.bucket) === at.trim());
    if (!mark || text === '') return [];
    const y = chart.kind === 'pyramid' ? (mark.signed ?? mark.y) : mark.y;
    const place = positions(input);
    const offset = lying
      ? { align: 'left', dx: chart.labels ? 64 : 8, baseline: 'middle' }
      : { align: 'left', dx: 8, dy: -8 };
    const common = {
      type: 'text',
      text: t('chart.annotation', { text }),
      fontSize: 12,
      limit: 320,
      ...offset,
      ...quiet,
    };
    const data = { values: [{ x: mark.x, y }] };
    return [
      { data, mark: { ...common, color: 'white', stroke: 'white', strokeWidth: 3 }, encoding: place },
      { data, mark: { ...common, color: '#1f1f1f' }, encoding: place },
    ];
  });
}

function positions(input: SpecInput): Layer {
  const type = xColumn(input)?.type;
  const { kind } = input.chart;
  const value = { field: 'y', type: 'quantitative' };
  if (kind === 'scatter' || kind === 'histogram') return { x: { field: 'x', type: 'quantitative' }, y: value };
  if (kind === 'line' || kind === 'area') {
    const time = type === 'date' || type === 'timestamp';
    const words = type === 'text' || type === 'boolean';
    return { x: { field: 'x', type: time ? 'temporal' : words ? 'ordinal' : 'quantitative' }, y: value };
  }
  const category = { field: 'x', type: kind === 'slope' ? 'ordinal' : 'nominal' };
  return isHorizontal(input) ? { y: category, x: value } : { x: category, y: value };
}

/** Source, filters and n belong to the image itself, wherever it is pasted. */
export function captionLayer(input: SpecInput): Layer {
  return {
    data: once,
    mark: {
      type: 'text',
      text: captionLines(input),
      x: 0,
      y: { expr: `height + ${captionOffset(input)}` },
      align: 'left',
      baseline: 'top',
      ...captionFont,
      ...quiet,
    },
  };
}

/** The caption in lines that fit from the left of the plot, past the names of its axis, to the edge. */
export function captionLines(input: SpecInput): string[] {
  const longest = Math.max(0, ...input.marks.map(({ x }) => String(x).length));
  const before = isHorizontal(input) ? Math.min(230, longest * 7) + 40 : 80;
  return input.caption.flatMap((line) => wrap(line, Math.max(30, (input.width - before) / 6.4)));
}

export const captionFont = { fontSize: 12, lineHeight: 16, color: '#595959' } as const;

/** Under the axis: its labels, tilted or not, and its title. */
function captionOffset(input: SpecInput): number {
  if (input.chart.kind === 'pie') return 16;
  if (!isTilted(input)) return 58;
  const column = xColumn(input);
  const crossed = input.chart.kind === 'heatmap' && isHorizontal(input);
  const name = (mark: SpecInput['marks'][number]) =>
    crossed ? (mark.color ?? '') : xText(mark.x, column, input.facts.bucket);
  const longest = Math.max(0, ...input.marks.map((mark) => name(mark).length));
  return 58 + Math.round(Math.min(120, longest * 7) * 0.65);
}
