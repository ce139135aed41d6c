import { expect, test } from 'vitest';
import { emptyProject, type Project, type Source } from '../../../shared/project/project.ts';
import { expectedOf, guessMapping, mapOptions } from '../../../shared/project/replay.ts';

const column = (name: string, index: number) => ({
  index,
  name,
  type: 'integer' as const,
  meaning: null,
  missing: [],
  kept: true,
});
const source: Source = {
  id: 's',
  name: 'villes.csv',
  format: 'csv',
  sha256: '0'.repeat(64),
  size: 1,
  options: { columns: ['Population 2023', 'Surface', 'Logements', 'Emplois'].map(column) },
  notes: [],
  rowCount: 1,
};
const project: Project = {
  ...emptyProject('p', 'Villes'),
  sources: [source],
  tables: [
    {
      id: 'villes',
      name: 'Villes',
      source: 's',
      recipe: [{ id: '1', kind: 'sort', by: [{ column: 'Population 2023', descending: true }] }],
    },
    {
      id: 'autre',
      name: 'Autre',
      source: 'o',
      recipe: [
        {
          id: '2',
          kind: 'join',
          right: 'villes',
          on: [{ left: 'Emplois', right: 'Surface' }],
          keep: 'left',
          columns: [],
        },
      ],
    },
  ],
};

test('a project expects of a file the saved columns that it uses, through joins too, and no other', () => {
  expect(expectedOf(project, source)).toEqual({
    kind: 'file',
    id: 's',
    name: 'villes.csv',
    columns: ['Population 2023', 'Surface'].map((name) => ({ name, type: 'integer', meaning: null })),
  });
});

test('the column of the next year takes the name that the steps know, and keeps its own as heading', () => {
  const columns = ['Population 2024', 'Surface'].map(column);
  const expected = expectedOf(project, source);
  const mapping = guessMapping(expected, columns);
  expect(mapOptions(expected, { columns }, mapping).columns).toEqual([
    { ...column('Population 2023', 0), heading: 'Population 2024' },
    column('Surface', 1),
  ]);
});
