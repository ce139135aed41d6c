import { type ReactNode, useState } from 'react';
import { t } from '../../shared/text/t.ts';
import { closeDialog, project, type Question, useProject, useSession } from '../session.ts';
import { Button, Dialog, Progress, TextField } from '../ui/kit.ts';
import { renameProject, renameTable } from './edit-tables.ts';

/** The question that waits, over whatever is open. */
export function QuestionWindow({ question }: { question: Question }): ReactNode {
  const [text, setText] = useState(question.field?.value ?? '');
  const [tried, setTried] = useState(false);
  const main = question.choices.find((choice) => choice.kind === 'primary');
  const choose = (id: string) => {
    if (question.field && id === main?.id && text.trim() === '') setTried(true);
    else question.answer(id, text.trim());
  };
  return (
    <Dialog
      title={question.title}
      alert={!question.field}
      onClose={() => question.answer(null, '')}
      footer={question.choices.map((choice) => (
        <Button
          key={choice.id}
          kind={choice.kind ?? 'plain'}
          autoFocus={!question.field && choice === main}
          onPress={() => choose(choice.id)}
        >
          {choice.label}
        </Button>
      ))}
    >
      {question.field && (
        <TextField
          autoFocus
          label={question.field.label}
          value={text}
          onChange={setText}
          onSubmit={() => main && choose(main.id)}
          error={tried && text.trim() === '' ? question.field.empty : null}
        />
      )}
      <p className={question.field ? 'muted' : ''}>{question.text}</p>
    </Dialog>
  );
}

/** A new name for the project or a table. */
export function RenameWindow({ table }: { table: string | null }): ReactNode {
  const current = useProject();
  const before = table === null ? current.name : (project().tables.find(({ id }) => id === table)?.name ?? '');
  const [name, setName] = useState(before);
  const [tried, setTried] = useState(false);
  const apply = () => {
    if (name.trim() === '') return setTried(true);
    if (table === null) renameProject(name.trim());
    else if (name.trim() !== before) renameTable(table, name.trim());
    closeDialog();
  };
  return (
    <Dialog
      title={t(table === null ? 'project.rename' : 'app.rename-title')}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={apply}>
            {t('common.apply')}
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        label={t(table === null ? 'project.name' : 'app.rename-table')}
        value={name}
        onChange={setName}
        onSubmit={apply}
        error={tried && name.trim() === '' ? t('app.name-needed') : null}
      />
    </Dialog>
  );
}

/** A file on its way to the engine, or the sources of a project being read again. */
export function WaitingWindow(): ReactNode {
  const sending = useSession((session) => session.sending);
  const reopening = useSession((session) => session.reopening);
  const phase = useSession((session) => session.phase);
  const name = useProject().name;
  if (sending) {
    return (
      <Dialog
        title={t('sources.sending-title')}
        onClose={sending.cancel}
        footer={<Button onPress={sending.cancel}>{t('common.cancel')}</Button>}
      >
        <Progress label={sending.name} fraction={sending.fraction} />
      </Dialog>
    );
  }
  if (reopening && phase === 'ready') {
    const { position, total, fraction } = reopening;
    return (
      <Dialog title={t('project.opening', { name })} onClose={() => {}} busy>
        <Progress label={t('project.reopening', { name: reopening.name, position, total })} fraction={fraction} />
      </Dialog>
    );
  }
  return null;
}
