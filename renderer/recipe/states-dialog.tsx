import { type ReactNode, useMemo, useState } from 'react';
import type { Outputs } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { isRight } from '../preview.tsx';
import { closeDialog, faultText, queryOf, useCall, useProject, useSession } from '../session.ts';
import { Button, Dialog, Notice, Progress, Select } from '../ui/kit.ts';
import { changeText, sampleText } from './sample-cell.ts';
import { columnsAt, sentencesOf } from './sentence.ts';

type Comparison = Outputs['table.compare'];

/** Names of columns shown of a list. */
const mostNames = 8;

/** What differs between two points of a recipe, in words, counts and examples. */
export function StatesDialog(props: { table: string; from: number; to: number }): ReactNode {
  const project = useProject();
  const opened = useSession((session) => session.opened);
  const table = project.tables.find(({ id }) => id === props.table);
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(props.to);
  const input = useMemo(
    () => (from === to ? null : { query: queryOf(props.table, undefined, project), from, to }),
    [props.table, project, from, to],
  );
  const { value, fault, loading } = useCall('table.compare', input);
  const sentences = useMemo(() => (table ? sentencesOf(table, project, opened) : []), [table, project, opened]);
  const columnsOf = (point: number) => (table ? columnsAt(table, point, project, opened) : []);
  const points = [
    { value: '0', label: t('states.start') },
    ...sentences.map((sentence, place) => ({
      value: String(place + 1),
      label: t('states.after', { position: place + 1, step: table?.recipe[place]?.title ?? sentence }),
    })),
  ];
  return (
    <Dialog
      title={t('states.title', { table: table?.name ?? '' })}
      size="large"
      onClose={closeDialog}
      className="states"
      footer={
        <Button kind="primary" onPress={closeDialog}>
          {t('common.close')}
        </Button>
      }
    >
      <div className="states-points">
        <Select
          label={t('states.from')}
          value={String(from)}
          options={points}
          autoFocus
          onChange={(point) => setFrom(Number(point))}
        />
        <Select label={t('states.to')} value={String(to)} options={points} onChange={(point) => setTo(Number(point))} />
        <Button
          icon="sort"
          onPress={() => {
            setFrom(to);
            setTo(from);
          }}
        >
          {t('states.swap')}
        </Button>
      </div>
      {from === to && <Notice tone="info">{t('states.same-point')}</Notice>}
      {fault && <Notice tone="error">{faultText(fault)}</Notice>}
      {loading && <Progress label={t('states.computing')} fraction={null} />}
      {value && !loading && from !== to && <Differences value={value} before={columnsOf(from)} after={columnsOf(to)} />}
    </Dialog>
  );
}

type Columns = readonly Column[];

function Differences({ value, ...states }: { value: Comparison; before: Columns; after: Columns }): ReactNode {
  const { rows, columns, samples } = value;
  const before = new Map(states.before.map((column) => [column.name, column]));
  const after = new Map(states.after.map((column) => [column.name, column]));
  const formerNames = new Map(columns.renamed.map(({ from, to }) => [to, from]));
  const isSame = rows.added + rows.removed + rows.changed === 0;
  const noColumn =
    columns.added.length + columns.removed.length + columns.renamed.length + columns.retyped.length === 0;
  return (
    <>
      <section className="states-part">
        <h3>{t('states.rows')}</h3>
        <p>{t('states.rows-sum', { before: value.before.rows, after: value.after.rows })}</p>
        {isSame ? (
          <p>{t('states.identical')}</p>
        ) : (
          <ul>
            {rows.added > 0 && <li>{t('states.added', { count: rows.added })}</li>}
            {rows.removed > 0 && <li>{t('states.removed', { count: rows.removed })}</li>}
            {rows.changed > 0 && <li>{t('states.changed', { count: rows.changed })}</li>}
          </ul>
        )}
        <p className="muted">{t(`states.follow.${value.follow}`)}</p>
      </section>
      <section className="states-part">
        <h3>{t('states.columns')}</h3>
        <p>{t('states.rows-sum', { before: value.before.columns, after: value.after.columns })}</p>
        {noColumn && <p>{t('states.columns-same')}</p>}
        <ul>
          {columns.added.length > 0 && <li>{t('states.columns-added', namesOf(columns.added))}</li>}
          {columns.removed.length > 0 && <li>{t('states.columns-removed', namesOf(columns.removed))}</li>}
          {columns.renamed.map((one) => (
            <li key={one.from}>{t('states.renamed', one)}</li>
          ))}
          {columns.retyped.map(({ name, from, to }) => (
            <li key={name}>{t('states.retyped', { name, from: t(`type.${from}`), to: t(`type.${to}`) })}</li>
          ))}
          {columns.changed.slice(0, mostNames).map(({ name, cells }) => (
            <li key={name}>{t('states.cells', { name, count: cells })}</li>
          ))}
        </ul>
      </section>
      <Changes
        sample={samples.changed}
        before={(name) => before.get(formerNames.get(name) ?? name)}
        after={(name) => after.get(name)}
      />
      <Sample title={t('states.sample-added')} sample={samples.added} column={(name) => after.get(name)} />
      <Sample title={t('states.sample-removed')} sample={samples.removed} column={(name) => before.get(name)} />
    </>
  );
}

function namesOf(names: readonly string[]): { count: number; columns: string } {
  const shown = names.slice(0, mostNames).join(', ');
  const more = names.length - mostNames;
  return {
    count: names.length,
    columns: more > 0 ? t('condition.in.more', { values: shown, count: more }) : shown,
  };
}

type Find = (name: string) => Column | undefined;

function Sample(props: { title: string; sample: Comparison['samples']['added']; column: Find }): ReactNode {
  const { title, sample } = props;
  if (sample.rows.length === 0) return null;
  const columns = sample.columns.map(props.column);
  return (
    <SampleTable title={title} names={sample.columns} columns={columns}>
      {sample.rows.map((row, place) => (
        <tr key={place}>
          {row.map((cell, at) => (
            <td key={at} data-number={markOf(columns[at])}>
              {sampleText(cell, columns[at])}
            </td>
          ))}
        </tr>
      ))}
    </SampleTable>
  );
}

function Changes(props: { sample: Comparison['samples']['changed']; before: Find; after: Find }): ReactNode {
  const { sample } = props;
  if (sample.rows.length === 0) return null;
  const before = sample.columns.map(props.before);
  const after = sample.columns.map(props.after);
  const label = sample.label === null ? [] : [sample.label];
  return (
    <SampleTable
      title={t('states.sample-changed')}
      names={[...label, ...sample.columns]}
      columns={[...label.map(props.after), ...after]}
    >
      {sample.rows.map((row, place) => (
        <tr key={place}>
          {sample.label !== null && <th scope="row">{sampleText(row.label, undefined)}</th>}
          {row.cells.map((cell, at) => (
            <td key={at} data-number={markOf(after[at])}>
              {changeText(cell, before[at], after[at])}
            </td>
          ))}
        </tr>
      ))}
    </SampleTable>
  );
}

function SampleTable(props: {
  title: string;
  names: readonly string[];
  columns: readonly (Column | undefined)[];
  children: ReactNode;
}): ReactNode {
  return (
    <section className="states-part">
      <h3>{props.title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard */}
      <section className="states-scroll" tabIndex={0} aria-label={props.title}>
        <table className="plain-table">
          <thead>
            <tr>
              {props.names.map((name, at) => (
                <th key={name} scope="col" data-number={markOf(props.columns[at])}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{props.children}</tbody>
        </table>
      </section>
    </section>
  );
}

function markOf(column: Column | undefined): '' | undefined {
  return column && isRight(column) ? '' : undefined;
}
