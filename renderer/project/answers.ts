import type { Warning } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Condition } from '../../shared/recipe/expression.ts';
import { sameName } from '../../shared/recipe/relation.ts';
import type { Step, StepParts } from '../../shared/recipe/step.ts';
import { isRepairable } from '../../shared/recipe/steps/clean.ts';
import { communeOfArrondissement } from '../../shared/territory/municipal.ts';
import { t } from '../../shared/text/t.ts';
import { openingAnswer } from './opening-answer.ts';
import { phoneAnswer } from './phone-answer.ts';
import { type ReadingAnswer, readingAnswer } from './reading-answers.ts';

/** One click that settles what a warning says: an ordinary step, put first in the recipe. */
export type StepAnswer = {
  kind: 'step';
  id: string;
  label: string;
  /** What would be done, shown before it is. */
  step: StepParts;
  /** Turning columns into rows takes away what later steps may use: it comes after them. */
  last: boolean;
};

export type Answer = StepAnswer | ReadingAnswer;

/** Answered and plain points of a file. Warnings that one answer settles together come as one. */
export type Remark = { warnings: Warning[]; answer: Answer | null };

/** What each warning lets do in one click, in the order in which the steps would be made. */
export function remarksOf(warnings: readonly Warning[], columns: readonly Column[]): Remark[] {
  const remarks: Remark[] = [];
  for (const warning of warnings) {
    const answer = answerOf(warning, columns);
    const known = answer && remarks.find((remark) => remark.answer?.id === answer.id);
    if (!known) remarks.push({ warnings: [warning], answer });
    else {
      known.warnings.push(warning);
      known.answer = answer.id.startsWith('repair:') ? repairAnswer(known.warnings, columns) : known.answer;
    }
  }
  const rank = ({ answer }: Remark) => (answer === null ? 2 : answer.kind === 'step' && answer.last ? 1 : 0);
  return remarks.toSorted((a, b) => rank(a) - rank(b));
}

function answerOf(warning: Warning, columns: readonly Column[]): Answer | null {
  const { params } = warning;
  const named = (name: unknown) => columns.find((column) => column.name === name);
  // The engine may tell more than this page knows how to settle: codes are compared as plain texts.
  switch (warning.code as string) {
    case 'lost-zeros':
    case 'float-codes':
    case 'spaced-codes':
    case 'opened-codes':
      return repairAnswer([warning], columns);
    case 'padded-texts': {
      const padded = listOf(params.columns).filter((name) => named(name)?.type === 'text');
      if (padded.length === 0) return null;
      return {
        kind: 'step',
        id: 'trim',
        label: t('answer.trim', { count: padded.length, first: padded[0]! }),
        step: { kind: 'clean', cleaning: { kind: 'text', columns: padded } },
        last: false,
      };
    }
    case 'phone-zeros': {
      const column = named(params.column);
      return column?.type === 'text' ? phoneAnswer(column.name) : null;
    }
    case 'split-commune-code': {
      const { departement, commune } = params;
      if (!named(departement) || !named(commune)) return null;
      const usual = [t('answer.commune-name'), t('answer.insee-name')];
      const name = usual.find((wanted) => isFree(wanted, columns)) ?? freeName(usual[0]!, columns);
      return {
        kind: 'step',
        id: 'assemble',
        label: t('answer.assemble', { departement: String(departement), commune: String(commune), name }),
        step: {
          kind: 'clean',
          cleaning: { kind: 'commune', departement: String(departement), commune: String(commune), name },
        },
        last: false,
      };
    }
    case 'total-rows':
    case 'group-rows':
    case 'page-rows':
    case 'status-rows':
    case 'repeated-headers': {
      const column = named(params.column);
      const values = listOf(params.values);
      if (!column || values.length === 0) return null;
      return {
        kind: 'step',
        id: `${warning.code}:${column.name}`,
        label: t(excluding[warning.code as keyof typeof excluding], {
          count: Number(params.count),
          column: column.name,
        }),
        step: { kind: 'filter', condition: without(column.name, values) },
        last: false,
      };
    }
    case 'municipal-arrondissements': {
      const column = named(params.column);
      // Without the commune itself they are its only rows: regrouping them asks how each column adds up.
      if (column?.meaning !== 'commune' || Number(params.communes) === 0) return null;
      return {
        kind: 'step',
        id: `arrondissements:${column.name}`,
        label: t('answer.arrondissements', { count: Number(params.count) }),
        step: { kind: 'filter', condition: without(column.name, [...communeOfArrondissement.keys()]) },
        last: false,
      };
    }
    case 'mixed-levels': {
      const column = named(params.column);
      const [value] = listOf(params.values);
      if (!column || value === undefined) return null;
      return {
        kind: 'step',
        id: `level:${column.name}`,
        label: t('answer.level', { value }),
        step: { kind: 'filter', condition: { kind: 'compare', column: column.name, operator: 'eq', value } },
        last: false,
      };
    }
    case 'mixed-openings': {
      const column = named(params.column);
      return column ? openingAnswer(column.name, listOf(params.values)) : null;
    }
    case 'wide-years': {
      const turned = listOf(params.columns).filter((name) => named(name));
      if (turned.length < 2) return null;
      return {
        kind: 'step',
        id: 'unpivot',
        label: t('answer.unpivot', { count: turned.length, first: turned[0]!, last: turned.at(-1)! }),
        step: {
          kind: 'unpivot',
          columns: turned,
          nameColumn: String(params.name ?? t('answer.year')),
          valueColumn: String(params.value ?? t('answer.value')),
          ...(Number(params.year) === 1 && { year: true }),
        },
        last: true,
      };
    }
    default:
      return readingAnswer(warning, columns);
  }
}

const excluding = {
  'total-rows': 'answer.totals',
  'group-rows': 'answer.groups',
  'page-rows': 'answer.pages',
  'status-rows': 'answer.statuses',
  'repeated-headers': 'answer.headers',
} as const;

/** A row without a value is not one of these: « not among » alone would take it away. */
function without(column: string, values: string[]): Condition {
  return {
    kind: 'any',
    of: [
      { kind: 'in', column, values, negated: true },
      { kind: 'missing', column },
    ],
  };
}

/** What is done already, or goes without saying: to be known, nothing to look into. */
const facts: ReadonlySet<string> = new Set([
  'labelled',
  'documentation',
  'encoded-twice',
  'encoded-as-dos',
  'protected-cells',
  'wrapped-lines',
  'packed-cells',
  'joined-cells',
  'marked-numbers',
  'marked-numbers-several',
  'merged-cells',
  'merged-repeated',
  'grouped-thousands',
  'negatives',
  'scaled-amounts',
  'scaled-amounts-several',
  'unit-numbers',
  'unit-numbers-several',
  'yes-no-letters',
  'yes-no-letters-several',
  'crosses',
  'crosses-several',
  'thousands-of-euros',
  'millions-of-euros',
  'billions-of-euros',
  'protected-cells-several',
  'number-codes',
  'number-codes-several',
  'missing-codes',
  'missing-codes-several',
  'percentages',
  'percentages-several',
  'periods',
  'periods-several',
  'serial-dates',
  'serial-dates-1904',
  'blank-rows',
  'outlines-unread',
  'fields-apart',
  'records-uncounted',
  'deleted-records',
  'starred-numbers',
]);

export function isFact({ code, params }: Warning): boolean {
  return facts.has(code) || (code === 'invalid-cells' && params.asked !== undefined);
}

/** Lost zeros, blanks and ".0" of one column are repaired together. */
function repairAnswer(warnings: readonly Warning[], columns: readonly Column[]): StepAnswer | null {
  const column = columns.find(({ name }) => name === warnings[0]?.params.column);
  const meaning = column?.meaning ?? null;
  if (!column || !isRepairable(meaning)) return null;
  const count = warnings.reduce((sum, { params }) => sum + Number(params.count ?? 0), 0);
  return {
    kind: 'step',
    id: `repair:${column.name}`,
    label: t('answer.repair', { count, column: column.name }),
    step: { kind: 'clean', cleaning: { kind: 'code', columns: [column.name], meaning } },
    last: false,
  };
}

/** The texts of a parameter that is a JSON list; none of anything else. */
export function listOf(value: unknown): string[] {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return Array.isArray(parsed) ? parsed.filter((item): item is string => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

function isFree(name: string, columns: readonly Column[]): boolean {
  return columns.every((column) => !sameName(column.name, name));
}

function freeName(wanted: string, columns: readonly Column[]): string {
  let name = wanted;
  for (let copy = 2; !isFree(name, columns); copy += 1) name = `${wanted} (${copy})`;
  return name;
}

/** Whether a recipe already does what an answer would. Another reading is none of its steps. */
export function isAnswered(answer: Answer, recipe: readonly Step[]): boolean {
  if (answer.kind === 'reading') return false;
  const wanted = JSON.stringify(answer.step);
  return recipe.some(({ id: _, disabled: __, comment: ___, ...step }) => JSON.stringify(step) === wanted);
}

/** The recipe with the answer's step where it belongs: after the cleanings that begin it, or last. */
export function withAnswer(recipe: readonly Step[], answer: StepAnswer, id: string): Step[] {
  const step = { id, ...answer.step } as Step;
  if (answer.last) return [...recipe, step];
  const place = recipe.findIndex(({ kind }) => kind !== 'clean');
  return recipe.toSpliced(place < 0 ? recipe.length : place, 0, step);
}
