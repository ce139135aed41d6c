import { type ReactNode, useState } from 'react';
import { checkSpec } from '../../shared/chart/check-spec.ts';
import type { Chart } from '../../shared/chart/encoding.ts';
import { design } from '../../shared/chart/spec.ts';
import { t } from '../../shared/text/t.ts';
import type { Answer } from '../chart-data.ts';
import { Button, Dialog, Notice, TextField } from '../ui/kit.ts';

/** The Vega-Lite of the chart, to read and to edit. What is typed is checked before it is drawn, and guarded like the rest. */
export function JsonEditor({
  answer,
  onChange,
  onClose,
}: {
  answer: Answer;
  onChange: (change: Partial<Chart>) => void;
  onClose: () => void;
}): ReactNode {
  const { chart } = answer;
  const [text, setText] = useState(() =>
    JSON.stringify(chart.vega ?? design({ ...answer, caption: [], width: 900, height: 320 }), null, 2),
  );
  const [problems, setProblems] = useState<readonly string[]>([]);
  const apply = async () => {
    const { default: schema } = await import('vega-lite/vega-lite-schema.json');
    const checked = checkSpec(text, schema as unknown as Record<string, unknown>);
    setProblems(checked.problems);
    if (!checked.spec) return;
    onChange({ vega: checked.spec });
    onClose();
  };
  return (
    <Dialog
      title={t('chart.json')}
      size="large"
      onClose={onClose}
      footer={
        <>
          {chart.vega !== null && (
            <Button
              onPress={() => {
                onChange({ vega: null });
                onClose();
              }}
            >
              {t('chart.json.reset')}
            </Button>
          )}
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={() => void apply()}>
            {t('common.apply')}
          </Button>
        </>
      }
    >
      <div className="stack chart-json">
        <p className="muted">{t('chart.json.hint')}</p>
        <div role="alert">
          {problems.map((problem) => (
            <Notice key={problem} tone="error">
              {problem}
            </Notice>
          ))}
        </div>
        <TextField label={t('chart.json.field')} value={text} onChange={setText} rows={18} />
      </div>
    </Dialog>
  );
}
