import { useEffect, useRef, useState } from 'react';
import type { Warning } from '../../shared/contract.ts';
import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { buildTarget, type TargetParts } from '../../shared/target/build.ts';
import { checkPopulation, type PopulationCheck } from '../../shared/target/check.ts';
import type { TargetChoices } from '../../shared/target/choices.ts';
import type { TargetContext } from '../../shared/target/context.ts';
import { countVerdicts, measureTarget, type TargetFacts, type VerdictCounts } from '../../shared/target/measure.ts';
import { countOtherPopulation, countOverseas } from '../../shared/target/sensitivity.ts';
import { resultWarnings } from '../../shared/target/warn.ts';
import { t } from '../../shared/text/t.ts';
import { asFault, call, useSession } from '../session.ts';

/** What the choices give, computed by the engine on the very recipe that « Créer la table » would add. */
export type Outcome = {
  counts: VerdictCounts | null;
  facts: TargetFacts | null;
  warnings: Warning[];
  /** The choices once the population file was read. */
  settled: TargetChoices | null;
  fault: Fault | null;
  loading: boolean;
};

const nothing: Outcome = { counts: null, facts: null, warnings: [], settled: null, fault: null, loading: false };
const restMilliseconds = 250;

export type OutcomeInput = {
  choices: TargetChoices | null;
  communes: string | null;
  oldCodes: string | null;
  tables: readonly Table[];
  populationColumns: readonly Column[] | null;
};

/** Asks again when a choice changes and rests; stale questions are aborted, the last figures stay meanwhile. */
export function useOutcome(input: OutcomeInput): Outcome {
  const { choices, communes, oldCodes, tables, populationColumns } = input;
  const [outcome, setOutcome] = useState<Outcome>(nothing);
  const phase = useSession((session) => session.phase);
  const key = JSON.stringify([choices, communes, oldCodes, populationColumns?.length, tables]);
  const latest = useRef(input);
  latest.current = input;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the input
  useEffect(() => {
    const ready =
      choices !== null &&
      communes !== null &&
      (choices.population.kind === 'reference' || (oldCodes !== null && populationColumns !== null));
    if (!ready || phase !== 'ready') {
      setOutcome((before) => ({ ...before, settled: null, loading: choices !== null }));
      return;
    }
    const controller = new AbortController();
    setOutcome((before) => ({ ...before, settled: null, loading: true }));
    const show = (change: Partial<Outcome>) => {
      if (!controller.signal.aborted) setOutcome((before) => ({ ...before, ...change }));
    };
    const timer = setTimeout(() => {
      compute(latest.current, controller.signal, show).catch((thrown) => show({ ...nothing, fault: asFault(thrown) }));
    }, restMilliseconds);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, phase]);
  return outcome;
}

async function compute(
  input: OutcomeInput,
  signal: AbortSignal,
  show: (change: Partial<Outcome>) => void,
): Promise<void> {
  const choices = input.choices as TargetChoices;
  const communes = input.communes as string;
  const context = contextOf(communes, input.oldCodes, input.tables, numbered());
  let check: PopulationCheck | null = null;
  if (choices.population.kind === 'table')
    check = await checkPopulation(call, choices.population, input.populationColumns ?? [], context, signal);
  const settled = check ? { ...choices, population: check.choice } : choices;
  const parts: TargetParts = buildTarget(settled, context);
  const counts = await countVerdicts(call, parts, context.tables, signal);
  show({ counts, settled, fault: null, loading: false });
  const facts = await measureTarget(call, settled, parts, context.tables, signal);
  const overseas = await countOverseas(call, settled, communes);
  const other = await countOtherPopulation(call, settled, communes, signal);
  const populationLabel = labelOf(settled, input.tables);
  show({ facts, warnings: resultWarnings({ choices: settled, facts, check, overseas, other, populationLabel }) });
}

export function contextOf(
  communes: string,
  oldCodes: string | null,
  tables: readonly Table[],
  nextId: () => string,
): TargetContext {
  return {
    communes,
    oldCodes,
    tables,
    newId: nextId,
    names: {
      target: t('target.table'),
      population: t('target.population-table'),
      oldCodes: t('target.old-codes-table'),
      staff: t('target.staff-table'),
    },
  };
}

/** The same ids each time: the engine then knows a question that it already answered. */
function numbered(): () => string {
  let next = 1;
  return () => `target-draft-${next++}`;
}

function labelOf({ population }: TargetChoices, tables: readonly Table[]): string {
  if (population.kind === 'reference') return t(`target.figure.${population.figure}`);
  const file = tables.find((table) => table.id === population.table)?.name ?? '';
  return t('target.figure.table', { column: population.column, file });
}
