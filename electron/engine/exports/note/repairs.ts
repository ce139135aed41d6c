import type { OpenedSource } from '../../../../shared/contract.ts';
import type { Table } from '../../../../shared/project/project.ts';
import { describeStep } from '../../../../shared/recipe/steps.ts';
import { populationColumn } from '../../../../shared/target/population.ts';
import { t, tDynamic } from '../../../../shared/text/t.ts';
import type { Session } from '../../session.ts';
import { usedSources } from './sources.ts';

/** What differs from the files as they are: cells read as missing, codes repaired, keys compared loosely. */
export function repairSentences(session: Session, tables: readonly Table[]): string[] {
  const opened = usedSources(session, tables).flatMap(({ id }) => session.opened.get(id) ?? []);
  const recipes = JSON.stringify(tables.map(({ recipe }) => recipe));
  const isUsed = (column: string | number | undefined) =>
    column === undefined || recipes.includes(JSON.stringify(String(column)));
  const repairs = [...opened.flatMap((one) => ofFile(one, isUsed)), ...new Set(tables.flatMap(ofTable))];
  return [...(repairs.length > 0 ? repairs : [t('note.repair.none')]), t('note.repair.untouched')];
}

/** What is said of a column that no step reads would only hide the rest. */
function ofFile(
  { source, profiles, warnings }: OpenedSource,
  isUsed: (column: string | number | undefined) => boolean,
): string[] {
  if (source.format === 'reference') return [];
  const reasons = new Map<string, number>();
  let invalid = 0;
  for (const profile of profiles) {
    if (!isUsed(profile.name)) continue;
    invalid += profile.invalid;
    for (const [reason, count] of Object.entries(profile.missingReasons))
      if (reason !== 'invalid') reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  const said = [...reasons].map(([cause, count]) => t('note.cause', { cause, count })).join(', ');
  return [
    ...(said === '' ? [] : [t('note.repair.missing', { source: source.name, reasons: said })]),
    ...(invalid === 0 ? [] : [t('note.repair.invalid', { source: source.name, count: invalid })]),
    ...warnings
      .filter(({ params }) => isUsed(params.column))
      .map(({ code, params }) =>
        t('note.repair.warning', {
          source: source.name,
          warning: tDynamic(`warning.${code}`, params, 'warning.unknown'),
        }),
      ),
  ];
}

function ofTable({ recipe }: Table): string[] {
  const steps = recipe.filter(({ disabled }) => !disabled);
  const said = steps.flatMap((step) => {
    if (step.kind === 'clean') return [t('note.repair.step', { sentence: describeStep(step) })];
    return step.kind === 'join' && step.normalise ? [t('note.repair.normalised')] : [];
  });
  // A population file brought to the current communes.
  const isSummed = steps.some((step) => step.kind === 'aggregate' && step.by.includes(populationColumn.currentCode));
  return isSummed ? [...said, t('note.repair.assembled'), t('note.repair.old-codes')] : said;
}
