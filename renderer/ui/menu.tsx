import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, Popover as AriaPopover, MenuItem, MenuTrigger, Separator } from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';

export type MenuEntry =
  | {
      kind: 'action';
      id: string;
      label: string;
      icon?: IconName | undefined;
      hint?: string | undefined;
      /** Shown at the right: « Ctrl+S ». */
      keys?: string | undefined;
      danger?: boolean | undefined;
      isDisabled?: boolean | undefined;
      onAction: () => void;
    }
  | { kind: 'separator'; id: string };

/** A menu under `trigger`, which is a Button or IconButton. */
export function Menu({
  label,
  trigger,
  entries,
}: {
  label: string;
  trigger: ReactElement;
  entries: MenuEntry[];
}): ReactNode {
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover className="popover">
        <AriaMenu className="list" aria-label={label}>
          {entries.map((entry) =>
            entry.kind === 'separator' ? (
              <Separator key={entry.id} id={entry.id} className="separator" />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                className="option"
                data-danger={entry.danger ? '' : undefined}
                isDisabled={entry.isDisabled}
                onAction={entry.onAction}
              >
                {entry.icon && <Icon name={entry.icon} />}
                <span className="option-text">
                  <span>{entry.label}</span>
                  {entry.hint && <span className="option-hint">{entry.hint}</span>}
                </span>
                {entry.keys && <span className="option-end">{entry.keys}</span>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </AriaPopover>
    </MenuTrigger>
  );
}
