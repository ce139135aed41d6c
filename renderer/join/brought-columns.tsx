import { type ReactNode, useState } from 'react';
import { useFilter } from 'react-aria-components';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Checkbox, SearchField, TextField } from '../ui/kit.ts';
import { type Brought, type JoinProblems, namesOf } from './join-draft.ts';

/** As many lines at once; the search reaches the others. */
const shownAtMost = 100;

/** The right table's columns: tick those to bring, and name them. */
export function BroughtColumns(props: {
  brought: Brought[];
  left: readonly Column[];
  right: Column[];
  rightName: string;
  keys: string[];
  problems: JoinProblems;
  onChange: (brought: Brought[]) => void;
}): ReactNode {
  const { brought, right, problems, onChange } = props;
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const names = namesOf(brought, props.left, props.rightName);
  const shown = right.filter((column) => search === '' || contains(column.name, search));
  const inOrder = (wanted: ReadonlyMap<string, Brought>) =>
    right.flatMap((column) => {
      const found = wanted.get(column.name);
      return found ? [found] : [];
    });
  const tick = (columns: Column[], on: boolean) => {
    const wanted = new Map(brought.map((column) => [column.name, column]));
    for (const { name } of columns) {
      if (!on) wanted.delete(name);
      else if (!wanted.has(name)) wanted.set(name, { name, as: null });
    }
    onChange(inOrder(wanted));
  };
  return (
    <div className="stack-tight">
      <div className="row brought-tools">
        {right.length > 12 && (
          <SearchField
            label={t('join.columns-search')}
            hideLabel
            value={search}
            onChange={setSearch}
            placeholder={t('join.columns-search')}
          />
        )}
        <Button size="small" onPress={() => tick(shown, true)}>
          {t('join.columns-all')}
        </Button>
        <Button size="small" onPress={() => tick(shown, false)}>
          {t('join.columns-none')}
        </Button>
        <span className="field-hint">{t('join.columns-count', { count: brought.length, total: right.length })}</span>
      </div>
      <ul className="brought" aria-label={t('join.columns', { table: props.rightName })}>
        {shown.slice(0, shownAtMost).map((column) => {
          const place = brought.findIndex(({ name }) => name === column.name);
          const problem = problems[`as.${column.name}`];
          return (
            <li key={column.name}>
              <Checkbox isSelected={place >= 0} onChange={(on) => tick([column], on)}>
                <span className="brought-name">
                  {column.name}
                  {props.keys.includes(column.name) && <span className="muted"> ({t('join.key-column')})</span>}
                </span>
              </Checkbox>
              {place >= 0 && (
                <TextField
                  label={t('join.name-of', { column: column.name })}
                  hideLabel
                  value={names[place] ?? column.name}
                  error={problem ? t(problem as 'join.problem.name') : null}
                  onChange={(as) => onChange(brought.with(place, { name: column.name, as }))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {shown.length > shownAtMost && (
        <p className="field-hint">{t('common.rows-of', { shown: shownAtMost, total: shown.length })}</p>
      )}
    </div>
  );
}
