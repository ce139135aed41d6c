import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import type { CellIssue } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { CsvHead } from './csv-head.ts';
import { joinCells } from './csv-joined.ts';
import { type Protected, unprotectCells } from './csv-protected.ts';
import { createSplitter } from './csv-split.ts';
import type { DamageWatch } from './csv-watch.ts';
import { createDecoder } from './encoding.ts';
import { createMender, type Mender } from './mending.ts';

/** What became of each record of a text file that DuckDB's reader would not take as it stands. */
export type CleanReport = {
  rows: number;
  /** Records without any text. */
  blank: number;
  /** Records with fewer fields than the table has columns, by number: the rest reads as empty. */
  short: number[];
  /** Records with more: what is beyond the last column is kept as issues. */
  long: number;
  extras: CellIssue[];
  /** Lines that held their record in one quoted cell, the header's too. */
  wrapped: number;
  /** Records of which pieces were put together again, and one of them. */
  joined: { count: number; example: string };
  /** Cells that had a protection against spreadsheets, taken off. */
  unprotected: Protected;
  mender: Mender | null;
};

/**
 * Copies the data records of a text file as plain UTF-8 CSV: comma, every field quoted where needed, exactly `width`
 * fields after the record number. Any encoding, line end, ragged record or misplaced quote is taken; nothing is left
 * out without being counted.
 */
export async function cleanCsv(
  file: { path: string; name: string; size: number },
  head: CsvHead,
  untitled: readonly number[],
  output: string,
  watch: DamageWatch | null,
  signal: AbortSignal | null,
  progress: (fraction: number) => void,
): Promise<CleanReport> {
  const report: CleanReport = {
    rows: 0,
    blank: 0,
    short: [],
    long: 0,
    wrapped: 0,
    extras: [],
    joined: { count: 0, example: '' },
    unprotected: new Map(),
    mender: head.mender && createMender(head.mender.mendings, head.mender.whole),
  };
  const { mender } = report;
  const sink = createWriteStream(output);
  const failed = new Promise<never>((_, reject) => sink.on('error', reject));
  failed.catch(() => {});
  let pieces: string[] = [];
  let record = 0;
  const splitter = createSplitter(head.dialect, (given, _line, isWrapped) => {
    let cells = given;
    record += 1;
    if (isWrapped) report.wrapped += 1;
    // A rule drawn between lines is no row.
    if (record < head.layout.firstDataRow || cells.length === 0) return;
    if (cells.every((cell) => cell === '' || cell.trim() === '')) {
      report.blank += 1;
      return;
    }
    const joined = head.joining === null || cells.length <= head.width ? null : joinCells(cells, head.joining);
    if (joined !== null) {
      const example = joined.find((cell) => !given.includes(cell)) ?? '';
      report.joined = { count: report.joined.count + 1, example: report.joined.example || example.slice(0, 60) };
      cells = joined;
    }
    if (cells.length < head.width) report.short.push(record);
    if (untitled.length > 0 || cells.length > head.width)
      takeExtras(report, record, [...pick(cells, untitled), ...cells.slice(head.width)]);
    report.rows += 1;
    unprotectCells(cells, report.unprotected);
    if (mender !== null) cells = cells.map((cell, index) => mender.mend(cell, index));
    pieces.push(writeRecord(record, cells, head.width));
  });
  const decode = createDecoder(head.encoding);
  let read = 0;
  let first = true;
  const source = createReadStream(file.path, { highWaterMark: 1024 * 1024 });
  try {
    for await (const bytes of source) {
      if (signal?.aborted) throw new Fault('cancelled');
      read += (bytes as Buffer).length;
      let text = decode(bytes as Buffer, false);
      if (first) text = text.replace(/^\ufeff/, '');
      first = false;
      watch?.seeText(text);
      splitter.push(text, false);
      progress(read / Math.max(1, file.size));
      const out = pieces.join('');
      pieces = [];
      if (out !== '' && !sink.write(out)) await Promise.race([once(sink, 'drain'), failed]);
    }
    splitter.push(decode(Buffer.alloc(0), true), true);
    sink.end(pieces.join(''));
    await Promise.race([once(sink, 'finish'), failed]);
  } catch (thrown) {
    sink.destroy();
    if (thrown instanceof Fault && thrown.code === 'record-too-long')
      throw new Fault('record-too-long', { file: file.name });
    if ((thrown as NodeJS.ErrnoException).code === 'ENOSPC') throw new Fault('disk-full', { file: file.name });
    throw thrown;
  } finally {
    source.destroy();
  }
  return report;
}

const pick = (cells: readonly string[], places: readonly number[]) => places.map((place) => cells[place] ?? '');

function takeExtras(report: CleanReport, row: number, cells: readonly string[]): void {
  const beyond = cells.filter((cell) => cell.trim() !== '');
  if (beyond.length === 0) return;
  report.long += 1;
  if (report.extras.length < 10_000)
    report.extras.push({ row, column: '', raw: beyond.join(' | ').slice(0, 1_000), reason: 'cellule en trop' });
}

function writeRecord(row: number, cells: readonly string[], width: number): string {
  let line = String(row);
  for (let index = 0; index < width; index += 1) {
    const cell = cells[index] ?? '';
    line += ',';
    if (cell === '') continue;
    const text = cell.includes('\0') ? cell.replaceAll('\0', '') : cell;
    line += /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  return `${line}\n`;
}
