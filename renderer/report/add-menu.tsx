import type { ReactNode } from 'react';
import { chartTitle } from '../../shared/chart/spec.ts';
import { mapTitle } from '../../shared/map/describe.ts';
import type { Block } from '../../shared/report/report.ts';
import { t } from '../../shared/text/t.ts';
import { addBlock, blankFigure } from '../edit-report.ts';
import { newId, useProject } from '../session.ts';
import { Button, Menu, type MenuEntry } from '../ui/kit.ts';

/** The kinds of blocks; a drawing not yet in the report comes first. `after` is the block that the new one follows. */
export function AddMenu(props: {
  table: string;
  after: string | null;
  onAdded: (id: string, isWritten: boolean) => void;
}): ReactNode {
  const { report, charts, maps } = useProject();
  const { table } = props;
  const used = new Set(
    report.blocks.flatMap((block) =>
      block.kind === 'chart' ? [block.chart] : block.kind === 'map' ? [block.map] : [],
    ),
  );
  const chart = charts.find(({ id }) => !used.has(id)) ?? charts.at(-1);
  const map = maps.find(({ id }) => !used.has(id)) ?? maps.at(-1);
  const entry = (kind: Block['kind'], make: (() => Block) | null, hint?: string): MenuEntry => ({
    kind: 'action',
    id: kind,
    label: t(`report.add.${kind}`),
    hint,
    isDisabled: make === null,
    onAction: () => {
      const block = make?.();
      if (!block) return;
      addBlock(block, props.after);
      props.onAdded(block.id, kind !== 'chart' && kind !== 'map' && kind !== 'note');
    },
  });
  const id = newId();
  return (
    <Menu
      label={t('report.add')}
      trigger={<Button icon="add">{t('report.add')}</Button>}
      entries={[
        entry('heading', () => ({ kind: 'heading', id, level: 1, text: '' })),
        entry('text', () => ({ kind: 'text', id, text: '' })),
        entry('figure', () => blankFigure(table)),
        entry(
          'chart',
          chart ? () => ({ kind: 'chart', id, chart: chart.id, dataRows: 8 }) : null,
          chart ? chartTitle(chart, []) : t('report.add.chart.none'),
        ),
        entry(
          'map',
          map ? () => ({ kind: 'map', id, map: map.id, dataRows: 8 }) : null,
          map ? mapTitle(map) : t('report.add.map.none'),
        ),
        entry('table', () => ({ kind: 'table', id, table, title: '', columns: [], rows: 10 })),
        entry('note', () => ({ kind: 'note', id, table })),
      ]}
    />
  );
}
