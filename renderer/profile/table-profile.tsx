import { type ReactNode, useMemo, useState } from 'react';
import type { ColumnProfile, Query } from '../../shared/contract.ts';
import { type Column, columnTypes, isCode } from '../../shared/recipe/column.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { type TextKey, t, tDynamic } from '../../shared/text/t.ts';
import { faultText, openDialog, useCall } from '../session.ts';
import { Button, ComboBox, Notice } from '../ui/kit.ts';
import { countShare, type Fact, FactList } from './figures.tsx';

/** Columns to look at first, at most. */
const mostProblems = 40;

/** The whole table: its rows, its columns by type, what is missing, whether its key is one. */
export function TableProfile(props: { query: Query; columns: Column[]; onColumn(name: string): void }): ReactNode {
  const { query, columns } = props;
  const count = useCall(
    'table.count',
    useMemo(() => ({ query }), [query]),
  );
  const names = useMemo(() => columns.map(({ name }) => name), [columns]);
  const asked = useCall(
    'table.profile',
    useMemo(() => ({ query, columns: names }), [query, names]),
  );
  const fault = count.fault ?? asked.fault;
  if (fault) return <p className="field-error">{faultText(fault)}</p>;
  if (count.value === null || !asked.value) return <p className="muted">{t('profile.loading')}</p>;
  const rows = count.value;
  const missing = asked.value.reduce((sum, profile) => sum + profile.missing, 0);
  const facts: Fact[] = [
    { label: t('profile.rows'), text: formatNumber(rows) },
    { label: t('profile.columns'), text: formatNumber(columns.length) },
    ...columnTypes.flatMap((type): Fact[] => {
      const size = columns.filter((column) => column.type === type).length;
      return size === 0 ? [] : [{ label: t(`type.${type}`), text: formatNumber(size), isPart: true }];
    }),
    { label: t('profile.cells-missing'), text: countShare(missing, rows * columns.length) },
  ];
  const problems = problemsOf(columns, asked.value, rows);
  return (
    <div className="profile-body" aria-busy={asked.loading || count.loading}>
      <FactList label={t('profile.table')} facts={facts} />
      <KeyCheck query={query} columns={columns} profiles={asked.value} />
      <h3 className="profile-heading">{t('profile.problems')}</h3>
      {problems.length === 0 && <p className="muted">{t('profile.no-problem')}</p>}
      <ul className="profile-problems">
        {problems.slice(0, mostProblems).map(({ name, text }) => (
          <li key={name}>
            <button type="button" className="profile-problem" onClick={() => props.onColumn(name)}>
              {t('profile.problem', { column: name, text })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function problemsOf(columns: readonly Column[], profiles: readonly ColumnProfile[], rows: number) {
  return profiles.flatMap(({ name, missing, distinct }) => {
    if (rows === 0 || !columns.some((column) => column.name === name)) return [];
    let key: TextKey | null = null;
    if (missing === rows) key = 'profile.warn-empty';
    else if (distinct === 1 && rows > 1) key = 'profile.warn-constant';
    else if (missing * 2 >= rows) key = 'profile.warn-missing';
    return key === null ? [] : [{ name, text: tDynamic(key, { count: missing, rows }, 'profile.problems') }];
  });
}

/** Whether the values of a column tell rows apart. */
function KeyCheck(props: { query: Query; columns: Column[]; profiles: readonly ColumnProfile[] }): ReactNode {
  const { query, columns, profiles } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const key = chosen ?? guessKey(columns, profiles);
  const input = useMemo(() => (key === null ? null : { query, columns: [key] }), [query, key]);
  const asked = useCall('table.duplicates', input);
  const found = asked.value;
  return (
    <>
      <ComboBox
        label={t('profile.key')}
        value={key}
        onChange={setChosen}
        options={columns.map(({ name, label }) => ({ value: name, label: name, hint: label }))}
      />
      {found && key !== null && !asked.loading && (
        <Notice
          tone={found.rows > 0 ? 'warning' : 'success'}
          actions={
            found.rows > 0 ? (
              <Button
                size="small"
                onPress={() =>
                  openDialog({ kind: 'step', table: query.table, step: null, stepKind: 'distinct', column: key })
                }
              >
                {t('profile.key-distinct')}
              </Button>
            ) : undefined
          }
        >
          {found.rows > 0
            ? t('profile.key-duplicates', { count: found.rows, column: key })
            : t('profile.key-none', { column: key })}
          {found.examples.length > 0 && (
            <ul className="profile-examples">
              {found.examples.map((example) => (
                <li key={example.key}>{t('profile.key-example', { key: example.key, count: example.rows })}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </>
  );
}

/** The code that tells most rows apart; failing a code, any column that does. */
function guessKey(columns: readonly Column[], profiles: readonly ColumnProfile[]): string | null {
  const distinct = new Map(profiles.map((profile) => [profile.name, profile.distinct]));
  const widest = (of: readonly Column[]) =>
    [...of].sort((a, b) => (distinct.get(b.name) ?? 0) - (distinct.get(a.name) ?? 0))[0]?.name ?? null;
  return widest(columns.filter(isCode)) ?? widest(columns.filter(({ type }) => type === 'text')) ?? widest(columns);
}
