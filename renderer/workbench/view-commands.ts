import { t } from '../../shared/text/t.ts';
import { setState } from '../session.ts';
import { requestTable, type TableRequest } from '../table-requests.ts';
import type { Command } from './commands.ts';

/** What helps to read the table on screen: its search, its rows by number or in full, their height. */
export function viewCommands(isEnabled: boolean): Command[] {
  return [
    {
      id: 'find',
      label: t('command.find'),
      icon: 'search',
      keys: 'Ctrl+F',
      isEnabled,
      run: () => askTable({ kind: 'find' }),
    },
    {
      id: 'go-to-row',
      label: t('command.go-to-row'),
      icon: 'table',
      keys: 'Ctrl+G',
      isEnabled,
      run: () => askTable({ kind: 'go-to-row' }),
    },
    {
      id: 'record',
      label: t('command.record'),
      icon: 'table',
      isEnabled,
      run: () => askTable({ kind: 'record' }),
    },
    ...(['comfortable', 'compact', 'wrapped'] as const).map(
      (density): Command => ({
        id: `density-${density}`,
        label: t(`command.density-${density}`),
        icon: 'menu',
        isEnabled,
        run: () => askTable({ kind: 'density', density }),
      }),
    ),
  ];
}

/** Shows the rows first: the table takes what it is asked once they are there. */
export function askTable(request: TableRequest): void {
  setState({ tab: 'table' });
  requestTable(request);
}
