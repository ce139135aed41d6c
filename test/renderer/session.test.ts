import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Asked,
  asFault,
  ask,
  askUntilStale,
  call,
  edit,
  editRecipe,
  getState,
  project,
  queryOf,
  redoEdit,
  setAnnouncer,
  setClient,
  setState,
  undoEdit,
} from '../../renderer/session.ts';
import type { Client } from '../../shared/contract.ts';
import { begin } from '../../shared/project/history.ts';
import { emptyProject, type Project, type Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { connect } from '../../shared/rpc/connect.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { type Handler, serve } from '../../shared/rpc/serve.ts';
import { memoryWires } from '../../shared/rpc/wire.ts';

const limit = (id: string, count: number): Step => ({ id, kind: 'limit', count });
const join = (id: string, right: string): Step => ({
  id,
  kind: 'join',
  right,
  on: [{ left: 'code', right: 'code' }],
  keep: 'left',
  columns: [],
});
const table = (id: string, recipe: Step[] = []): Table => ({ id, name: id, source: `source-of-${id}`, recipe });
const holding = (...tables: Table[]): Project => ({ ...emptyProject('p', 'Essai'), tables });

let spoken: string[] = [];

beforeEach(() => {
  spoken = [];
  setAnnouncer((text) => spoken.push(text));
  setState({ history: begin(holding(table('communes'))), saved: null, handle: null });
});
afterEach(() => setClient(null));

/** A client over a real wire, whose engine answers with `handlers`. */
function answering(handlers: Record<string, Handler>): void {
  const [page, engine] = memoryWires();
  serve(engine, new Map(Object.entries(handlers)));
  setClient(connect(page) as Client);
}

test('an edit is undone and redone by its name, and both are spoken', () => {
  const before = project();
  editRecipe('Garder 10 lignes', 'communes', (recipe) => [...recipe, limit('a', 10)]);
  const after = project();
  undoEdit();
  const undone = project();
  redoEdit();
  expect({ undone: undone === before, redone: project() === after, spoken }).toEqual({
    undone: true,
    redone: true,
    spoken: ['Annulé\u00a0: Garder 10 lignes', 'Rétabli\u00a0: Garder 10 lignes'],
  });
});

test('an edit after an undo forgets what was undone', () => {
  edit('un', (current) => ({ ...current, name: 'un' }));
  edit('deux', (current) => ({ ...current, name: 'deux' }));
  undoEdit();
  edit('trois', (current) => ({ ...current, name: 'trois' }));
  redoEdit();
  const { past, present, future } = getState().history;
  expect({ past: past.map(({ label }) => label), present: present.label, future }).toEqual({
    past: ['', 'un'],
    present: 'trois',
    future: [],
  });
});

test('an edit that changes nothing leaves no trace', () => {
  edit('rien', (current) => current);
  expect(getState().history.past).toEqual([]);
});

test('undoing with nothing done, or redoing with nothing undone, changes nothing and says nothing', () => {
  const before = project();
  undoEdit();
  redoEdit();
  expect({ same: project() === before, spoken }).toEqual({ same: true, spoken: [] });
});

test('editing a recipe leaves the other tables as they are', () => {
  setState({ history: begin(holding(table('communes'), table('epci'))) });
  const [, epci] = project().tables;
  editRecipe('Garder 10 lignes', 'communes', () => [limit('a', 10)]);
  expect({ tables: project().tables, same: project().tables[1] === epci }).toEqual({
    tables: [table('communes', [limit('a', 10)]), table('epci')],
    same: true,
  });
});

test('a query holds its table and every table that its joins reach, once, circles included', () => {
  const communes = table('communes', [join('a', 'epci'), join('b', 'departements')]);
  const epci = table('epci', [join('c', 'departements'), join('d', 'communes')]);
  const departements = table('departements');
  const within = holding(table('ailleurs'), departements, epci, communes);
  expect(queryOf('communes', 1, within)).toEqual({
    table: 'communes',
    tables: [communes, epci, departements],
    steps: 1,
  });
});

test('a query with no step count runs the whole recipe', () => {
  expect(queryOf('communes')).toEqual({ table: 'communes', tables: [table('communes')] });
});

test('a call with no engine is refused as engine-gone', async () => {
  const refused = await call('project.recent', {}).catch(asFault);
  expect(refused).toEqual(new Fault('engine-gone'));
});

test('a stale call is aborted in the engine, and only the last answer is shown', async () => {
  const aborted: unknown[] = [];
  const release = new Map<number, () => void>();
  answering({
    'table.count': (input, { signal }) => {
      const { steps } = (input as { query: { steps: number } }).query;
      signal.addEventListener('abort', () => aborted.push(steps));
      return new Promise((resolve) => release.set(steps, () => resolve(steps)));
    },
  });
  const shown: Asked<number>[] = [];
  const ask = (steps: number) =>
    askUntilStale('table.count', { query: queryOf('communes', steps) }, (asked) => shown.push(asked));
  const forget = ask(1);
  await settled();
  forget();
  ask(2);
  await settled();
  release.get(2)?.();
  release.get(1)?.();
  await settled();
  expect({ aborted, shown }).toEqual({ aborted: [1], shown: [{ value: 2, fault: null, loading: false }] });
});

test('a fault of the engine is shown as a fault, with its parameters', async () => {
  answering({ 'table.count': () => Promise.reject(new Fault('file-missing', { file: 'a.csv' })) });
  const shown = await new Promise((show) => askUntilStale('table.count', { query: queryOf('communes') }, show));
  expect(shown).toEqual({ value: null, fault: new Fault('file-missing', { file: 'a.csv' }), loading: false });
});

test('a stale call that fails is not shown either', async () => {
  let fail: (fault: Fault) => void = () => {};
  answering({
    'table.count': () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  });
  const shown: unknown[] = [];
  const forget = askUntilStale('table.count', { query: queryOf('communes') }, (asked) => shown.push(asked));
  await settled();
  forget();
  fail(new Fault('memory'));
  await settled();
  expect(shown).toEqual([]);
});

test('a question waits for its answer and goes', async () => {
  const answered = ask({ title: 'Partir', text: '', choices: [{ id: 'oui', label: 'Oui' }] });
  const waiting = getState().question?.title;
  getState().question?.answer('oui', 'texte');
  expect({ waiting, answer: await answered, after: getState().question }).toEqual({
    waiting: 'Partir',
    answer: { choice: 'oui', text: 'texte' },
    after: null,
  });
});

/** Lets every frame under way arrive. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
