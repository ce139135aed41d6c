import type { ReactNode } from 'react';
import { isMeasurable, isRatio } from '../../shared/chart/measure.ts';
import type { Basemap } from '../../shared/contract.ts';
import { levelsOf, placingColumns } from '../../shared/map/levels.ts';
import { basemapOf, wordColumns } from '../../shared/map/suggest.ts';
import { type MapLevel, type MapView, mapMeasures } from '../../shared/map/view.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Bracket, optionOf } from '../bracket.tsx';

const none = '\u0000';

type Words = { map: MapView; columns: readonly Column[]; onChange: (change: Partial<MapView>) => void };

/** The map as a French sentence: « Montrer [la somme] de [Population] par [département] d’après [Code commune] ». */
export function MapSentence(props: Words & { basemaps: readonly Basemap[] }): ReactNode {
  const { map, columns, onChange } = props;
  const codes = placingColumns(columns);
  const chooseCode = (name: string) => {
    const levels = levelsOf(columns.find((column) => column.name === name) ?? null);
    if (levels.includes(map.level)) onChange({ code: name });
    else chooseLevel(levels.find((level) => basemapOf(props.basemaps, level)) ?? map.level, { code: name });
  };
  const chooseLevel = (level: MapLevel, change: Partial<MapView> = {}) => {
    const kept = props.basemaps.find(
      ({ id, levels }) => id === map.basemap.id && levels.some((one) => one.level === level),
    );
    const basemap = kept ?? basemapOf(props.basemaps, level);
    if (basemap) onChange({ ...change, level, basemap: { id: basemap.id, name: basemap.name } });
  };
  return (
    <fieldset className="map-sentence" aria-label={t('map.sentence')}>
      <span>{t('map.sentence.show')}</span>
      {map.kind === 'choropleth' || map.kind === 'circles' ? <NumberWords {...props} /> : <CategoryWords {...props} />}
      <span>{t('map.sentence.by')}</span>
      <Bracket
        label={t('map.sentence.by')}
        value={map.level}
        options={levelsOf(columns.find(({ name }) => name === map.code) ?? null).map((level) => ({
          value: level,
          label: t(`map.level.${level}`),
          hint: basemapOf(props.basemaps, level) ? undefined : t('map.level.missing'),
          isDisabled: !basemapOf(props.basemaps, level),
        }))}
        onChange={(level) => chooseLevel(level)}
      />
      <span>{t('map.sentence.code')}</span>
      <Bracket label={t('map.sentence.code')} value={map.code} options={codes.map(optionOf)} onChange={chooseCode} />
    </fieldset>
  );
}

function NumberWords({ map, columns, onChange }: Words): ReactNode {
  const measured = columns.filter(isMeasurable);
  const counted = map.measure === 'count' && map.denominator === null;
  const divided = map.denominator !== null;
  const chooseMeasure = (measure: MapView['measure']) =>
    onChange({ measure, value: measure === 'count' ? null : (map.value ?? measured[0]?.name ?? null) });
  const chooseValue = (name: string) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (divided || !column) onChange({ value: name });
    else onChange({ value: name, measure: isRatio(column) ? 'median' : map.measure === 'count' ? 'sum' : map.measure });
  };
  return (
    <>
      {!divided && (
        <Bracket
          label={t('map.sentence.show')}
          value={map.measure}
          options={mapMeasures.map((measure) => ({ value: measure, label: t(`map.measure-name.${measure}`) }))}
          onChange={chooseMeasure}
        />
      )}
      {!counted && (
        <>
          <span>{divided ? t('map.sentence.column') : t('map.sentence.of')}</span>
          <Bracket
            label={t('map.sentence.of')}
            value={map.value}
            options={measured.map(optionOf)}
            onChange={chooseValue}
          />
        </>
      )}
      {map.kind === 'choropleth' && map.value !== null && (
        <>
          <span>{t('map.sentence.divided')}</span>
          <Bracket
            label={t('map.sentence.divided')}
            value={map.denominator ?? none}
            options={[
              { value: none, label: t('map.sentence.undivided'), hint: t('map.sentence.undivided.hint') },
              ...measured.filter(({ name }) => name !== map.value).map(optionOf),
            ]}
            onChange={(name) => onChange(name === none ? { denominator: null } : { denominator: name, measure: 'sum' })}
          />
          {divided && (
            <Bracket
              label={t('map.scale')}
              value={String(map.scale)}
              options={(['1', '100', '1000', '10000'] as const).map((scale) => ({
                value: scale as string,
                label: `${t('map.scale')} ${t(`map.scale.${scale}`)}`,
              }))}
              onChange={(scale) => onChange({ scale: Number(scale) as MapView['scale'] })}
            />
          )}
        </>
      )}
    </>
  );
}

function CategoryWords({ map, columns, onChange }: Words): ReactNode {
  return (
    <>
      <span>{t('map.sentence.column')}</span>
      <Bracket
        label={t('map.sentence.column')}
        value={map.value}
        options={wordColumns(columns).map(optionOf)}
        onChange={(value) => onChange({ value })}
      />
    </>
  );
}
