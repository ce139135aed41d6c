import type { ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';
import { closeDialog, openDialog, useSession } from '../session.ts';
import { Button, Dialog } from '../ui/kit.ts';

const parts = [
  'tables',
  'opening',
  'grid',
  'steps',
  'compute',
  'filter',
  'join',
  'territory',
  'chart',
  'map',
  'report',
  'target',
  'replay',
  'project',
] as const;
const keys = [
  ['open', 'Ctrl+O'],
  ['save', 'Ctrl+S'],
  ['save-as', 'Ctrl+Maj+S'],
  ['undo', 'Ctrl+Z'],
  ['redo', 'Ctrl+Y'],
  ['export', 'Ctrl+E'],
  ['palette', 'Ctrl+K'],
  ['zones', 'F6'],
  ['header', 'Alt+↓'],
  ['filter', 'Ctrl+Maj+L'],
  ['find', 'Ctrl+F'],
  ['go', 'Ctrl+G'],
  ['move', 'Ctrl+Maj+← →'],
  ['copy', 'Ctrl+C'],
  ['paste', 'Ctrl+V'],
  ['end', 'Ctrl+Fin'],
  ['escape', 'Échap'],
] as const;
const promises = ['files', 'loss', 'network', 'rows'] as const;

/** What each part does, the keys, the promise; Excel's gestures and accessibility have their own pages. */
export function HelpWindow(): ReactNode {
  const version = useSession((session) => session.hello?.version);
  return (
    <Dialog
      title={t('help.title')}
      size="large"
      onClose={closeDialog}
      footer={
        <>
          <span className="muted grow">{version && t('help.version', { version })}</span>
          <Button icon="table" onPress={() => openDialog({ kind: 'excel' })}>
            {t('excel.title')}
          </Button>
          <Button icon="keyboard" onPress={() => openDialog({ kind: 'access' })}>
            {t('access.title')}
          </Button>
          <Button kind="primary" onPress={closeDialog}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <section className="help" tabIndex={0} aria-label={t('help.title')}>
        <section className="help-part">
          <h3 className="help-title">{t('help.parts')}</h3>
          <dl className="help-parts">
            {parts.map((part) => (
              <div key={part}>
                <dt>{t(`help.part-${part}`)}</dt>
                <dd>{t(`help.part-${part}-text`)}</dd>
              </div>
            ))}
          </dl>
          <h3 className="help-title">{t('start.promise')}</h3>
          <ul className="help-promise">
            {promises.map((promise) => (
              <li key={promise}>{t(`start.promise-${promise}`)}</li>
            ))}
          </ul>
          <p className="muted">{t('help.advice')}</p>
        </section>
        <section className="help-part">
          <h3 className="help-title">{t('help.keys')}</h3>
          <dl className="help-keys">
            {keys.map(([key, combination]) => (
              <div key={key}>
                <dt>{t(`help.key.${key}`)}</dt>
                <dd>
                  <kbd>{combination}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </section>
    </Dialog>
  );
}
