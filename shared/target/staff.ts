import type { Table } from '../project/project.ts';
import type { Step } from '../recipe/step.ts';
import type { Target } from '../recipe/steps/target.ts';
import { referenceColumn } from '../territory/reference.ts';
import { t } from '../text/t.ts';
import { type StaffChoice, type StaffKey, targetColumn } from './choices.ts';
import { copySteps, findTable, type TargetContext } from './context.ts';
import { deriveCode, populationColumn } from './population.ts';

type FromTable = Extract<StaffChoice, { kind: 'table' }>;

/** Columns made on the way: the SIREN of a SIRET, and the traces that tell why a figure is absent. */
export const staffColumn = {
  siren: 'SIREN tiré du SIRET',
  present: 'ligne du fichier d’effectifs',
  elsewhere: 'autre ligne de la même commune',
} as const;

/** How the test reads the joined figure, without its threshold. */
export type JoinedStaff = Omit<NonNullable<Target['staff']>, 'threshold'>;

/**
 * Brings the staff of a table. Its rows that hold nothing are set aside first, so that a key listed twice keeps its
 * filled row; a second join says whether the body has a row at all, a third whether its commune stands there under
 * another SIREN or a former code. `left` names the columns of the result-to-be that keys meet.
 */
export function joinStaffTable(
  choice: FromTable,
  left: { siren: string | null; code: string | null; name: string },
  context: TargetContext,
  support: Table[],
  recipe: Step[],
): JoinedStaff {
  const id = context.newId;
  const on = keyPairs(choice.key, left);
  const rightKey = on[0]!.right;
  const table = (name: string, steps: Step[]): Table => {
    const origin = findTable(context, choice.table);
    const made = { id: id(), name, source: origin.source, recipe: [...copySteps(origin.recipe, id), ...steps] };
    support.push(made);
    return made;
  };
  const filled: Step = {
    id: id(),
    kind: 'filter',
    condition: { kind: 'missing', column: choice.column, negated: true },
  };
  const figures = table(context.names.staff, [...bodyRows(choice, id), filled, ...establishments(choice, id)]);
  const join = (right: Table, on: KeyPair[], name: string, as: string): Step => ({
    id: id(),
    kind: 'join',
    ...(as === targetColumn.staff ? {} : { comment: t('target.trace') }),
    right: right.id,
    on,
    keep: 'left',
    columns: [{ name, as }],
    // Codes of communes are already written alike.
    ...(as === staffColumn.elsewhere ? {} : { normalise: true }),
  });
  const rows = table(context.names.staffRows, bodyRows(choice, id));
  recipe.push(join(figures, on, choice.column, targetColumn.staff), join(rows, on, rightKey, staffColumn.present));
  const found = { column: targetColumn.staff, form: choice.form, present: staffColumn.present };
  if (choice.trace === undefined || context.oldCodes === null) return found;
  const communes = table(context.names.staffCommunes, [
    ...bodyRows(choice, id),
    ...currentCommunes(choice.trace, context, support),
  ]);
  const traced = [{ left: left.code ?? left.name, right: populationColumn.currentCode }];
  recipe.push(join(communes, traced, populationColumn.currentCode, staffColumn.elsewhere));
  return { ...found, elsewhere: staffColumn.elsewhere };
}

type KeyPair = { left: string; right: string };

/** The columns that meet: those of the result-to-be, those of the staff file. */
function keyPairs(key: StaffKey, left: { siren: string | null; code: string | null; name: string }): KeyPair[] {
  const code = left.code ?? left.name;
  switch (key.stands) {
    case 'siren':
      return [{ left: left.siren ?? code, right: key.column }];
    case 'siret':
      return [{ left: left.siren ?? code, right: staffColumn.siren }];
    case 'split':
      return [{ left: code, right: populationColumn.fileCode }];
    case 'name': {
      const pair = { left: left.name, right: key.column };
      if (!key.departement) return [pair];
      const { column, holds } = key.departement;
      return [
        pair,
        { left: holds === 'code' ? referenceColumn.departementCode : referenceColumn.departement, right: column },
      ];
    }
    default:
      return [{ left: code, right: key.column }];
  }
}

/** The rows of the wanted types, with a SIREN or a code of commune where it must be made of other columns. */
function bodyRows(choice: FromTable, newId: () => string): Step[] {
  const steps: Step[] = [];
  if (choice.only) steps.push({ id: newId(), kind: 'filter', condition: { kind: 'in', ...choice.only } });
  if (choice.key.stands === 'split' && choice.key.departement)
    return [
      ...steps,
      ...deriveCode({ kind: 'split', departement: choice.key.departement.column, commune: choice.key.column }, newId),
    ];
  if (choice.key.stands !== 'siret') return steps;
  return [
    ...steps,
    { id: newId(), kind: 'clean', cleaning: { kind: 'code', columns: [choice.key.column], meaning: 'siret' } },
    {
      id: newId(),
      kind: 'derive',
      name: staffColumn.siren,
      expression: {
        kind: 'call',
        name: 'left',
        of: [
          { kind: 'column', name: choice.key.column },
          { kind: 'constant', value: 9 },
        ],
      },
    },
  ];
}

/** A file of établissements has several rows per body: agents are added up; a band cannot be, its first row is kept. */
function establishments(choice: FromTable, newId: () => string): Step[] {
  if (choice.key.stands !== 'siret' || choice.form === 'band') return [];
  return [
    {
      id: newId(),
      kind: 'aggregate',
      by: [staffColumn.siren],
      measures: [{ name: choice.column, measure: 'sum', column: choice.column }],
    },
  ];
}

/** Commune codes of a file brought to today's: a former code gives its successor. */
function currentCommunes(trace: string, context: TargetContext, support: Table[]): Step[] {
  const id = context.newId;
  const known = support.find((table) => table.source === context.oldCodes && table.recipe.length === 0);
  const oldCodes = known ?? {
    id: id(),
    name: context.names.oldCodes,
    source: context.oldCodes as string,
    recipe: [],
  };
  if (!known) support.push(oldCodes);
  const { fileCode, successor, currentCode } = populationColumn;
  return [
    ...deriveCode({ kind: 'code', column: trace }, id),
    {
      id: id(),
      kind: 'join',
      right: oldCodes.id,
      on: [{ left: fileCode, right: referenceColumn.oldCode }],
      keep: 'left',
      columns: [{ name: referenceColumn.code, as: successor }],
    },
    {
      id: id(),
      kind: 'derive',
      name: currentCode,
      expression: {
        kind: 'call',
        name: 'coalesce',
        of: [
          { kind: 'column', name: successor },
          { kind: 'column', name: fileCode },
        ],
      },
    },
  ];
}
