import { type ReactNode, useState } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Dialog, TextField } from '../ui/kit.ts';

/** The user's own title of a step, in the place of its sentence, and note on it. */
export function NoteDialog(props: {
  step: Step;
  position: number;
  sentence: string;
  onSave: (title: string, comment: string) => void;
  onClose: () => void;
}): ReactNode {
  const [title, setTitle] = useState(props.step.title ?? '');
  const [comment, setComment] = useState(props.step.comment ?? '');
  const save = () => props.onSave(title, comment);
  return (
    <Dialog
      title={t('steps.note-title', { position: props.position })}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={save}>
            {t('steps.save-step')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('steps.title-field')}
        hint={t('steps.title-hint', { sentence: props.sentence })}
        autoFocus
        value={title}
        onChange={setTitle}
        onSubmit={save}
      />
      <TextField
        label={t('steps.comment-field')}
        hint={t('steps.comment-hint')}
        rows={4}
        value={comment}
        onChange={setComment}
      />
    </Dialog>
  );
}
