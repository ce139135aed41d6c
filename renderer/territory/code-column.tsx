import type { ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';
import { ComboBox, Notice } from '../ui/kit.ts';
import type { Ground } from './place.ts';

/** The column that says where each row is. */
export function CodeColumn(props: { ground: Ground; value: string; onChange: (name: string) => void }): ReactNode {
  const { candidates } = props.ground;
  if (candidates.length === 0) return <Notice tone="warning">{t('territory.no-column')}</Notice>;
  return (
    <ComboBox
      label={t('territory.column')}
      value={props.value === '' ? null : props.value}
      onChange={(name) => props.onChange(name ?? '')}
      options={candidates.map((column) => ({
        value: column.name,
        label: column.name,
        hint: column.label,
        end: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`),
      }))}
    />
  );
}
