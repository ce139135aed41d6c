import type { Query } from '../../../../shared/contract.ts';
import type { ReportDocument } from '../../../../shared/report/document.ts';
import { dataTitle } from '../../../../shared/report/read.ts';
import { t } from '../../../../shared/text/t.ts';
import { countRows } from '../../calls/pages.ts';
import { compileQuery, selectSql } from '../../query.ts';
import type { Session } from '../../session.ts';
import { dataSheet, type NoteSheet, noteSheet, sheetName, xlsxLimits } from '../xlsx.ts';
import { fixedParts } from '../xlsx-parts.ts';
import { createZip, type Pieces } from '../zip.ts';

type Row = NoteSheet['rows'][number];
type Sheet = { name: string; title: string; number: string; rows: number | string; pieces: Pieces | null };

/** A table that blocks come from, whole. */
export type AttachedTable = { name: string; query: Query };

/**
 * Writes the figures of a report as a workbook at a new `path`: a table of contents, a sheet per block that has figures,
 * then the whole tables. A table too long for a sheet is named and left out.
 */
export async function writeReportWorkbook(
  session: Session,
  options: {
    path: string;
    document: ReportDocument;
    tables: readonly AttachedTable[];
    signal: AbortSignal | null;
    onRows: (rows: number) => void;
  },
): Promise<void> {
  const { path, document, tables, signal } = options;
  const taken = new Set([t('report.sheet.contents').toLowerCase()]);
  const blocks = document.parts.flatMap((part, place): Sheet[] => {
    const title = dataTitle(part);
    if (title === null || !('data' in part)) return [];
    const number = String(place + 1);
    const name = freeName(`${number} ${title}`, taken);
    const rows = [{ cells: [title], title: true }, ...part.caption.map((line) => ({ cells: [line] })), { cells: [] }];
    return [
      {
        name,
        title,
        number,
        rows: part.data.rows.length,
        pieces: noteSheet({ rows: [...rows, ...cellRows(part.data)] }),
      },
    ];
  });
  await session.database.use(signal, async (connection) => {
    const whole: Sheet[] = [];
    for (const table of tables) {
      const compiled = compileQuery(session, table.query);
      const count = await countRows(session, table.query, compiled, signal);
      const title = t('report.sheet.table', { table: table.name });
      const fits = count < xlsxLimits.rows && compiled.columns.length <= xlsxLimits.columns;
      whole.push({
        name: fits ? freeName(table.name, taken) : '',
        title,
        number: '',
        rows: fits ? count : t('report.sheet.too-many'),
        pieces: fits ? lateSheet(() => connection.stream(selectSql(compiled)), options.onRows) : null,
      });
    }
    const sheets = [...blocks, ...whole];
    const contents = noteSheet({ rows: contentRows(document, sheets) });
    const written = sheets.flatMap(({ name, pieces }) => (pieces ? [{ name, pieces }] : []));
    await writeSheets(path, [{ name: t('report.sheet.contents'), pieces: contents }, ...written]);
  });
}

async function writeSheets(path: string, sheets: readonly { name: string; pieces: Pieces }[]): Promise<void> {
  const zip = await createZip(path);
  try {
    for (const [name, text] of fixedParts(sheets.map(({ name }) => name))) await zip.add(name, [text]);
    for (const [place, { pieces }] of sheets.entries()) await zip.add(`xl/worksheets/sheet${place + 1}.xml`, pieces);
    await zip.finish();
  } catch (thrown) {
    await zip.abandon();
    throw thrown;
  }
}

type Stream = Parameters<typeof dataSheet>[0];

/** The query runs when its sheet is written: one result is held at a time. */
async function* lateSheet(open: () => Promise<Stream>, onRows: (rows: number) => void): AsyncGenerator<string> {
  yield* dataSheet(await open(), onRows);
}

function cellRows({ head, rows }: { head: string[]; rows: (string | number | null)[][] }): Row[] {
  return [{ cells: head, title: true }, ...rows.map((row) => ({ cells: row.map((cell) => cell ?? '') }))];
}

function contentRows(document: ReportDocument, sheets: readonly Sheet[]): Row[] {
  const head = ['number', 'title', 'name', 'rows'] as const;
  return [
    { cells: [document.title], title: true },
    { cells: [document.subtitle] },
    { cells: [t('report.sheet.promise')] },
    { cells: [] },
    { cells: head.map((name) => t(`report.sheet.${name}`)), title: true },
    ...sheets.map(({ number, title, name, rows }) => ({ cells: [number, title, name, rows] })),
  ];
}

/** A legal name that no other sheet bears. */
function freeName(wanted: string, taken: Set<string>): string {
  const plain = sheetName(wanted, []);
  let name = plain;
  for (let rank = 2; taken.has(name.toLowerCase()); rank += 1) name = `${plain.slice(0, 27)} ${rank}`;
  taken.add(name.toLowerCase());
  return name;
}
