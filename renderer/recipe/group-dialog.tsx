import { type ReactNode, useState } from 'react';
import { t } from '../../shared/text/t.ts';
import { Button, Dialog, Select, TextField } from '../ui/kit.ts';

/** Names a group and says which steps it holds. `sentences`: of each step of the recipe. */
export function GroupDialog(props: {
  from: number;
  sentences: readonly string[];
  onSave: (from: number, to: number, name: string) => void;
  onClose: () => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(Math.min(props.from + 1, props.sentences.length - 1));
  const options = props.sentences.map((sentence, place) => ({
    value: String(place),
    label: t('steps.numbered', { position: place + 1, step: sentence }),
  }));
  const save = () => {
    if (name.trim() === '') setTried(true);
    else props.onSave(from, to, name.trim());
  };
  return (
    <Dialog
      title={t('steps.group-title')}
      size="medium"
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={save}>
            {t('steps.group-save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('steps.group-name')}
        hint={t('steps.group-hint')}
        autoFocus
        value={name}
        onChange={setName}
        onSubmit={save}
        error={tried && name.trim() === '' ? t('steps.problem.name') : null}
      />
      <Select
        label={t('steps.group-from')}
        value={String(from)}
        options={options}
        onChange={(value) => {
          setFrom(Number(value));
          setTo(Math.max(to, Number(value)));
        }}
      />
      <Select
        label={t('steps.group-to')}
        value={String(to)}
        options={options.slice(from)}
        onChange={(value) => setTo(Number(value))}
      />
    </Dialog>
  );
}
