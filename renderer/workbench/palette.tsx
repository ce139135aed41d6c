import { type ReactNode, useState } from 'react';
import { Menu as AriaMenu, Autocomplete, Header, MenuItem, MenuSection, useFilter } from 'react-aria-components';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { closeDialog, useColumns, useSession } from '../session.ts';
import { Dialog, Icon, SearchField } from '../ui/kit.ts';
import { commands, savedViewCommands, tableCommands } from './commands.ts';
import { askTable } from './view-commands.ts';

/** As many columns at once: a few more letters reach the others. */
const shownAtMost = 60;

/** Ctrl+K: type a few letters, Enter runs a command or goes to a column. */
export function PaletteWindow(): ReactNode {
  const state = useSession((session) => session);
  const { contains } = useFilter({ sensitivity: 'base' });
  const [search, setSearch] = useState('');
  const columns = useColumns(state.table);
  const choices = [...commands(state), ...tableCommands(), ...savedViewCommands()].filter(
    (command) => command.isEnabled && command.id !== 'palette' && contains(command.label, search),
  );
  const words = search.trim().split(/\s+/);
  const found =
    search.trim() === ''
      ? []
      : (columns.value ?? [])
          .filter((column) => words.every((word) => contains(textOf(column), word)))
          // A name that starts as typed comes before one that merely holds it.
          .sort((one, other) => rankOf(one, search, contains) - rankOf(other, search, contains));
  return (
    <Dialog title={t('app.commands')} onClose={closeDialog} className="palette">
      <Autocomplete inputValue={search} onInputChange={setSearch}>
        <SearchField
          autoFocus
          hideLabel
          label={t('app.commands-search')}
          placeholder={t('app.commands-search')}
          value={search}
          onChange={setSearch}
        />
        <AriaMenu
          className="list"
          aria-label={t('app.commands')}
          renderEmptyState={() => <p className="panel-note muted">{t('ui.no-match')}</p>}
        >
          {choices.map((command) => (
            <MenuItem
              key={command.id}
              id={command.id}
              textValue={command.label}
              className="option"
              onAction={() => {
                closeDialog();
                command.run();
              }}
            >
              <Icon name={command.icon} />
              <span className="option-text">{command.label}</span>
              {command.keys && <span className="option-end">{command.keys}</span>}
            </MenuItem>
          ))}
          {found.length > 0 && (
            <MenuSection>
              <Header className="palette-head muted">{t('app.commands-columns')}</Header>
              {found.slice(0, shownAtMost).map((column) => (
                <MenuItem
                  key={column.name}
                  id={`column:${column.name}`}
                  textValue={column.name}
                  className="option"
                  onAction={() => {
                    closeDialog();
                    askTable({ kind: 'column', name: column.name });
                  }}
                >
                  <Icon name="columns" />
                  <span className="option-text">
                    <span>{column.name}</span>
                    {column.label && column.label !== column.name && (
                      <span className="option-hint">{column.label}</span>
                    )}
                  </span>
                  <span className="option-end">{kindOf(column)}</span>
                </MenuItem>
              ))}
            </MenuSection>
          )}
        </AriaMenu>
      </Autocomplete>
      {found.length > shownAtMost && (
        <p className="panel-note muted">{t('app.commands-more', { shown: shownAtMost, total: found.length })}</p>
      )}
    </Dialog>
  );
}

/** What a column is found by: its name, its label, what it means. */
function textOf(column: Column): string {
  return [column.name, column.label ?? '', kindOf(column)].join(' ');
}

function kindOf(column: Column): string {
  return column.meaning === null ? t(`type.${column.type}`) : t(`meaning.${column.meaning}`);
}

function rankOf(column: Column, search: string, contains: (text: string, part: string) => boolean): number {
  const wanted = search.trim();
  if (contains(column.name.slice(0, wanted.length), wanted)) return 0;
  return contains(column.name, wanted) ? 1 : 2;
}
