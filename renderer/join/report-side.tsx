import type { ReactNode } from 'react';
import type { JoinReport, UnmatchedGroup } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { type Repair, repairOf, type Side } from '../../shared/territory/repairs.ts';
import { formatPercent } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { Disclosure } from '../ui/kit.ts';
import { RepairButton } from './repair-button.tsx';

/** One side of the report: how many rows find somebody, in words and as a bar, why the others do not, what would help. */
export function ReportSide(props: {
  name: string;
  side: Side;
  report: JoinReport['left'];
  on: { left: Column; right: Column } | null;
  tables: Record<Side, string>;
  isNormalised: boolean;
  onRepair: (repair: Repair) => void;
}): ReactNode {
  const { name, report: side } = props;
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
              <Cause key={group.cause} group={group} {...props} />
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function Cause(props: {
  group: UnmatchedGroup;
  side: Side;
  on: { left: Column; right: Column } | null;
  tables: Record<Side, string>;
  isNormalised: boolean;
  onRepair: (repair: Repair) => void;
}): ReactNode {
  const { group, on } = props;
  return (
    <li>
      <span className="cause-rows">{t('join.unmatched-group', { count: group.rows })}</span>
      <div className="cause-words">
        <span>{tDynamic(`join.cause.${group.cause}`, {}, 'join.cause.unknown')}</span>
        <span className="field-hint cause-keys">
          {group.successors
            ? group.successors.map(({ key, code, name }) => t('join.successor', { key, code, name })).join(' · ')
            : t('join.examples', { keys: group.keys.slice(0, 5).join(', ') })}
        </span>
        {(group.cause === 'siren-renewed' || group.cause === 'siren-former') && (
          <span className="field-hint">{t('join.siren-other-key')}</span>
        )}
        <RepairButton repair={on && repairOf(group, props.side, on)} {...props} />
      </div>
    </li>
  );
}

/** Never rounds up to 100 % while a row is left alone. */
function shareText(matched: number, rows: number): string {
  const share = rows === 0 ? 0 : matched / rows;
  return formatPercent(matched < rows ? Math.min(share, 0.999) : share);
}
