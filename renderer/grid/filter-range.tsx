import { type ReactNode, useMemo, useState } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import type { Outputs, Query } from '../../shared/contract.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { formatDate, formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { useCall } from '../session.ts';
import { Select, TextField } from '../ui/kit.ts';
import { parseDate, parseNumber, type RangeForm, showDate } from './forms.ts';

const bins = 30;
const day = 86_400_000;

type Bound = number | string | null;

/** How a column's bounds are placed on an axis of numbers and written in its fields. */
type Axis = {
  toNumber(bound: number | string): number;
  fromNumber(value: number): number | string;
  show(value: number): string;
  write(bound: Bound): string;
  read(text: string, upper: boolean): Bound;
  step(span: number): number;
};

function numberAxis(column: Column): Axis {
  const whole = column.type === 'integer';
  return {
    toNumber: Number,
    fromNumber: (value) => (whole ? Math.round(value) : Number(value.toPrecision(6))),
    show: (value) => formatNumber(value, whole ? 0 : 2),
    write: (bound) => (bound === null ? '' : formatNumber(Number(bound), 10)),
    read: parseNumber,
    step: (span) => (whole ? Math.max(1, Math.round(span / 500)) : span / 500 || 1),
  };
}

/** A `timestamp` bound is a day: from its first moment, or to its last. */
function dateAxis(column: Column): Axis {
  const clock = column.type === 'timestamp';
  return {
    toNumber: (bound) => Date.parse(`${String(bound).slice(0, 10)}T00:00:00Z`),
    fromNumber: (value) => new Date(Math.round(value / day) * day).toISOString().slice(0, 10),
    show: formatDate,
    write: (bound) => (bound === null ? '' : showDate(String(bound))),
    read: (text, upper) => {
      const found = parseDate(text, upper);
      return found && clock ? `${found}T${upper ? '23:59:59.999' : '00:00:00.000'}` : found;
    },
    step: (span) => Math.max(day, Math.round(span / 500 / day) * day),
  };
}

export function RangeEditor(props: {
  query: Query;
  column: Column;
  form: RangeForm;
  onChange(form: RangeForm): void;
  /** Told whether what is typed can be read. */
  onWrong(wrong: boolean): void;
  onSubmit(): void;
}): ReactNode {
  const { column, form, onChange, query } = props;
  const dated = !isNumeric(column.type);
  const axis = useMemo(() => (isNumeric(column.type) ? numberAxis(column) : dateAxis(column)), [column]);
  const asked = useCall('table.histogram', { query, column: column.name, bins });
  const [typed, setTyped] = useState({ from: axis.write(form.from), to: axis.write(form.to) });
  const wrongFrom = typed.from.trim() !== '' && axis.read(typed.from, false) === null;
  const wrongTo = typed.to.trim() !== '' && axis.read(typed.to, true) === null;
  const crossed = form.from !== null && form.to !== null && axis.toNumber(form.from) > axis.toNumber(form.to);
  const type = (side: 'from' | 'to', text: string) => {
    setTyped({ ...typed, [side]: text });
    const bound = axis.read(text, side === 'to');
    const other = side === 'from' ? wrongTo : wrongFrom;
    props.onWrong(other || (text.trim() !== '' && bound === null));
    onChange({ ...form, [side]: bound, missing: form.missing === 'only' ? 'drop' : form.missing });
  };
  const slide = (from: Bound, to: Bound) => {
    setTyped({ from: axis.write(from), to: axis.write(to) });
    props.onWrong(false);
    onChange({ ...form, from, to, missing: form.missing === 'only' ? 'drop' : form.missing });
  };
  const operators = dated
    ? {
        ge: t('grid.filter-date-ge'),
        gt: t('grid.filter-date-gt'),
        le: t('grid.filter-date-le'),
        lt: t('grid.filter-date-lt'),
      }
    : {
        ge: t('grid.filter-ge-name'),
        gt: t('grid.filter-gt-name'),
        le: t('grid.filter-le-name'),
        lt: t('grid.filter-lt-name'),
      };
  const refusal = dated ? t('grid.filter-date-wrong') : t('grid.filter-number-wrong');
  return (
    <>
      {asked.value && asked.value.min !== null && asked.value.max !== null ? (
        <Distribution column={column} axis={axis} histogram={asked.value} form={form} onSlide={slide} />
      ) : (
        // Its room until it comes: what is under it would move away from a finger.
        asked.loading && <div className="filter-distribution" />
      )}
      <div className="filter-bounds">
        <Select
          label={t('grid.filter-from-operator')}
          hideLabel
          value={form.fromStrict ? 'gt' : 'ge'}
          onChange={(operator) => onChange({ ...form, fromStrict: operator === 'gt' })}
          options={[
            { value: 'ge', label: operators.ge },
            { value: 'gt', label: operators.gt },
          ]}
        />
        <TextField
          label={t('grid.filter-bound-from')}
          hideLabel
          value={typed.from}
          onChange={(text) => type('from', text)}
          onSubmit={props.onSubmit}
          autoFocus
          error={wrongFrom ? refusal : null}
          placeholder={asked.value?.min == null ? '' : axis.show(asked.value.min)}
        />
        <Select
          label={t('grid.filter-to-operator')}
          hideLabel
          value={form.toStrict ? 'lt' : 'le'}
          onChange={(operator) => onChange({ ...form, toStrict: operator === 'lt' })}
          options={[
            { value: 'le', label: operators.le },
            { value: 'lt', label: operators.lt },
          ]}
        />
        <TextField
          label={t('grid.filter-bound-to')}
          hideLabel
          value={typed.to}
          onChange={(text) => type('to', text)}
          onSubmit={props.onSubmit}
          error={wrongTo ? refusal : crossed ? t('grid.filter-crossed') : null}
          placeholder={asked.value?.max == null ? '' : axis.show(asked.value.max)}
        />
      </div>
    </>
  );
}

/** The bins, those kept in colour, above a slider with a thumb at each end. A thumb at its end leaves that side open. */
function Distribution(props: {
  column: Column;
  axis: Axis;
  histogram: Outputs['table.histogram'];
  form: RangeForm;
  onSlide(from: Bound, to: Bound): void;
}): ReactNode {
  const { axis, histogram, form, column } = props;
  const least = histogram.min ?? 0;
  const most = histogram.max ?? 0;
  if (!(most > least)) return null;
  const from = form.from === null ? least : axis.toNumber(form.from);
  const to = form.to === null ? most : axis.toNumber(form.to);
  // Square roots keep a bin of a few rows in sight beside one of thirty thousand.
  const tallest = Math.sqrt(Math.max(1, ...histogram.bins.map((bin) => bin.count)));
  const width = 300 / histogram.bins.length;
  const inside = (value: number) => Math.min(Math.max(value, least), most);
  return (
    <div className="filter-distribution">
      <svg
        viewBox="0 0 300 60"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('grid.filter-histogram', {
          column: column.name,
          bins: histogram.bins.length,
          from: axis.show(least),
          to: axis.show(most),
        })}
      >
        {histogram.bins.map((bin, place) => {
          const height = bin.count === 0 ? 0 : Math.max(2, (Math.sqrt(bin.count) / tallest) * 58);
          const kept = form.missing !== 'only' && bin.to >= from && bin.from <= to;
          return (
            <rect
              key={place}
              x={place * width + 0.5}
              y={60 - height}
              width={Math.max(1, width - 1)}
              height={height}
              className={kept ? 'kept' : 'left-out'}
            />
          );
        })}
      </svg>
      <Slider
        className="filter-slider"
        aria-label={t('grid.filter-slider')}
        minValue={least}
        maxValue={most}
        step={axis.step(most - least)}
        value={[Math.min(inside(from), inside(to)), Math.max(inside(from), inside(to))]}
        onChange={([low, high]) => {
          if (low === undefined || high === undefined) return;
          const slack = axis.step(most - least);
          const lowMoved = low !== inside(from);
          const highMoved = high !== inside(to);
          props.onSlide(
            lowMoved ? (low <= least ? null : axis.fromNumber(low)) : form.from,
            highMoved ? (high >= most - slack / 2 ? null : axis.fromNumber(high)) : form.to,
          );
        }}
      >
        <SliderTrack className="filter-track">
          <SliderThumb index={0} className="filter-thumb" aria-label={t('grid.filter-bound-from')} />
          <SliderThumb index={1} className="filter-thumb" aria-label={t('grid.filter-bound-to')} />
        </SliderTrack>
      </Slider>
      <div className="filter-ends" aria-hidden="true">
        <span>{axis.show(least)}</span>
        <span>{axis.show(most)}</span>
      </div>
    </div>
  );
}
