import type { MenuItemConstructorOptions } from 'electron';
import type { HostCommand } from '../shared/rpc/host.ts';
import { t } from '../shared/text/t.ts';

export type MenuActions = { command(command: HostCommand): void; about(): void };

/** The French menu. The page itself hears the keys (`registerAccelerator: false`): here they are only shown. */
export function menuTemplate(
  actions: MenuActions,
  host: { platform: string; isPackaged: boolean },
): MenuItemConstructorOptions[] {
  const command = (label: string, name: HostCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: name,
    label,
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
    click: () => actions.command(name),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const quit: MenuItemConstructorOptions = { role: 'quit', label: t('host.menu.quit') };
  const about: MenuItemConstructorOptions = { label: t('host.menu.about'), click: () => actions.about() };
  const isMac = host.platform === 'darwin';

  const macApplication: MenuItemConstructorOptions = {
    label: t('common.app'),
    submenu: [about, separator, { role: 'hide', label: t('host.menu.hide') }, separator, quit],
  };
  const file: MenuItemConstructorOptions = {
    label: t('host.menu.file'),
    submenu: [
      command(t('host.menu.open'), 'open', 'CmdOrCtrl+O'),
      command(t('host.menu.open-project'), 'open-project', 'CmdOrCtrl+Shift+O'),
      command(t('host.menu.start-page'), 'start-page'),
      separator,
      command(t('host.menu.save'), 'save', 'CmdOrCtrl+S'),
      command(t('host.menu.save-as'), 'save-as', 'CmdOrCtrl+Shift+S'),
      command(t('host.menu.export'), 'export', 'CmdOrCtrl+E'),
      ...(isMac ? [] : [separator, quit]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: t('host.menu.edit'),
    submenu: [
      command(t('host.menu.undo'), 'undo', 'CmdOrCtrl+Z'),
      command(t('host.menu.redo'), 'redo', 'CmdOrCtrl+Y'),
      separator,
      { role: 'cut', label: t('host.menu.cut') },
      { role: 'copy', label: t('host.menu.copy') },
      { role: 'paste', label: t('host.menu.paste') },
      { role: 'selectAll', label: t('host.menu.select-all') },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: t('host.menu.view'),
    submenu: [
      { role: 'zoomIn', label: t('host.menu.zoom-in') },
      { role: 'zoomOut', label: t('host.menu.zoom-out') },
      { role: 'resetZoom', label: t('host.menu.zoom-reset') },
      { role: 'togglefullscreen', label: t('host.menu.fullscreen') },
      ...(host.isPackaged
        ? []
        : [
            separator,
            { role: 'reload' as const, label: t('host.menu.reload') },
            { role: 'toggleDevTools' as const, label: t('host.menu.tools') },
          ]),
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: t('host.menu.help'),
    submenu: [command(t('host.menu.help-page'), 'help', 'F1'), ...(isMac ? [] : [separator, about])],
  };
  return [...(isMac ? [macApplication] : []), file, edit, view, help];
}
