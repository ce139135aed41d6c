import { type ReactNode, useMemo, useState } from 'react';
import type { CleaningReport } from '../../../shared/contract.ts';
import {
  type Clean,
  type Cleaning,
  isRepairable,
  type Repairable,
  repairable,
} from '../../../shared/recipe/steps/clean.ts';
import { formatNumber } from '../../../shared/text/format.ts';
import { t } from '../../../shared/text/t.ts';
import { useRested } from '../../preview.tsx';
import { faultText, useCall } from '../../session.ts';
import { Notice, RadioGroup, SearchList, Select, TextField } from '../../ui/kit.ts';
import { type CleanDraft, cleanable, cleaningOf, draftOfClean, newClean } from '../clean-draft.ts';
import { ColumnField, columnOptions } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import type { Place } from '../place.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

const kinds = ['code', 'text', 'missing', 'commune'] as const;

/** What is to be cleaned, and beside it what that changes. */
export function CleanForm({ place, step, column }: FormProps<Clean>): ReactNode {
  const { columns } = place;
  const [draft, setDraft] = useState<CleanDraft>(() => {
    const empty = newClean(columns, column, t('steps.clean.commune-name'));
    return step ? draftOfClean(step, empty) : empty;
  });
  const { cleaning, problems } = useMemo(() => cleaningOf(draft, columns), [draft, columns]);
  const change = (part: Partial<CleanDraft>) => setDraft({ ...draft, ...part });
  const report = useReport(place, cleaning);
  return (
    <StepFrame
      place={place}
      step={step}
      kind="clean"
      size="large"
      parts={cleaning && { kind: 'clean', cleaning }}
      problems={problems}
      outcome={report.value && cleaning ? cellsText(cleaning, report.value) : null}
    >
      {(shown) => (
        <div className="derive">
          <div className="derive-form">
            <RadioGroup
              label={t('steps.clean.kind')}
              value={draft.kind}
              onChange={(kind) => change({ kind })}
              options={kinds.map((value) => ({
                value,
                label: t(`steps.clean.${value}`),
                hint: t(`steps.clean.${value}-hint`),
              }))}
            />
            <CleanFields draft={draft} place={place} shown={shown} onChange={change} />
          </div>
          {report.fault ? (
            <Notice tone="error">{faultText(report.fault)}</Notice>
          ) : (
            <Changes report={cleaning && report.value} several={draft.columns.length > 1} />
          )}
        </div>
      )}
    </StepFrame>
  );
}

function useReport(place: Place, cleaning: Cleaning | null) {
  const rested = useRested(cleaning);
  return useCall('clean.report', rested && { query: place.before, cleaning: rested });
}

function cellsText(cleaning: Cleaning, { cells }: CleaningReport): string {
  return t(cleaning.kind === 'commune' ? 'steps.clean.assembled' : 'steps.clean.cells', { count: cells });
}

function CleanFields(props: {
  draft: CleanDraft;
  place: Place;
  shown: Problems;
  onChange: (part: Partial<CleanDraft>) => void;
}): ReactNode {
  const { draft, shown, onChange } = props;
  const offered = cleanable(draft.kind, props.place.columns);
  if (draft.kind === 'commune') {
    return (
      <>
        {(['departement', 'commune'] as const).map((part) => (
          <ColumnField
            key={part}
            label={t(`steps.clean.${part}-column`)}
            columns={offered}
            value={draft[part]}
            error={problemText(shown, part)}
            onChange={(name) => onChange({ [part]: name })}
          />
        ))}
        <TextField
          label={t('steps.derive.name')}
          value={draft.name}
          error={problemText(shown, 'name')}
          onChange={(name) => onChange({ name })}
        />
      </>
    );
  }
  return (
    <>
      <SearchList
        label={t('steps.clean.columns')}
        options={columnOptions(offered)}
        selected={draft.columns.filter((name) => offered.some((column) => column.name === name))}
        onChange={(columns) => onChange({ columns, meaning: draft.meaning ?? meaningOf(columns, props.place) })}
        error={problemText(shown, 'columns')}
        className="reshape-list"
      />
      {draft.kind === 'code' && (
        <Select<Repairable>
          label={t('steps.clean.meaning')}
          value={draft.meaning}
          error={problemText(shown, 'meaning')}
          onChange={(meaning) => onChange({ meaning })}
          options={repairable.map((value) => ({ value, label: t(`meaning.${value}`) }))}
        />
      )}
      {draft.kind === 'text' && (
        <Select
          label={t('steps.clean.letters')}
          value={draft.letters}
          onChange={(letters) => onChange({ letters })}
          options={(['as', 'upper', 'lower'] as const).map((value) => ({
            value,
            label: t(`steps.clean.letters.${value}`),
          }))}
        />
      )}
      {draft.kind === 'missing' && (
        <TextField
          label={t('steps.clean.values')}
          hint={t('steps.clean.values-hint')}
          value={draft.values}
          error={problemText(shown, 'values')}
          onChange={(values) => onChange({ values })}
        />
      )}
    </>
  );
}

function meaningOf(names: readonly string[], place: Place): Repairable | null {
  const meaning = place.columns.find(({ name }) => names.includes(name))?.meaning ?? null;
  return isRepairable(meaning) ? meaning : null;
}

/** The most frequent changes, before and after. */
function Changes({ report, several }: { report: CleaningReport | null; several: boolean }): ReactNode {
  if (!report) return <p className="derive-waiting muted">{t('steps.preview-waiting')}</p>;
  if (report.cells === 0) return <p className="derive-waiting muted">{t('steps.clean.nothing')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="preview" aria-label={t('steps.clean.changes')} tabIndex={0}>
      <table>
        <caption>{t('steps.clean.changes')}</caption>
        <thead>
          <tr>
            {several && <th scope="col">{t('steps.derive.column')}</th>}
            <th scope="col">{t('steps.clean.before')}</th>
            <th scope="col" data-marked="">
              {t('steps.clean.after')}
            </th>
            <th scope="col" data-number="">
              {t('steps.clean.count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.examples.map(({ column, before, after, count }) => (
            <tr key={`${column}\0${before}`}>
              {several && <td>{column}</td>}
              <td className="as-written">{visibleText(before)}</td>
              <td className="as-written" data-marked="" data-missing={after === null ? '' : undefined}>
                {after ?? t('common.missing')}
              </td>
              <td data-number="">{formatNumber(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Blanks and marks that no one would see, as signs. */
function visibleText(text: string | null): string {
  if (text === null) return t('common.missing');
  return text
    .replace(/^[\s]+|[\s]+$/g, (blanks) => '·'.repeat(blanks.length))
    .replace(/[\u00a0\u202f]/g, '·')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '□');
}
