import type { StepOf } from '../../../shared/recipe/step.ts';
import type { Row } from './interpret.ts';

/** The target step over whole numbers, said in plain JavaScript; bands and causes have their own tests. */
export function target(step: StepOf<'target'>, rows: readonly Row[]): Row[] {
  const tests = [
    step.population && { ...step.population, word: 'population' },
    step.staff && { ...step.staff, word: 'effectif' },
  ].filter((test) => test !== null);
  return rows.map((row) => {
    const answers = tests.map(({ column, threshold, word }) => {
      const value = row.cells[column] ?? null;
      if (value === null) return { passes: null, clause: `${word} manquant${word === 'population' ? 'e' : ''}` };
      const passes = step.operator === 'ge' ? Number(value) >= threshold : Number(value) > threshold;
      const verb = `${passes ? 'est' : 'n’est pas'} ${step.operator === 'ge' ? 'atteint' : 'dépassé'}`;
      return { passes, clause: `${word} de ${written(Number(value))}, le seuil de ${written(threshold)} ${verb}` };
    });
    const [open, decided] = [answers.some(({ passes }) => passes === null), step.connective === 'or'];
    const isDecided = answers.some(({ passes }) => passes === decided);
    const passes = isDecided ? decided : open ? null : !decided;
    const verdict = passes === null ? 'à vérifier' : passes ? 'cible' : 'hors cible';
    const said = verdict.charAt(0).toUpperCase() + verdict.slice(1);
    const reason = `${said}\u00a0: ${answers.map(({ clause }) => clause).join('\u202f; ')}.`;
    return { ...row, cells: { ...row.cells, [step.verdictColumn]: verdict, [step.reasonColumn]: reason } };
  });
}

function written(value: number): string {
  return value.toLocaleString('fr-FR');
}
