import { type ReactNode, useMemo, useState } from 'react';
import { useFilter } from 'react-aria-components';
import type { TerritoryEntry } from '../shared/contract.ts';
import type { Area, AreaKind } from '../shared/territory/perimeter.ts';
import { areaKinds, france } from '../shared/territory/perimeter.ts';
import { t } from '../shared/text/t.ts';
import { forgetFavourite, keepFavourite, useFavourites } from './favourites.ts';
import { announce, useCall } from './session.ts';
import { Button, ComboBox, IconButton, type Option, RadioGroup, SearchList, TextField } from './ui/kit.ts';
import './territory-picker.css';

const shownAtMost = 60;
/** What each level may be narrowed to. */
const parents: Partial<Record<AreaKind, 'region' | 'departement'>> = {
  departement: 'region',
  epci: 'departement',
  commune: 'departement',
};

/** Régions, départements, EPCI and communes, several at once; perimeters kept on this computer. */
export function TerritoryPicker(props: {
  areas: Area[];
  onChange: (areas: Area[]) => void;
  /** Levels that can be chosen; the others stay in sight with the reason. */
  levels: readonly AreaKind[];
  /** The search field takes the focus at first, not when another level is chosen. */
  autoFocus?: boolean;
}): ReactNode {
  const { areas, onChange, levels } = props;
  const [isFirst, setFirst] = useState(true);
  const list = useCall('territory.list', {});
  const [level, setLevel] = useState<AreaKind>(
    areas[0]?.kind ?? (levels.includes('departement') ? 'departement' : 'region'),
  );
  const entries = list.value ?? [];
  return (
    <div className="territory-picker">
      <Favourites levels={levels} onChoose={onChange} />
      <Chosen areas={areas} onChange={onChange} />
      <RadioGroup
        label={t('territory.level')}
        orientation="horizontal"
        value={level}
        onChange={(next) => {
          setLevel(next);
          setFirst(false);
        }}
        options={areaKinds.map((value) => ({
          value,
          label: t(`territory.level.${value}`),
          isDisabled: !levels.includes(value),
        }))}
      />
      {levels.length < 5 && <p className="field-hint">{t('territory.level-limited')}</p>}
      {level === 'france' ? (
        <div className="row">
          <Button isDisabled={areas.some(({ kind }) => kind === 'france')} onPress={() => onChange([france])}>
            {t('territory.take-france')}
          </Button>
          <span className="field-hint">{t('territory.france-hint')}</span>
        </div>
      ) : (
        <LevelList
          key={level}
          level={level}
          entries={entries}
          areas={areas}
          onChange={onChange}
          autoFocus={isFirst && props.autoFocus === true}
        />
      )}
    </div>
  );
}

function LevelList(props: {
  level: Exclude<AreaKind, 'france'>;
  entries: TerritoryEntry[];
  areas: Area[];
  onChange: (areas: Area[]) => void;
  autoFocus: boolean;
}): ReactNode {
  const { level, entries, areas, onChange } = props;
  const [search, setSearch] = useState('');
  const [parent, setParent] = useState<string | null>(null);
  const { contains } = useFilter({ sensitivity: 'base', ignorePunctuation: true });
  const above = parents[level];
  const communes = useCall(
    'territory.communes',
    useMemo(
      () =>
        level === 'commune'
          ? {
              search,
              areas: parent === null ? [] : [{ kind: 'departement' as const, code: parent, name: parent }],
              limit: shownAtMost,
            }
          : null,
      [level, search, parent],
    ),
  );
  const names = useMemo(() => new Map(entries.map(({ kind, code, name }) => [`${kind}:${code}`, name])), [entries]);
  const found: Area[] =
    level === 'commune'
      ? (communes.value ?? [])
      : entries
          .filter((entry) => entry.kind === level && (parent === null || entry.parent === parent))
          .filter(({ name, code }) => search === '' || contains(name, search) || code.startsWith(search.toUpperCase()))
          .map(({ code, name }) => ({ kind: level, code, name }));
  const chosen = areas.filter(({ kind }) => kind === level);
  const codes = chosen.map(({ code }) => code);
  const others = found.filter(({ code }) => !codes.includes(code));
  const shown = [...chosen, ...others.slice(0, shownAtMost)];
  const option = (area: Area): Option<string> => {
    const entry = entries.find(({ kind, code }) => kind === area.kind && code === area.code);
    return {
      value: area.code,
      label: area.name,
      hint: entry?.parent ? names.get(`${level === 'epci' ? 'departement' : 'region'}:${entry.parent}`) : undefined,
      end: area.code,
    };
  };
  return (
    <div className="territory-search" data-narrowed={above ? '' : undefined}>
      {above && (
        <ComboBox
          label={t(`territory.within.${above}`)}
          value={parent}
          onChange={setParent}
          placeholder={t('territory.within-any')}
          options={entries
            .filter(({ kind }) => kind === above)
            .map(({ code, name }) => ({ value: code, label: name, end: code }))}
        />
      )}
      <SearchList
        className="territory-list"
        label={t(`territory.search.${level}`)}
        mode="multiple"
        autoFocus={props.autoFocus}
        selected={codes}
        options={shown.map(option)}
        onSearch={setSearch}
        onChange={(next) =>
          onChange([
            ...areas.filter(({ kind }) => kind !== level && kind !== 'france'),
            ...shown.filter(({ code }) => next.includes(code)),
          ])
        }
        hint={others.length > shownAtMost ? t('territory.more', { count: others.length - shownAtMost }) : undefined}
      />
    </div>
  );
}

/** What is chosen, all levels together: each can be taken back. */
function Chosen({ areas, onChange }: { areas: Area[]; onChange: (areas: Area[]) => void }): ReactNode {
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  if (areas.length === 0) return <p className="field-hint">{t('territory.none')}</p>;
  const keep = () => {
    if (name.trim() === '') return;
    void keepFavourite(name.trim(), areas).then((done) => {
      if (!done) return;
      announce(t('territory.kept', { name: name.trim() }));
      setNaming(false);
    });
  };
  return (
    <div className="stack-tight">
      <ul className="territory-chosen" aria-label={t('territory.chosen')}>
        {areas.map((area) => (
          <li key={`${area.kind}:${area.code}`}>
            <span>
              {area.name} <span className="muted">{t(`territory.one.${area.kind}`)}</span>
            </span>
            <IconButton
              icon="close"
              size="small"
              label={t('territory.remove', { name: area.name })}
              onPress={() => onChange(areas.filter((other) => other !== area))}
            />
          </li>
        ))}
        {!isNaming && areas.some(({ kind }) => kind !== 'france') && (
          <li className="territory-keep">
            <Button size="small" kind="quiet" icon="save" onPress={() => setNaming(true)}>
              {t('territory.keep-as')}
            </Button>
          </li>
        )}
      </ul>
      {isNaming && (
        <div className="row">
          <TextField autoFocus label={t('territory.keep-name')} value={name} onChange={setName} onSubmit={keep} />
          <Button onPress={keep} isDisabled={name.trim() === ''}>
            {t('territory.keep')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Favourites(props: { levels: readonly AreaKind[]; onChoose: (areas: Area[]) => void }): ReactNode {
  const kept = useFavourites();
  if (kept.length === 0) return null;
  return (
    <div className="stack-tight">
      <span className="field-label">{t('territory.favourites')}</span>
      <ul className="territory-chosen">
        {kept.map((favourite) => (
          <li key={favourite.name}>
            <Button
              size="small"
              kind="quiet"
              isDisabled={favourite.areas.some(({ kind }) => !props.levels.includes(kind))}
              onPress={() => props.onChoose(favourite.areas)}
            >
              {favourite.name}
            </Button>
            <IconButton
              icon="close"
              size="small"
              label={t('territory.forget', { name: favourite.name })}
              onPress={() => forgetFavourite(favourite.name)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
