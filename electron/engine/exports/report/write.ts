import { createReadStream } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { Input, ProgressOf } from '../../../../shared/contract.ts';
import type { ReportDocument } from '../../../../shared/report/document.ts';
import { reportHtml } from '../../../../shared/report/html.ts';
import { reportStem } from '../../../../shared/report/read.ts';
import { Fault } from '../../../../shared/rpc/fault.ts';
import { t } from '../../../../shared/text/t.ts';
import { fileFault } from '../../durable-file.ts';
import type { Session } from '../../session.ts';
import { createZip } from '../zip.ts';
import { writeReportDocx } from './docx.ts';
import { type AttachedTable, writeReportWorkbook } from './workbook.ts';

export type ReportRequest = {
  document: ReportDocument;
  format: Input<'report.export'>['format'];
  attach: boolean;
  tables: AttachedTable[];
  signal: AbortSignal | null;
  progress(value: ProgressOf): void;
};

/** A workbook up to this size goes inside the page; a larger one beside it, in a .zip. */
const mostInside = 8_000_000;

type Made = { id: string; path: string; name: string };

/**
 * Makes the file of a report: the document alone, or with its data. A page carries its workbook inside while that stays
 * light; any other document goes in one .zip with it, so that one file is handed over and nothing is left behind.
 */
export async function writeReport(session: Session, request: ReportRequest): Promise<Made> {
  const { document, format, attach } = request;
  const stem = reportStem(document.title);
  const place = (extension: string): Made => ({
    ...session.staging.outputPath(extension),
    name: `${stem}.${extension}`,
  });
  const made: Made[] = [];
  const start = (extension: string) => {
    const file = place(extension);
    made.push(file);
    return file;
  };
  try {
    const workbook = attach || format === 'xlsx' ? await startWorkbook(session, request, start('xlsx')) : null;
    if (workbook && format === 'xlsx') return workbook;
    const main = start(format);
    if (format === 'html') {
      const inside = workbook && (await stat(workbook.path)).size <= mostInside ? workbook : null;
      const base64 = inside ? (await readFile(inside.path)).toString('base64') : '';
      const page = reportHtml(document, attach, inside && { name: inside.name, base64 });
      await writeFile(main.path, page, { flag: 'wx' });
      if (inside) return await keepOnly(made, main);
    } else if (format === 'docx') await writeReportDocx(main.path, document);
    else if (!(await session.options.host.printPage(main.path))) throw new Fault('print-failed');
    if (!workbook) return main;
    const zip = start('zip');
    await writeTogether(zip.path, [main, workbook]);
    return await keepOnly(made, zip);
  } catch (thrown) {
    await Promise.all(made.map(({ path }) => rm(path, { force: true })));
    throw fileFault(thrown, stem);
  }
}

async function startWorkbook(session: Session, request: ReportRequest, file: Made): Promise<Made> {
  const { document, tables, signal, progress } = request;
  progress({ phase: 'writing', fraction: null });
  const onRows = () => {
    if (signal?.aborted) throw new Fault('cancelled');
  };
  await writeReportWorkbook(session, { path: file.path, document, tables, signal, onRows });
  return { ...file, name: `${t('report.attached.name', { name: reportStem(document.title) })}.xlsx` };
}

async function keepOnly(made: readonly Made[], kept: Made): Promise<Made> {
  await Promise.all(made.filter(({ id }) => id !== kept.id).map(({ path }) => rm(path, { force: true })));
  return kept;
}

async function writeTogether(path: string, files: readonly Made[]): Promise<void> {
  const zip = await createZip(path);
  try {
    for (const file of files) await zip.add(file.name, createReadStream(file.path));
    await zip.finish();
  } catch (thrown) {
    await zip.abandon();
    throw thrown;
  }
}
