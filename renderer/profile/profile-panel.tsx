import { type ReactNode, useMemo } from 'react';
import { t } from '../../shared/text/t.ts';
import { setActiveColumn, useActiveColumn } from '../active-column.ts';
import { useRested } from '../preview.tsx';
import { faultText, queryOf, setState, useColumns, useProject, useSession } from '../session.ts';
import { ComboBox } from '../ui/kit.ts';
import { ColumnProfile } from './column-profile.tsx';
import { TableProfile } from './table-profile.tsx';
import './profile.css';

/** No column bears this name: names of columns never begin so. */
const whole = '__table';

/** What the column with the focus holds, or the whole table. Follows the grid. */
export function ProfilePanel({ table }: { table: string }): ReactNode {
  const project = useProject();
  const isWhole = useSession((session) => session.profiled === 'table');
  const active = useActiveColumn(table);
  const asked = useColumns(table);
  // Filters come one after another, arrows cross columns: figures wait for the hand to stop.
  const query = useRested(useMemo(() => queryOf(table, undefined, project), [table, project]));
  const rested = useRested(active);
  const columns = asked.value ?? [];
  const column = columns.find(({ name }) => name === rested) ?? columns[0];
  const choose = (name: string | null) => {
    if (name === null) return;
    setState({ profiled: name === whole ? 'table' : 'column' });
    if (name !== whole) setActiveColumn(table, name);
  };
  return (
    <section className="profile" aria-label={t('profile.title')}>
      <h2 className="visually-hidden">{t('profile.title')}</h2>
      <ComboBox
        className="profile-choice"
        label={t('profile.of')}
        value={isWhole ? whole : (column?.name ?? null)}
        onChange={choose}
        options={[
          { value: whole, label: t('profile.table') },
          ...columns.map(({ name, label }) => ({ value: name, label: name, hint: label })),
        ]}
      />
      {asked.fault && <p className="field-error">{faultText(asked.fault)}</p>}
      {isWhole && asked.value && <TableProfile query={query} columns={asked.value} onColumn={choose} />}
      {!isWhole && column && <ColumnProfile key={column.name} query={query} column={column} />}
    </section>
  );
}
