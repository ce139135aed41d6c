import type { Query } from '../../../../shared/contract.ts';
import type { Table } from '../../../../shared/project/project.ts';
import type { Condition } from '../../../../shared/recipe/expression.ts';
import { type Target, verdicts } from '../../../../shared/recipe/steps/target.ts';
import { type ReferenceFigure, referenceFigures } from '../../../../shared/target/choices.ts';
import { stepOf } from '../../../../shared/target/compare.ts';
import { countFlips } from '../../../../shared/target/sensitivity.ts';
import { readWithin } from '../../../../shared/territory/perimeter.ts';
import { formatList, formatNumber } from '../../../../shared/text/format.ts';
import { t } from '../../../../shared/text/t.ts';
import { pageCalls } from '../../calls/pages.ts';
import { profileCalls } from '../../calls/profiles.ts';
import { searchCommunes } from '../../coverage.ts';
import { listTerritories } from '../../reference.ts';
import type { Session } from '../../session.ts';
import type { ExportRequest } from '../export.ts';

/** What a table of verdicts says of itself; `step` null for any other table. */
export type Reading = {
  step: Target | null;
  total: number;
  verdicts: ReadonlyMap<string, number>;
  causes: { cause: string; count: number }[];
  bodies: 'communes' | 'epci' | 'departements' | 'regions' | 'file';
  file: string;
  /** What keeps a territory: the first step of the table, or of the communes that its first step joins. */
  territory: Condition | null;
  figure: ReferenceFigure | null;
};

export async function readTarget(session: Session, request: ExportRequest, main: Table): Promise<Reading> {
  const { query, signal } = request;
  const context = { signal, progress: () => {} };
  const total = await pageCalls['table.count'](session, { query }, context);
  const columns = await pageCalls['table.columns'](session, { query }, context);
  const step = stepOf(main);
  const has = (name: string | undefined) => name !== undefined && columns.some((column) => column.name === name);
  const values = async (column: string) => {
    const asked = { query: query as Query, column, search: '', offset: 0, limit: 20 };
    return (await profileCalls['table.values'](session, asked, context)).values;
  };
  const isListed = step !== null && has(step.verdictColumn);
  const counted = isListed ? await values(step.verdictColumn) : [];
  const causes =
    isListed && step.causeColumn !== undefined && has(step.causeColumn) ? await values(step.causeColumn) : [];
  const opened = session.opened.get(main.source)?.source;
  return {
    step: isListed ? step : null,
    total,
    verdicts: new Map(counted.map(({ value, count }) => [String(value), count])),
    causes: causes.flatMap(({ value, count }) => (value === null ? [] : [{ cause: String(value), count }])),
    bodies: bodiesOf(opened?.format === 'reference' ? opened.options.entry : undefined),
    file: opened?.name ?? '',
    territory: territoryOf(main, query.tables),
    figure: figureOf(main, step),
  };
}

function territoryOf(table: Table, tables: readonly Table[]): Condition | null {
  const first = table.recipe.find((one) => !one.disabled);
  if (first?.kind === 'filter') return first.condition;
  const joined = first?.kind === 'join' && first.keep === 'inner' && first.columns.length === 0;
  const right = joined ? tables.find(({ id }) => id === first.right) : undefined;
  return right ? territoryOf({ ...right, recipe: right.recipe.slice(0, 1) }, tables) : null;
}

function bodiesOf(entry: string | undefined): Reading['bodies'] {
  return entry === 'communes' || entry === 'epci' || entry === 'departements' || entry === 'regions' ? entry : 'file';
}

/** The population of the reference that a renaming brought to the test. */
function figureOf(main: Table, step: Target | null): ReferenceFigure | null {
  const tested = step?.population?.column;
  const renames = main.recipe.flatMap((one) => (one.kind === 'rename' ? one.names : []));
  const from = renames.find(({ to }) => to === tested)?.from ?? tested;
  const figures = Object.entries(referenceFigures) as [ReferenceFigure, string][];
  return figures.find(([, column]) => column === from)?.[0] ?? null;
}

export async function question(session: Session, reading: Reading, table: string): Promise<string> {
  const { step, bodies, total } = reading;
  if (!step) return t('note.question.table', { table, count: total });
  return t('note.question.target', {
    bodies: t(`note.bodies.${bodies}`),
    territory: await territoryName(session, reading),
    tests: testsText(step),
  });
}

function testsText(step: Target): string {
  const tests: string[] = [];
  if (step.population) {
    const { threshold, maximum } = step.population;
    const test = t(`note.test.population.${step.operator}`, { threshold });
    tests.push(maximum === undefined ? test : t('note.test.maximum', { test, maximum }));
  }
  if (step.staff) tests.push(t(`note.test.staff.${step.operator}`, { threshold: step.staff.threshold }));
  const [first = '', second] = tests;
  return second === undefined ? first : t(`note.test.${step.connective}`, { first, second });
}

const mostNamed = 6;

/** « Gironde », « Ain, Isère et Cenon »: the areas that the table keeps, by name. */
async function territoryName(session: Session, reading: Reading): Promise<string> {
  if (reading.bodies === 'file') return t('note.territory.file', { file: reading.file });
  const areas = reading.territory === null ? [{ kind: 'france' as const, code: '' }] : readWithin(reading.territory);
  if (areas === null) return t('note.territory.filtered');
  if (areas.some(({ kind }) => kind === 'france')) return t('note.territory.france');
  const known = await listTerritories(session.reference);
  const shown = areas.slice(0, mostNamed);
  const communes = shown.flatMap(({ kind, code }) => (kind === 'commune' ? [{ kind, code, name: code }] : []));
  const found = communes.length === 0 ? [] : await searchCommunes(session, '', communes, mostNamed);
  const names = shown.map(
    ({ kind, code }) => [...known, ...found].find((one) => one.kind === kind && one.code === code)?.name ?? code,
  );
  const others = areas.length - shown.length;
  return others === 0 ? formatList(names) : t('territory.areas-more', { names: names.join(', '), count: others });
}

export function resultRows({ verdicts: counts, causes, total }: Reading): string[][] {
  const count = (verdict: string) => formatNumber(counts.get(verdict) ?? 0);
  const said = causes.map(({ cause, count: rows }) => t('note.cause', { cause, count: rows })).join(', ');
  const unknown =
    said === '' ? t('note.result.a-verifier-none') : t('note.result.a-verifier-meaning', { causes: said });
  return [
    [t('note.result.cible'), count(verdicts.target), t('note.result.cible-meaning')],
    [t('note.result.a-verifier'), count(verdicts.unknown), unknown],
    [t('note.result.hors-cible'), count(verdicts.other), t('note.result.hors-cible-meaning')],
    [t('note.result.total'), formatNumber(total), t('note.result.total-meaning')],
  ];
}

/** What a reader must not overlook. */
export async function caveats(session: Session, request: ExportRequest, reading: Reading): Promise<string[]> {
  const { step, figure, bodies } = reading;
  const sources = new Set(request.query.tables.map(({ source }) => session.opened.get(source)?.source.sha256));
  const several = sources.size > 1 ? [t('note.caveat.vintages')] : [];
  if (!step) return several;
  const said: string[] = [];
  if (figure !== null) said.push(await flipsCaveat(session, request, reading, figure));
  if (step.staff === null) said.push(t('note.caveat.staff-ignored'));
  else {
    const isKnown = reading.step?.staff?.present !== undefined || bodies === 'file';
    if (!isKnown) said.push(t('note.caveat.staff-none'));
    else said.push(t(`note.caveat.staff-${step.staff.form}`));
    if (isKnown) said.push(t('note.caveat.staff-missing', { threshold: step.staff.threshold }));
  }
  if (bodies === 'epci' || bodies === 'file') said.push(t('note.caveat.establishments'));
  return [...said, ...several];
}

async function flipsCaveat(
  session: Session,
  request: ExportRequest,
  { step, territory, bodies }: Reading,
  figure: ReferenceFigure,
): Promise<string> {
  const label = t(`target.figure.${figure}`);
  const source = request.query.tables.find(({ id }) => id === request.query.table)?.source ?? '';
  if (bodies !== 'communes' || !step?.population || !territory) return t('note.caveat.population', { label });
  const other = figure === 'totale' ? 'municipale-dgcl' : 'totale';
  const count = await countFlips(
    (query) => pageCalls['table.count'](session, { query }, { signal: request.signal, progress: () => {} }),
    { source, territory, operator: step.operator, threshold: step.population.threshold },
  );
  return t('note.caveat.flips', { label, other: t(`target.figure.${other}`), count });
}

export function lawSentences({ step }: Reading): string[] {
  if (!step) return [];
  const connective = step.population && step.staff ? step.connective : 'one';
  return [
    t('note.law.text'),
    t('note.law.choices', {
      operator: t(`note.law.operator.${step.operator}`),
      connective: t(`note.law.connective.${connective}`),
    }),
  ];
}
