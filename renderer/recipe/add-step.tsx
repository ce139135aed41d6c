import { type ReactNode, useEffect, useRef } from 'react';
import type { StepKind } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { openDialog } from '../session.ts';
import { Button, type IconName, Menu, type MenuEntry } from '../ui/kit.ts';

type OfferedKind = Exclude<StepKind, 'target'>;

const kinds: [OfferedKind, IconName][] = [
  ['filter', 'filter'],
  ['sort', 'sort'],
  ['select', 'columns'],
  ['rename', 'rename'],
  ['derive', 'formula'],
  ['aggregate', 'group'],
  ['pivot', 'columns'],
  ['join', 'join'],
  ['append', 'append'],
  ['unpivot', 'unpivot'],
  ['clean', 'clean'],
  ['recode', 'edit'],
  ['distinct', 'distinct'],
  ['limit', 'limit'],
];

const territories = ['perimeter', 'vintage', 'coverage'] as const;

/** The menu of step kinds. `insertAt`: the new step comes before the one at that place; null: last. */
export function AddStep(props: { table: string; insertAt: number | null; onDone: () => void }): ReactNode {
  const { table, insertAt, onDone } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (insertAt !== null) place.current?.querySelector('button')?.focus();
  }, [insertAt]);
  const at = insertAt ?? undefined;
  const open = (kind: OfferedKind) => {
    if (kind === 'join') openDialog({ kind: 'join', table, step: null, ...(at !== undefined && { at }) });
    else openDialog({ kind: 'step', table, step: null, stepKind: kind, ...(at !== undefined && { at }) });
    onDone();
  };
  return (
    <div className="add-step" ref={place}>
      <Menu
        label={t('steps.add')}
        trigger={<Button icon="add">{t('steps.add')}</Button>}
        entries={[
          ...kinds.map(
            ([kind, icon]): MenuEntry => ({
              kind: 'action',
              id: kind,
              icon,
              label: t(`steps.kind.${kind}`),
              hint: t(`steps.kind-hint.${kind}`),
              onAction: () => open(kind),
            }),
          ),
          { kind: 'separator', id: 'territory' },
          ...territories.map(
            (kind): MenuEntry => ({
              kind: 'action',
              id: kind,
              icon: 'target',
              label: t(`command.${kind}`),
              onAction: () => {
                openDialog({ kind, table, ...(at !== undefined && { at }) });
                onDone();
              },
            }),
          ),
        ]}
      />
      {insertAt !== null && (
        <p className="field-hint">
          {t('steps.inserting', { position: insertAt + 1 })}{' '}
          <Button size="small" kind="quiet" onPress={onDone}>
            {t('steps.insert-cancel')}
          </Button>
        </p>
      )}
    </div>
  );
}
