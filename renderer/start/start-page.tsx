import type { ReactNode } from 'react';
import type { RecentProject, ReferenceInfo } from '../../shared/contract.ts';
import { formatDate } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { addReference } from '../project/add-table.ts';
import { browseData, browseProject, openProject } from '../project/open.ts';
import { call, notifyFault, openDialog, showTable, useCall, useProject, useSession } from '../session.ts';
import { Button, Disclosure, Icon, IconButton, type IconName } from '../ui/kit.ts';
import { type ExampleId, exampleIds, openExample } from './examples.ts';
import './start.css';

const promises = ['files', 'loss', 'network', 'rows'] as const;

/** What one can start with: a file, the assistant, an example, a recent project. */
export function StartPage(): ReactNode {
  const project = useProject();
  const hello = useSession((session) => session.hello);
  const first = project.tables[0];
  return (
    <main className="start" data-zone="start">
      <div className="start-in">
        <div className="start-head">
          <h1 className="start-title">{t('start.title')}</h1>
          <p className="start-lead">{t('start.lead')}</p>
          {first && (
            <p>
              <Button kind="quiet" icon="table" onPress={() => showTable(first.id)}>
                {t('start.back', { name: project.name })}
              </Button>
            </p>
          )}
        </div>
        <div className="start-columns">
          <div className="start-main">
            <button type="button" className="start-drop" onClick={() => void browseData()}>
              <span className="start-drop-icon">
                <Icon name="open" size={28} />
              </span>
              <span className="start-choice-text">
                <strong>{t('start.open')}</strong>
                <span>{t('start.open-hint')}</span>
                <span>{t('start.drop-hint')}</span>
              </span>
            </button>
            <div className="start-choices">
              <Choice
                icon="target"
                title={t('start.target')}
                hint={t('start.target-hint')}
                onPress={() => openDialog({ kind: 'target' })}
              />
            </div>
            <section className="start-panel">
              <h2 className="start-panel-title">
                <Icon name="chart" />
                {t('start.example')}
              </h2>
              <p className="muted">{t('start.example-hint')}</p>
              <div className="start-choices start-examples">
                {exampleIds.map((id) => (
                  <Choice
                    key={id}
                    icon={exampleIcons[id]}
                    title={t(`start.example.${id}`)}
                    hint={t(`start.example.${id}-hint`)}
                    isDisabled={!hello}
                    onPress={() => void openExample(id)}
                  />
                ))}
              </div>
            </section>
            <Recent />
            <section className="start-panel">
              <h2 className="start-panel-title">
                <Icon name="lock" />
                {t('start.promise')}
              </h2>
              <ul className="start-promise">
                {promises.map((promise) => (
                  <li key={promise}>
                    <Icon name="check" />
                    {t(`start.promise-${promise}`)}
                  </li>
                ))}
              </ul>
            </section>
          </div>
          {hello && <BuiltIn reference={hello.reference} />}
        </div>
      </div>
    </main>
  );
}

const exampleIcons: Record<ExampleId, IconName> = { communes: 'chart', epci: 'group', departements: 'image' };

function Choice(props: {
  icon: IconName;
  title: string;
  hint: string;
  isDisabled?: boolean;
  onPress: () => void;
}): ReactNode {
  return (
    <button type="button" className="start-choice" disabled={props.isDisabled} onClick={props.onPress}>
      <Icon name={props.icon} size={22} />
      <span className="start-choice-text">
        <strong>{props.title}</strong>
        <span>{props.hint}</span>
      </span>
    </button>
  );
}

function Recent(): ReactNode {
  const recent = useCall('project.recent', {});
  return (
    <section className="start-panel">
      <div className="start-panel-head">
        <h2 className="start-panel-title">{t('start.recent')}</h2>
        <Button size="small" icon="file" onPress={() => void browseProject()}>
          {t('start.open-project')}
        </Button>
      </div>
      {recent.value?.length === 0 && <p className="muted">{t('start.recent-none')}</p>}
      <ul className="start-recent">
        {recent.value?.map((item) => (
          <RecentItem key={item.handle} item={item} />
        ))}
      </ul>
    </section>
  );
}

function RecentItem({ item }: { item: RecentProject }): ReactNode {
  const forget = () =>
    call('project.forget', { handle: item.handle }).then(
      () => showTable(null),
      (thrown: unknown) => notifyFault(thrown),
    );
  return (
    <li className="start-recent-item">
      <button type="button" className="start-recent-open" onClick={() => void openProject({ handle: item.handle })}>
        <strong>{item.name}</strong>
        <span>
          {item.folder} · {t('start.recent-saved', { date: formatDate(localTime(item.savedAt)) })}
        </span>
      </button>
      <IconButton
        icon="close"
        size="small"
        label={t('start.recent-forget', { name: item.name })}
        onPress={() => void forget()}
      />
    </li>
  );
}

/** formatDate reads UTC; a save is shown at the user's own date. */
function localTime(milliseconds: number): number {
  return milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000;
}

/** What most people come for; the rest is one press away. */
const mainTables = new Set(['communes', 'epci', 'departements', 'regions']);

function isMain(table: { id: string }): boolean {
  return mainTables.has(table.id);
}

function ReferenceTables({ tables }: { tables: ReferenceInfo['tables'] }): ReactNode {
  return (
    <ul className="start-tables">
      {tables.map((table) => (
        <li key={table.id}>
          <button type="button" className="start-table" onClick={() => void addReference(table)}>
            <span>{table.name}</span>
            <span className="muted">{t('common.rows', { count: table.rows })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function BuiltIn({ reference }: { reference: ReferenceInfo }): ReactNode {
  const others = reference.tables.filter((table) => !isMain(table));
  return (
    <section className="start-panel">
      <h2 className="start-panel-title">{t('start.built-in')}</h2>
      <p className="muted">{t('start.built-in-lead')}</p>
      <ReferenceTables tables={reference.tables.filter(isMain)} />
      {others.length > 0 && (
        <Disclosure title={t('start.built-in-more', { count: others.length })}>
          <ReferenceTables tables={others} />
        </Disclosure>
      )}
      <dl className="start-vintages">
        {reference.vintages.map((vintage) => (
          <div key={vintage.label}>
            <dt>{vintage.label}</dt>
            <dd>{vintage.value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('start.licence', { licence: reference.licence })}</p>
    </section>
  );
}
