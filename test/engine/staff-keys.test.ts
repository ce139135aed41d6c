import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandTools } from '../../electron/engine/commands/tools.ts';
import { runTargets } from '../../electron/engine/targets-command.ts';
import { parseTargets } from '../../electron/engine/targets-options.ts';
import type { ReferenceBodies } from '../../shared/target/choices.ts';
import { guessStaffKey, type KeyGuess } from '../../shared/target/guess.ts';
import { openEngine, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
let next = 0;

beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

/** What is guessed of a staff file, given by its lines. */
async function guess(bodies: ReferenceBodies, ...lines: string[]): Promise<KeyGuess | null> {
  const id = `staff_${next++}`;
  const path = await engine.write(`${id}.csv`, `${lines.join('\n')}\n`);
  const { columns } = await engine.open(path, id);
  const { source } = await engine.call('source.reference', { id: `list_${next++}`, table: bodies });
  const table = { id, name: id, source: id, recipe: [] };
  const list = { id: 'list', name: 'list', source: source.id, recipe: [] };
  return guessStaffKey(engine.call, { table, columns, tables: [table] }, bodies, list);
}

/** Verdicts of the list that the command line makes of a staff file. */
async function verdicts(bodies: ReferenceBodies, ...lines: string[]): Promise<Record<string, number>> {
  const staff = await engine.write(`staff_${next++}.csv`, `${lines.join('\n')}\n`);
  const out = `${engine.folder}/out_${next++}.csv`;
  const {
    cible,
    horsCible,
    staff: read,
  } = await runTargets(
    parseTargets(['--bodies', bodies, '--staff', staff, '--population-kind', 'municipale', '--out', out]),
    commandTools(engine.engine, new AbortController().signal),
  );
  expect(read).not.toBeNull();
  return { cible, horsCible };
}

describe('the key of a staff file is guessed', () => {
  const departements = ['Code département;ETP', '01;1200', '38;4100', '48;12', '33;20'];
  const split = ['Code département;Code commune;ETP', '33;063;4200', '33;318;900', '1;4;30', '974;11;2500'];
  const names = [
    'Dép.;Ville;ETP',
    '33;BORDEAUX;4200',
    '33;Pessac;900',
    '33;Saint Médard en Jalles;30',
    '38;Échirolles;60',
  ];

  test('of départements without any column of types, by the codes found', async () => {
    expect(await guess('departements', ...departements)).toEqual({
      key: { column: 'Code département', stands: 'departement' },
      only: null,
      found: { matched: 4, keys: 4 },
    });
    expect(await verdicts('departements', ...departements)).toEqual({ cible: 2, horsCible: 2 });
  });

  test('of départements and régions by their names', async () => {
    expect(await guess('departements', 'Territoire;Agents', 'Ain;1200', 'ISÈRE;4100', 'Lozere;12')).toEqual({
      key: { column: 'Territoire', stands: 'name' },
      only: null,
      found: { matched: 3, keys: 3 },
    });
    expect(await guess('regions', 'Collectivité;ETP', 'Bretagne;1200', 'Île-de-France;4100')).toEqual({
      key: { column: 'Collectivité', stands: 'name' },
      only: null,
      found: { matched: 2, keys: 2 },
    });
  });

  test('of communes whose code lies over two columns, zeros lost or not', async () => {
    expect(await guess('communes', ...split)).toEqual({
      key: { column: 'Code commune', stands: 'split', departement: { column: 'Code département', holds: 'code' } },
      only: null,
      found: { matched: 4, keys: 4 },
    });
    expect(await verdicts('communes', ...split)).toMatchObject({ cible: 3 });
  });

  test('of communes by their name, only with the département', async () => {
    expect(await guess('communes', ...names)).toEqual({
      key: { column: 'Ville', stands: 'name', departement: { column: 'Dép.', holds: 'code' } },
      only: null,
      found: { matched: 4, keys: 4 },
    });
    expect(await verdicts('communes', ...names)).toMatchObject({ cible: 3 });
    expect(await guess('communes', 'Ville;ETP', 'Bordeaux;4200', 'Pessac;900')).toBeNull();
  });

  test('of EPCI under any header', async () => {
    expect(await guess('epci', 'Groupement;ETP', '243300316;4200', '200040715;3900')).toMatchObject({
      key: { column: 'Groupement', stands: 'siren' },
    });
  });

  test('never as a figure that meets codes by chance, nor as a territory that repeats', async () => {
    expect(await guess('departements', 'Service;ETP', 'Voirie;12', 'Écoles;20', 'Eau;33')).toBeNull();
    const communes = Array.from({ length: 60 }, (_, place) => `33;${33001 + place};${place}`);
    expect(await guess('departements', 'Code département;INSEE;ETP', ...communes)).toBeNull();
  });
});
