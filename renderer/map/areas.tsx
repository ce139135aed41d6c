import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Outlines } from '../../shared/map/outlines.ts';
import type { AreaFact, Painting } from '../../shared/map/paint.ts';
import { t } from '../../shared/text/t.ts';
import { Button, SearchField, Select } from '../ui/kit.ts';
import { Swatch } from './legend.tsx';

const sorts = ['value-desc', 'value-asc', 'name', 'code'] as const;
type Sort = (typeof sorts)[number];

/** Areas listed at first, and more each time: a list of 35 000 is searched, not read. */
const atOnce = 200;

/** The list beside the map, its keyboard path: choosing an area shows where it is, and offers what a click does. */
export function AreaList(props: {
  outlines: Outlines;
  painting: Painting;
  shown: ((area: number) => boolean) | null;
  selected: ReadonlySet<number>;
  highlighted: number | null;
  onHighlight: (area: number | null) => void;
  onFilter: (area: number) => void;
}): ReactNode {
  const { painting, shown, selected, highlighted } = props;
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('value-desc');
  const [most, setMost] = useState(atOnce);
  const facts = useMemo(
    () =>
      sortFacts(
        painting.facts.filter(({ area }) => !shown || shown(area)),
        sort,
      ),
    [painting, shown, sort],
  );
  const found = useMemo(() => {
    const wanted = fold(search.trim());
    return wanted === ''
      ? facts
      : facts.filter(({ name, code }) => fold(name).includes(wanted) || code.toLowerCase().startsWith(wanted));
  }, [facts, search]);
  const items = found.slice(0, most).map((fact) => ({ id: fact.area, fact }));
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question starts from the top
  useEffect(() => {
    setMost(atOnce);
    list.current?.scrollTo({ top: 0 });
  }, [search, sort]);
  return (
    <section className="map-areas" aria-label={t('map.list')}>
      <div className="map-areas-head">
        <SearchField
          label={t('map.list.search')}
          hideLabel
          placeholder={t('map.list.search')}
          value={search}
          onChange={setSearch}
        />
        <Select
          label={t('map.list.sort')}
          hideLabel
          value={sort}
          options={sorts.map((one) => ({ value: one, label: t(`map.list.sort.${one}`) }))}
          onChange={setSort}
        />
      </div>
      <ListBox
        ref={list}
        className="map-area-list"
        aria-label={t('map.list')}
        items={items}
        // The rows show what the two sets say: they are drawn again when either changes.
        dependencies={[selected, highlighted, painting]}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={highlighted === null ? [] : [highlighted]}
        onSelectionChange={(keys) => {
          const [area] = keys === 'all' ? [] : [...keys];
          props.onHighlight(area === undefined ? null : Number(area));
        }}
        onAction={(area) => props.onFilter(Number(area))}
        renderEmptyState={() => <span className="muted map-area-none">{t('map.list.none')}</span>}
      >
        {({ fact }) => (
          <ListBoxItem
            id={fact.area}
            className="map-area"
            textValue={t('map.area', { name: fact.name, code: fact.code, value: fact.text })}
            data-filtered={selected.has(fact.area) ? '' : undefined}
          >
            <Swatch style={painting.styles[painting.styleOf[fact.area]!]!} />
            <span className="map-area-name">
              {fact.name} <span className="muted">{fact.code}</span>
            </span>
            <span className="map-area-value">{fact.text}</span>
          </ListBoxItem>
        )}
      </ListBox>
      {found.length > most && (
        <Button size="small" kind="quiet" onPress={() => setMost(most + atOnce)}>
          {t('map.list.more', { count: Math.min(atOnce, found.length - most) })}
        </Button>
      )}
      <div className="map-area-actions">
        {highlighted !== null && (
          <Button size="small" icon="filter" onPress={() => props.onFilter(highlighted)}>
            {selected.has(highlighted) ? t('map.filter.remove') : t('map.filter')}
          </Button>
        )}
        {highlighted === null && <span className="muted">{t('map.filter.hint')}</span>}
      </div>
    </section>
  );
}

const collator = new Intl.Collator('fr', { numeric: true });

function sortFacts(facts: readonly AreaFact[], sort: Sort): AreaFact[] {
  const sorted = [...facts];
  if (sort === 'name') return sorted.sort((a, b) => collator.compare(a.name, b.name));
  if (sort === 'code') return sorted.sort((a, b) => (a.code < b.code ? -1 : 1));
  const turn = sort === 'value-asc' ? 1 : -1;
  return sorted.sort((a, b) => {
    // What is missing comes last, whatever the order.
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    if (typeof a.value === 'number' && typeof b.value === 'number') return turn * (a.value - b.value);
    return -turn * collator.compare(String(a.value), String(b.value));
  });
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[-’']/g, ' ').toLowerCase();
}
