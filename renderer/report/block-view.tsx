import { type ReactNode, useEffect, useMemo } from 'react';
import type { Chart } from '../../shared/chart/encoding.ts';
import type { Basemap } from '../../shared/contract.ts';
import type { MapView } from '../../shared/map/view.ts';
import { passagesOf } from '../../shared/report/markup.ts';
import type { Block, BlockOf } from '../../shared/report/report.ts';
import { t } from '../../shared/text/t.ts';
import { useBasemaps } from '../map-layers.ts';
import { useProject } from '../session.ts';
import { Button, Notice, Progress } from '../ui/kit.ts';
import { PartView } from './part-view.tsx';
import { type Rendered, troubled, waiting } from './rendered.ts';
import { useChartBlock } from './use-chart.ts';
import { useMapBlock } from './use-map.ts';
import { useFigureBlock, useNoteBlock, useTableBlock } from './use-rows.ts';

export type Told = (id: string, rendered: Rendered) => void;

/** A block as it stands now, computed again with the project. `tell` hears of each change. */
export function BlockView({ block, tell }: { block: Block; tell: Told }): ReactNode {
  const { charts, maps, tables } = useProject();
  if (block.kind === 'heading' || block.kind === 'text') return <WrittenBlock block={block} tell={tell} />;
  if (block.kind === 'chart') {
    const chart = charts.find(({ id }) => id === block.chart);
    return chart ? <ChartBlock key={chart.id} block={block} chart={chart} tell={tell} /> : lost(block, tell);
  }
  if (block.kind === 'map') {
    const map = maps.find(({ id }) => id === block.map);
    return map ? <MapBlock key={map.id} block={block} map={map} tell={tell} /> : lost(block, tell);
  }
  if (!tables.some(({ id }) => id === block.table)) return lost(block, tell);
  if (block.kind === 'table') return <TableBlock block={block} tell={tell} />;
  return block.kind === 'figure' ? <FigureBlock block={block} tell={tell} /> : <NoteBlock block={block} tell={tell} />;
}

const gone = {
  chart: troubled(t('report.chart.gone')),
  map: troubled(t('report.map.gone')),
  table: troubled(t('report.table.gone')),
};

function lost(block: Block, tell: Told): ReactNode {
  const rendered = block.kind === 'chart' || block.kind === 'map' ? gone[block.kind] : gone.table;
  return <Shown id={block.id} rendered={rendered} tell={tell} />;
}

type Props<K extends Block['kind']> = { block: BlockOf<K>; tell: Told };

function WrittenBlock({ block, tell }: Props<'heading' | 'text'>): ReactNode {
  const rendered = useMemo((): Rendered => {
    const settled = { found: [], problem: null, busy: false };
    if (block.kind === 'text') {
      const passages = passagesOf(block.text);
      return passages.length === 0
        ? troubled(t('report.text.empty'))
        : { ...settled, part: { kind: 'text', passages } };
    }
    const { level, text } = block;
    return text.trim() === ''
      ? troubled(t('report.heading.empty'))
      : { ...settled, part: { kind: 'heading', level, text } };
  }, [block]);
  return <Shown id={block.id} rendered={rendered} tell={tell} />;
}

function ChartBlock({ block, chart, tell }: Props<'chart'> & { chart: Chart }): ReactNode {
  return <Shown id={block.id} rendered={useChartBlock(chart, block.dataRows)} tell={tell} />;
}

function MapBlock({ block, map, tell }: Props<'map'> & { map: MapView }): ReactNode {
  const { basemaps } = useBasemaps();
  if (!basemaps) return <Shown id={block.id} rendered={waiting} tell={tell} />;
  return <KnownMap block={block} map={map} basemaps={basemaps} tell={tell} />;
}

function KnownMap(props: Props<'map'> & { map: MapView; basemaps: readonly Basemap[] }): ReactNode {
  const { block, map, basemaps, tell } = props;
  return <Shown id={block.id} rendered={useMapBlock(map, basemaps, block.dataRows)} tell={tell} />;
}

function TableBlock({ block, tell }: Props<'table'>): ReactNode {
  return <Shown id={block.id} rendered={useTableBlock(block)} tell={tell} />;
}

function FigureBlock({ block, tell }: Props<'figure'>): ReactNode {
  return <Shown id={block.id} rendered={useFigureBlock(block)} tell={tell} />;
}

function NoteBlock({ block, tell }: Props<'note'>): ReactNode {
  return <Shown id={block.id} rendered={useNoteBlock(block)} tell={tell} />;
}

function Shown({ id, rendered, tell }: { id: string; rendered: Rendered; tell: Told }): ReactNode {
  const { part, found, problem, busy } = rendered;
  useEffect(() => tell(id, rendered), [id, rendered, tell]);
  return (
    <>
      {found.map(({ level, text, fix }) => (
        <Notice
          key={text}
          tone={level === 'blocked' ? 'error' : 'warning'}
          actions={
            fix && (
              <Button size="small" onPress={fix}>
                {t('report.guard.fix')}
              </Button>
            )
          }
        >
          {text}
        </Notice>
      ))}
      {problem !== null && <Notice tone="warning">{problem}</Notice>}
      {!part && busy && <Progress label={t('report.block.loading')} fraction={null} />}
      {part && <PartView part={part} />}
    </>
  );
}
