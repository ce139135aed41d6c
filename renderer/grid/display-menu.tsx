import type { ReactNode } from 'react';
import { densities } from '../../shared/project/display.ts';
import { t } from '../../shared/text/t.ts';
import { setDisplay, useDisplay } from '../display.ts';
import { announce } from '../session.ts';
import { Button, Icon, Menu, type MenuEntry } from '../ui/kit.ts';
import { setDensity, useDensity } from './views.ts';

/** How the table is shown: the height of its rows, drawings in its headers. */
export function DisplayMenu(): ReactNode {
  const density = useDensity();
  const { sketches } = useDisplay();
  const entries: MenuEntry[] = [
    ...densities.map(
      (choice): MenuEntry => ({
        kind: 'action',
        id: choice,
        label: t(`command.density-${choice}`),
        hint: choice === density ? t('grid.display-current') : undefined,
        icon: choice === density ? 'check' : 'menu',
        onAction: () => {
          setDensity(choice);
          announce(t(`grid.density-${choice}`));
        },
      }),
    ),
    { kind: 'separator', id: 'line' },
    {
      kind: 'action',
      id: 'sketches',
      label: t(sketches ? 'command.hide-sketches' : 'command.show-sketches'),
      icon: 'chart',
      onAction: () => setDisplay({ sketches: !sketches }),
    },
  ];
  return (
    <Menu
      label={t('grid.display')}
      trigger={
        <Button kind="quiet" size="small" icon="table">
          {t('grid.display')}
          <Icon name="chevron-down" size={10} />
        </Button>
      }
      entries={entries}
    />
  );
}
