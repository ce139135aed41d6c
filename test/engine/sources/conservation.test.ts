import { expect, test } from 'vitest';
import fc from '../../tools/property.ts';
import type { Opening } from './opening.ts';
import { openBytes } from './opening.ts';

/** What an administration's file may be made of: data lines, whole, short or long, blank ones, notes at the end. */
const word = fc.string({ unit: fc.constantFrom(...'abcdé œ1290,.;"\'-%'), minLength: 1, maxLength: 9 });
const number = fc.oneof(
  fc.integer({ min: -1e6, max: 1e6 }).map(String),
  fc.integer({ min: 0, max: 1e6 }).map((value) => `${value},5`),
  fc.constantFrom('s', 'nd', '', '1 234', '007', '12,5 %'),
);
const quoted = (text: string) => (/[;"\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const data = fc.record({
  kind: fc.constant('data' as const),
  cells: fc.tuple(word, number, number, fc.oneof(word, fc.constant('deux\nlignes'))),
});
const ragged = fc.record({
  kind: fc.constantFrom('short' as const, 'long' as const),
  cells: fc.tuple(word, number, number, word),
});
const blank = fc.record({ kind: fc.constant('blank' as const), text: fc.constantFrom('', ';;;', '  ;; ;', '   ') });
const line = fc.oneof(
  { weight: 8, arbitrary: data },
  { weight: 1, arbitrary: ragged },
  { weight: 1, arbitrary: blank },
);
/** Lines that DuckDB reads without a clean copy of them. */
const plain = fc.record({
  kind: fc.constant('data' as const),
  cells: fc.tuple(fc.constantFrom('Dole', 'Pau'), fc.constantFrom('1', '12'), fc.constant('3,5'), fc.constant('x')),
});
const footer = fc.constantFrom('Source : Insee;;;', 'Source : Insee, recensement', 'Lecture : en 2020, 12 communes;;;');

/** What stands above the data: titles, then names on one line or several. */
const title = fc.constantFrom(
  'Budget des communes',
  'Tuyaux de 5" et plus',
  '"Titre\nen deux lignes";;;',
  '« 2020 »;;;',
);
const names = fc.constantFrom(
  'nom;un;deux;trois',
  '"nom\nde commune";un;"deux\n(%)";trois',
  '"le ""nom"" ";"un";"deux";"trois"',
);

type Line = { kind: 'data' | 'short' | 'long'; cells: string[] } | { kind: 'blank'; text: string };

function written(lines: readonly Line[]): string[] {
  return lines.map((each) => {
    if (each.kind === 'blank') return each.text;
    const cells = each.cells.map(quoted);
    if (each.kind === 'short') return cells.slice(0, 3).join(';');
    return (each.kind === 'long' ? [...cells, 'en trop', 'encore'] : cells).join(';');
  });
}

/** Rows of the table, rows told blank, and rows set aside as notes under it: `above` are those of its titles. */
function accounted({ rows, opened }: Opening, above = 0): number {
  const blank = opened.warnings.find(({ code }) => code === 'blank-rows')?.params.count ?? 0;
  const notes = opened.source.notes.length - above;
  return rows.length + Number(blank) + notes;
}

const options = { delimiter: ';', headerRows: [1], firstDataRow: 2 };

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('rows in are rows kept, rows told blank and rows kept as notes (%s)', async (_, end) => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.array(line, { minLength: 6, maxLength: 60 }), fc.array(plain, { minLength: 6, maxLength: 30 })),
      fc.array(footer, { maxLength: 2 }),
      fc.boolean(),
      fc.array(title, { maxLength: 2 }),
      names,
      async (lines, footers, last, titles, header) => {
        // A line end inside quotes is written as the file's own.
        const body = [...written(lines as Line[]), ...footers].map((text) => text.replaceAll('\n', end));
        const above = [...titles, header].map((text) => text.replaceAll('\n', end)).join(end);
        const opening = await openBytes(`${above}${end}${body.join(end)}${last ? end : ''}`, {
          delimiter: ';',
          headerRows: [titles.length + 1],
          firstDataRow: titles.length + 2,
        });
        // Empty lines that end the file hold nothing: they may be told blank or not. Every other line is accounted for.
        const ending = body.length - (body.findLastIndex((text) => text !== '') + 1);
        const missing = body.length - accounted(opening, titles.length);
        expect(missing >= 0 && missing <= ending ? 'accounted' : `${missing} lines missing`).toBe('accounted');
      },
    ),
    { numRuns: 40 },
  );
});

test('every cell in is a cell of the table or of the list of issues', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(data, { minLength: 8, maxLength: 50 }), async (lines) => {
      const opening = await openBytes(`nom;un;deux;trois\n${written(lines).join('\n')}\n`, options);
      const listed = new Set(opening.issues.map((issue) => `${issue.row} ${issue.column}`));
      const lost: string[] = [];
      for (const [at, { cells }] of lines.entries()) {
        const place = opening.rowNumbers.indexOf(at + 2);
        if (place < 0) continue;
        for (const [column, text] of cells.entries()) {
          const name = opening.opened.columns[column]?.name ?? '';
          const read = opening.rows[place]?.[column];
          if (text.trim() !== '' && (read === null || read === undefined) && !listed.has(`${at + 2} ${name}`))
            lost.push(`${at + 2} ${name} ${text}`);
        }
      }
      expect(lost).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('lines written again as one quoted cell each give the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(data, { minLength: 8, maxLength: 40 }), async (lines) => {
      const text = ['nom;un;deux;trois', ...written(lines)];
      const wrapped = text.map((each) => `"${each.replaceAll('"', '""')}"`);
      const plain = await openBytes(`${text.join('\n')}\n`, options);
      const again = await openBytes(`${wrapped.join('\n')}\n`, options);
      expect([again.rows, again.issues, again.opened.source.notes]).toEqual([
        plain.rows,
        plain.issues,
        plain.opened.source.notes,
      ]);
    }),
    { numRuns: 12 },
  );
});

test('far from the head too: a file of two megabytes, ragged, with mixed line ends', async () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `nom ${at};${at};${at % 7 ? `${at},25` : ''};x`);
  lines[40_000] = '';
  lines[40_001] = '"deux\nlignes";1;2;3';
  lines[50_000] = 'court;1';
  lines[55_000] = 'long;1;2;3;4;5';
  const text = lines.map((each, at) => `${each}${at % 3 === 0 ? '\r\n' : '\n'}`).join('');
  const opening = await openBytes(`nom;un;deux;trois\n${text}`, options);
  expect([accounted(opening), opening.rows[40_000], opening.rows.at(-1)]).toEqual([
    60_000,
    ['deux\nlignes', 1, 2, '3'],
    ['nom 59999', 59_999, 59_999.25, 'x'],
  ]);
});

test('a text that is no number is listed with its row and column, in each of twenty columns', async () => {
  const names = Array.from({ length: 20 }, (_, at) => `n${at}`);
  const wrong = new Map(names.map((name, at) => [1_000 + at * 7, { name, raw: `oups ${at}` }]));
  const lines = Array.from({ length: 1_500 }, (_, row) =>
    names.map((name, at) => (wrong.get(row)?.name === name ? wrong.get(row)!.raw : String(row + at))).join(';'),
  );
  const { issues, rows } = await openBytes(`${names.join(';')}\n${lines.join('\n')}\n`);
  const listed = [...issues].sort((a, b) => a.row - b.row);
  expect([listed, rows[1_000]?.slice(0, 3)]).toEqual([
    [...wrong].map(([row, { name, raw }]) => ({ row: row + 2, column: name, raw, reason: 'invalid' })),
    [null, 1_001, 1_002],
  ]);
});
