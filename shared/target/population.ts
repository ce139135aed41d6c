import type { Table } from '../project/project.ts';
import type { Expression } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { referenceColumn } from '../territory/reference.ts';
import { type CommuneKey, type PopulationChoice, targetColumn } from './choices.ts';
import { copySteps, findTable, type TargetContext } from './context.ts';

/** Columns made on the way from a population file to the current communes. */
export const populationColumn = {
  fileCode: 'code commune du fichier',
  successor: 'commune qui a succédé',
  nature: 'nature de l’ancien code',
  currentCode: 'code commune actuel',
} as const;
const { fileCode, successor, nature, currentCode } = populationColumn;
export const arrondissement = 'arrondissement municipal';

/** One row per current commune: code assembled and its zeros restored, old codes and arrondissements added up. */
export function populationTable(
  choice: Extract<PopulationChoice, { kind: 'table' }>,
  context: TargetContext,
  support: Table[],
): string {
  const id = context.newId;
  const origin = findTable(context, choice.table);
  if (context.oldCodes === null) throw new Error('the old codes are needed to read a population table');
  const oldCodes: Table = { id: id(), name: context.names.oldCodes, source: context.oldCodes, recipe: [] };
  const steps: Step[] = [];
  if (choice.only)
    steps.push({
      id: id(),
      kind: 'filter',
      condition: { kind: 'compare', column: choice.only.column, operator: 'eq', value: choice.only.value },
    });
  steps.push(
    ...deriveCode(choice.key, id),
    { id: id(), kind: 'distinct', columns: [fileCode] },
    {
      id: id(),
      kind: 'join',
      right: oldCodes.id,
      on: [{ left: fileCode, right: referenceColumn.oldCode }],
      keep: 'left',
      columns: [
        { name: referenceColumn.code, as: successor },
        { name: referenceColumn.oldNature, as: nature },
      ],
    },
  );
  if (choice.dropArrondissements)
    steps.push({
      id: id(),
      kind: 'filter',
      condition: {
        kind: 'any',
        of: [
          { kind: 'missing', column: nature },
          { kind: 'compare', column: nature, operator: 'ne', value: arrondissement },
        ],
      },
    });
  steps.push(
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
    {
      id: id(),
      kind: 'aggregate',
      by: [currentCode],
      measures: [{ name: targetColumn.population, measure: 'sum', column: choice.column }],
    },
  );
  const table: Table = {
    id: id(),
    name: context.names.population,
    source: origin.source,
    recipe: [...copySteps(origin.recipe, id), ...steps],
  };
  support.push(oldCodes, table);
  return table.id;
}

/** Départements whose code has three characters: the last one also begins the three digits of the commune. */
const threeCharacters = '971 972 973 974 975 976 977 978 984 986 987 988 989'.split(' ');
const fileDepartement = 'code département du fichier';

/**
 * Steps that give `fileCode`, five characters. Over two columns, 01 + 001 -> 01001 and 971 + 101 -> 97101 (also 971 + 01
 * and 97 + 101, as older files have it).
 */
export function deriveCode(key: CommuneKey, newId: () => string): Step[] {
  const derive = (name: string, expression: Expression): Step => ({ id: newId(), kind: 'derive', name, expression });
  if (key.kind === 'code') return [derive(fileCode, padded(key.column, 5))];
  const departement: Expression = { kind: 'column', name: fileDepartement };
  const commune = padded(key.commune, 3);
  const lastTwo: Expression = { kind: 'call', name: 'right', of: [commune, { kind: 'constant', value: 2 }] };
  return [
    derive(fileDepartement, padded(key.departement, 2)),
    derive(fileCode, {
      kind: 'if',
      when: { kind: 'in', column: fileDepartement, values: threeCharacters },
      // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
      then: { kind: 'concat', of: [departement, lastTwo] },
      otherwise: { kind: 'concat', of: [departement, commune] },
    }),
  ];
}

function padded(name: string, length: number): Expression {
  const trimmed: Expression = { kind: 'call', name: 'trim', of: [{ kind: 'column', name }] };
  const upper: Expression = { kind: 'call', name: 'upper', of: [trimmed] };
  return { kind: 'call', name: 'pad', of: [upper, { kind: 'constant', value: length }] };
}
