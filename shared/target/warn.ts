import type { Warning } from '../contract.ts';
import { t } from '../text/t.ts';
import type { PopulationCheck } from './check.ts';
import type { ReferenceFigure, TargetChoices } from './choices.ts';
import type { Named, TargetFacts } from './measure.ts';
import { statesPopulation } from './recognise.ts';

export type ResultFacts = {
  choices: TargetChoices;
  facts: TargetFacts;
  /** Of the population file, null when the population is of the reference. */
  check: PopulationCheck | null;
  overseas: number;
  other: { figure: ReferenceFigure; count: number } | null;
  populationLabel: string;
};

/** What a reader of the list must know, in the order of the method: population, then staff, then territory. */
export function resultWarnings({ choices, facts, check, overseas, other, populationLabel }: ResultFacts): Warning[] {
  const warnings: Warning[] = [{ code: 'target-vintage', params: { label: populationLabel } }];
  const add = (code: Warning['code'], count: number, params: Warning['params'] = {}) => {
    if (count > 0) warnings.push({ code, params: { count, ...params } });
  };
  const { missing } = facts.population;
  add('target-no-population', missing.count, { names: list(missing) });
  if (other) add('target-other-population', other.count, { label: t(`target.figure.${other.figure}`) });
  if (check) {
    const { column } = check.choice;
    if (!statesPopulation(column)) warnings.push({ code: 'target-plain-population', params: { column } });
    add('target-components-dropped', check.components);
    add('target-population-duplicates', check.duplicates);
    add('target-old-codes', check.oldCodes);
    add(
      check.choice.dropArrondissements ? 'target-arrondissements-dropped' : 'target-arrondissements-summed',
      check.arrondissements,
    );
    add('target-population-unmatched', check.unmatched.count, { names: list(check.unmatched) });
  }
  if (choices.staff.kind === 'unknown') add('target-no-staff', facts.population.passed);
  if (facts.staff) {
    add('target-staff-unmatched', facts.staff.unmatched.count, {
      names: list(facts.staff.unmatched),
      threshold: choices.minStaff,
    });
    add('target-staff-blank', facts.staff.blank);
    add('target-staff-duplicates', facts.staff.duplicates);
  }
  add('target-overseas', overseas);
  return warnings;
}

function list({ count, names }: Named): string {
  return count > names.length ? `${names.join(', ')}…` : names.join(', ');
}
