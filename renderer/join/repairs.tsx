import { type ReactNode, useState } from 'react';
import type { Repair } from '../../shared/territory/repairs.ts';
import { t } from '../../shared/text/t.ts';
import { getState, notifyFault, undoEdit, useSession } from '../session.ts';
import { Button, Notice } from '../ui/kit.ts';
import { applyRepair, type RepairPlace } from './repair.ts';

/** The last repair made from the report, as long as nothing else was done since. */
export type Repairs = {
  repair: (repair: Repair) => void;
  /** A step that something else put in the left table. */
  noted: (steps: number) => void;
  last: string | null;
  undo: () => void;
};

export function useRepairs(place: RepairPlace | null, onNormalise: () => void, onShift: (by: number) => void): Repairs {
  const present = useSession((session) => session.history.present);
  const [done, setDone] = useState<{ present: unknown; steps: number } | null>(null);
  const noted = (steps: number) => {
    onShift(steps);
    setDone({ present: getState().history.present, steps });
  };
  return {
    noted,
    last: done && done.present === present ? present.label : null,
    undo() {
      undoEdit();
      onShift(-(done?.steps ?? 0));
      setDone(null);
    },
    repair(repair) {
      if (repair.kind === 'normalise') onNormalise();
      else if (place) void applyRepair(repair, place).then(noted, notifyFault);
    },
  };
}

export function Repaired({ repairs }: { repairs: Repairs }): ReactNode {
  if (repairs.last === null) return null;
  return (
    <Notice
      tone="success"
      actions={
        <Button size="small" icon="undo" onPress={repairs.undo}>
          {t('common.undo')}
        </Button>
      }
    >
      {t('join.repaired', { repair: repairs.last })}
    </Notice>
  );
}
