import { t } from '../text/t.ts';
import { mismatch } from './json-schema.ts';
import { refusals } from './safe-spec.ts';

export type CheckedSpec = { spec: Record<string, unknown>; problems: [] } | { spec: null; problems: string[] };

const mostExpected = 8;

/**
 * A typed Vega-Lite text, accepted only when it is JSON, loads nothing, draws the data of the chart and follows the
 * published `schema`. Problems are French sentences.
 */
export function checkSpec(text: string, schema: Record<string, unknown>): CheckedSpec {
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (thrown) {
    return refused(t('chart.json.not-json', { detail: (thrown as Error).message.slice(0, 120) }));
  }
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return refused(t('chart.json.data'));
  const unsafe = refusals(spec);
  if (unsafe.length > 0) {
    return refused(...unsafe.slice(0, 5).map(({ path, reason }) => t(`chart.json.refused.${reason}`, { path })));
  }
  const { data } = spec as { data?: { name?: unknown; values?: unknown } };
  if (data?.name !== 'marks' || data.values !== undefined) return refused(t('chart.json.data'));
  const wrong = mismatch(spec, schema);
  if (!wrong) return { spec: spec as Record<string, unknown>, problems: [] };
  const names = wrong.expected.slice(0, mostExpected).join(', ');
  const expected = wrong.expected.length > mostExpected ? `${names}…` : names;
  if (wrong.path === '') return refused(t('chart.json.mismatch-root', { expected }));
  return refused(t('chart.json.mismatch', { path: wrong.path, expected }));
}

function refused(...problems: string[]): CheckedSpec {
  return { spec: null, problems };
}
