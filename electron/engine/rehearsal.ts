import { rm, stat, writeFile } from 'node:fs/promises';
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
import { type Inspection, inputs } from '../../shared/contract.ts';
import { columnLetters, escapeText, fixedParts, style } from './exports/xlsx-parts.ts';
import { createZip } from './exports/zip.ts';
import type { Session } from './session.ts';
import { inspectSource } from './sources/inspect.ts';
import { readCodes } from './sources/known-codes.ts';

/** After so many readings of each the next take hardly less: the machine code of their loops is made. */
const readings = 12;
/** Made anew so often: texts met before cost less than those of a file never seen. */
const renewed = 3;
/** Between two looks at whether the engine has become free. */
const patienceMilliseconds = 200;

/**
 * Looks at made-up files as at those of a user, whose first preview would else take three times as long: until the
 * reference is read and the code that reads has run for a while. One short reading at a time, and none while `isBusy`
 * says that the engine answers calls, until `isWanted` says that a file came: the first readings, slow as they are, are of
 * little. Nothing of it stays.
 */
export async function rehearse(
  session: Session,
  isWanted: () => boolean,
  isBusy: () => boolean = () => false,
): Promise<void> {
  const rest = async () => {
    while (isBusy() && !isWanted()) await wait(patienceMilliseconds, undefined, { ref: false });
  };
  await rest();
  await readCodes(session.database);
  const files = [
    { path: session.staging.outputPath('csv').path, make: writeText },
    { path: session.staging.outputPath('xlsx').path, make: writeBook },
  ];
  try {
    for (let reading = 0; reading < readings; reading += 1) {
      for (const { path, make } of files) {
        await rest();
        if (isWanted()) return;
        if (reading === 0 || reading % renewed === 1) {
          await rm(path, { force: true });
          await make(path, reading);
        }
        const { size } = await stat(path);
        // Another content each time: what was read of the same would be remembered.
        const file = { path, size, name: 'rehearsal', id: 'rehearsal', content: `rehearsal ${reading}` };
        check(await inspectSource(file, undefined, null, session.database));
        await breathe();
      }
    }
  } finally {
    for (const { path } of files) await rm(path, { force: true });
  }
}

/** The checks of the call itself are made at its first time. */
function check({ file, options }: Inspection): void {
  inputs['source.inspect'].safeParse({ file });
  inputs['source.inspect'].safeParse({ file, options });
}

const titles = ['Code commune', 'Libellé', 'Code', 'Population', 'Taux', 'Montant', 'Date', 'SIREN', 'NAF', 'Statut'];
/** As wide as tables of indicators are: the narrower ones then cost less than what was made ready. */
const repeats = { text: 2, book: 10 };

function titleRow(times: number): string[] {
  const all = Array.from({ length: times }, () => titles).flat();
  return all.map((title, at) => `${title} ${at}`);
}

/** Cells as French files have them: codes, names, numbers with commas and spaces, dates, words for what is missing. */
function cellsOf(row: number): string[] {
  const figure = (row * 7919) % 95_000;
  return [
    String(figure).padStart(5, '0'),
    `Saint-Étienne ${row % 300}`,
    `C${row % 90}`,
    row % 40 === 0 ? 's' : String(figure * 3),
    `${row % 100},${row % 10}`,
    `${1 + (row % 9)} ${String(figure % 1000).padStart(3, '0')},50`,
    `${String(1 + (row % 28)).padStart(2, '0')}/${String(1 + (row % 12)).padStart(2, '0')}/2021`,
    String(200_000_000 + figure * 11),
    `${10 + (row % 80)}.10Z`,
    row % 3 === 0 ? 'oui' : 'non',
  ];
}

const rowOf = (row: number, times: number) => Array.from({ length: times }, (_, at) => cellsOf(row + at)).flat();

/** `reading`: the first is short, later ones are of other figures. */
async function writeText(path: string, reading: number): Promise<void> {
  const lines = [titleRow(repeats.text).join(';')];
  // Longer than the head that is read, so that samples are taken further on.
  const count = reading === 0 ? 200 : 2_000;
  for (let row = 1; row <= count; row += 1) lines.push(rowOf(row + reading * 2_000, repeats.text).join(';'));
  await writeFile(path, lines.join('\r\n'), { mode: 0o600 });
}

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings';
const shared = `<Relationship Id="strings" Type="${relation}" Target="sharedStrings.xml"/></Relationships>`;

/** A sheet as wide as those of statistics, and one that lists its variables. */
async function writeBook(path: string, reading: number): Promise<void> {
  const strings = new Map<string, number>();
  const cellOf = (text: string, column: number, row: number): string => {
    const place = `r="${columnLetters(column)}${row + 1}"`;
    if (row > 0 && column % 10 === 4) return `<c ${place}><v>${text.replace(',', '.')}</v></c>`;
    if (row > 0 && column % 10 === 6) return `<c ${place} s="${style.date}"><v>${44_000 + row}</v></c>`;
    if (row > 0 && /^[1-9]\d*$/.test(text)) return `<c ${place}><v>${text}</v></c>`;
    const index = strings.get(text) ?? strings.size;
    strings.set(text, index);
    return `<c ${place} t="s"><v>${index}</v></c>`;
  };
  const all = titleRow(repeats.book);
  const rowsOf = (count: number, textsOf: (row: number) => string[]) =>
    Array.from({ length: count }, (_, row) => {
      const cells = textsOf(row).map((text, column) => cellOf(text, column, row));
      return `<row r="${row + 1}">${cells.join('')}</row>`;
    });
  const data = (row: number) => (row === 0 ? all : rowOf(row + reading * 2_000, repeats.book));
  const variables = (row: number) => (row === 0 ? ['Variable', 'Libellé'] : [all[row]!, `Description de ${all[row]}`]);
  const zip = await createZip(path);
  for (const [name, text] of fixedParts(['Données', 'Variables']))
    await zip.add(name, [name.endsWith('workbook.xml.rels') ? text.replace('</Relationships>', shared) : text]);
  const sheets = [rowsOf(reading === 0 ? 30 : 130, data), rowsOf(39, variables)];
  for (const [at, rows] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${at + 1}.xml`, ['<worksheet><sheetData>', ...rows, '</sheetData></worksheet>']);
  await zip.add('xl/sharedStrings.xml', [
    '<sst>',
    ...[...strings.keys()].map((text) => `<si><t>${escapeText(text)}</t></si>`),
    '</sst>',
  ]);
  await zip.finish();
}
