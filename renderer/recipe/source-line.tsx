import { type ReactNode, useMemo, useState } from 'react';
import type { ColumnProfile, OpenedSource } from '../../shared/contract.ts';
import type { Source, Table } from '../../shared/project/project.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { applyAnswer, applyLabels } from '../project/add-table.ts';
import { type Answer, isAnswered, remarksOf } from '../project/answers.ts';
import { readAgain, reopenWithOptions } from '../project/reopen-options.ts';
import { useProject, useSession } from '../session.ts';
import { Button, Disclosure, Icon } from '../ui/kit.ts';
import { IssuesDialog } from './issues-dialog.tsx';

/** Where the rows come from: the file, its notes, and the cells that could not be read. */
export function SourceLine({ source, table }: { source: Source; table: Table }): ReactNode {
  const opened = useSession((session) => session.opened[source.id]);
  const [listing, setListing] = useState(false);
  const { invalid, coded } = setAside(opened?.profiles ?? []);
  const notes = source.notes.filter((note) => note.trim() !== '');
  const { sheet } = source.options;
  const name =
    source.format === 'reference'
      ? source.name
      : sheet
        ? t('steps.source.sheet', { file: source.name, sheet })
        : t('steps.source.file', { file: source.name });
  return (
    <div className="step-source">
      <div className="step-line">
        <Icon name={source.format === 'reference' ? 'table' : 'file'} />
        <span className="step-sentence">{name}</span>
      </div>
      <div className="step-rows">{t('common.rows', { count: source.rowCount })}</div>
      {notes.length > 0 && (
        <Disclosure title={t('steps.source.notes', { count: notes.length })}>
          <ul className="source-notes">
            {notes.map((note, index) => (
              <li key={index}>{note}</li>
            ))}
          </ul>
        </Disclosure>
      )}
      {invalid + coded > 0 && (
        <Button size="small" kind="quiet" icon={invalid > 0 ? 'warning' : 'info'} onPress={() => setListing(true)}>
          {[
            invalid > 0 && t('steps.source.issues', { count: invalid }),
            coded > 0 && t('steps.source.coded', { count: coded }),
          ]
            .filter(Boolean)
            .join(', ')}
        </Button>
      )}
      <Points table={table} opened={opened} />
      {source.format !== 'reference' && (
        <Button size="small" kind="quiet" icon="reset" onPress={() => void reopenWithOptions(table)}>
          {t('sources.reopen')}
        </Button>
      )}
      {listing && <IssuesDialog source={source} onClose={() => setListing(false)} />}
    </div>
  );
}

/** Cells listed apart: those that do not convert, and codes of missing values. */
function setAside(profiles: readonly ColumnProfile[]): { invalid: number; coded: number } {
  const counts = { invalid: 0, coded: 0 };
  for (const { invalid, missingReasons } of profiles) {
    counts.invalid += invalid;
    for (const count of Object.values(missingReasons)) counts.coded += count;
  }
  return counts;
}

/** What the file had to say, with the corrections that were not made yet. */
function Points({ table, opened }: { table: Table; opened: OpenedSource | undefined }): ReactNode {
  const remarks = useMemo(() => (opened ? remarksOf(opened.warnings, opened.columns) : []), [opened]);
  if (remarks.length === 0) return null;
  const open = remarks.filter(({ answer }) => answer && !isAnswered(answer, table.recipe));
  const steps = open.filter(({ answer }) => answer?.kind === 'step').length;
  const title =
    steps > 0
      ? t('sources.answers-left', { count: steps })
      : open.length > 0
        ? t('sources.readings-left', { count: open.length })
        : t('sources.points', { count: remarks.length });
  return (
    <Disclosure title={title}>
      <ul className="source-points">
        {remarks.map(({ warnings, answer }, place) => (
          <li key={place}>
            {warnings.map((warning, at) => (
              <p key={at}>{tDynamic(`warning.${warning.code}`, warning.params, 'warning.unknown')}</p>
            ))}
            {warnings.some(({ code }) => code === 'documentation') && <LabelTargets table={table} />}
            {answer && !isAnswered(answer, table.recipe) && (
              <Button
                size="small"
                icon={answer.kind === 'step' ? 'clean' : 'reset'}
                onPress={() => settle(table, answer)}
              >
                {answer.label}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function settle(table: Table, answer: Answer): void {
  if (answer.kind === 'step') applyAnswer(table.id, answer);
  else void readAgain(table, answer);
}

const mostTargets = 5;

/** The tables that a list of variables may label. */
function LabelTargets({ table }: { table: Table }): ReactNode {
  const project = useProject();
  const others = project.tables.filter((other) => {
    const source = project.sources.find(({ id }) => id === other.source);
    return other.source !== table.source && source !== undefined && source.format !== 'reference';
  });
  return others.slice(0, mostTargets).map((other) => (
    <Button key={other.id} size="small" icon="columns" onPress={() => void applyLabels(other, table)}>
      {t('sources.label-apply', { name: other.name })}
    </Button>
  ));
}
