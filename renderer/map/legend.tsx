import type { ReactNode } from 'react';
import type { MapFacts } from '../../shared/contract.ts';
import { mapColours } from '../../shared/map/colours.ts';
import type { AreaStyle, Painting } from '../../shared/map/paint.ts';
import { circleSteps, largestRadius } from '../../shared/map/svg.ts';
import type { MapView } from '../../shared/map/view.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { placeableCodes } from '../map-figures.ts';
import { Disclosure } from '../ui/kit.ts';

/** Colours, patterns and circles, each with its number of areas, then how the codes met the map. */
export function Legend({ map, painting, facts }: { map: MapView; painting: Painting; facts: MapFacts }): ReactNode {
  const { largest } = painting;
  const radius = largestRadius(painting.styleOf.length);
  return (
    <section className="map-legend" aria-label={t('map.legend')}>
      <h2>{painting.legendTitle}</h2>
      {painting.circles && (
        <ul>
          {circleSteps(largest).map((value) => (
            <li key={value}>
              <svg
                className="map-circle"
                width={radius * 2}
                height={Math.max(16, 2 * radius * Math.sqrt(value / largest))}
                aria-hidden="true"
              >
                <circle
                  cx="50%"
                  cy="50%"
                  r={radius * Math.sqrt(value / largest)}
                  fill={mapColours.circle}
                  fillOpacity="0.6"
                />
              </svg>
              {formatNumber(value)}
            </li>
          ))}
        </ul>
      )}
      <ul>
        {painting.legend.map((entry) => (
          <li key={entry.style}>
            <Swatch style={painting.styles[entry.style]!} />
            {t('map.legend.entry', { label: entry.label, number: entry.areas })}
          </li>
        ))}
      </ul>
      {map.classes.method === 'jenks' && painting.classes?.approximate && (
        <p className="muted">{t('map.classes.approximate')}</p>
      )}
      <Match facts={facts} />
    </section>
  );
}

/** The diagnosis of the codes: matched, and what is not on the map by cause. */
function Match({ facts }: { facts: MapFacts }): ReactNode {
  const lost = facts.strays.reduce((sum, stray) => sum + stray.rows, 0) + facts.withoutCode;
  return (
    <>
      <p className="muted">{t('map.match', { count: facts.matched, codes: placeableCodes(facts) })}</p>
      {lost > 0 && (
        <Disclosure title={t('map.match.strays', { count: lost })}>
          <ul className="map-strays">
            {facts.strays.map((stray) => (
              <li key={stray.cause}>
                {t('map.match.cause', {
                  cause: causeText(stray.cause),
                  codes: stray.codes,
                  rows: stray.rows,
                  examples: stray.examples.join(', '),
                })}
              </li>
            ))}
            {facts.withoutCode > 0 && <li>{t('map.match.without', { count: facts.withoutCode })}</li>}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

function causeText(cause: string): string {
  if (cause === 'no-outline' || cause === 'no-area' || cause === 'unknown') return t(`map.cause.${cause}`);
  return tDynamic(`join.cause.${cause}`, {}, 'map.cause.unknown');
}

/** A sample of a style: patterns are lines, so that they tell without the colour. */
export function Swatch({ style }: { style: AreaStyle }): ReactNode {
  const { colour, pattern } = style;
  return (
    <svg className="map-swatch" viewBox="0 0 24 14" aria-hidden="true">
      <rect width="24" height="14" fill={pattern === 'stripes' ? '#ffffff' : colour} stroke={mapColours.edge} />
      {pattern === 'stripes' && <path d="M-2 14L12 0M6 14L20 0M14 14L28 0" stroke={colour} strokeWidth="3" />}
      {pattern === 'hatch' && (
        <path d="M-2 0L12 14M4 0L18 14M10 0L24 14M16 0L30 14M-8 0L6 14" stroke={mapColours.hatch} />
      )}
    </svg>
  );
}
