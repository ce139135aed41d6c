import { type ReactNode, useMemo } from 'react';
import { t } from '../../shared/text/t.ts';
import { PreviewTable, usePreview, useRested } from '../preview.tsx';
import { faultText, useCall } from '../session.ts';
import { Notice } from '../ui/kit.ts';
import { type Place, type StepParts, useDraftQuery } from './place.ts';

const previewRows = 8;
const previewColumns = 6;

/** The first rows as they would be after a draft step; `marked` columns, those that it makes, stand out at the end. */
export function DraftPreview(props: {
  place: Place;
  parts: StepParts | null;
  marked: readonly string[];
  /** Columns shown at most. */
  most?: number;
}): ReactNode {
  const query = useDraftQuery(props.place, useRested(props.parts));
  const after = useCall(
    'table.columns',
    useMemo(() => query && { query }, [query]),
  );
  const names = (after.value ?? []).map(({ name }) => name);
  const most = props.most ?? previewColumns;
  const made = names.filter((name) => props.marked.includes(name)).slice(0, most);
  const kept = names.filter((name) => !props.marked.includes(name)).slice(0, Math.max(1, most - made.length));
  const shown = query && after.value ? [...kept, ...made] : [];
  const { value: rows, fault } = usePreview(query, shown, previewRows);
  const failed = after.fault ?? fault;
  if (props.parts && failed) return <Notice tone="error">{faultText(failed)}</Notice>;
  if (!props.parts || !rows || !after.value) {
    return <p className="derive-waiting muted">{t('steps.preview-waiting')}</p>;
  }
  const columns = shown.flatMap((name) => after.value?.find((column) => column.name === name) ?? []);
  return <PreviewTable caption={t('steps.derive.preview')} columns={columns} rows={rows} marked={made} />;
}

/** « 36 000 lignes, pour 12 000 avant » : what a draft step does to the number of rows. */
export function DraftRows({ place, parts }: { place: Place; parts: StepParts | null }): ReactNode {
  const query = useDraftQuery(place, useRested(parts));
  const after = useCall('table.count', query && { query }).value;
  const before = useCall('table.count', { query: place.before }).value;
  if (!parts || after === null || before === null) return null;
  return t('steps.rows-after', { count: after, before });
}
