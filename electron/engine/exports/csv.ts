import { open } from 'node:fs/promises';
import type { ColumnType } from '../../../shared/recipe/column.ts';
import { type Cell, type ChunkStream, readColumn, storedType } from '../database.ts';
import { type CellWriter, frenchDate, isoDate } from './cells.ts';

/** `csv-excel`: what Excel in French opens by a double-click. `csv-open`: what data portals ask for (DOMAIN). */
export type CsvFlavour = 'csv-excel' | 'csv-open';

type Dialect = { delimiter: string; start: string; end: string; number(text: string): string; cell: CellWriter };

/** A spreadsheet program would run such a text as a formula (RELIABILITY, Export). */
const formula = /^[=+\-@\t\r\0]/;

const dialects: Record<CsvFlavour, Dialect> = {
  'csv-excel': {
    delimiter: ';',
    start: '\ufeff',
    end: '\r\n',
    number: (text) => text.replace('.', ','),
    cell: (cell, type) => {
      if (typeof cell === 'boolean') return cell ? 'VRAI' : 'FAUX';
      if (type === 'date' || type === 'timestamp') return frenchDate(Number(cell), type === 'timestamp');
      const text = String(cell);
      return formula.test(text) ? `'${text}` : text;
    },
  },
  'csv-open': {
    delimiter: ',',
    start: '',
    end: '\n',
    number: (text) => text,
    cell: (cell, type) => {
      if (type === 'date' || type === 'timestamp') return isoDate(Number(cell), type === 'timestamp');
      return String(cell);
    },
  },
};

/** Writes a result as CSV at `path`, which must not exist; returns its rows. `onRows` hears how many are written. */
export async function writeCsv(
  path: string,
  stream: ChunkStream,
  flavour: CsvFlavour,
  onRows: (rows: number) => void,
): Promise<number> {
  const dialect = dialects[flavour];
  const types = stream.types.map(storedType);
  const file = await open(path, 'wx');
  try {
    const header = stream.names.map((name) => quote(dialect.cell(name, 'text'), dialect.delimiter));
    await file.write(dialect.start + header.join(dialect.delimiter) + dialect.end);
    let rows = 0;
    for await (const chunk of stream.chunks) {
      const columns = types.map((_, index) => readColumn(chunk, index));
      await file.write(lines(columns, types, chunk.rowCount, dialect));
      rows += chunk.rowCount;
      onRows(rows);
    }
    await file.sync();
    return rows;
  } finally {
    await file.close();
  }
}

function lines(columns: Cell[][], types: ColumnType[], rowCount: number, dialect: Dialect): string {
  let text = '';
  for (let row = 0; row < rowCount; row++) {
    for (let index = 0; index < columns.length; index++) {
      if (index > 0) text += dialect.delimiter;
      text += field(columns[index]?.[row] ?? null, types[index] ?? 'text', dialect);
    }
    text += dialect.end;
  }
  return text;
}

function field(cell: Cell, type: ColumnType, dialect: Dialect): string {
  if (cell === null) return '';
  if (type === 'integer' || type === 'decimal')
    return Number.isFinite(Number(cell)) ? quote(dialect.number(String(cell)), dialect.delimiter) : '';
  return quote(dialect.cell(cell, type), dialect.delimiter);
}

function quote(text: string, delimiter: string): string {
  const plain = !text.includes('"') && !text.includes(delimiter) && !/[\r\n]|^\s|\s$/.test(text);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
