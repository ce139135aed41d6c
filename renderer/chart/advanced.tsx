import { memo, type ReactNode } from 'react';
import type { Chart } from '../../shared/chart/encoding.ts';
import { canFacet, densities, isGrouped, isLength, timeUnits } from '../../shared/chart/kinds.ts';
import { isMeasurable } from '../../shared/chart/measure.ts';
import { takesReferences } from '../../shared/chart/notes.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { optionOf } from '../bracket.tsx';
import { Checkbox, Disclosure, Select } from '../ui/kit.ts';
import { Annotations, References } from './notes.tsx';

const none = '\u0000';

/** What the sentence leaves out: panels, sizes, labels, scales, reference lines, notes. Only what the kind can use. */
export const Advanced = memo(function Advanced({
  chart,
  columns,
  onChange,
}: {
  chart: Chart;
  columns: readonly Column[];
  onChange: (change: Partial<Chart>) => void;
}): ReactNode {
  const { kind } = chart;
  const column = columns.find((candidate) => candidate.name === chart.x);
  const time = isGrouped(kind) && (column?.type === 'date' || column?.type === 'timestamp');
  const names = columns.filter(({ type }) => type === 'text' || type === 'boolean');
  const gathers = kind === 'bar' || kind === 'dot' || kind === 'pie';
  const written =
    kind !== 'scatter' &&
    kind !== 'histogram' &&
    kind !== 'area' &&
    kind !== 'pie' &&
    kind !== 'slope' &&
    kind !== 'pyramid';
  const scaled = kind === 'dot' || kind === 'line' || (kind === 'scatter' && chart.density !== 'bins');
  const based = kind === 'line' || kind === 'dot' || (isLength(kind) && chart.baseline === 'free');
  const pick = (name: string) => (name === none ? null : name);
  const orNone = (from: readonly Column[]) => [{ value: none, label: t('chart.advanced.none') }, ...from.map(optionOf)];
  return (
    <Disclosure title={t('chart.advanced')} level={2} late>
      <div className="chart-advanced">
        {canFacet(kind) && (
          <Select
            label={t('chart.advanced.facet')}
            value={chart.facet ?? none}
            onChange={(name) => onChange({ facet: pick(name) })}
            options={orNone(names)}
          />
        )}
        {kind === 'scatter' && (
          <Select
            label={t('chart.advanced.size')}
            value={chart.size ?? none}
            onChange={(name) => onChange({ size: pick(name) })}
            options={orNone(columns.filter(isMeasurable))}
          />
        )}
        {kind === 'scatter' && (
          <Select
            label={t('chart.advanced.density')}
            value={chart.density}
            onChange={(density) => onChange({ density })}
            options={densities.map((value) => ({ value, label: t(`chart.density.${value}`) }))}
          />
        )}
        {time && (
          <Select
            label={t('chart.advanced.unit')}
            value={chart.unit}
            onChange={(unit) => onChange({ unit })}
            options={timeUnits.map((value) => ({ value, label: t(`chart.unit.${value}`) }))}
          />
        )}
        {scaled && (
          <Select
            label={t('chart.advanced.scale')}
            value={chart.scale}
            onChange={(scale) => onChange({ scale })}
            options={(['linear', 'log'] as const).map((value) => ({ value, label: t(`chart.scale.${value}`) }))}
          />
        )}
        {based && (
          <Select
            label={t('chart.advanced.baseline')}
            value={chart.baseline}
            onChange={(baseline) => onChange({ baseline })}
            options={(['auto', 'zero', 'free'] as const).map((value) => ({
              value,
              label: t(`chart.baseline.${value}`),
            }))}
          />
        )}
        <div className="chart-ticks">
          {written && (
            <Checkbox isSelected={chart.labels} onChange={(labels) => onChange({ labels })}>
              {t('chart.advanced.labels')}
            </Checkbox>
          )}
          {gathers && (
            <Checkbox isSelected={chart.others} onChange={(others) => onChange({ others })}>
              {t('chart.advanced.others')}
            </Checkbox>
          )}
          {kind === 'scatter' && (
            <Checkbox isSelected={chart.trend} onChange={(trend) => onChange({ trend })}>
              {t('chart.advanced.trend')}
            </Checkbox>
          )}
        </div>
        {takesReferences(kind) && <References chart={chart} onChange={onChange} />}
        {kind !== 'pie' && kind !== 'heatmap' && chart.facet === null && (
          <Annotations chart={chart} onChange={onChange} />
        )}
      </div>
    </Disclosure>
  );
});
