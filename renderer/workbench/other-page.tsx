import type { ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';
import { Button, Icon } from '../ui/kit.ts';
import './workbench.css';

/** In place of the app, while another page of this host works. */
export function OtherPage({ onTake }: { onTake: () => void }): ReactNode {
  return (
    <div className="app">
      <main className="crash">
        <Icon name="warning" size={32} />
        <h1 className="crash-title">{t('app.other-page-title')}</h1>
        <p>{t('app.other-page-text')}</p>
        <Button kind="primary" onPress={onTake} autoFocus>
          {t('app.other-page-take')}
        </Button>
      </main>
    </div>
  );
}
