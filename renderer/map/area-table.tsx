import type { ReactNode } from 'react';
import type { Painting } from '../../shared/map/paint.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { Disclosure } from '../ui/kit.ts';

const most = 200;

/** What the map shows, as a table. */
export function AreaTable({ painting }: { painting: Painting }): ReactNode {
  return (
    <Disclosure title={t('map.data')} level={2}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <section className="map-table" tabIndex={0} aria-label={t('map.data')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('map.data.code')}</th>
              <th scope="col">{t('map.data.name')}</th>
              <th scope="col" className="number">
                {painting.legendTitle}
              </th>
              <th scope="col" className="number">
                {t('map.data.rows')}
              </th>
            </tr>
          </thead>
          <tbody>
            {painting.facts.slice(0, most).map((fact) => (
              <tr key={fact.area}>
                <td>{fact.code}</td>
                <th scope="row">{fact.name}</th>
                <td className="number">{fact.text}</td>
                <td className="number">{formatNumber(fact.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {painting.facts.length > most && (
          <p className="muted">{t('map.data.more', { count: painting.facts.length - most })}</p>
        )}
      </section>
    </Disclosure>
  );
}
