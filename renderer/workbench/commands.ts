import type { StepKind } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { getDisplay, setDisplay } from '../display.ts';
import { browseData, browseProject, startProject } from '../project/open.ts';
import { canReopen, reopenWithOptions } from '../project/reopen-options.ts';
import { saveProject } from '../project/save.ts';
import { applyView } from '../saved-views.ts';
import {
  getState,
  openDialog,
  project,
  redoEdit,
  type SessionState,
  setState,
  showTable,
  undoEdit,
} from '../session.ts';
import type { IconName } from '../ui/kit.ts';
import { viewCommands } from './view-commands.ts';

/** One thing that can be done from the keyboard, the palette, the menu of the window or a button. */
export type Command = {
  id: string;
  label: string;
  icon: IconName;
  /** « Ctrl+S », as shown. */
  keys?: string;
  isEnabled: boolean;
  run(): void;
};

/** Every command, with its label and availability for the present state. */
export function commands(state: SessionState = getState()): Command[] {
  const { past, present, future } = state.history;
  const { table } = state;
  const shown = present.state.tables.find((candidate) => candidate.id === table);
  const onTable = shown !== undefined;
  const step = (stepKind: StepKind) => () => {
    if (table !== null) openDialog({ kind: 'step', table, step: null, stepKind });
  };
  const next = future[0];
  return [
    {
      id: 'open',
      label: t('command.open'),
      icon: 'open',
      keys: 'Ctrl+O',
      isEnabled: true,
      run: () => void browseData(),
    },
    {
      id: 'open-project',
      label: t('command.open-project'),
      icon: 'file',
      isEnabled: true,
      run: () => void browseProject(),
    },
    { id: 'new', label: t('command.new'), icon: 'add', isEnabled: true, run: () => void startProject() },
    {
      id: 'save',
      label: t('command.save'),
      icon: 'save',
      keys: 'Ctrl+S',
      isEnabled: !state.saving,
      run: () => void saveProject(),
    },
    {
      id: 'save-as',
      label: t('command.save-as'),
      icon: 'save',
      keys: 'Ctrl+Maj+S',
      isEnabled: !state.saving,
      run: () => void saveProject(true),
    },
    {
      id: 'recipe',
      label: t('recipe.apply'),
      icon: 'steps',
      isEnabled: true,
      run: () => openDialog({ kind: 'replay' }),
    },
    {
      id: 'replay',
      label: t('replay.menu'),
      icon: 'redo',
      isEnabled: onTable,
      run: () => table !== null && openDialog({ kind: 'replay', table }),
    },
    {
      id: 'rename-project',
      label: t('command.rename-project'),
      icon: 'rename',
      isEnabled: true,
      run: () => openDialog({ kind: 'rename', what: 'project' }),
    },
    {
      id: 'undo',
      label: past.length > 0 ? t('command.undo-of', { action: present.label }) : t('command.undo'),
      icon: 'undo',
      keys: 'Ctrl+Z',
      isEnabled: past.length > 0,
      run: () => travel(undoEdit),
    },
    {
      id: 'redo',
      label: next ? t('command.redo-of', { action: next.label }) : t('command.redo'),
      icon: 'redo',
      keys: 'Ctrl+Y',
      isEnabled: next !== undefined,
      run: () => travel(redoEdit),
    },
    {
      id: 'export',
      label: t('command.export'),
      icon: 'export',
      keys: 'Ctrl+E',
      isEnabled: onTable,
      run: () => table !== null && openDialog({ kind: 'export', table }),
    },
    {
      id: 'target',
      label: t('command.target'),
      icon: 'target',
      isEnabled: true,
      run: () => openDialog({ kind: 'target' }),
    },
    { id: 'filter', label: t('command.filter'), icon: 'filter', isEnabled: onTable, run: step('filter') },
    { id: 'sort', label: t('command.sort'), icon: 'sort', isEnabled: onTable, run: step('sort') },
    { id: 'select', label: t('command.select'), icon: 'columns', isEnabled: onTable, run: step('select') },
    { id: 'derive', label: t('command.derive'), icon: 'formula', isEnabled: onTable, run: step('derive') },
    { id: 'aggregate', label: t('command.aggregate'), icon: 'group', isEnabled: onTable, run: step('aggregate') },
    {
      id: 'join',
      label: t('command.join'),
      icon: 'join',
      isEnabled: onTable,
      run: () => table !== null && openDialog({ kind: 'join', table, step: null }),
    },
    ...(['perimeter', 'vintage', 'coverage'] as const).map(
      (kind): Command => ({
        id: kind,
        label: t(`command.${kind}`),
        icon: 'target',
        isEnabled: onTable,
        run: () => table !== null && openDialog({ kind, table }),
      }),
    ),
    { id: 'append', label: t('command.append'), icon: 'append', isEnabled: onTable, run: step('append') },
    { id: 'unpivot', label: t('command.unpivot'), icon: 'unpivot', isEnabled: onTable, run: step('unpivot') },
    { id: 'clean', label: t('command.clean'), icon: 'clean', isEnabled: onTable, run: step('clean') },
    {
      id: 'reopen',
      label: t('sources.reopen'),
      icon: 'reset',
      isEnabled: shown !== undefined && canReopen(shown),
      run: () => shown && void reopenWithOptions(shown),
    },
    {
      id: 'table',
      label: t('command.table'),
      icon: 'table',
      isEnabled: onTable,
      run: () => setState({ tab: 'table' }),
    },
    {
      id: 'chart',
      label: t('command.chart'),
      icon: 'chart',
      isEnabled: onTable,
      run: () => setState({ tab: 'chart' }),
    },
    {
      id: 'profile',
      label: t('command.profile'),
      icon: 'chart',
      isEnabled: onTable,
      run: () => setState({ inspector: 'profile', profiled: 'column' }),
    },
    {
      id: 'profile-table',
      label: t('command.profile-table'),
      icon: 'info',
      isEnabled: onTable,
      run: () => setState({ inspector: 'profile', profiled: 'table' }),
    },
    {
      id: 'absent',
      label: t('absent.title'),
      icon: 'search',
      isEnabled: onTable,
      run: () => table !== null && openDialog({ kind: 'absent', table }),
    },
    {
      id: 'sketches',
      label: t(getDisplay().sketches ? 'command.hide-sketches' : 'command.show-sketches'),
      icon: 'chart',
      isEnabled: onTable,
      run: () => setDisplay({ sketches: !getDisplay().sketches }),
    },
    ...viewCommands(onTable),
    { id: 'start-page', label: t('command.home'), icon: 'home', isEnabled: true, run: () => showTable(null) },
    {
      id: 'help',
      label: t('command.help'),
      icon: 'help',
      keys: 'F1',
      isEnabled: true,
      run: () => openDialog({ kind: 'help' }),
    },
    { id: 'excel', label: t('excel.title'), icon: 'table', isEnabled: true, run: () => openDialog({ kind: 'excel' }) },
    {
      id: 'access',
      label: t('access.title'),
      icon: 'keyboard',
      isEnabled: true,
      run: () => openDialog({ kind: 'access' }),
    },
    {
      id: 'states',
      label: t('command.states'),
      icon: 'steps',
      isEnabled: shown !== undefined && shown.recipe.length > 0,
      run: () => shown && openDialog({ kind: 'states', table: shown.id, from: 0, to: shown.recipe.length }),
    },
    {
      id: 'palette',
      label: t('command.palette'),
      icon: 'search',
      keys: 'Ctrl+K',
      isEnabled: true,
      run: () => openDialog({ kind: 'palette' }),
    },
  ];
}

/** Undoes or redoes, and shows the table that it brings back, if any. */
function travel(move: () => void): void {
  const before = new Set(project().tables.map((table) => table.id));
  move();
  const back = project().tables.find((table) => !before.has(table.id));
  if (back) showTable(back.id);
}

/** Commands that go to each table of the project. */
export function tableCommands(): Command[] {
  return project().tables.map((table) => ({
    id: `table:${table.id}`,
    label: t('command.show-table', { name: table.name }),
    icon: 'table',
    isEnabled: true,
    run: () => showTable(table.id),
  }));
}

/** Commands that look at the shown table as its saved views do. */
export function savedViewCommands(): Command[] {
  const { table } = getState();
  return project()
    .views.filter((view) => view.table === table)
    .map((view) => ({
      id: `view:${view.id}`,
      label: t('command.show-view', { name: view.name }),
      icon: 'eye',
      isEnabled: true,
      run: () => applyView(view),
    }));
}

/** Does nothing when the command is not available now. */
export function runCommand(id: string): void {
  const command = commands().find((candidate) => candidate.id === id);
  if (command?.isEnabled) command.run();
}
