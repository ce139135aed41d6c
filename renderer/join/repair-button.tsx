import type { ReactNode } from 'react';
import type { Repair, Side } from '../../shared/territory/repairs.ts';
import { t } from '../../shared/text/t.ts';
import { Button } from '../ui/kit.ts';

/** The repair of a cause in one click, and in which table; nothing where there is none, or where it is already made. */
export function RepairButton(props: {
  repair: Repair | null;
  tables: Record<Side, string>;
  isNormalised?: boolean;
  onRepair: (repair: Repair) => void;
}): ReactNode {
  const { repair, tables } = props;
  if (!repair || (repair.kind === 'normalise' && props.isNormalised !== false)) return null;
  const label = t(`join.repair.${repair.kind}`);
  const where = repair.kind === 'normalise' ? null : tables[repair.side];
  return (
    <span className="row repair">
      <Button
        size="small"
        aria-label={where ? t('join.repair-in', { repair: label, table: where }) : label}
        onPress={() => props.onRepair(repair)}
      >
        {label}
      </Button>
      {where && <span className="field-hint">{t('join.repair-where', { table: where })}</span>}
    </span>
  );
}
