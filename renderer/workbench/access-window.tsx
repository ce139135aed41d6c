import type { ReactNode } from 'react';
import { t } from '../../shared/text/t.ts';
import { closeDialog } from '../session.ts';
import { Button, Dialog } from '../ui/kit.ts';

const tested = ['axe', 'own', 'keyboard', 'steps', 'forced'] as const;
const built = ['grid', 'live', 'charts', 'drag', 'keys'] as const;
const limits = ['readers', 'people', 'audit', 'browser', 'canvas', 'wide'] as const;

/** What was tested for everyone to use Crible, how, and what was not. */
export function AccessWindow(): ReactNode {
  return (
    <Dialog
      title={t('access.title')}
      size="large"
      onClose={closeDialog}
      footer={
        <Button kind="primary" onPress={closeDialog}>
          {t('common.close')}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <section className="help-scroll help-text" tabIndex={0} aria-label={t('access.title')}>
        <p>{t('access.intro')}</p>
        <h3>{t('access.part.tested')}</h3>
        <ul>
          {tested.map((one) => (
            <li key={one}>{t(`access.tested.${one}`)}</li>
          ))}
        </ul>
        <h3>{t('access.part.built')}</h3>
        <ul>
          {built.map((one) => (
            <li key={one}>{t(`access.built.${one}`)}</li>
          ))}
        </ul>
        <h3>{t('access.part.limits')}</h3>
        <ul>
          {limits.map((one) => (
            <li key={one}>{t(`access.limits.${one}`)}</li>
          ))}
        </ul>
      </section>
    </Dialog>
  );
}
