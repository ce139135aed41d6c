import type { MapView } from '../shared/map/view.ts';
import type { Project } from '../shared/project/project.ts';
import type { Block, Report } from '../shared/report/report.ts';
import { t } from '../shared/text/t.ts';
import { announce, edit, newId, notify, project } from './session.ts';

function changeReport(label: string, change: (report: Report, current: Project) => Report): void {
  edit(label, (current) => ({ ...current, report: change(current.report, current) }));
}

/** Puts a block after another, or last. */
export function addBlock(block: Block, after: string | null = null): void {
  changeReport(t('report.action.add'), (report) => {
    const place = report.blocks.findIndex(({ id }) => id === after);
    const at = place < 0 ? report.blocks.length : place + 1;
    return { ...report, blocks: report.blocks.toSpliced(at, 0, block) };
  });
}

export function changeBlock(block: Block): void {
  changeReport(t('report.action.change'), (report) => ({
    ...report,
    blocks: report.blocks.map((one) => (one.id === block.id ? block : one)),
  }));
}

/** Puts a block at a place, 0 first, counted without it. */
export function moveBlock(id: string, place: number): void {
  const { blocks } = project().report;
  const from = blocks.findIndex((block) => block.id === id);
  const moved = blocks[from];
  const to = Math.max(0, Math.min(blocks.length - 1, place));
  if (!moved || from === to) return;
  changeReport(t('report.action.move'), (report) => ({
    ...report,
    blocks: report.blocks.toSpliced(from, 1).toSpliced(to, 0, moved),
  }));
  announce(t('report.block.moved', { place: String(to + 1), count: blocks.length }));
}

export function removeBlock(id: string): void {
  changeReport(t('report.action.delete'), (report) => ({
    ...report,
    blocks: report.blocks.filter((block) => block.id !== id),
  }));
}

export function renameReport(title: string): void {
  if (title !== project().report.title) changeReport(t('report.action.title'), (report) => ({ ...report, title }));
}

export function attachData(attach: boolean): void {
  changeReport(t('report.action.attach'), (report) => ({ ...report, attach }));
}

/** A first plan to fill: what was drawn so far, the figures of `table`, and how they were made. */
export function startReport(table: string): void {
  const heading = (text: string): Block => ({ kind: 'heading', id: newId(), level: 1, text });
  changeReport(t('report.action.start'), (report, current) => ({
    ...report,
    blocks: [
      heading(t('report.start.context')),
      { kind: 'text', id: newId(), text: t('report.start.context.text') },
      heading(t('report.start.results')),
      blankFigure(table),
      ...current.charts.map(({ id }): Block => ({ kind: 'chart', id: newId(), chart: id, dataRows: 8 })),
      ...current.maps.map(({ id }): Block => ({ kind: 'map', id: newId(), map: id, dataRows: 8 })),
      { kind: 'table', id: newId(), table, title: '', columns: [], rows: 10 },
      heading(t('report.start.method')),
      { kind: 'note', id: newId(), table },
    ],
  }));
}

export function blankFigure(table: string): Extract<Block, { kind: 'figure' }> {
  return {
    kind: 'figure',
    id: newId(),
    table,
    measure: 'count',
    column: null,
    unit: '',
    label: '',
    comparison: { kind: 'none' },
  };
}

/** Puts a chart of the project at the end of the report. */
export function reportChart(chart: string): void {
  addBlock({ kind: 'chart', id: newId(), chart, dataRows: 8 });
  notify('success', t('report.added'));
}

/** Puts a map at the end of the report; one that is only proposed becomes one of the project. */
export function reportMap(map: MapView): void {
  const kept = project().maps.some(({ id }) => id === map.id);
  const id = kept ? map.id : newId();
  edit(t('report.action.add'), (current) => ({
    ...current,
    maps: kept ? current.maps : [...current.maps, { ...map, id }],
    report: {
      ...current.report,
      blocks: [...current.report.blocks, { kind: 'map', id: newId(), map: id, dataRows: 8 }],
    },
  }));
  notify('success', t('report.added'));
}
