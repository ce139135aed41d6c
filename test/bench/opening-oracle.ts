import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type CellObject, read, utils } from '@e965/xlsx';
import type { OracleCell } from './opening-compare.ts';

export type OracleJob = {
  path: string;
  /** Told by the index of the files, for text files. */
  dialect: { encoding: string; delimiter: string } | null;
  /** Rows as a JSON list of objects, where the corpus gives them. */
  expected: string | null;
};

export type Oracle = { by: string; file: string } | { by: string; error: string } | null;

/** One oracle per file: expected JSON, openpyxl, LibreOffice's conversion read by openpyxl; SheetJS where there is no other. */
export function makeOracles(jobs: readonly OracleJob[], root: string, folder: string): Oracle[] {
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import openpyxl']).status === 0) ?? null;
  const office = spawnSync('soffice', ['--version']).status === 0;
  const converted = office ? convert(jobs, folder) : new Map<number, string>();
  const oracles: Oracle[] = jobs.map(() => null);
  const asked: { place: number; path: string; out: string; kind: string; encoding?: string; delimiter?: string }[] = [];
  for (const [place, job] of jobs.entries()) {
    const out = join(folder, `${keyOf(job.path)}.json`);
    const kind = extname(job.path).toLowerCase();
    if (job.expected !== null) {
      writeFileSync(out, JSON.stringify({ sheets: { '': expectedCells(job.expected) } }));
      oracles[place] = { by: 'expected JSON', file: out };
    } else if (job.dialect !== null && python !== null) {
      asked.push({ place, path: job.path, out, kind: 'csv', ...job.dialect });
      oracles[place] = { by: 'Python csv', file: out };
    } else if (/^\.(?:xlsx|xlsm|xls|xlsb|ods)$/.test(kind)) {
      const native = kind === '.xlsx' || kind === '.xlsm';
      const path = native ? job.path : (converted.get(place) ?? null);
      if (python !== null && path !== null) {
        asked.push({ place, path, out, kind: 'workbook' });
        oracles[place] = { by: native ? 'openpyxl' : 'LibreOffice + openpyxl', file: out };
      } else oracles[place] = sheetjsOracle(path ?? job.path, out, path !== null && !native);
    }
  }
  if (python !== null)
    execFileSync(python, [join(root, 'test/bench/opening-oracle.py')], {
      input: JSON.stringify(asked.filter(({ out }) => !existsSync(out))),
      stdio: ['pipe', 'inherit', 'inherit'],
    });
  for (const { place, out } of asked) {
    const result = JSON.parse(readFileSync(out, 'utf8')) as { error?: string };
    if (result.error !== undefined) oracles[place] = { by: oracles[place]!.by, error: result.error };
  }
  return oracles;
}

/** Oracles are kept for the next run, wherever the files then are. */
function keyOf(path: string): string {
  return createHash('sha256')
    .update(`${extname(path)} `)
    .update(readFileSync(path))
    .digest('hex')
    .slice(0, 16);
}

/** .xls, .xlsb and .ods as .xlsx, in one run of LibreOffice per kind. */
function convert(jobs: readonly OracleJob[], folder: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const kind of ['.xls', '.xlsb', '.ods']) {
    const from = join(folder, `from${kind}`);
    const to = join(folder, `to${kind}`);
    mkdirSync(from, { recursive: true });
    const files: [number, string][] = [];
    for (const [place, job] of jobs.entries()) {
      if (extname(job.path).toLowerCase() !== kind) continue;
      const key = keyOf(job.path);
      const copy = join(from, `${key}${kind}`);
      if (existsSync(join(to, `${key}.xlsx`))) found.set(place, join(to, `${key}.xlsx`));
      if (existsSync(copy)) continue;
      copyFileSync(job.path, copy);
      files.push([place, copy]);
    }
    if (files.length === 0) continue;
    // One that LibreOffice cannot open must not stop the others.
    for (let at = 0; at < files.length; at += 10)
      spawnSync(
        'soffice',
        ['--headless', '--convert-to', 'xlsx', '--outdir', to, ...files.slice(at, at + 10).map(([, copy]) => copy)],
        { stdio: 'ignore', timeout: 300_000 },
      );
    for (const [place, copy] of files) {
      const made = join(to, `${basename(copy, kind)}.xlsx`);
      if (existsSync(made)) found.set(place, made);
    }
  }
  return found;
}

function expectedCells(path: string): OracleCell[] {
  const read = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string> | Record<string, string>[];
  const rows = Array.isArray(read) ? read : [read];
  return rows.flatMap((row, at) => Object.values(row).map((value, column): OracleCell => [at + 2, column, 's', value]));
}

/** The same library as one of our readers: of little weight, and said so. */
function sheetjsOracle(path: string, out: string, converted: boolean): Oracle {
  const by = converted ? 'LibreOffice + SheetJS' : 'SheetJS (not independent)';
  try {
    const book = read(readFileSync(path), { cellDates: true, UTC: true });
    const sheets: Record<string, OracleCell[]> = {};
    for (const name of book.SheetNames) {
      const cells: OracleCell[] = [];
      for (const [place, one] of Object.entries(book.Sheets[name] ?? {})) {
        if (place.startsWith('!')) continue;
        const cell = one as CellObject;
        if (cell.v === undefined) continue;
        const { r, c } = utils.decode_cell(place);
        if (cell.v instanceof Date)
          cells.push([
            r + 1,
            c,
            'd',
            cell.v
              .toISOString()
              .replace('T00:00:00.000Z', '')
              .replace('T', ' ')
              .replace(/(?:\.000)?Z$/, ''),
          ]);
        else
          cells.push([
            r + 1,
            c,
            cell.t === 'n' ? 'n' : cell.t === 'b' ? 'b' : 's',
            cell.t === 'e' ? String(cell.w) : cell.v,
          ]);
      }
      sheets[name] = cells;
    }
    writeFileSync(out, JSON.stringify({ sheets }));
    return { by, file: out };
  } catch (thrown) {
    return { by, error: String(thrown) };
  }
}
