import { type ReactNode, useEffect, useRef, useState } from 'react';
import { chartTitle } from '../../shared/chart/spec.ts';
import { mapTitle } from '../../shared/map/describe.ts';
import type { Project } from '../../shared/project/project.ts';
import { figureLabel } from '../../shared/report/figure.ts';
import { unbreak } from '../../shared/report/markup.ts';
import type { Block } from '../../shared/report/report.ts';
import { t } from '../../shared/text/t.ts';
import { moveBlock } from '../edit-report.ts';
import { type SessionState, useProject, useSession } from '../session.ts';
import { Icon, type IconName } from '../ui/kit.ts';

const icons: Record<Block['kind'], IconName> = {
  heading: 'rename',
  text: 'file',
  figure: 'formula',
  chart: 'chart',
  map: 'image',
  table: 'table',
  note: 'steps',
};

/** The blocks in order: choosing one shows it; they are moved by dragging, or with Alt and the arrows. */
export function Plan(props: { chosen: string | null; onChoose: (id: string) => void }): ReactNode {
  const project = useProject();
  const opened = useSession((session) => session.opened);
  const { blocks } = project.report;
  const [dragged, setDragged] = useState<string | null>(null);
  /** Place of the gap under the pointer, 0 before the first block. */
  const [gap, setGap] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<string | null>(null);
  useEffect(() => {
    // The browser takes the focus from an element that changes place.
    if (moved.current !== null) list.current?.querySelector<HTMLElement>(`[data-block="${moved.current}"]`)?.focus();
    moved.current = null;
  });
  const stop = () => {
    setDragged(null);
    setGap(null);
  };
  const drop = () => {
    const from = blocks.findIndex(({ id }) => id === dragged);
    if (dragged !== null && gap !== null && from >= 0) moveBlock(dragged, from < gap ? gap - 1 : gap);
    stop();
  };
  const moveByKey = (event: React.KeyboardEvent, id: string, place: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    moved.current = id;
    moveBlock(id, place + step);
  };
  return (
    <nav className="report-plan" aria-label={t('report.plan')}>
      <h2 className="panel-title">{t('report.plan')}</h2>
      <ol className="report-plan-list" ref={list}>
        {blocks.map((block, place) => (
          <li
            key={block.id}
            data-gap={gap === place ? 'before' : gap === blocks.length && place === gap - 1 ? 'after' : undefined}
            data-dragged={dragged === block.id ? '' : undefined}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', nameOf(block, project, opened));
              setDragged(block.id);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              const box = event.currentTarget.getBoundingClientRect();
              setGap(event.clientY < box.top + box.height / 2 ? place : place + 1);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop();
            }}
            onDragEnd={stop}
          >
            <button
              type="button"
              className="report-plan-item"
              data-block={block.id}
              data-level={block.kind === 'heading' ? block.level : undefined}
              aria-current={props.chosen === block.id ? 'true' : undefined}
              aria-label={t('report.block', {
                kind: t(`report.kind.${block.kind}`),
                name: nameOf(block, project, opened),
              })}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              onClick={() => props.onChoose(block.id)}
              onKeyDown={(event) => moveByKey(event, block.id, place)}
            >
              <Icon name={icons[block.kind]} />
              <span className="report-plan-name">{nameOf(block, project, opened)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="muted report-plan-hint">{t('report.plan.hint')}</p>
    </nav>
  );
}

/** What a block is called: its own words, or what it shows, under the labels of the files. */
export function nameOf(block: Block, { charts, maps, tables }: Project, opened: SessionState['opened']): string {
  const columnsOf = (id: string) => opened[tables.find((one) => one.id === id)?.source ?? '']?.columns ?? [];
  const table = (id: string) => tables.find((one) => one.id === id)?.name ?? '';
  const name = (() => {
    switch (block.kind) {
      case 'heading':
        return block.text;
      case 'text':
        return unbreak(block.text.trim().split('\n')[0]?.replaceAll('**', '').slice(0, 60) ?? '');
      case 'figure':
        return figureLabel(block, table(block.table));
      case 'chart': {
        const chart = charts.find(({ id }) => id === block.chart);
        return chart ? chartTitle(chart, columnsOf(chart.table)) : '';
      }
      case 'map': {
        const map = maps.find(({ id }) => id === block.map);
        return map ? mapTitle(map, false, columnsOf(map.table)) : '';
      }
      case 'table':
        return block.title === '' ? table(block.table) : block.title;
      case 'note':
        return t('report.kind.note');
    }
  })();
  return name === '' ? t(`report.kind.${block.kind}`) : name;
}
