import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Outputs } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { describeCondition } from '../../shared/recipe/describe.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { describeStep } from '../../shared/recipe/steps.ts';
import { t } from '../../shared/text/t.ts';
import { useRested } from '../preview.tsx';
import {
  closeDialog,
  editRecipe,
  faultText,
  openDialog,
  queryOf,
  useCall,
  useColumns,
  useProject,
} from '../session.ts';
import { Button, Dialog, TextField } from '../ui/kit.ts';
import './absent.css';

const mostRows = 8;

type Row = Outputs['filter.why']['rows'][number];

/** « Pourquoi cette ligne n’y est pas ? »: a name or a code, and what became of the rows of the file that bear it. */
export function AbsentDialog({ table }: { table: string }): ReactNode {
  const project = useProject();
  const entry = project.tables.find(({ id }) => id === table);
  const [search, setSearch] = useState('');
  const answer = useRef<HTMLElement>(null);
  const rested = useRested(search.trim(), 250);
  const query = useMemo(() => queryOf(table, undefined, project), [table, project]);
  const asked = useCall(
    'filter.why',
    useMemo(() => (rested === '' ? null : { query, search: rested, limit: mostRows }), [query, rested]),
  );
  const columns = useColumns(table, 0).value ?? [];
  const found = rested === '' ? null : asked.value;
  return (
    <Dialog
      title={t('absent.title')}
      size="medium"
      onClose={closeDialog}
      footer={<Button onPress={closeDialog}>{t('common.close')}</Button>}
    >
      <TextField
        autoFocus
        label={t('absent.search')}
        hint={t('absent.search-hint')}
        value={search}
        onChange={setSearch}
      />
      <section
        ref={answer}
        tabIndex={-1}
        aria-label={t('absent.answer')}
        aria-live="polite"
        className="absent-answer"
        aria-busy={asked.loading}
      >
        {asked.fault && <p className="field-error">{faultText(asked.fault)}</p>}
        {found && (
          <p className="muted">
            {found.total === 0
              ? t('absent.none', { search: rested })
              : t('absent.found', { count: found.total, shown: found.rows.length })}
          </p>
        )}
        <ul className="absent-rows">
          {found?.rows.map((row) => (
            <li key={row.row}>
              <strong>{row.cells.map(({ text }) => text ?? t('common.missing')).join(' · ')}</strong>
              <FateText
                row={row}
                table={table}
                recipe={entry?.recipe ?? []}
                columns={columns}
                // The button pressed goes with the answer: the focus stays in the window.
                onSetAside={() => answer.current?.focus()}
              />
            </li>
          ))}
        </ul>
      </section>
    </Dialog>
  );
}

function FateText(props: {
  row: Row;
  table: string;
  recipe: readonly Step[];
  columns: readonly Column[];
  onSetAside(): void;
}): ReactNode {
  const { row, table, recipe, columns } = props;
  const { fate } = row;
  if (fate.kind === 'kept') return <p>{t('absent.kept', { place: fate.place + 1 })}</p>;
  const step = recipe.find(({ id }) => id === fate.step);
  if (!step) return null;
  const position = fate.place + 1;
  const sentence = describeStep(step, columns);
  if (fate.kind === 'merged') return <p>{t('absent.merged', { position, sentence })}</p>;
  const setAside = () => {
    props.onSetAside();
    editRecipe(t('absent.action-disable', { position }), table, (steps) =>
      steps.map((other) => (other.id === step.id ? { ...other, disabled: true } : other)),
    );
  };
  return (
    <>
      <p>{t('absent.removed', { position, sentence })}</p>
      <ul className="absent-parts">
        {fate.parts.map(({ condition, cells }, place) => (
          <li key={place}>
            {t('absent.part', {
              condition: step.kind === 'limit' ? sentence : describeCondition(condition, columns),
              cells: cells
                .map(({ column, text }) =>
                  text === null ? t('absent.cell-missing', { column }) : t('absent.cell', { column, value: text }),
                )
                .join(', '),
            })}
          </li>
        ))}
      </ul>
      <div className="row">
        <Button size="small" onPress={setAside}>
          {t('absent.disable')}
        </Button>
        {step.kind !== 'join' && (
          <Button
            size="small"
            kind="quiet"
            onPress={() => openDialog({ kind: 'step', table, step, stepKind: step.kind })}
          >
            {t('absent.edit')}
          </Button>
        )}
      </div>
    </>
  );
}
