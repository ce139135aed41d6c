import { useState } from 'react';
import type { Warning } from '../../shared/contract.ts';
import type { SourceColumn } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { type Remark, remarksOf, type StepAnswer } from '../project/answers.ts';
import type { ReadingAnswer } from '../project/reading-answers.ts';
import { type ColumnEdits, withoutReading, withReading } from './reading.ts';

/** A question of reading that was settled: it stays on screen, to be unsettled. `index` is its column's place in the file. */
type Settled = { remark: Remark; answer: ReadingAnswer; index: number };

export type Answers = {
  remarks: Remark[];
  /** Ids of the answers taken. */
  taken: ReadonlySet<string>;
  take(taken: ReadonlySet<string>): void;
  /** Answers of what the whole file says that become steps. */
  steps(warnings: readonly Warning[], columns: readonly Column[]): StepAnswer[];
  /** The file is looked at in another way: readings chosen until now are void. */
  forgetReadings(): void;
};

/**
 * The questions of a file and what was answered. Steps wait for the opening; a reading changes at once how the file is
 * read, through `edits`, and what was said of its column before stays said. `offersSteps`: false where there is a recipe already.
 */
export function useAnswers(props: {
  warnings: readonly Warning[];
  columns: readonly Column[];
  read: readonly SourceColumn[];
  edits: ColumnEdits;
  onEdit: (edits: ColumnEdits) => void;
  offersSteps: boolean;
}): Answers {
  const { edits } = props;
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const [settled, setSettled] = useState<readonly Settled[]>([]);
  const held = new Set(settled.map(({ index }) => props.read.find((column) => column.index === index)?.name));
  const fresh = remarksOf(props.warnings, props.columns)
    .filter((remark) => !isAmong(settled, remark))
    .map((remark): Remark => {
      const { answer } = remark;
      const isOffered = answer?.kind === 'reading' ? !held.has(answer.column) : props.offersSteps;
      return isOffered ? remark : { ...remark, answer: null };
    });
  const remarks = [...settled.map(({ remark }) => remark), ...fresh];
  const isApplied = ({ answer, index }: Settled) =>
    Object.entries(answer.change).every(([key, value]) => edits[index]?.[key as keyof ColumnEdits[number]] === value);
  const taken = new Set([...wanted, ...settled.filter(isApplied).map(({ answer }) => answer.id)]);

  function take(next: ReadonlySet<string>): void {
    let changed = edits;
    const more: Settled[] = [];
    const steps = new Set<string>();
    for (const remark of remarks) {
      const { answer } = remark;
      if (answer === null) continue;
      const isTaken = next.has(answer.id);
      if (answer.kind === 'step') {
        if (isTaken) steps.add(answer.id);
        continue;
      }
      if (isTaken === taken.has(answer.id)) continue;
      const known = settled.find((one) => one.answer.id === answer.id);
      const index = known?.index ?? props.read.find(({ name }) => name === answer.column)?.index;
      if (index === undefined) continue;
      changed = isTaken ? withReading(changed, index, answer.change) : withoutReading(changed, index, answer.change);
      if (!known) more.push({ remark, answer, index });
    }
    setWanted(steps);
    if (more.length > 0) setSettled([...settled, ...more]);
    if (changed !== edits) props.onEdit(changed);
  }

  return {
    remarks,
    taken,
    take,
    steps: (warnings, columns) =>
      remarksOf(warnings, columns).flatMap(({ answer }) =>
        answer?.kind === 'step' && wanted.has(answer.id) ? answer : [],
      ),
    forgetReadings: () => setSettled([]),
  };
}

function isAmong(settled: readonly Settled[], { answer }: Remark): boolean {
  return answer !== null && settled.some((one) => one.answer.id === answer.id);
}
