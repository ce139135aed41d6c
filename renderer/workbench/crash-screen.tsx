import { Component, type ReactNode } from 'react';
import { redact } from '../../shared/rpc/fault.ts';
import { t } from '../../shared/text/t.ts';
import { saveProject } from '../project/save.ts';
import { project, setState } from '../session.ts';
import { Button, Disclosure, Icon } from '../ui/kit.ts';

/** What is under it may break: the user keeps a French sentence, the project, and a way on. Never a blank screen. */
export class CrashScreen extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const resume = () => {
      setState({ dialog: null, question: null, sending: null, tab: 'table' });
      this.setState({ error: null });
    };
    return (
      <main className="crash">
        <Icon name="error" size={32} />
        <h1 className="crash-title">{t('app.crash-title')}</h1>
        <p>{t('app.crash-text')}</p>
        <div className="row">
          <Button kind="primary" icon="reset" onPress={resume}>
            {t('app.crash-continue')}
          </Button>
          <Button icon="save" onPress={() => void saveProject()}>
            {t('command.save')}
          </Button>
          <Button icon="export" onPress={downloadProject}>
            {t('app.crash-copy')}
          </Button>
        </div>
        <Disclosure title={t('app.crash-detail')} level={2}>
          <code>{redact(error.message)}</code>
        </Disclosure>
      </main>
    );
  }
}

/** A copy that needs no engine: the page itself writes it. */
export function downloadProject(): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(project(), null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${project().name}.crible`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
