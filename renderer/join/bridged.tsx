import type { ReactNode } from 'react';
import type { BridgedGroup } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { type Repair, repairOf, type Side } from '../../shared/territory/repairs.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { Disclosure } from '../ui/kit.ts';
import { RepairButton } from './repair-button.tsx';

/** What « Ignorer les différences d’écriture » brings together, difference by difference. */
export function Bridged(props: {
  groups: BridgedGroup[];
  on: { left: Column; right: Column } | null;
  tables: Record<Side, string>;
  onRepair: (repair: Repair) => void;
}): ReactNode {
  const { groups, on } = props;
  if (groups.length === 0) return null;
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  return (
    <Disclosure level={4} title={t('join.bridged', { count: rows })}>
      <ul className="causes">
        {groups.map((group) => (
          <li key={group.writing}>
            <span className="cause-rows">{t('join.unmatched-group', { count: group.rows })}</span>
            <div className="cause-words">
              <span>
                {tDynamic(`join.writing.${group.writing.replace('-there', '')}`, {}, 'join.writing.formatted')}
              </span>
              <span className="field-hint cause-keys">
                {group.examples.map((pair) => t('join.bridged-pair', pair)).join(' · ')}
              </span>
              <RepairButton
                repair={on && repairOf({ cause: group.writing, rows: 0, keys: [] }, 'left', on)}
                {...props}
              />
            </div>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
