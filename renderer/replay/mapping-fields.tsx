import type { ReactNode } from 'react';
import type { SourceColumn } from '../../shared/project/project.ts';
import type { Mapping } from '../../shared/project/replay.ts';
import type { ExpectedFile } from '../../shared/project/shared-recipe.ts';
import { t } from '../../shared/text/t.ts';
import { ComboBox } from '../ui/kit.ts';

/** Which column of the new file replaces each one that is not found under its own name; only those are asked. */
export function MappingFields(props: {
  expected: ExpectedFile;
  columns: readonly SourceColumn[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}): ReactNode {
  const { expected, columns, mapping, onChange } = props;
  const hasColumn = (name: string) => columns.some((column) => column.name === name);
  const changed = expected.columns.filter(({ name }) => mapping.get(name) !== name || !hasColumn(name));
  if (changed.length === 0)
    return <p className="replay-found">{t('replay.all-found', { count: expected.columns.length })}</p>;
  return (
    <div className="replay-mapping">
      <p>{t('replay.ask')}</p>
      {changed.map(({ name }) => (
        <ComboBox
          key={name}
          label={t('replay.column', { name })}
          value={mapping.get(name) ?? null}
          onChange={(column) => onChange(new Map(mapping).set(name, column))}
          options={columns.map((column) => ({
            value: column.name,
            label: column.name,
            hint: column.label,
            end: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`),
          }))}
        />
      ))}
    </div>
  );
}
