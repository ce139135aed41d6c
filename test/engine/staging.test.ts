import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStaging } from '../../electron/engine/staging.ts';
import { hashFile, hashOriginal } from '../../electron/engine/staging-copy.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crible-staging-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const copies = () => readdirSync(join(folder, 'staging/files')).filter((name) => !name.includes('.grant'));

async function grant(name: string, bytes: string | Buffer) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const staging = await openStaging(join(folder, 'staging'));
  await staging.grant({ id: 'one', path, name });
  return { path, staging };
}

test('a file is looked at where it is: nothing is copied meanwhile, all of it is soon after', async () => {
  const { path, staging } = await grant('communes.csv', 'code;nom\n01001;Abergement\n');
  const seen = await staging.look('one', async (file) => ({ path: file.path, copies: copies() }));
  expect(seen).toEqual({ path, copies: [] });
  const staged = await staging.stage('one');
  expect({ sum: await staging.sha256('one'), copies: copies().length, moved: existsSync(path) }).toEqual({
    sum: await hashFile(staged.path),
    copies: 1,
    moved: true,
  });
});

test('somebody who waits for the copy gets it while another looks', async () => {
  const { path, staging } = await grant('communes.csv', 'code;nom\n01001;Abergement\n');
  const sum = await staging.look('one', async () => {
    await staging.stage('one');
    return staging.sha256('one');
  });
  expect(sum).toBe(await hashFile(path));
});

test('what DuckDB, a zip or a .gz needs is copied before it is looked at, a workbook is not', async () => {
  const workbook = `PK\x03\x04 xl/workbook.xml`;
  const where: Record<string, boolean> = {};
  const files = {
    'a.parquet': 'PAR1 PAR1',
    'b.zip': 'PK\x03\x04',
    'c.xlsx': workbook,
    'd.csv.gz': Buffer.from([0x1f, 0x8b, 8]),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const { path, staging } = await grant(name, bytes);
    where[name] = await staging.look('one', async (file) => file.path === path);
  }
  expect(where).toEqual({ 'a.parquet': false, 'b.zip': false, 'c.xlsx': true, 'd.csv.gz': false });
});

test('a file that changes after the look is opened as it then is', async () => {
  const { path, staging } = await grant('communes.csv', 'code;nom\n01001;Abergement\n');
  appendFileSync(path, '01002;Ambérieu\n');
  await staging.stage('one');
  expect(await staging.sha256('one')).toBe(await hashFile(path));
});

test('the checksum of the user’s own file counts only where nothing wrote to it meanwhile', async () => {
  const path = join(folder, 'communes.csv');
  const grant = { id: 'one', path, name: 'communes.csv' };
  const write = (text: string, secondsAgo: number) => {
    writeFileSync(path, text);
    utimesSync(path, new Date(), new Date(Date.now() - secondsAgo * 1000));
  };
  write('code;nom\n', 3600);
  const settled = await hashOriginal(grant, async () => {});
  const meanwhile = await hashOriginal(grant, async () => write('code;mon\n', 1800));
  write('code;nom\n', 0);
  const recent = await hashOriginal(grant, async () => {});
  expect([settled?.sha256, meanwhile, recent]).toEqual([await hashFile(path), null, null]);
});

test('the copy of a file that changes while it is hashed has the checksum of what it holds', async () => {
  const { path, staging } = await grant('communes.csv', 'code;nom\n01001;Abergement\n');
  utimesSync(path, new Date(), new Date(Date.now() - 3_600_000));
  // The look that ends asks for the copy and the checksum; the next one holds both back.
  await staging.look('one', async () => {});
  const copied = await staging.look('one', async () => {
    writeFileSync(path, 'code;nom\n01001;Ambérieu\n');
    return staging.stage('one');
  });
  expect(await staging.sha256('one')).toBe(await hashFile(copied.path));
});

test('what is remembered of a file is whole at every moment, so that a kill loses no file', async () => {
  // So long a name takes a while to write.
  const name = 'n'.repeat(3_000_000);
  const path = join(folder, 'communes.csv');
  writeFileSync(path, 'code;nom\n01001;Abergement\n');
  const staging = await openStaging(join(folder, 'staging'));
  await staging.grant({ id: 'one', path, name });
  const files = join(folder, 'staging/files');
  const record = join(files, readdirSync(files)[0]!);
  let looks = 0;
  let torn = 0;
  for (let time = 0; time < 4; time += 1) {
    let written = false;
    const writing = staging.grant({ id: 'one', path, name }).then(() => {
      written = true;
    });
    while (!written) {
      looks += 1;
      if (readFileSync(record, 'utf8').length < name.length) torn += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
  }
  expect([looks >= 4, torn]).toEqual([true, 0]);
});
