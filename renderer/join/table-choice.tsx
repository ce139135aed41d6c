import { type ReactNode, useState } from 'react';
import type { Project, Table } from '../../shared/project/project.ts';
import { wouldCycle } from '../../shared/project/reach.ts';
import { t } from '../../shared/text/t.ts';
import { call, getState, newId, notifyFault, useSession } from '../session.ts';
import { Button, Icon, type IconName, Progress } from '../ui/kit.ts';
import type { Extra } from './place.ts';

/** Which table to bring: one of the project, a built-in one, or a file to open. */
export function TableChoice(props: {
  table: Table;
  project: Project;
  onChoose: (table: string) => void;
  onReference: (extra: Extra) => void;
  onOpenFile: () => void;
}): ReactNode {
  const { table, project } = props;
  const hello = useSession((session) => session.hello);
  const [loading, setLoading] = useState<string | null>(null);
  const others = project.tables.filter((other) => other.id !== table.id && !wouldCycle(project, table.id, other.id));
  const rows = (other: Table) => project.sources.find((source) => source.id === other.source)?.rowCount ?? 0;
  // A built-in table that a perimeter has cut down is offered whole again.
  const whole = new Set(others.filter(({ recipe }) => recipe.length === 0).map(({ source }) => source));
  const known = new Map(
    project.sources.flatMap((source) =>
      source.format === 'reference' ? [[source.options.entry ?? source.name, source.id] as const] : [],
    ),
  );
  const references = (hello?.reference.tables ?? []).filter(({ id }) => !whole.has(known.get(id) ?? ''));
  const takeReference = async (reference: { id: string; name: string }) => {
    setLoading(reference.name);
    try {
      const here = getState().opened[known.get(reference.id) ?? ''];
      const opened = here ?? (await call('source.reference', { id: newId(), table: reference.id }));
      props.onReference({
        opened,
        table: { id: newId(), name: reference.name, source: opened.source.id, recipe: [] },
      });
    } catch (thrown) {
      setLoading(null);
      notifyFault(thrown);
    }
  };
  if (loading !== null) return <Progress label={t('join.loading-reference', { table: loading })} fraction={null} />;
  return (
    <div className="table-choice">
      <p>{t('join.other-choose', { table: table.name })}</p>
      {others.length > 0 && (
        <Choices title={t('join.opened')}>
          {others.map((other) => (
            <Choice
              key={other.id}
              icon="table"
              name={other.name}
              note={other.recipe.length === 0 ? t('common.rows', { count: rows(other) }) : ''}
              onPress={() => props.onChoose(other.id)}
            />
          ))}
        </Choices>
      )}
      <div>
        <Button icon="open" onPress={props.onOpenFile}>
          {t('join.open-file')}
        </Button>
      </div>
      {references.length > 0 && (
        <Choices title={t('join.reference')}>
          {references.map((reference) => (
            <Choice
              key={reference.id}
              icon="file"
              name={reference.name}
              note={t('join.reference-note', {
                rows: t('common.rows', { count: reference.rows }),
                vintage: reference.vintage,
              })}
              onPress={() => takeReference(reference)}
            />
          ))}
        </Choices>
      )}
    </div>
  );
}

function Choices({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="stack-tight">
      <h3 className="field-label">{title}</h3>
      <ul className="choice-list">{children}</ul>
    </section>
  );
}

function Choice(props: { icon: IconName; name: string; note: string; onPress: () => void }): ReactNode {
  return (
    <li>
      <Button className="choice-row" onPress={props.onPress}>
        <Icon name={props.icon} />
        <span className="choice-name">{props.name}</span>
        <span className="muted">{props.note}</span>
      </Button>
    </li>
  );
}
