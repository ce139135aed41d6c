import { type ReactNode, useState } from 'react';
import type { Source } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { useSession } from '../session.ts';
import { Button, Disclosure, Icon } from '../ui/kit.ts';
import { IssuesDialog } from './issues-dialog.tsx';

/** Where the rows come from: the file, its notes, and the cells that could not be read. */
export function SourceLine({ source }: { source: Source }): ReactNode {
  const opened = useSession((session) => session.opened[source.id]);
  const [listing, setListing] = useState(false);
  const unread = (opened?.profiles ?? []).reduce(
    (sum, profile) =>
      sum + profile.invalid + Object.values(profile.missingReasons).reduce((total, count) => total + count, 0),
    0,
  );
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
      {unread > 0 && (
        <Button size="small" kind="quiet" icon="warning" onPress={() => setListing(true)}>
          {t('steps.source.issues', { count: unread })}
        </Button>
      )}
      {listing && <IssuesDialog source={source} onClose={() => setListing(false)} />}
    </div>
  );
}
