import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTools } from '../../electron/engine/commands/tools.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import { buildTarget } from '../../shared/target/build.ts';
import { defaultChoices, type TargetChoices } from '../../shared/target/choices.ts';
import { measureTarget } from '../../shared/target/measure.ts';
import { countOtherPopulation, countOverseas } from '../../shared/target/sensitivity.ts';
import { type Row, rowOf, time } from './measure.ts';

const rounds = 5;

/** The whole answer of the assistant on France with a staff file of 35 000 rows, files open: everything the page shows. */
export async function benchTarget(root: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crible-bench-target-'));
  const engine = await createEngine({
    version: 'bench',
    staging: join(folder, 'staging'),
    dataFolder: join(folder, 'data'),
    resources: join(root, 'resources'),
    projectsFolder: join(folder, 'projects'),
    restartable: false,
    host: {
      kind: 'command-line',
      nativeDialogs: false,
      pickOpen: async () => [],
      pickSave: async () => null,
      printPage: async () => false,
      publish: () => {},
    },
  });
  try {
    const { call, grant } = commandTools(engine, new AbortController().signal);
    const communes = await call('source.reference', { id: 'communes', table: 'communes' });
    await call('source.reference', { id: 'old', table: 'anciens-codes' });
    const bands = ['', 'NN', '00', '03', '11', '12', '21', '22', '31', '32', '41'];
    const { rows } = await sirens(engine);
    const path = join(folder, 'effectifs.csv');
    writeFileSync(
      path,
      [
        'SIREN;COG;tranche effectif',
        ...rows.map(([siren, code], place) => `${siren};${code};${bands[place % bands.length]}`),
      ].join('\n'),
    );
    const file = await grant(path);
    const { options } = await call('source.inspect', { file });
    await call('source.open', { file, id: 'staff', options });
    const staff = { id: 'staff-table', name: 'Effectifs', source: 'staff', recipe: [] };
    const measure = async (trace: boolean, round: number) => {
      // Another threshold each time: an answer known from before would be no measure.
      const choices: TargetChoices = {
        ...defaultChoices,
        minPopulation: 3500 + round,
        staff: {
          kind: 'table',
          table: staff.id,
          key: { column: 'SIREN', stands: 'siren' },
          ...(trace ? { trace: 'COG' } : {}),
          column: 'tranche effectif',
          form: 'band',
        },
      };
      let next = 1;
      const parts = buildTarget(choices, {
        communes: communes.source.id,
        bodies: null,
        oldCodes: 'old',
        tables: [staff],
        newId: () => `${trace}-${round}-${next++}`,
        names: {
          target: 'C',
          population: 'P',
          oldCodes: 'A',
          staff: 'E',
          staffRows: 'L',
          staffCommunes: 'M',
          within: 'I',
        },
      });
      await Promise.all([
        measureTarget(call, choices, parts, [staff]),
        countOverseas(call, choices, communes.source.id),
        countOtherPopulation(call, choices, communes.source.id),
      ]);
    };
    return [
      rowOf('assistant, France x 35 000 staff rows', await time(rounds, (round) => measure(false, round)), {
        target: '< 1 000 ms',
      }),
      rowOf('the same, with the commune codes of the staff file', await time(rounds, (round) => measure(true, round)), {
        target: '< 1 000 ms',
      }),
    ];
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sirens(engine: Awaited<ReturnType<typeof createEngine>>): Promise<{ rows: [string, string][] }> {
  const found = await engine.session.database.use(null, (connection) =>
    connection.rows<{ siren: string; code: string }>(
      `SELECT "SIREN" AS siren, "Code commune" AS code FROM source_communes WHERE "SIREN" IS NOT NULL`,
    ),
  );
  return { rows: found.map(({ siren, code }) => [siren, code]) };
}
