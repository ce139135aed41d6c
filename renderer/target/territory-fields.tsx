import { type ReactNode, useMemo, useState } from 'react';
import { useFilter } from 'react-aria-components';
import type { TerritoryEntry } from '../../shared/contract.ts';
import { t } from '../../shared/text/t.ts';
import { useCall } from '../session.ts';
import { type Option, RadioGroup, SearchList } from '../ui/kit.ts';
import type { TargetDraft } from './draft.ts';

const shownAtMost = 60;

const levelsOf: Record<TargetDraft['bodies'], TargetDraft['level'][]> = {
  communes: ['france', 'region', 'departement', 'epci'],
  epci: ['france', 'region', 'departement'],
  departements: ['france', 'region'],
  regions: ['france', 'region'],
  file: [],
};

export function TerritoryFields(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
}): ReactNode {
  const { draft, change } = props;
  if (draft.bodies === 'file') return null;
  return (
    <fieldset className="target-group">
      <legend>{t('assistant.territory')}</legend>
      <RadioGroup
        label={t('assistant.territory.kind')}
        hideLabel
        orientation="horizontal"
        value={draft.level}
        onChange={(level) => change({ level, codes: [] })}
        options={levelsOf[draft.bodies].map((level) => ({
          value: level,
          label: t(`assistant.territory.${level}`),
        }))}
      />
      {draft.level === 'france' ? (
        <p className="field-hint">{t('assistant.territory.france-hint')}</p>
      ) : (
        <TerritoryList
          key={draft.level}
          level={draft.level}
          codes={draft.codes}
          onChange={(codes) => change({ codes })}
        />
      )}
    </fieldset>
  );
}

function TerritoryList(props: {
  level: TerritoryEntry['kind'];
  codes: string[];
  onChange: (codes: string[]) => void;
}): ReactNode {
  const { level, codes, onChange } = props;
  const list = useCall('territory.list', {});
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base', ignorePunctuation: true });
  const entries = useMemo(() => (list.value ?? []).filter((entry) => entry.kind === level), [list.value, level]);
  const names = useMemo(
    () => new Map((list.value ?? []).map((entry) => [`${entry.kind}:${entry.code}`, entry.name])),
    [list.value],
  );
  const found = entries.filter(
    (entry) => search === '' || contains(entry.name, search) || entry.code.startsWith(search.toUpperCase()),
  );
  // What is chosen stays in sight, before what the search finds.
  const chosen = entries.filter((entry) => codes.includes(entry.code));
  const others = found.filter((entry) => !codes.includes(entry.code));
  const shown = [...chosen, ...others.slice(0, shownAtMost)];
  const option = (entry: TerritoryEntry): Option<string> => ({
    value: entry.code,
    label: entry.name,
    hint:
      entry.parent === null
        ? undefined
        : names.get(`${entry.kind === 'epci' ? 'departement' : 'region'}:${entry.parent}`),
    end: entry.code,
  });
  return (
    <SearchList
      className="target-territories"
      label={t(`assistant.territory.search.${level}`)}
      mode="multiple"
      selected={codes}
      onChange={onChange}
      options={shown.map(option)}
      onSearch={setSearch}
      hint={
        codes.length === 0
          ? t('assistant.territory.none')
          : t('assistant.territory.chosen', {
              count: codes.length,
              names: chosen.map((entry) => entry.name).join(', '),
            })
      }
      {...(others.length > shownAtMost && {
        error: null,
        placeholder: t('assistant.territory.more', { count: others.length - shownAtMost }),
      })}
    />
  );
}
