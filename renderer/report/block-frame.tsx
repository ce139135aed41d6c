import type { ReactNode } from 'react';
import type { Block } from '../../shared/report/report.ts';
import { t } from '../../shared/text/t.ts';
import { moveBlock, removeBlock } from '../edit-report.ts';
import { Button, IconButton } from '../ui/kit.ts';
import { BlockEditor } from './block-editor.tsx';
import { BlockView, type Told } from './block-view.tsx';

/** A block on the sheet, with what can be done to it. */
export function BlockFrame(props: {
  block: Block;
  place: number;
  count: number;
  isEdited: boolean;
  onEdit: (id: string | null) => void;
  tell: Told;
}): ReactNode {
  const { block, place, count, isEdited } = props;
  const named = { kind: t(`report.kind.${block.kind}`).toLocaleLowerCase('fr'), place: String(place + 1) };
  return (
    <section
      id={`bloc-${block.id}`}
      className="report-block"
      aria-label={t('report.block.place', named)}
      data-edited={isEdited ? '' : undefined}
    >
      <div className="report-block-bar">
        <span className="report-block-kind">{t(`report.kind.${block.kind}`)}</span>
        <IconButton
          size="small"
          icon="edit"
          label={t('report.block.edit', named)}
          aria-expanded={isEdited}
          onPress={() => props.onEdit(isEdited ? null : block.id)}
        />
        <IconButton
          size="small"
          icon="arrow-up"
          label={t('report.block.up', named)}
          isDisabled={place === 0}
          onPress={() => moveBlock(block.id, place - 1)}
        />
        <IconButton
          size="small"
          icon="arrow-down"
          label={t('report.block.down', named)}
          isDisabled={place === count - 1}
          onPress={() => moveBlock(block.id, place + 1)}
        />
        <IconButton
          size="small"
          icon="delete"
          label={t('report.block.delete', named)}
          onPress={() => removeBlock(block.id)}
        />
      </div>
      {isEdited && (
        <div className="report-editor" data-kind={block.kind}>
          <BlockEditor key={block.id} block={block} />
          <div className="row report-done">
            <Button size="small" kind="primary" icon="check" onPress={() => props.onEdit(null)}>
              {t('report.block.done')}
            </Button>
          </div>
        </div>
      )}
      <BlockView block={block} tell={props.tell} />
    </section>
  );
}
