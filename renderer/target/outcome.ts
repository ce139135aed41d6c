import { useEffect, useRef, useState } from 'react';
import type { Warning } from '../../shared/contract.ts';
import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { buildTarget, type TargetParts } from '../../shared/target/build.ts';
import { checkPopulation, type PopulationCheck } from '../../shared/target/check.ts';
import type { TargetChoices } from '../../shared/target/choices.ts';
import type { TargetContext } from '../../shared/target/context.ts';
import { measureTarget, type TargetFacts, type VerdictCounts } from '../../shared/target/measure.ts';
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

const nothing: Outcome = {
  counts: null,
  facts: null,

  warnings: [],
  settled: null,
  fault: null,
  loading: false,
};
const restMilliseconds = 250;

export type OutcomeInput = {
  choices: TargetChoices | null;
  communes: string | null;
  oldCodes: string | null;
  bodies: string | null;
  tables: readonly Table[];
  populationColumns: readonly Column[] | null;
};

/** Asks again when a choice changes and rests; stale questions are aborted, the last figures stay meanwhile. */
export function useOutcome(input: OutcomeInput): Outcome {
  const { choices, communes, oldCodes, bodies, tables, populationColumns } = input;
  const [outcome, setOutcome] = useState<Outcome>(nothing);
  const phase = useSession((session) => session.phase);
  const key = JSON.stringify([choices, communes, oldCodes, bodies, populationColumns?.length, tables]);
  const latest = useRef(input);
  latest.current = input;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the input
  useEffect(() => {
    const ready =
      choices !== null &&
      communes !== null &&
      (bodies !== null || !needsBodies(choices)) &&
      (choices.staff.kind !== 'table' || oldCodes !== null) &&
      (choices.population.kind !== 'table' || (oldCodes !== null && populationColumns !== null));
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
  const { oldCodes, bodies } = input;
  const context = contextOf({ communes, oldCodes, bodies }, input.tables, numbered());
  let check: PopulationCheck | null = null;
  if (choices.population.kind === 'table')
    check = await checkPopulation(call, choices.population, input.populationColumns ?? [], context, signal);
  const settled = check ? { ...choices, population: check.choice } : choices;
  const parts: TargetParts = buildTarget(settled, context);
  const [facts, overseas, other] = await Promise.all([
    measureTarget(call, settled, parts, context.tables, signal),
    countOverseas(call, settled, communes),
    countOtherPopulation(call, settled, communes, signal),
  ]);
  const populationLabel = labelOf(settled, input.tables);
  const warnings = resultWarnings({ choices: settled, facts, check, overseas, other, populationLabel });
  show({ counts: facts.verdicts, facts, settled, warnings, fault: null, loading: false });
}

export function contextOf(
  sources: Pick<TargetContext, 'communes' | 'oldCodes' | 'bodies'>,
  tables: readonly Table[],
  nextId: () => string,
): TargetContext {
  return {
    ...sources,
    tables,
    newId: nextId,
    names: {
      target: t('target.table'),
      population: t('target.population-table'),
      oldCodes: t('target.old-codes-table'),
      staff: t('target.staff-table'),
      staffRows: t('target.staff-rows-table'),
      staffCommunes: t('target.staff-communes-table'),
      within: t('target.within-table'),
    },
  };
}

/** Whether the rows come from another built-in list than that of communes. */
export function needsBodies(choices: Pick<TargetChoices, 'bodies'> | null): boolean {
  const kind = choices?.bodies.kind ?? 'communes';
  return kind !== 'communes' && kind !== 'file';
}

/** The same ids each time: the engine then knows a question that it already answered. */
function numbered(): () => string {
  let next = 1;
  return () => `target-draft-${next++}`;
}

function labelOf({ population }: TargetChoices, tables: readonly Table[]): string {
  if (population.kind === 'reference') return t(`target.figure.${population.figure}`);
  if (population.kind === 'ignored') return t('target.figure.ignored');
  if (population.kind === 'own') return t('target.figure.own', { column: population.column });
  const file = tables.find((table) => table.id === population.table)?.name ?? '';
  return t('target.figure.table', { column: population.column, file });
}
