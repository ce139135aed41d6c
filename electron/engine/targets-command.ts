import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Client, ExportFormat, FileRef, Warning } from '../../shared/contract.ts';
import { emptyProject, type Source, type Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { buildTarget } from '../../shared/target/build.ts';
import { checkPopulation, type PopulationCheck } from '../../shared/target/check.ts';
import { defaultChoices, referenceFigures, type TargetChoices, targetColumn } from '../../shared/target/choices.ts';
import type { TargetContext } from '../../shared/target/context.ts';
import { type CauseCount, measureTarget, queryOf } from '../../shared/target/measure.ts';
import { countOtherPopulation, countOverseas } from '../../shared/target/sensitivity.ts';
import { resultWarnings } from '../../shared/target/warn.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import {
  choosePopulation,
  chooseStaff,
  type OpenedFile,
  openSuiting,
  suitsPopulation,
  suitsStaff,
} from './targets-files.ts';
import { readAreas, type TargetsOptions } from './targets-options.ts';

/** What the command needs of an engine: the contract, and the two ends that a page has from its host. */
export type TargetsTools = {
  call: Client['call'];
  /** Stages a local file. Fault `file-missing`. */
  grant(path: string): Promise<FileRef>;
  /** Writes a finished output of the engine at a path. Faults `disk-full`, `write-refused`. */
  save(output: string, path: string): Promise<void>;
};

/** One JSON object on standard output. `cible` + `horsCible` + `aVerifier` = `total`, one per collectivité. */
export type TargetsResult = {
  cible: number;
  horsCible: number;
  aVerifier: number;
  total: number;
  /** The population test alone; with `populationMissing` these add up to `total`. */
  populationPassed: number;
  populationFailed: number;
  populationMissing: number;
  /** Rows to check, by cause; they add up to `aVerifier`. */
  causes: CauseCount[];
  population: { source: string; column: string };
  staff: { source: string; column: string; key: string; form: 'number' | 'band' } | null;
  warnings: (Warning & { text: string })[];
};

/**
 * `targets`: the « Collectivités cibles » assistant without a window. It makes the same table and recipe as the page,
 * and writes one row per current commune of the territory.
 */
export async function runTargets(options: TargetsOptions, tools: TargetsTools): Promise<TargetsResult> {
  const { call } = tools;
  const areas = await readAreas(options.territory, await call('territory.list', {}), async (code) => {
    const asked = { search: code, areas: [{ kind: 'commune' as const, code, name: code }], limit: 1 };
    return (await call('territory.communes', asked))[0] ?? null;
  });
  const sources: Source[] = [];
  const communes = (await call('source.reference', { id: 'communes', table: 'communes' })).source;
  sources.push(communes);
  const files: OpenedFile[] = [];
  const open = async (path: string, id: string, suits: Parameters<typeof openSuiting>[3]) => {
    const file = await openSuiting(call, await tools.grant(path), id, suits);
    files.push(file);
    sources.push(file.source);
    return file;
  };
  const context: TargetContext = {
    communes: communes.id,
    bodies: null,
    oldCodes: null,
    tables: [],
    newId: () => randomUUID().slice(0, 8),
    names: {
      target: t('target.table'),
      population: t('target.population-table'),
      oldCodes: t('target.old-codes-table'),
      staff: t('target.staff-table'),
      staffRows: t('target.staff-rows-table'),
      staffCommunes: t('target.staff-communes-table'),
      within: t('target.within-table'),
    },
  };
  const choices: TargetChoices = {
    ...defaultChoices,
    areas,
    bodies: { kind: options.bodies },
    population: { kind: 'reference', figure: options.figure },
    staff: { kind: 'unknown' },
    ...options.thresholds,
  };
  if (options.bodies !== 'communes') {
    const bodies = (await call('source.reference', { id: 'bodies', table: options.bodies })).source;
    sources.push(bodies);
    context.bodies = bodies.id;
  }
  let check: PopulationCheck | null = null;
  if (options.population !== null || options.staff !== null) {
    const oldCodes = (await call('source.reference', { id: 'old_codes', table: 'anciens-codes' })).source;
    sources.push(oldCodes);
    context.oldCodes = oldCodes.id;
  }
  if (options.population !== null) {
    const file = await open(options.population, 'population', suitsPopulation(options.kind));
    context.tables = [...context.tables, file.table];
    check = await checkPopulation(call, choosePopulation(file, options.kind), file.columns, context);
    choices.population = check.choice;
  }
  if (options.staff !== null) {
    const file = await open(options.staff, 'staff', suitsStaff);
    context.tables = [...context.tables, file.table];
    const list: Table = { id: 'list of bodies', name: '', source: context.bodies ?? communes.id, recipe: [] };
    choices.staff = await chooseStaff(call, file, list, options.bodies);
  }

  const parts = buildTarget(choices, context);
  const tables = [...context.tables, ...parts.tables];
  const facts = await measureTarget(call, choices, parts, context.tables);
  const warnings = resultWarnings({
    choices,
    facts,
    check,
    overseas: await countOverseas(call, choices, communes.id),
    other: await countOtherPopulation(call, choices, communes.id),
    populationLabel: populationLabel(choices, files),
  });

  const write = async (table: Table, format: ExportFormat, out: string) => {
    const project = {
      ...emptyProject(randomUUID(), t('target.table')),
      sources,
      tables: [...tables.filter((other) => other.id !== table.id), table],
    };
    const query = queryOf(table, tables);
    const written = await call('table.export', { query, format, name: basename(out), project });
    await tools.save(written.output, out);
  };
  const made = await call('table.columns', { query: queryOf(parts.table, tables) });
  const columns = outputColumns.filter((name) => made.some((column) => column.name === name));
  const select: Step = { id: context.newId(), kind: 'select', columns };
  await write({ ...parts.table, recipe: [...parts.table.recipe, select] }, options.format, options.out);
  if (options.workbook !== null) await write(parts.table, 'xlsx-verdicts', options.workbook);
  if (options.note !== null)
    await write(parts.table, /docx$/i.test(options.note) ? 'note-docx' : 'note-html', options.note);

  return {
    ...facts.verdicts,
    causes: facts.causes,
    populationPassed: facts.population.passed,
    populationFailed: facts.population.failed,
    populationMissing: facts.population.missing.count,
    population: describePopulation(choices, files, sources),
    staff: describeStaff(choices, files),
    warnings: warnings.map((warning) => ({
      ...warning,
      text: tDynamic(`warning.${warning.code}`, warning.params, 'warning.unknown'),
    })),
  };
}

const outputColumns = [
  targetColumn.code,
  targetColumn.name,
  targetColumn.siren,
  targetColumn.population,
  targetColumn.staff,
  targetColumn.verdict,
  targetColumn.reason,
];

function describePopulation(choices: TargetChoices, files: readonly OpenedFile[], sources: readonly Source[]) {
  const { population } = choices;
  if (population.kind === 'reference') {
    const source = sources.find(({ id }) => id === 'bodies') ?? sources[0];
    return { source: source?.name ?? '', column: referenceFigures[population.figure] };
  }
  if (population.kind !== 'table') return { source: '', column: '' };
  return { source: fileOf(files, population.table).source.name, column: population.column };
}

function describeStaff(choices: TargetChoices, files: readonly OpenedFile[]): TargetsResult['staff'] {
  const { staff } = choices;
  if (staff.kind !== 'table') return null;
  const { source } = fileOf(files, staff.table);
  return { source: source.name, column: staff.column, key: staff.key.column, form: staff.form };
}

function populationLabel(choices: TargetChoices, files: readonly OpenedFile[]): string {
  const { population } = choices;
  if (population.kind === 'reference') return t(`target.figure.${population.figure}`);
  if (population.kind !== 'table') return '';
  return t('target.figure.table', {
    column: population.column,
    file: fileOf(files, population.table).source.name,
  });
}

function fileOf(files: readonly OpenedFile[], table: string): OpenedFile {
  return files.find((file) => file.table.id === table) as OpenedFile;
}
