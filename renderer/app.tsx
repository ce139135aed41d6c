import { type ReactNode, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { t } from '../shared/text/t.ts';
import { AbsentDialog } from './absent/absent-dialog.tsx';
import { ChartView } from './chart/chart-view.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { TableView } from './grid/table-view.tsx';
import { JoinDialog } from './join/join-dialog.tsx';
import { MapScreen } from './map/map-screen.tsx';
import { ProfilePanel } from './profile/profile-panel.tsx';
import { followDrops } from './project/drops.ts';
import { followSession } from './project/follow.ts';
import { followPastes } from './project/pastes.ts';
import { StatesDialog } from './recipe/states-dialog.tsx';
import { StepDialog } from './recipe/step-dialog.tsx';
import { StepsPanel } from './recipe/steps-panel.tsx';
import { CompareDialog } from './replay/compare-dialog.tsx';
import { RenamedColumnsDialog } from './replay/renamed-columns-dialog.tsx';
import { ReplayDialog } from './replay/replay-dialog.tsx';
import { Paper } from './report/paper.tsx';
import { ReportScreen } from './report/report-screen.tsx';
import { closeDialog, setState, type Tab, useSession } from './session.ts';
import { OpeningDialog } from './sources/opening-dialog.tsx';
import { Guide } from './start/guide.tsx';
import { StartPage } from './start/start-page.tsx';
import { TargetBar } from './target/target-bar.tsx';
import { TargetDialog } from './target/target-dialog.tsx';
import { TargetWhy } from './target/why.tsx';
import { CoverageDialog } from './territory/coverage-dialog.tsx';
import { PerimeterDialog } from './territory/perimeter-dialog.tsx';
import { VintageDialog } from './territory/vintage-dialog.tsx';
import { Progress, type TabOf, Tabs } from './ui/kit.ts';
import { AccessWindow } from './workbench/access-window.tsx';
import { CrashScreen } from './workbench/crash-screen.tsx';
import { ExcelWindow } from './workbench/excel-window.tsx';
import { HelpWindow } from './workbench/help-window.tsx';
import { keepFocus } from './workbench/keep-focus.ts';
import { MissingFile, useIsMissing } from './workbench/missing-file.tsx';
import { EngineBanner, LiveRegion, Notices } from './workbench/notices.tsx';
import { PaletteWindow } from './workbench/palette.tsx';
import { followShortcuts, runHostCommand } from './workbench/shortcuts.ts';
import { TableList } from './workbench/table-list.tsx';
import { TopBar } from './workbench/top-bar.tsx';
import { useNarrow } from './workbench/use-narrow.ts';
import { QuestionWindow, RenameWindow, WaitingWindow } from './workbench/windows.tsx';
import './workbench/workbench.css';

/** The whole page: start or workbench, the dialog that is open, messages over them. */
export function App(): ReactNode {
  const [isDropping, setDropping] = useState(false);
  useEffect(() => followSession(runHostCommand), []);
  useEffect(followShortcuts, []);
  useEffect(keepFocus, []);
  useEffect(() => followDrops(setDropping), []);
  useEffect(followPastes, []);
  return (
    <I18nProvider locale="fr-FR">
      <div className="app">
        <LiveRegion />
        <CrashScreen>
          <TopBar />
          <EngineBanner />
          <Screen />
          <OpenDialog />
          <WaitingWindow />
          <OpenQuestion />
        </CrashScreen>
        <Notices />
        <Paper />
        {isDropping && <div className="drop-veil">{t('start.drop')}</div>}
      </div>
    </I18nProvider>
  );
}

function Screen(): ReactNode {
  const phase = useSession((session) => session.phase);
  const shown = useSession((session) => session.table);
  const tables = useSession((session) => session.history.present.state.tables);
  const name = useSession((session) => session.history.present.state.name);
  // An undo may have taken the shown table away.
  const table = shown !== null && !tables.some(({ id }) => id === shown) ? (tables[0]?.id ?? null) : shown;
  useEffect(() => {
    if (table !== shown) setState({ table });
  }, [table, shown]);
  useEffect(() => {
    document.title = `${name} – ${t('common.app')}`;
  }, [name]);
  if (phase === 'connecting') {
    return (
      <main className="connecting">
        <Progress label={t('app.connecting')} fraction={null} />
      </main>
    );
  }
  return table === null ? <StartPage /> : <Workbench table={table} />;
}

function Workbench({ table }: { table: string }): ReactNode {
  const tables = useSession((session) => session.history.present.state.tables);
  const present = tables.find(({ id }) => id === table);
  const name = present?.name ?? '';
  const isMissing = useIsMissing(present);
  const tab = useSession((session) => session.tab);
  const isNarrow = useNarrow();
  const view = (content: ReactNode) => (present && isMissing ? <MissingFile table={present} /> : content);
  const views: TabOf<Tab>[] = [
    {
      id: 'table',
      label: t('app.tab.table'),
      icon: 'table',
      content: view(
        <>
          <TargetBar table={table} />
          <TableView key={table} table={table} />
        </>,
      ),
    },
    { id: 'chart', label: t('app.tab.chart'), icon: 'chart', content: view(<ChartView key={table} table={table} />) },
    { id: 'map', label: t('map.tab'), icon: 'image', content: view(<MapScreen key={table} table={table} />) },
    { id: 'report', label: t('report.tab'), icon: 'file', content: <ReportScreen table={table} /> },
  ];
  if (isNarrow) return <NarrowWorkbench table={table} name={name} views={views} />;
  return (
    <div className="workbench">
      <TableList />
      <main className="centre" data-zone="centre" aria-label={t('app.zone.centre')}>
        <h1 className="visually-hidden">{name}</h1>
        <Guide />
        <Tabs label={t('app.views')} tabs={views} selected={tab} onSelect={(id) => setState({ tab: id })} />
      </main>
      <aside className="inspector" data-zone="inspector" aria-label={t('app.zone.inspector')}>
        <Inspector table={table} />
      </aside>
    </div>
  );
}

/** What was done to the table, or what its columns hold. */
function Inspector({ table }: { table: string }): ReactNode {
  const inspector = useSession((session) => session.inspector);
  const tabs: TabOf<typeof inspector>[] = [
    { id: 'steps', label: t('app.tab.steps'), icon: 'steps', content: <StepsPanel key={table} table={table} /> },
    { id: 'profile', label: t('profile.title'), icon: 'chart', content: <ProfilePanel key={table} table={table} /> },
  ];
  return (
    <Tabs
      label={t('app.zone.inspector')}
      tabs={tabs}
      selected={inspector}
      onSelect={(id) => setState({ inspector: id })}
    />
  );
}

/** Under 900 px, or at 200 % zoom: one column, a tab per panel. */
function NarrowWorkbench(props: { table: string; name: string; views: TabOf<Tab>[] }): ReactNode {
  const { table, name, views } = props;
  const tab = useSession((session) => session.tab);
  const [panel, setPanel] = useState<'tables' | 'steps' | 'profile' | null>(null);
  // Choosing a table, or a command that shows a view, comes back to that view.
  useEffect(() => setPanel((before) => (table && tab ? null : before)), [table, tab]);
  const steps = (
    <aside className="inspector" data-zone="inspector" aria-label={t('app.zone.inspector')}>
      <StepsPanel key={table} table={table} />
    </aside>
  );
  // A command that shows the profile comes to its tab.
  const inspector = useSession((session) => session.inspector);
  useEffect(
    () => setPanel((before) => (inspector === 'profile' ? 'profile' : before === 'profile' ? null : before)),
    [inspector],
  );
  const profile = (
    <aside className="inspector" data-zone="inspector" aria-label={t('app.zone.inspector')}>
      <ProfilePanel key={table} table={table} />
    </aside>
  );
  const tabs: TabOf<Tab | 'tables' | 'steps' | 'profile'>[] = [
    { id: 'tables', label: t('app.tab.tables'), icon: 'menu', content: <TableList onShow={() => setPanel(null)} /> },
    ...views,
    { id: 'steps', label: t('app.tab.steps'), icon: 'steps', content: steps },
    { id: 'profile', label: t('profile.title'), icon: 'chart', content: profile },
  ];
  return (
    <main className="workbench-narrow" data-zone="centre" aria-label={t('app.zone.centre')}>
      <h1 className="visually-hidden">{name}</h1>
      <Guide />
      <Tabs
        label={t('app.views')}
        tabs={tabs}
        selected={panel ?? tab}
        onSelect={(id) => {
          if (id === 'tables' || id === 'steps' || id === 'profile') {
            setState({ inspector: id === 'profile' ? 'profile' : 'steps' });
            setPanel(id);
          } else {
            setPanel(null);
            setState({ tab: id, inspector: 'steps' });
          }
        }}
      />
    </main>
  );
}

function OpenDialog(): ReactNode {
  const dialog = useSession((session) => session.dialog);
  switch (dialog?.kind) {
    case 'opening':
      return (
        <OpeningDialog
          key={dialog.files[0]?.id}
          files={dialog.files}
          purpose={dialog.purpose}
          source={dialog.source ?? null}
        />
      );
    case 'step':
      return <StepDialog {...dialog} />;
    case 'join':
      return <JoinDialog {...dialog} />;
    case 'perimeter':
      return <PerimeterDialog {...dialog} />;
    case 'vintage':
      return <VintageDialog {...dialog} />;
    case 'coverage':
      return <CoverageDialog {...dialog} />;
    case 'target':
      return <TargetDialog />;
    case 'why':
      return <TargetWhy table={dialog.table} row={dialog.row} onClose={closeDialog} />;
    case 'absent':
      return <AbsentDialog table={dialog.table} />;
    case 'export':
      return <ExportDialog table={dialog.table} format={dialog.format} />;
    case 'replay':
      return <ReplayDialog key={dialog.recipe?.name} table={dialog.table} recipe={dialog.recipe} />;
    case 'renamed-columns':
      return <RenamedColumnsDialog key={dialog.expected.id} {...dialog} />;
    case 'compare':
      return <CompareDialog table={dialog.table} />;
    case 'states':
      return <StatesDialog key={`${dialog.from} ${dialog.to}`} {...dialog} />;
    case 'help':
      return <HelpWindow />;
    case 'excel':
      return <ExcelWindow />;
    case 'access':
      return <AccessWindow />;
    case 'palette':
      return <PaletteWindow />;
    case 'rename':
      return <RenameWindow table={dialog.what === 'table' ? dialog.table : null} />;
    default:
      return null;
  }
}

function OpenQuestion(): ReactNode {
  const question = useSession((session) => session.question);
  return question && <QuestionWindow key={question.title} question={question} />;
}
