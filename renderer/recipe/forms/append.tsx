import { type ReactNode, useState } from 'react';
import { wouldCycle } from '../../../shared/project/reach.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { shortList } from '../../../shared/recipe/describe.ts';
import { type Append, stackColumns } from '../../../shared/recipe/steps/append.ts';
import { t } from '../../../shared/text/t.ts';
import { faultText, useColumns, useProject } from '../../session.ts';
import { Checkbox, Notice, SearchList, TextField } from '../../ui/kit.ts';
import { problemOfName } from '../column-drafts.ts';
import type { Problems } from '../condition-draft.ts';
import { DraftRows } from '../draft-preview.tsx';
import type { StepParts } from '../place.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

/** Other tables put under this one, with what meets and what does not, table by table. */
export function AppendForm({ place, step }: FormProps<Append>): ReactNode {
  const project = useProject();
  const own = project.tables.find(({ id }) => id === place.table);
  const offered = project.tables.filter(({ id }) => id !== place.table && !wouldCycle(project, place.table, id));
  const nameOf = (id: string) => project.tables.find((table) => table.id === id)?.name ?? id;
  const [chosen, setChosen] = useState<string[]>(step?.tables.map(({ table }) => table) ?? []);
  const [labels, setLabels] = useState<Record<string, string>>(
    Object.fromEntries((step?.tables ?? []).map(({ table, label }) => [table, label])),
  );
  const [hasOrigin, setHasOrigin] = useState(step ? step.origin !== null : true);
  const [origin, setOrigin] = useState(step?.origin?.column ?? t('steps.append.origin-name'));
  const [ownLabel, setOwnLabel] = useState(step?.origin?.label ?? own?.name ?? '');
  const known = offered.map(({ id }) => id).filter((id) => chosen.includes(id));
  const problems: Problems = {};
  if (known.length === 0) problems.tables = 'steps.problem.no-table';
  const wrongOrigin = hasOrigin
    ? problemOfName(
        origin,
        place.columns.map(({ name }) => name),
      )
    : null;
  if (wrongOrigin) problems.origin = wrongOrigin;
  const parts: StepParts | null =
    Object.keys(problems).length > 0
      ? null
      : {
          kind: 'append',
          tables: known.map((table) => ({ table, label: labels[table] ?? nameOf(table) })),
          origin: hasOrigin ? { column: origin.trim(), label: ownLabel } : null,
        };
  return (
    <StepFrame
      place={place}
      step={step}
      kind="append"
      size="large"
      parts={parts}
      problems={problems}
      outcome={<DraftRows place={place} parts={parts} />}
    >
      {(shown) =>
        offered.length === 0 ? (
          <Notice tone="info">{t('steps.append.none')}</Notice>
        ) : (
          <div className="derive">
            <div className="derive-form">
              <SearchList
                label={t('steps.append.tables')}
                options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                selected={known}
                onChange={setChosen}
                error={problemText(shown, 'tables')}
                className="reshape-list"
              />
              <Checkbox isSelected={hasOrigin} onChange={setHasOrigin}>
                {t('steps.append.with-origin')}
              </Checkbox>
              {hasOrigin && (
                <>
                  <TextField
                    label={t('steps.append.origin')}
                    value={origin}
                    onChange={setOrigin}
                    error={problemText(shown, 'origin')}
                  />
                  <TextField
                    label={t('steps.append.label-of', { table: own?.name ?? '' })}
                    value={ownLabel}
                    onChange={setOwnLabel}
                  />
                  {known.map((table) => (
                    <TextField
                      key={table}
                      label={t('steps.append.label-of', { table: nameOf(table) })}
                      value={labels[table] ?? nameOf(table)}
                      onChange={(label) => setLabels({ ...labels, [table]: label })}
                    />
                  ))}
                </>
              )}
            </div>
            <ul className="append-reports">
              {known.map((table) => (
                <Meeting key={table} table={table} name={nameOf(table)} columns={place.columns} />
              ))}
            </ul>
          </div>
        )
      }
    </StepFrame>
  );
}

/** How the columns of one table meet those of this one. */
function Meeting({ table, name, columns }: { table: string; name: string; columns: Column[] }): ReactNode {
  const asked = useColumns(table);
  if (asked.fault) return <li>{faultText(asked.fault)}</li>;
  if (!asked.value) return <li className="muted">{t('common.loading')}</li>;
  const stacked = stackColumns([columns, asked.value]);
  const names = (side: (here: Column | null, there: Column | null) => boolean) =>
    stacked.filter(({ from }) => side(from[0] ?? null, from[1] ?? null)).map(({ column }) => column.name);
  const both = names((here, there) => here !== null && there !== null);
  const here = names((_, there) => there === null);
  const there = names((own) => own === null);
  const mixed = names((own, other) => own !== null && other !== null && own.type !== other.type);
  return (
    <li className="append-report">
      <strong>{name}</strong>
      <span data-good={here.length + there.length === 0 ? '' : undefined}>
        {t('steps.append.matched', { count: both.length })}
      </span>
      {here.length > 0 && <span>{t('steps.append.only-here', { count: here.length, columns: shortList(here) })}</span>}
      {there.length > 0 && (
        <span>{t('steps.append.only-there', { count: there.length, columns: shortList(there) })}</span>
      )}
      {mixed.length > 0 && <span>{t('steps.append.mixed', { count: mixed.length, columns: shortList(mixed) })}</span>}
    </li>
  );
}
