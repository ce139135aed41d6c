import { afterEach, beforeEach, expect, test } from 'vitest';
import { remarksOf, type StepAnswer } from '../../renderer/project/answers.ts';
import type { SourceOptions } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openEngine();
});
afterEach(() => engine.close());

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (...rows: string[]) => `${rows.join('\n')}\n`;

test('a table pasted into the page opens as a file does', async () => {
  const pasted = 'Code\tNom\n01001\tL’Abergement\n01002\tVarey\n';
  const file = await engine.call('file.create', { name: 'Presse-papiers.csv', bytes: bytes(pasted) });
  const { options } = await engine.call('source.inspect', { file });
  const opened = await engine.call('source.open', { file, id: 's', options });
  expect({
    name: opened.source.name,
    columns: opened.columns.map(({ name, meaning }) => [name, meaning]),
    rows: (await pageOf(engine, queryOf([]), ['Code', 'Nom'])).rows,
  }).toEqual({
    name: 'Presse-papiers.csv',
    columns: [
      ['Code', null],
      ['Nom', null],
    ],
    rows: [
      ['01001', 'L’Abergement'],
      ['01002', 'Varey'],
    ],
  });
});

test('an opened source gives its file again, to be read with other settings beside it', async () => {
  const path = await engine.write('montants.csv', 'Code;Montant\n01001;12,5\n01002;13,5\n');
  const { source } = await engine.open(path);
  const file = await engine.call('source.file', { source });
  const columns = source.options.columns!.map((column) => ({ ...column, type: 'text' as const, meaning: null }));
  const other = await engine.call('source.open', { file, id: 'other', options: { ...source.options, columns } });
  expect({
    types: other.columns.map(({ type }) => type),
    first: (await pageOf(engine, queryOf([]), ['Montant'])).rows,
    second: (await pageOf(engine, queryOf([], 'other'), ['Montant'])).rows,
  }).toEqual({ types: ['text', 'text'], first: [[12.5], [13.5]], second: [['12,5'], ['13,5']] });
});

test('phone numbers without their zero are told, and the answer gives it again to them alone', async () => {
  const path = await engine.write(
    'mairies.csv',
    'Nom;Tél.;Fax\na;474759387;474759387\nb;0474759388;complet !\nc;;\nd;15;\n',
  );
  const { warnings, columns } = await engine.open(path);
  const [remark] = remarksOf(warnings, columns);
  const { step } = remark!.answer as StepAnswer;
  const { rows } = await pageOf(engine, queryOf([{ id: '1', ...step } as Step]), ['Tél.']);
  expect([warnings, rows]).toEqual([
    [{ code: 'phone-zeros', params: { column: 'Tél.', count: 1, example: '474759387' } }],
    [['0474759387'], ['0474759388'], [null], ['15']],
  ]);
});

test('a source whose file is gone says so', async () => {
  const { source } = await engine.open(await engine.write('perdu.csv', 'a;b\n1;2\n'));
  const lost = { ...source, sha256: '0'.repeat(64), name: 'ailleurs.csv' };
  await expect(engine.call('source.file', { source: lost })).rejects.toMatchObject({ code: 'file-missing' });
});

test('columns that the user renamed keep their name when the file changes', async () => {
  const path = await engine.write('suivi.csv', lines('Code;2023;Note', '01001;5;a', '01002;6;b'));
  const file = await engine.grant(path);
  const seen = await engine.call('source.inspect', { file });
  const columns = seen.options.columns!.map((column) =>
    column.name === '2023' ? { ...column, name: 'Agents', heading: '2023' } : column,
  );
  const options: SourceOptions = { ...seen.options, columns };
  const { source } = await engine.call('source.open', { file, id: 's', options });
  const changed = await engine.grant(
    await engine.write('suivi-2.csv', lines('Code;2023;Remarque', '01001;5;a', '01002;7;b', '01004;8;c')),
  );
  const reopened = await engine.call('source.reopen', { source, file: changed });
  expect({
    asked: (await engine.call('source.inspect', { file, options })).options.columns?.map(({ name, heading }) => [
      name,
      heading,
    ]),
    columns: reopened.columns.map(({ name }) => name),
    agents: (await pageOf(engine, queryOf([]), ['Agents'])).rows,
    warning: reopened.warnings[0],
  }).toEqual({
    asked: [
      ['Code', undefined],
      ['Agents', '2023'],
      ['Note', undefined],
    ],
    columns: ['Code', 'Agents', 'Remarque'],
    agents: [[5], [7], [8]],
    warning: {
      code: 'source-changed',
      params: {
        file: 'suivi-2.csv',
        rowsBefore: 2,
        rowsAfter: 3,
        columns: t('source.changed-both', { lost: 'Note', added: 'Remarque' }),
      },
    },
  });
});

test('a cleaning tells beforehand what it changes', async () => {
  await engine.open(await engine.write('codes.csv', lines('INSEE;Nom', '1001;A', '1001;B', '01004;C', '75056;D')));
  const ask = (meaning: 'commune' | 'siren') =>
    engine.call('clean.report', {
      query: queryOf([]),
      cleaning: { kind: 'code', columns: ['INSEE'], meaning },
    });
  expect([await ask('commune'), await ask('siren')]).toEqual([
    { cells: 2, examples: [{ column: 'INSEE', before: '1001', after: '01001', count: 2 }] },
    { cells: 0, examples: [] },
  ]);
});

test('two tables of one shape stack, and the stack exports as one', async () => {
  await engine.open(await engine.write('2022.csv', lines('Code;Agents', '01001;5', '01002;6')), 'a');
  await engine.open(await engine.write('2023.csv', lines('code;Agents;Note', '01001;7;x')), 'b');
  const query = queryOf(
    [
      {
        id: '1',
        kind: 'append',
        tables: [{ table: 'u', label: '2023' }],
        origin: { column: 'année', label: '2022' },
      },
    ],
    'a',
    [{ id: 'u', name: '2023', source: 'b', recipe: [] }],
  );
  expect(await pageOf(engine, query, ['Code', 'Agents', 'Note', 'année'])).toEqual({
    total: 3,
    rows: [
      ['01001', 5, null, '2022'],
      ['01002', 6, null, '2022'],
      ['01001', 7, 'x', '2023'],
    ],
  });
});
