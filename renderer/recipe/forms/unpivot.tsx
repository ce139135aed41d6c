import { type ReactNode, useState } from 'react';
import { type Unpivot, yearFamily, yearOf } from '../../../shared/recipe/steps/unpivot.ts';
import { formatList } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { Checkbox, SearchList, TextField } from '../../ui/kit.ts';
import { problemOfName } from '../column-drafts.ts';
import { columnOptions } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import { DraftPreview, DraftRows } from '../draft-preview.tsx';
import type { StepParts } from '../place.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

/** Columns that become rows. A family of years is proposed ticked. */
export function UnpivotForm({ place, step, column }: FormProps<Unpivot>): ReactNode {
  const { columns } = place;
  const [family] = useState(() => yearFamily(columns));
  const [chosen, setChosen] = useState<string[]>(step?.columns ?? family?.columns ?? (column ? [column] : []));
  const [year, setYear] = useState(step ? (step.year ?? false) : family !== null);
  const [nameColumn, setNameColumn] = useState(
    step?.nameColumn ?? t(family ? 'steps.unpivot.year' : 'steps.unpivot.variable'),
  );
  const [valueColumn, setValueColumn] = useState(step?.valueColumn ?? (family?.title || t('steps.unpivot.value')));
  const [skipMissing, setSkipMissing] = useState(step?.skipMissing ?? false);
  // In the order of the table, whatever the order of the ticks.
  const known = columns.map(({ name }) => name).filter((name) => chosen.includes(name));
  const others = columns.map(({ name }) => name).filter((name) => !known.includes(name));
  const problems: Problems = {};
  if (known.length === 0) problems.columns = 'steps.problem.no-unpivot';
  const wrongName = problemOfName(nameColumn, others);
  const wrongValue = problemOfName(valueColumn, [...others, nameColumn]);
  if (wrongName) problems.name = wrongName;
  if (wrongValue) problems.value = wrongValue;
  const yearless = known.filter((name) => yearOf(name) === null);
  const parts: StepParts | null =
    Object.keys(problems).length > 0
      ? null
      : {
          kind: 'unpivot',
          columns: known,
          nameColumn: nameColumn.trim(),
          valueColumn: valueColumn.trim(),
          ...(year && { year }),
          ...(skipMissing && { skipMissing }),
        };
  return (
    <StepFrame
      place={place}
      step={step}
      kind="unpivot"
      size="large"
      parts={parts}
      problems={problems}
      outcome={<DraftRows place={place} parts={parts} />}
    >
      {(shown) => (
        <div className="derive">
          <div className="derive-form">
            <SearchList
              label={t('steps.unpivot.columns')}
              options={columnOptions(columns)}
              selected={known}
              onChange={setChosen}
              hint={t('steps.unpivot.chosen', { count: known.length })}
              error={problemText(shown, 'columns')}
              className="reshape-list"
            />
            <TextField
              label={t('steps.unpivot.name-column')}
              value={nameColumn}
              onChange={setNameColumn}
              error={problemText(shown, 'name')}
            />
            <TextField
              label={t('steps.unpivot.value-column')}
              value={valueColumn}
              onChange={setValueColumn}
              error={problemText(shown, 'value')}
            />
            <Checkbox
              isSelected={year}
              onChange={setYear}
              hint={
                year && yearless.length > 0
                  ? t('steps.unpivot.yearless', { columns: formatList(yearless.slice(0, 3)), count: yearless.length })
                  : t('steps.unpivot.as-year-hint')
              }
            >
              {t('steps.unpivot.as-year')}
            </Checkbox>
            <Checkbox isSelected={skipMissing} onChange={setSkipMissing}>
              {t('steps.unpivot.skip-missing')}
            </Checkbox>
          </div>
          <DraftPreview place={place} parts={parts} marked={[nameColumn.trim(), valueColumn.trim()]} />
        </div>
      )}
    </StepFrame>
  );
}
