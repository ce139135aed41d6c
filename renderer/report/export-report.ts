import type { Input } from '../../shared/contract.ts';
import type { ReportDocument, ReportPart } from '../../shared/report/document.ts';
import type { Block } from '../../shared/report/report.ts';
import { formatDate } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { ask, call, getState, notify, notifyFault, project, queryOf } from '../session.ts';
import { svgToPng } from '../svg-png.ts';
import { withPages } from './paper.tsx';
import { nameOf } from './plan.tsx';
import { obstacleOf, type Rendered } from './rendered.ts';

export type ReportFormat = Input<'report.export'>['format'];

/** The blocks as they stand, asked again and again while they are computed. */
export type Desk = () => ReadonlyMap<string, Rendered>;

/** Makes the file of the report and hands it over, once every block is computed and none deceives. */
export async function exportReport(format: ReportFormat, desk: Desk): Promise<void> {
  try {
    await settle(desk);
    const left = await refuseDeceit(desk);
    if (left === null) return;
    const document = await makeDocument(desk, left, format);
    if (format === 'pdf') await printReport(document);
    else await write(document, format);
  } catch (thrown) {
    notifyFault(thrown);
  }
}

/** Waits for the blocks that are still being computed. */
async function settle(desk: Desk): Promise<void> {
  let told = false;
  // A change made just before reaches the blocks with the next frame.
  await new Promise((resolve) => setTimeout(resolve, 50));
  while (isBusy(desk)) {
    if (!told) notify('info', t('report.waiting'));
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isBusy(desk: Desk): boolean {
  const rendered = desk();
  return project().report.blocks.some(({ id }) => rendered.get(id)?.busy ?? true);
}

function obstructed(desk: Desk): Block[] {
  return project().report.blocks.filter(({ id }) => obstacleOf(desk().get(id)) !== null);
}

/** The blocks to leave out; null when the user gives up. What a rule blocks leaves corrected or not at all. */
async function refuseDeceit(desk: Desk): Promise<ReadonlySet<string> | null> {
  for (;;) {
    const stuck = obstructed(desk);
    if (stuck.length === 0) return new Set();
    const fixes = stuck.flatMap(
      ({ id }) =>
        desk()
          .get(id)
          ?.found.find(({ level }) => level === 'blocked')?.fix ?? [],
    );
    const names = stuck.map((block) => nameOf(block, project(), getState().opened)).join(', ');
    const { choice } = await ask({
      title: t('report.blocked.title'),
      text: t('report.blocked.text', { count: stuck.length, names }),
      choices: [
        { id: 'cancel', label: t('common.cancel') },
        { id: 'without', label: t('report.blocked.without') },
        ...(fixes.length > 0 ? [{ id: 'fix', label: t('report.blocked.fix'), kind: 'primary' as const }] : []),
      ],
    });
    if (choice === 'without') return new Set(stuck.map(({ id }) => id));
    if (choice !== 'fix') return null;
    for (const fix of fixes) fix();
    await settle(desk);
  }
}

async function makeDocument(desk: Desk, left: ReadonlySet<string>, format: ReportFormat): Promise<ReportDocument> {
  const { report, name } = project();
  const parts: ReportPart[] = [];
  for (const { id } of report.blocks) {
    const part = left.has(id) ? null : desk().get(id)?.part;
    if (part?.kind === 'picture' && format === 'docx') parts.push({ ...part, png: await svgToPng(part.svg, 2) });
    else if (part) parts.push(part);
  }
  const version = getState().hello?.version ?? '';
  return {
    title: report.title === '' ? t('report.untitled') : report.title,
    subtitle: t('report.made', { date: formatDate(Date.now()), version, project: name }),
    parts,
  };
}

/** The tables that blocks come from, each once. */
function tablesBehind(): { name: string; query: Input<'table.count'>['query'] }[] {
  const { report, charts, maps, tables } = project();
  const ids = report.blocks.flatMap((block) => {
    if (block.kind === 'chart') return charts.find(({ id }) => id === block.chart)?.table ?? [];
    if (block.kind === 'map') return maps.find(({ id }) => id === block.map)?.table ?? [];
    return block.kind === 'heading' || block.kind === 'text' ? [] : block.table;
  });
  return tables.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ name, query: queryOf(id) }));
}

async function write(document: ReportDocument, format: ReportFormat): Promise<void> {
  const { attach } = project().report;
  notify('info', t('report.exporting'));
  const made = await call('report.export', { document, format, attach, tables: tablesBehind() });
  const saved = await deliver(made.output, made.name);
  if (saved) notify('success', t('report.exported', { name: saved }));
}

/** The desktop host makes a PDF of the pages; a browser prints them itself, and the data come as a file of their own. */
async function printReport(document: ReportDocument): Promise<void> {
  const isDesktop = getState().hello?.host === 'desktop';
  await withPages(document, async () => {
    if (isDesktop) await write(document, 'pdf');
    else await printPages();
  });
  if (!isDesktop && project().report.attach) await write(document, 'xlsx');
}

/** The browser's own printing: over when it says so. */
function printPages(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('afterprint', () => resolve(), { once: true });
    window.print();
  });
}
