import { memo, type ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';
import { isUnsaved } from '../project/save.ts';
import { useSession } from '../session.ts';
import { Button, Icon, IconButton, Menu, type MenuEntry, Tooltip, useStable } from '../ui/kit.ts';
import { type Command, commands } from './commands.ts';

/** Project name and save state at the left, what can be done at the right. */
export function TopBar(): ReactNode {
  const state = useSession((session) => session);
  const all = new Map(commands(state).map((command) => [command.id, command]));
  const entries = (ids: string[]): MenuEntry[] =>
    ids.flatMap((id) => {
      const command = all.get(id);
      return command ? [entryOf(command)] : [];
    });
  const name = state.history.present.state.name;
  return (
    <header className="top-bar" data-zone="top">
      <IconButton icon="home" label={t('app.home')} onPress={() => all.get('start-page')?.run()} />
      <Menu
        label={t('project.menu')}
        trigger={
          <Button kind="quiet" className="project-name" aria-label={t('project.menu-of', { name })}>
            <span className="project-name-text" title={name}>
              {name}
            </span>
            <Icon name="chevron-down" />
          </Button>
        }
        entries={[
          ...entries(['rename-project', 'save', 'save-as']),
          { kind: 'separator', id: 'separator' },
          ...entries(['open-project', 'new']),
        ]}
      />
      <SaveState />
      <div className="grow" />
      <CommandButton command={all.get('undo')} />
      <CommandButton command={all.get('redo')} />
      <span className="top-bar-line" />
      <CommandButton command={all.get('open')} words={t('command.open-short')} />
      <CommandButton command={all.get('save')} words={t('command.save')} />
      <CommandButton command={all.get('export')} words={t('command.export')} />
      <span className="top-bar-line" />
      <CommandButton command={all.get('palette')} />
      <CommandButton command={all.get('help')} words={t('command.help')} />
    </header>
  );
}

function entryOf(command: Command): MenuEntry {
  return {
    kind: 'action',
    id: command.id,
    label: command.label,
    icon: command.icon,
    keys: command.keys,
    isDisabled: !command.isEnabled,
    onAction: command.run,
  };
}

type CommandWords = { command: Command | undefined; words?: string };

function CommandButton({ command, words }: CommandWords): ReactNode {
  const run = useStable(() => command?.run());
  return command ? <PlainCommand {...command} run={run} words={words} /> : null;
}

/** Drawn again only when what it says changes: the bar follows every change of the session. */
const PlainCommand = memo(function PlainCommand({ words, ...command }: Command & { words?: string }): ReactNode {
  const tip = command.keys ? `${command.label} (${command.keys})` : command.label;
  if (!words) {
    return <IconButton icon={command.icon} label={tip} isDisabled={!command.isEnabled} onPress={command.run} />;
  }
  return (
    <Tooltip text={tip}>
      <Button
        kind="quiet"
        icon={command.icon}
        isDisabled={!command.isEnabled}
        onPress={command.run}
        className="worded"
        aria-label={words}
      >
        <span>{words}</span>
      </Button>
    </Tooltip>
  );
});

function SaveState(): ReactNode {
  const saving = useSession((session) => session.saving);
  const unsaved = useSession(() => isUnsaved());
  const never = useSession((session) => session.handle === null);
  const empty = useSession((session) => session.history.present.state.tables.length === 0);
  if (never && empty) return null;
  const text = saving ? 'project.saving' : unsaved ? 'project.unsaved' : 'project.saved';
  return (
    <span className="save-state" data-unsaved={unsaved} title={unsaved ? t('project.unsaved-hint') : undefined}>
      <span className="save-dot" aria-hidden="true" />
      <span className="save-text">{t(text)}</span>
    </span>
  );
}
