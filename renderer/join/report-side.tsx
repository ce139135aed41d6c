import type { ReactNode } from 'react';
import type { JoinReport } from '../../shared/contract.ts';
import { formatPercent } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { Disclosure } from '../ui/kit.ts';

/** One side of the report: how many rows find somebody, as a bar and in words, and why the others do not. */
export function ReportSide({ name, side }: { name: string; side: JoinReport['left'] }): ReactNode {
  const share = side.rows === 0 ? 0 : side.matched / side.rows;
  const alone = side.rows - side.matched;
  return (
    <div className="report-side">
      <h4>{name}</h4>
      <div className="report-bar" aria-hidden="true">
        <div className="report-fill" style={{ width: `${share * 100}%` }} />
      </div>
      <p>
        {t('join.side-matched', { matched: side.matched, rows: side.rows, share: shareText(side.matched, side.rows) })}
      </p>
      <p className="field-hint">
        {alone === 0 ? t('join.all-matched') : t('join.side-alone', { count: alone })}
        {side.missingKey > 0 && ` · ${t('join.side-missing', { count: side.missingKey })}`}
        {side.duplicates > 0 && ` · ${t('join.side-duplicates', { count: side.duplicates })}`}
      </p>
      {side.unmatched.length > 0 && (
        <Disclosure level={4} title={t('join.unmatched')} defaultExpanded>
          <ul className="causes">
            {side.unmatched.map((group) => (
              <li key={group.cause}>
                <span className="cause-rows">{t('join.unmatched-group', { count: group.rows })}</span>
                <span>
                  {tDynamic(`join.cause.${group.cause}`, {}, 'join.cause.unknown')}
                  {group.keys.length > 0 && (
                    <span className="field-hint cause-keys">{t('join.examples', { keys: group.keys.join(', ') })}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

/** Never rounds up to 100 % while a row is left alone. */
function shareText(matched: number, rows: number): string {
  const share = rows === 0 ? 0 : matched / rows;
  return formatPercent(matched < rows ? Math.min(share, 0.999) : share);
}
