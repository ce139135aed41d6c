import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, relative } from 'node:path';
import { sharedData } from '../tools/shared-data.ts';
import type { Row } from './measure.ts';
import type { FileScore, ScoreJob } from './opening-child.ts';
import { makeOracles, type Oracle, type OracleJob } from './opening-oracle.ts';

const timeout = 120_000;
const wanted = /\.(?:csv|tsv|txt|xlsx|xlsm|xls|xlsb|ods|parquet|zip)$/i;

type Known = {
  /** Header rows, and the sheet they are of: its name, or its number. */
  header: { rows: number[]; sheet: string | number | null } | null;
  sizes: { name: string; rows: number; columns: number }[];
  dataRows: number | null;
  dialect: { encoding: string; delimiter: string } | null;
};

type Scored = { path: string; group: string; known: Known | null; oracle: Oracle; score: FileScore };

/**
 * Opens every real file and every file of the corpora kept beside the project, with no setting touched, and compares
 * what is read with independent readers, with the index of the real files and with the counts known of them.
 */
export async function scoreOpening(root: string): Promise<Row[]> {
  const folders = ['data/real', 'corpus'].flatMap((name) => sharedData(name) ?? []);
  if (folders.length === 0) {
    console.log('opening score: skipped, no shared data');
    return [];
  }
  const shared = sharedData('.')!;
  const index = readIndex();
  const paths = folders.flatMap(listFiles).sort();
  const folder = join(tmpdir(), 'crible-bench-oracles');
  mkdirSync(folder, { recursive: true });
  const jobs = paths.map((path): OracleJob => {
    const known = index.get(relative(join(shared, 'data/real'), path)) ?? null;
    const expected = path.replace('/csvs/', '/json/').replace(/\.csv$/, '.json');
    return {
      path,
      dialect: /\.(?:csv|txt|tsv)$/i.test(path) ? (known?.dialect ?? null) : null,
      expected: expected !== path && existsSync(expected) ? expected : null,
    };
  });
  const oracles = makeOracles(jobs, root, folder);
  const scores = await openAll(
    paths.map((path, at): ScoreJob => {
      const oracle = oracles[at];
      const rounded = oracle?.by.startsWith('LibreOffice') === true;
      return { path, oracle: oracle && 'file' in oracle ? oracle.file : null, rounded };
    }),
    root,
  );
  const scored = paths.map((path, at): Scored => {
    const [first, second] = relative(shared, path).split('/');
    const known = index.get(relative(join(shared, 'data/real'), path)) ?? null;
    return {
      path: relative(shared, path),
      group: `${first}/${second}`,
      known,
      oracle: oracles[at] ?? null,
      score: scores[at]!,
    };
  });
  report(scored, root);
  return [];
}

function listFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return listFiles(path);
    return wanted.test(name) ? [path] : [];
  });
}

/** One process opens them all; when it dies or stays silent, the file is failed and another process goes on. */
async function openAll(jobs: readonly ScoreJob[], root: string): Promise<FileScore[]> {
  const scores: FileScore[] = [];
  let child: ChildProcess | null = null;
  for (const job of jobs) {
    child ??= await startChild(root);
    const running: ChildProcess = child;
    const outcome = await new Promise<FileScore | string>((resolve) => {
      const timer = setTimeout(() => resolve('hang'), timeout);
      const settle = (result: FileScore | string) => {
        clearTimeout(timer);
        running.removeAllListeners('message').removeAllListeners('exit');
        resolve(result);
      };
      running.once('message', (message) => settle(message as FileScore));
      running.once('exit', (code, signal) => settle(`crash (${code ?? signal})`));
      running.send(job);
    });
    if (typeof outcome === 'string') {
      running.removeAllListeners().kill('SIGKILL');
      child = null;
      scores.push({ outcome: 'failed', code: outcome, milliseconds: 0, best: null, sizes: [], sheets: [], faults: [] });
    } else scores.push(outcome);
  }
  child?.disconnect();
  return scores;
}

async function startChild(root: string): Promise<ChildProcess> {
  const child = fork(join(root, 'test/output/bench.js'), ['score-child'], { serialization: 'advanced' });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`score process exited with ${code}`)));
  });
  child.removeAllListeners('exit');
  return child;
}

/** What data/INDEX.md says of each real file. */
function readIndex(): Map<string, Known> {
  const path = sharedData('data/INDEX.md');
  const index = new Map<string, Known>();
  if (path === null) return index;
  for (const part of readFileSync(path, 'utf8').split(/^## /m).slice(1)) {
    const [name = '', ...lines] = part.split('\n');
    const line = (key: string) => lines.find((text) => text.startsWith(`- ${key}: `))?.slice(key.length + 4) ?? '';
    const shape = line('shape');
    const encoding = /rows × \d+ cols; ([^;]+);/.exec(shape)?.[1] ?? '';
    const delimiter = /delimiter '(\\t|.)'/.exec(shape)?.[1];
    index.set(name.trim(), {
      header: headerOf(line('header')),
      sizes: [...shape.matchAll(/“([^”]*)” (\d+)×(\d+)/g)].map(([, sheet, rows, columns]) => ({
        name: sheet!,
        rows: Number(rows),
        columns: Number(columns),
      })),
      dataRows: Number(/^(\d+) data rows/.exec(shape)?.[1] ?? Number.NaN) || null,
      dialect:
        delimiter === undefined
          ? null
          : {
              delimiter: delimiter === '\\t' ? '\t' : delimiter,
              encoding: encoding.startsWith('utf-8-sig')
                ? 'utf-8-sig'
                : encoding.startsWith('cp1252')
                  ? 'cp1252'
                  : 'utf-8',
            },
    });
  }
  return index;
}

/** « sheet "COM" rows 5 (long label) + 6 (code) », « row 6 (row 5 = long labels) », « sheet 2 row 1 ». */
function headerOf(text: string): Known['header'] {
  const rows = [...text.matchAll(/\brows? (\d+)|\+ (\d+)/g)].map((match) => Number(match[1] ?? match[2]));
  if (rows.length === 0) return null;
  const named = /sheet "([^"]+)"/.exec(text)?.[1];
  const number = /sheet (\d+)/.exec(text)?.[1];
  return { rows: rows.sort((a, b) => a - b), sheet: named ?? (number === undefined ? null : Number(number)) };
}

function headerProblems({ known, score }: Scored): string[] {
  if (known?.header == null) return [];
  const { rows, sheet } = known.header;
  const name = typeof sheet === 'number' ? score.sizes[sheet - 1]?.name : (sheet ?? score.sheets[0]?.sheet);
  const found = score.sheets.find((each) => each.sheet === name);
  const problems: string[] = [];
  if (sheet !== null && score.best !== name) problems.push(`sheet « ${score.best} » proposed, « ${name} » expected`);
  if (JSON.stringify(found?.headerRows) !== JSON.stringify(rows))
    problems.push(`header rows ${JSON.stringify(found?.headerRows)}, ${JSON.stringify(rows)} expected`);
  return problems;
}

function sizeProblems({ known, score, path }: Scored): string[] {
  if (known === null || score.outcome !== 'opened') return [];
  const problems: string[] = [];
  const rows = score.sheets[0]?.rowCount ?? 0;
  if (known.dataRows !== null && /\.(?:csv|txt)$/i.test(path) && rows !== known.dataRows)
    problems.push(`${rows} rows, ${known.dataRows} expected`);
  for (const size of known.sizes) {
    const found = score.sizes.find(({ name }) => name === size.name);
    if (found === undefined) problems.push(`sheet « ${size.name} » not found`);
    else if (found.rows !== size.rows || found.columns !== size.columns)
      problems.push(
        `sheet « ${size.name} »: ${found.rows} x ${found.columns}, ${size.rows} x ${size.columns} expected`,
      );
  }
  return problems;
}

/** Counts of data/truth/files.json that one opened file answers. */
function truthProblems(scored: readonly Scored[]): { checked: number; wrong: string[] } {
  const path = sharedData('data/truth/files.json');
  if (path === null) return { checked: 0, wrong: [] };
  const truth = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, number>>;
  const wrong: string[] = [];
  let checked = 0;
  const ask = (
    file: string,
    sheet: string,
    answer: (sheet: FileScore['sheets'][number]) => number | undefined,
    key: string[],
  ) => {
    const score = scored.find((each) => each.path.endsWith(file))?.score.sheets.find((each) => each.sheet === sheet);
    const expected = truth[key[0]!]?.[key[1]!];
    if (score === undefined || expected === undefined) return;
    checked += 1;
    const found = answer(score);
    if (found !== expected) wrong.push(`${key.join('.')}: ${found}, ${expected} expected`);
  };
  const first = 'A_ensemble_xlsx';
  const ensemble = ['ensemble.xlsx', 'Communes'] as const;
  ask(...ensemble, (table) => table.rowCount, [first, 'data_rows']);
  ask(...ensemble, (table) => table.answers['>= 3500 Population municipale'], [first, 'pmun_ge_3500']);
  ask(...ensemble, (table) => table.answers['>= 3500 Population totale'], [first, 'ptot_ge_3500']);
  ask(...ensemble, (table) => table.answers['sum Population municipale'], [first, 'sum_pmun']);
  ask(...ensemble, (table) => table.answers['sum Population totale'], [first, 'sum_ptot']);
  const second = 'B_epcicom2025_xlsx';
  const epcicom = ['epcicom.xlsx', 'Epcicom2025'] as const;
  ask(...epcicom, (table) => table.rowCount, [second, 'data_rows']);
  ask(...epcicom, (table) => table.answers['>= 3500 pmun_2025'], [second, 'communes_pmun_ge_3500']);
  ask(...epcicom, (table) => table.answers['>= 3500 ptot_2025'], [second, 'communes_ptot_ge_3500']);
  ask(...epcicom, (table) => table.answers['sum pmun_2025'], [second, 'sum_pmun']);
  ask('selected_communities.csv', '', (table) => table.rowCount, ['C_staff_2023', 'selected_rows']);
  ask('infos_collectivites.csv', '', (table) => table.rowCount, ['C_staff_2023', 'infos_rows']);
  return { checked, wrong };
}

function cellsOf(oracle: Oracle): number {
  if (oracle === null || 'error' in oracle) return 0;
  const { sheets = {} } = JSON.parse(readFileSync(oracle.file, 'utf8')) as { sheets?: Record<string, unknown[]> };
  return Object.values(sheets).reduce((sum, cells) => sum + cells.length, 0);
}

function report(scored: readonly Scored[], root: string): void {
  const groups = [...new Set(scored.map(({ group }) => group))];
  const lines: string[][] = [
    ['files', 'tried', 'opened', 'refused', 'failed', 'compared', 'cells', 'equal', 'aside', '%'],
  ];
  const add = (name: string, files: readonly Scored[]) => {
    const count = (outcome: string) => String(files.filter(({ score }) => score.outcome === outcome).length);
    const comparisons = files.flatMap(({ score }) => score.sheets.flatMap(({ comparison }) => comparison ?? []));
    const sum = (key: 'cells' | 'equal' | 'aside') => comparisons.reduce((total, each) => total + each[key], 0);
    const share = sum('cells') === 0 ? '' : (((sum('equal') + sum('aside')) / sum('cells')) * 100).toFixed(3);
    lines.push([
      name,
      String(files.length),
      count('opened'),
      count('refused'),
      count('failed'),
      String(files.filter(({ score }) => score.sheets.some(({ comparison }) => comparison !== null)).length),
      String(sum('cells')),
      String(sum('equal')),
      String(sum('aside')),
      share,
    ]);
  };
  for (const group of groups) {
    add(
      group,
      scored.filter((each) => each.group === group),
    );
    const kinds = [
      ...new Set(scored.filter((each) => each.group === group).map(({ path }) => extname(path).toLowerCase())),
    ];
    if (kinds.length > 1)
      for (const kind of kinds)
        add(
          `  ${kind}`,
          scored.filter((each) => each.group === group && extname(each.path).toLowerCase() === kind),
        );
  }
  add('all', scored);
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  for (const line of lines)
    console.log(line.map((text, at) => (at === 0 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!))).join('  '));
  const oracles = new Map<string, number>();
  for (const { oracle } of scored) if (oracle) oracles.set(oracle.by, (oracles.get(oracle.by) ?? 0) + 1);
  console.log(`oracles: ${[...oracles].map(([by, count]) => `${by} ${count}`).join(', ') || 'none'}`);
  const indexed = scored.filter(({ known }) => known?.header != null);
  const wrongHeaders = indexed.filter((each) => headerProblems(each).length > 0);
  console.log(`header rows as indexed: ${indexed.length - wrongHeaders.length} of ${indexed.length}`);
  const truth = truthProblems(scored);
  console.log(`known counts reproduced: ${truth.checked - truth.wrong.length} of ${truth.checked}`);
  for (const problem of truth.wrong) console.log(`  ${problem}`);
  for (const each of scored) {
    const { score, oracle } = each;
    const problems = [...headerProblems(each), ...sizeProblems(each), ...score.faults];
    if (score.outcome !== 'opened')
      problems.unshift(
        `${score.outcome}: ${score.code}${cellsOf(oracle) > 0 ? `, though the oracle reads ${cellsOf(oracle)} cells` : ''}`,
      );
    if (oracle && 'error' in oracle) problems.push(`no oracle (${oracle.by}: ${oracle.error})`);
    for (const { sheet, comparison } of score.sheets) {
      const wrong = comparison === null ? 0 : comparison.cells - comparison.equal - comparison.aside;
      if (wrong > 0)
        problems.push(
          `${sheet === '' ? '' : `« ${sheet} »: `}${wrong} of ${comparison!.cells} cells differ; ${comparison!.differing.slice(0, 4).join('; ')}`,
        );
    }
    if (problems.length > 0) console.log(`${each.path}\n${problems.map((text) => `    ${text}`).join('\n')}`);
  }
  mkdirSync(join(root, 'test/output'), { recursive: true });
  writeFileSync(
    join(root, 'test/output/opening-score.json'),
    JSON.stringify(
      scored.map(({ path, score, oracle }) => ({ path: basename(path), score, oracle: oracle?.by ?? null })),
      null,
      1,
    ),
  );
}
