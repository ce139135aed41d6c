import { type ReactNode, useState } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Dialog, TextField } from '../ui/kit.ts';

/** The user's own note on a step. */
export function CommentDialog(props: {
  step: Step;
  position: number;
  onSave: (comment: string) => void;
  onClose: () => void;
}): ReactNode {
  const [comment, setComment] = useState(props.step.comment ?? '');
  return (
    <Dialog
      title={t('steps.comment-title', { position: props.position })}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={() => props.onSave(comment)}>
            {t('steps.save-step')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('steps.comment-field')}
        hint={t('steps.comment-hint')}
        rows={4}
        autoFocus
        value={comment}
        onChange={setComment}
      />
    </Dialog>
  );
}
