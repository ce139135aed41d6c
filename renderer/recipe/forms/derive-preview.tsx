import { type ReactNode, useMemo } from 'react';
import type { Query } from '../../../shared/contract.ts';
import { causeOf, inputsOf } from '../../../shared/recipe/causes.ts';
import type { Column, Meaning } from '../../../shared/recipe/column.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import type { Derive } from '../../../shared/recipe/steps/derive.ts';
import { unitText } from '../../../shared/recipe/unit.ts';
import { formatList } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { PreviewTable, usePreview, useRested } from '../../preview.tsx';
import { faultText, project, useCall } from '../../session.ts';
import { Notice } from '../../ui/kit.ts';
import { type Place, useDraftQuery } from '../place.ts';
import { sentenceOf } from '../sentence.ts';

type DeriveParts = Omit<Derive, 'id' | 'disabled' | 'comment'>;

const previewRows = 8;
const mostColumns = 5;
/** Codes that tell which row it is. */
const naming: readonly Meaning[] = ['commune', 'siret', 'siren', 'epci'];

/** What the calculation says, a few rows of it, and how many results are missing, and why. */
export function DerivePreview({ place, parts }: { place: Place; parts: DeriveParts | null }): ReactNode {
  const rested = useRested(parts);
  const query = useDraftQuery(place, rested);
  const after = useCall(
    'table.columns',
    useMemo(() => query && { query }, [query]),
  );
  const name = rested?.name ?? '';
  const named = place.columns.find((column) => column.meaning && naming.includes(column.meaning)) ?? place.columns[0];
  const read = rested ? inputsOf(rested.expression) : [];
  const names = [...new Set([...(named ? [named.name] : []), ...read])].filter((used) => used !== name);
  const made = after.value?.find((column) => column.name === name);
  const known = names.filter((used) => after.value?.some((column) => column.name === used)).slice(0, mostColumns);
  const shown = made ? [...known, name] : [];
  const { value: rows, fault } = usePreview(made ? query : null, shown, previewRows);
  const failed = after.fault ?? fault;
  if (parts && failed) return <Notice tone="error">{faultText(failed)}</Notice>;
  if (!parts || !rows || !after.value || !rested || !query) {
    return <p className="derive-waiting muted">{t('steps.derive.preview-waiting')}</p>;
  }
  const columns = shown.flatMap((used) => after.value?.find((column) => column.name === used) ?? []);
  return (
    <div className="derive-outcome">
      <p className="derive-sentence">{sentenceOf({ id: 'draft', ...rested } as Step, place.columns, project())}</p>
      {made?.unit && <p className="muted">{t('steps.derive.unit', { unit: unitText(made.unit) })}</p>}
      <PreviewTable caption={t('steps.derive.preview')} columns={columns} rows={rows} marked={[name]} />
      <Lacking query={query} parts={rested} columns={after.value} />
    </div>
  );
}

/** « 12 résultats manquants sur 36 000 : 10 par division par zéro et 2 parce que « Agents » manque. » */
function Lacking(props: { query: Query; parts: DeriveParts; columns: readonly Column[] }): ReactNode {
  const { query, parts, columns } = props;
  const input = useMemo(() => {
    const cause = freeName(columns);
    const step = { id: 'cause', kind: 'derive', name: cause, expression: causeOf(parts.expression, parts.name) };
    const tables = query.tables.map((table) =>
      table.id === query.table ? { ...table, recipe: [...table.recipe, step as Step] } : table,
    );
    return { query: { ...query, tables }, by: [cause], example: null, examples: 1, limit: 100 };
  }, [query, parts, columns]);
  const groups = useCall('table.groups', input).value;
  if (!groups) return null;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const lacking = groups.filter(({ values }) => values[0] !== 'present');
  const count = lacking.reduce((sum, group) => sum + group.count, 0);
  if (count === 0) return <p className="derive-lacking">{t('steps.derive.complete')}</p>;
  const read = inputsOf(parts.expression);
  const causes = lacking.map((group) => {
    const [cause = ''] = group.values;
    if (cause === 'zero') return t('steps.cause.zero', { count: group.count });
    const column = cause?.startsWith('missing:') ? read[Number(cause.slice(8))] : undefined;
    return column
      ? t('steps.cause.column', { count: group.count, column })
      : t('steps.cause.other', { count: group.count });
  });
  return <p className="derive-lacking">{t('steps.derive.lacking', { count, total, causes: formatList(causes) })}</p>;
}

function freeName(columns: readonly Column[]): string {
  let name = 'cause';
  while (columns.some((column) => column.name.toLowerCase() === name)) name += ' ';
  return name;
}
