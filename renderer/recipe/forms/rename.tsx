import { type ReactNode, useState } from 'react';
import { useFilter } from 'react-aria-components';
import type { Rename } from '../../../shared/recipe/steps/rename.ts';
import { t } from '../../../shared/text/t.ts';
import { SearchField, TextField } from '../../ui/kit.ts';
import { renamesOf } from '../column-drafts.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

/** As many name fields at once; the search reaches the others. */
const shownAtMost = 100;

export function RenameForm({ place, step, column }: FormProps<Rename>): ReactNode {
  const { columns } = place;
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries((step?.names ?? []).map(({ from, to }) => [from, to])),
  );
  const [search, setSearch] = useState(columns.length > 12 ? (column ?? '') : '');
  const { contains } = useFilter({ sensitivity: 'base' });
  const { names, problems } = renamesOf(typed, columns);
  const found = columns.filter((candidate) => search === '' || contains(candidate.name, search));
  const wrong = names.length === 0 && Object.keys(problems).length === 0;
  return (
    <StepFrame
      place={place}
      step={step}
      kind="rename"
      parts={names.length > 0 ? { kind: 'rename', names } : null}
      problems={wrong ? { names: 'steps.problem.no-rename' } : problems}
      outcome={names.length > 0 ? t('steps.rename.count', { count: names.length }) : null}
    >
      {(shown) => (
        <>
          {columns.length > 12 && (
            <SearchField
              label={t('steps.rename.search')}
              hideLabel
              value={search}
              onChange={setSearch}
              placeholder={t('steps.rename.search')}
            />
          )}
          {problemText(shown, 'names') && <span className="field-error">{problemText(shown, 'names')}</span>}
          <ul className="rename-lines">
            <li className="rename-head" aria-hidden="true">
              <span>{t('steps.rename.before')}</span>
              <span>{t('steps.rename.after')}</span>
            </li>
            {found.slice(0, shownAtMost).map((candidate) => (
              <li
                key={candidate.name}
                data-changed={names.some((name) => name.from === candidate.name) ? '' : undefined}
              >
                <span className="rename-before">{candidate.name}</span>
                <TextField
                  label={t('steps.rename.to', { column: candidate.name })}
                  hideLabel
                  autoFocus={candidate.name === column}
                  value={typed[candidate.name] ?? candidate.name}
                  error={problemText(shown, candidate.name)}
                  onChange={(to) => setTyped({ ...typed, [candidate.name]: to })}
                />
              </li>
            ))}
          </ul>
          {found.length > shownAtMost && (
            <p className="field-hint">{t('common.rows-of', { shown: shownAtMost, total: found.length })}</p>
          )}
        </>
      )}
    </StepFrame>
  );
}
