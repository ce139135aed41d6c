import type { ReactNode } from 'react';
import type { BridgedGroup } from '../../shared/contract.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { Disclosure } from '../ui/kit.ts';

/** What « Ignorer les différences d’écriture » brings together, difference by difference. */
export function Bridged({ groups }: { groups: BridgedGroup[] }): ReactNode {
  if (groups.length === 0) return null;
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  return (
    <Disclosure level={4} title={t('join.bridged', { count: rows })}>
      <ul className="causes">
        {groups.map((group) => (
          <li key={group.writing}>
            <span className="cause-rows">{t('join.unmatched-group', { count: group.rows })}</span>
            <span>
              {tDynamic(`join.writing.${group.writing}`, {}, 'join.writing.formatted')}
              <span className="field-hint cause-keys">
                {group.examples.map((pair) => t('join.bridged-pair', pair)).join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
