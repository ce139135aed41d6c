import type { SourceFormat } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { startsAsDbase } from './dbase-header.ts';
import { fileSize, readBytes, type StagedFile } from './file.ts';
import { readEntry, readZip, type ZipEntry } from './zip.ts';

/** What a file is, by its bytes alone. `workbook` formats other than .xlsx are read by SheetJS. */
export type FileKind =
  | { kind: 'csv' }
  | { kind: 'xlsx'; entries: ZipEntry[] }
  | { kind: 'workbook'; format: 'xls' | 'xlsb' | 'ods' }
  | { kind: 'parquet' }
  | { kind: 'dbf' }
  /** `beside`: the other parts of shapefiles. */
  | { kind: 'archive'; entries: ZipEntry[]; beside: ZipEntry[] }
  | { kind: 'gzip' };

/** What holds a table by itself. */
export type TableKind = Exclude<FileKind, { kind: 'archive' | 'gzip' }>;

const refused: { what: string; test: (head: Buffer) => boolean }[] = [
  { what: 'image', test: (head) => starts(head, '\x89PNG') || starts(head, 'GIF8') || starts(head, '\xff\xd8\xff') },
  { what: 'image', test: (head) => starts(head, 'BM') && head.length > 30 && head.readUInt16LE(26) === 1 },
  { what: 'image', test: (head) => starts(head, 'RIFF') || starts(head, 'II*\0') || starts(head, 'MM\0*') },
  { what: 'PDF', test: (head) => head.subarray(0, 1024).includes('%PDF-') },
  { what: 'RTF', test: (head) => starts(head, '{\\rtf') },
  { what: 'tar', test: (head) => head.toString('latin1', 257, 262) === 'ustar' },
  { what: '7-Zip', test: (head) => starts(head, "7z\xbc\xaf'\x1c") },
  { what: 'RAR', test: (head) => starts(head, 'Rar!') },
  { what: 'bzip2', test: (head) => starts(head, 'BZh') },
  { what: 'SQLite', test: (head) => starts(head, 'SQLite format 3') },
  { what: 'programme', test: (head) => starts(head, 'MZ') || starts(head, '\x7fELF') },
];

/** Recognises a staged file by its first bytes, never by its name. Throws a Fault for what Crible cannot open. */
export async function recogniseFormat(file: StagedFile): Promise<FileKind> {
  const size = await fileSize(file.path);
  if (size === 0) throw new Fault('file-empty', { file: file.name });
  const head = await readBytes(file.path, 0, 4096);
  if (starts(head, 'PK\x03\x04') || starts(head, 'PK\x05\x06')) return recogniseZip(file);
  if (starts(head, '\x1f\x8b')) return { kind: 'gzip' };
  if (starts(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return recogniseCompound(file, size);
  if (starts(head, 'PAR1') || starts(head, 'PARE')) {
    const tail = await readBytes(file.path, Math.max(0, size - 4), 4);
    if (starts(head, 'PARE') || starts(tail, 'PARE')) throw new Fault('password', { file: file.name });
    if (size < 12 || !starts(tail, 'PAR1')) throw new Fault('file-damaged', { file: file.name });
    return { kind: 'parquet' };
  }
  // A BIFF stream outside any container: Excel 2 to 4.
  if (head.length > 8 && head[0] === 0x09 && [0x00, 0x02, 0x04].includes(head[1]!) && head[2]! <= 8 && head[3] === 0)
    return { kind: 'workbook', format: 'xls' };
  if (startsAsDbase(head)) return { kind: 'dbf' };
  if (starts(head, '\0\0\x27\x0a')) throw new Fault('outlines-only', { file: file.name });
  for (const { what, test } of refused) if (test(head)) throw new Fault('not-a-table', { file: file.name, what });
  const text = startOfText(head);
  // Many administrations serve HTML or XML 2003 tables under the name .xls; SheetJS reads both.
  if (isPage(text) || /<Workbook[\s>]/.test(text) || isExchange(text)) return { kind: 'workbook', format: 'xls' };
  if (/^<\?xml|^<svg|^<[a-z]+[\s>]/i.test(text)) throw new Fault('not-a-table', { file: file.name, what: 'XML' });
  if (/^(?:\{\s*"|\[\s*[{[])/.test(text)) throw new Fault('not-a-table', { file: file.name, what: 'JSON' });
  if (isBinary(head)) throw new Fault('format-unknown', { file: file.name });
  return { kind: 'csv' };
}

/** SYLK and DIF: sheets as lines of text, one per cell, which old programs still write. */
function isExchange(text: string): boolean {
  return (
    /^ID;P[^\r\n]*[\r\n]+(?:P;P|[OBFC];[A-Z]\w*;?[^\r\n]*[\r\n]+[PFCOBN]+;)/.test(text) ||
    /^TABLE\r?\n0,1\r?\n"/.test(text)
  );
}

/** Whether a text begins as a page of the web, or has a table in its first lines. */
export function isPage(text: string): boolean {
  const start = text.replace(/^[\s\ufeff]+/, '').slice(0, 4096);
  if (/^<(?:!doctype html|html|table|head|meta)/i.test(start)) return true;
  return /^<(?:\?xml|!--|[a-z])/i.test(start) && !/<Workbook[\s>]/.test(start) && /<table[\s>]/i.test(start);
}

async function recogniseZip(file: StagedFile): Promise<FileKind> {
  const entries = await readZip(file.path, file.name);
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
  if (names.has('xl/workbook.bin')) return { kind: 'workbook', format: 'xlsb' };
  if (names.has('[content_types].xml')) {
    if ([...names].some((name) => /(?:^|\/)workbook\d*\.xml$/.test(name))) return { kind: 'xlsx', entries };
    throw new Fault('not-a-table', { file: file.name, what: names.has('word/document.xml') ? 'Word' : 'Office' });
  }
  if (names.has('content.xml') && (await isEncryptedDocument(file, entries)))
    throw new Fault('password', { file: file.name });
  if (names.has('content.xml') && (names.has('mimetype') || names.has('meta-inf/manifest.xml')))
    return { kind: 'workbook', format: 'ods' };
  const files = entries.filter((entry) => isCandidate(entry));
  if (files.length > 0) return { kind: 'archive', entries: files, beside: entries.filter(isBeside) };
  throw new Fault(entries.some(hasOutlines) ? 'outlines-only' : 'archive-empty', { file: file.name });
}

/** An OpenDocument says in its manifest which of its parts are encrypted. */
async function isEncryptedDocument(file: StagedFile, entries: readonly ZipEntry[]): Promise<boolean> {
  const manifest = entries.find((entry) => entry.name === 'META-INF/manifest.xml');
  if (manifest === undefined) return false;
  return (await readEntry(file.path, manifest, file.name, 1_000_000)).includes('encryption-data');
}

function isCandidate(entry: ZipEntry): boolean {
  const name = entry.name.toLowerCase();
  if (name.endsWith('/') || entry.size === 0 || name.startsWith('__macosx/') || /(?:^|\/)\./.test(name)) return false;
  if (isBeside(entry) || hasOutlines(entry)) return false;
  return !/\.(?:pdf|png|jpe?g|gif|docx?|odt|html?|md|xml|json|qgz|qgs|mxd|exe|dll)$/.test(name);
}

/** Outlines for maps, which are read as a basemap or not at all. */
function hasOutlines({ name }: ZipEntry): boolean {
  return /\.(?:shp|kml|kmz|gpkg|gml|geojson|topojson)$/i.test(name);
}

/** What goes with the outlines and the table of a shapefile: their index, projection, encoding, style. */
function isBeside({ name }: ZipEntry): boolean {
  return /\.(?:shp|shx|sbn|sbx|qix|fix|prj|qpj|qmd|qml|cpg|cst|atx|ixs|mxs|ain|aih|dbt|fpt)$/i.test(name);
}

/** OLE container: an .xls, or the envelope of an encrypted workbook (its stream names are UTF-16). */
async function recogniseCompound(file: StagedFile, size: number): Promise<FileKind> {
  const bytes = await readBytes(file.path, 0, Math.min(size, 64_000_000));
  const has = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage') || has('EncryptionInfo')) throw new Fault('password', { file: file.name });
  if (!has('Workbook') && !has('WORKBOOK') && !has('Book') && !has('BOOK'))
    throw new Fault('not-a-table', { file: file.name, what: 'Office' });
  if (size < 1536) throw new Fault('file-damaged', { file: file.name });
  return { kind: 'workbook', format: 'xls' };
}

function starts(bytes: Buffer, latin: string): boolean {
  return bytes.length >= latin.length && bytes.toString('latin1', 0, latin.length) === latin;
}

function startOfText(head: Buffer): string {
  const utf16 = starts(head, '\xff\xfe') ? head.toString('utf16le') : head.toString('utf8');
  return utf16.replace(/^\ufeff/, '').trimStart();
}

/** Control bytes that no text has. UTF-16 without its mark is told by its regular zeros. */
function isBinary(head: Buffer): boolean {
  if (starts(head, '\xff\xfe') || starts(head, '\xfe\xff')) return false;
  let controls = 0;
  let zeros = 0;
  const zerosAt = [0, 0];
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at]!;
    if (byte === 0) {
      zeros += 1;
      zerosAt[at % 2]! += 1;
    } else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 26 && byte !== 12 && byte !== 27)
      controls += 1;
  }
  const half = head.length / 2;
  if (zeros > half * 0.4 && Math.min(zerosAt[0]!, zerosAt[1]!) < half * 0.05) return false;
  return controls > Math.max(2, head.length * 0.01) || zeros > Math.max(4, head.length * 0.01);
}

/** Whether the format itself says the names of its columns: nothing of it is a header row. */
export function namesItsColumns({ kind }: { kind: FileKind }): boolean {
  return kind.kind === 'parquet' || kind.kind === 'dbf';
}

/** The format of a file as a project keeps it; `packed`: see Survey. */
export function formatOf({ kind, packed }: { kind: TableKind; packed: SourceFormat | null }): SourceFormat {
  return packed ?? (kind.kind === 'workbook' ? kind.format : kind.kind);
}
