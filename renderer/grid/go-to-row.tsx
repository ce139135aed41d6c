import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Dialog, TextField } from '../ui/kit.ts';

/** Ctrl+G: the number of a row, as the grid counts them. */
export function GoToRow(props: { total: number; onGo: (row: number) => void; onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const row = readRow(text, props.total);
  const go = () => {
    if (row === null) return setTried(true);
    props.onClose();
    props.onGo(row);
  };
  const error = t('grid.go-wrong', { total: formatNumber(props.total) });
  return (
    <Dialog
      title={t('grid.go')}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={go}>
            {t('grid.go-do')}
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        label={t('grid.go-field', { total: formatNumber(props.total) })}
        value={text}
        onChange={setText}
        onSubmit={go}
        error={tried && row === null ? error : null}
      />
    </Dialog>
  );
}

/** The 0-based row of a number typed with or without spaces; null when there is no such row. */
export function readRow(text: string, total: number): number | null {
  const digits = text.replace(/\s/g, '');
  if (!/^\d{1,12}$/.test(digits)) return null;
  const row = Number(digits);
  return row >= 1 && row <= total ? row - 1 : null;
}
