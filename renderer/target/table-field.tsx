import { type ReactNode, useEffect, useRef } from 'react';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { call, notifyFault, queryOf, useProject } from '../session.ts';
import { Button, ComboBox, Select } from '../ui/kit.ts';

/** Which opened table gives a figure, or a new file. `onChange` also gets its columns, to guess from. */
export function TableField(props: {
  value: string | null;
  onChange: (table: string, columns: Column[]) => void;
  openFile: () => void;
}): ReactNode {
  const { tables } = useProject();
  const field = useRef<HTMLDivElement>(null);
  // It appears under what was just pressed, often below the fold.
  useEffect(() => {
    field.current?.scrollIntoView({ block: 'center' });
  }, []);
  async function choose(id: string): Promise<void> {
    try {
      props.onChange(id, await call('table.columns', { query: queryOf(id) }));
    } catch (thrown) {
      notifyFault(thrown);
    }
  }
  return (
    <div ref={field} className="target-table">
      {tables.length === 0 ? (
        <p className="field-hint">{t('assistant.table.none')}</p>
      ) : (
        <Select
          label={t('assistant.table')}
          value={props.value}
          onChange={(id) => void choose(id)}
          options={tables.map((table) => ({ value: table.id, label: table.name }))}
        />
      )}
      <Button icon="open" onPress={props.openFile}>
        {t('assistant.open-file')}
      </Button>
    </div>
  );
}

/** One column of a table: type to narrow. */
export function ColumnField(props: {
  label: string;
  columns: readonly Column[];
  value: string;
  onChange: (name: string) => void;
}): ReactNode {
  const options = props.columns.map((column) => ({
    value: column.name,
    label: column.name,
    hint: column.label,
    end: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`),
  }));
  return (
    <ComboBox
      label={props.label}
      value={props.value === '' ? null : props.value}
      onChange={(name) => props.onChange(name ?? '')}
      // What is chosen shows before the columns are there: the field would stay empty while it has the focus.
      options={options.length === 0 && props.value !== '' ? [{ value: props.value, label: props.value }] : options}
    />
  );
}
