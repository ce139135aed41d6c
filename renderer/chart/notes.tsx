import { type ReactNode, useState } from 'react';
import type { Chart, Reference } from '../../shared/chart/encoding.ts';
import { valueText } from '../../shared/chart/rows.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Checkbox, NumberField, Select, TextField } from '../ui/kit.ts';

type Change = (change: Partial<Chart>) => void;
const mostReferences = 6;

/** The median, the mean, and typed thresholds (3 500) across the plot. */
export function References({ chart, onChange }: { chart: Chart; onChange: Change }): ReactNode {
  const [value, setValue] = useState<number | null>(null);
  const [label, setLabel] = useState('');
  const [axis, setAxis] = useState<'x' | 'y'>('y');
  const { references } = chart;
  const has = (kind: Reference['kind']) => references.some((one) => one.kind === kind);
  const toggle = (kind: 'median' | 'mean', on: boolean) =>
    onChange({ references: on ? [...references, { kind }] : references.filter((one) => one.kind !== kind) });
  const full = references.length >= mostReferences;
  const add = () => {
    if (value === null || full) return;
    onChange({ references: [...references, { kind: 'value', value, label, axis }] });
    setValue(null);
    setLabel('');
  };
  return (
    <fieldset className="chart-notes">
      <legend>{t('chart.advanced.references')}</legend>
      <div className="chart-ticks">
        {(['median', 'mean'] as const).map((kind) => (
          <Checkbox key={kind} isSelected={has(kind)} onChange={(on) => toggle(kind, on)}>
            {t(`chart.reference.add-${kind}`)}
          </Checkbox>
        ))}
      </div>
      <div className="chart-row">
        <NumberField label={t('chart.reference.threshold')} value={value} onChange={setValue} />
        <TextField label={t('chart.reference.label')} value={label} onChange={setLabel} />
        {chart.kind === 'scatter' && (
          <Select
            label={t('chart.reference.axis')}
            value={axis}
            onChange={setAxis}
            options={(['x', 'y'] as const).map((one) => ({ value: one, label: chart[one] ?? one }))}
          />
        )}
        <Button size="small" icon="add" onPress={add} isDisabled={full}>
          {t('chart.reference.add')}
        </Button>
      </div>
      <div className="chart-row">
        {references.map((one, index) =>
          one.kind === 'value' ? (
            <Button
              key={index}
              size="small"
              icon="close"
              onPress={() => onChange({ references: references.filter((_, place) => place !== index) })}
            >
              {t('chart.reference.remove', { value: valueText(one.value) })}
            </Button>
          ) : null,
        )}
      </div>
    </fieldset>
  );
}

/** Words beside a mark, found by its name. */
export function Annotations({ chart, onChange }: { chart: Chart; onChange: Change }): ReactNode {
  const [at, setAt] = useState('');
  const [text, setText] = useState('');
  const add = () => {
    if (at.trim() === '' || text.trim() === '') return;
    onChange({ annotations: [...chart.annotations, { at: at.trim(), text: text.trim() }] });
    setAt('');
    setText('');
  };
  return (
    <fieldset className="chart-notes">
      <legend>{t('chart.advanced.annotations')}</legend>
      <div className="chart-row">
        <TextField label={t('chart.annotation.at')} value={at} onChange={setAt} />
        <TextField label={t('chart.annotation.text')} value={text} onChange={setText} onSubmit={add} />
        <Button size="small" icon="add" onPress={add} isDisabled={chart.annotations.length >= 12}>
          {t('chart.annotation.add')}
        </Button>
      </div>
      <div className="chart-row">
        {chart.annotations.map((note, index) => (
          <Button
            key={index}
            size="small"
            icon="close"
            onPress={() => onChange({ annotations: chart.annotations.filter((_, place) => place !== index) })}
          >
            {t('chart.annotation.remove', { text: note.text })}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
