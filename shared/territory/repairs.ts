import type { UnmatchedGroup } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import type { Step } from '../recipe/step.ts';
import { isRepairable } from '../recipe/steps/clean.ts';
import type { Recode } from '../recipe/steps/recode.ts';
import { keyMeaning } from '../sql/text.ts';
import { proposeCombination } from './combination.ts';
import { arrondissementNature, communeNatures } from './natures.ts';
import { referenceColumn } from './reference.ts';

export type Side = 'left' | 'right';

/** What one click does about a cause. `side`: the table that gets the steps; `normalise` is an option of the join. */
export type Repair =
  | { kind: 'normalise' }
  | { kind: 'codes' | 'text'; side: Side }
  /** `spoilt`: the codes are repaired first, else some would not be found. */
  | { kind: 'successors' | 'arrondissements'; side: Side; spoilt: boolean }
  | { kind: 'drop'; side: Side; keys: string[] };

/** Causes that say a row to be of another kind than those one looks for: nothing mends it, it can be set aside. */
const foreign: readonly string[] = [
  'total-row',
  'siren-epci',
  'siren-epci-former',
  'siren-syndicat',
  'siren-ccas',
  'siren-departement',
  'siren-region',
  'siren-recent',
  'siren-invalid',
];

export function isForeign(cause: string): boolean {
  return foreign.includes(cause);
}

const otherSide: Record<Side, Side> = { left: 'right', right: 'left' };

/** The repair of a group of keys that find nothing; null where nothing mechanical can be done. */
export function repairOf(group: UnmatchedGroup, side: Side, on: { left: Column; right: Column }): Repair | null {
  const there = group.cause.endsWith('-there');
  const spoilt = there ? otherSide[side] : side;
  const isCode = keyMeaning(on.left, on.right) !== null;
  switch (group.cause.replace(/-there$/, '')) {
    case 'leading-zeros':
      return { kind: 'codes', side: spoilt };
    case 'spaces':
    case 'invisible':
      if (isCode) return { kind: 'codes', side: spoilt };
      return on[spoilt].type === 'text' ? { kind: 'text', side: spoilt } : { kind: 'normalise' };
    case 'case':
    case 'accents':
    case 'hyphens':
    case 'saint':
    case 'articles':
    case 'formatted':
      return { kind: 'normalise' };
    case 'commune-merged':
    case 'commune-part':
      return { kind: 'successors', side, spoilt: group.spoilt ?? false };
    case 'commune-merges':
      return { kind: 'successors', side: otherSide[side], spoilt: false };
    case 'arrondissement':
      return { kind: 'arrondissements', side, spoilt: group.spoilt ?? false };
    case 'arrondissement-parent':
      return { kind: 'arrondissements', side: otherSide[side], spoilt: false };
    default:
      return isForeign(group.cause) && !group.cut ? { kind: 'drop', side, keys: group.keys } : null;
  }
}

/**
 * The steps of a repair, for the table of its side: `columns` are that table's where they go, `key` its key column,
 * `meaning` what the key stands for, `oldCodes` the id of the project's table of old codes. The left table keeps its rows;
 * those of the right one that come to bear one code are put in one, so that none is taken for another.
 */
export function repairSteps(
  repair: Exclude<Repair, { kind: 'normalise' }>,
  key: Column,
  meaning: Column['meaning'],
  columns: readonly Column[],
  oldCodes: string,
  newId: () => string,
): Step[] {
  const codes = (): Step => ({
    id: newId(),
    kind: 'clean',
    cleaning: {
      kind: 'code',
      columns: [key.name],
      meaning: isRepairable(meaning) ? meaning : 'commune',
    },
  });
  switch (repair.kind) {
    case 'codes':
      return [codes()];
    case 'text':
      return [{ id: newId(), kind: 'clean', cleaning: { kind: 'text', columns: [key.name] } }];
    case 'drop':
      return [
        {
          id: newId(),
          kind: 'filter',
          condition: {
            kind: 'any',
            of: [
              { kind: 'in', column: key.name, values: repair.keys, negated: true },
              { kind: 'missing', column: key.name },
            ],
          },
        },
      ];
    case 'successors':
    case 'arrondissements': {
      const natures = repair.kind === 'successors' ? communeNatures : [arrondissementNature];
      const recode: Step = {
        id: newId(),
        kind: 'recode',
        column: key.name,
        by: currentCodes(oldCodes, natures),
        ...(repair.side === 'right' && { combine: { columns: proposeCombination(columns, key.name) } }),
      };
      return key.type === 'text' && !repair.spoilt ? [recode] : [codes(), recode];
    }
  }
}

/** Reads in the built-in table of old codes the current commune of each code of these natures. */
export function currentCodes(oldCodes: string, natures: readonly string[]): Recode['by'] {
  return {
    kind: 'table',
    table: oldCodes,
    from: referenceColumn.oldCode,
    to: referenceColumn.code,
    only: { column: referenceColumn.oldNature, values: [...natures] },
  };
}
