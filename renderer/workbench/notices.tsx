import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../shared/text/t.ts';
import { announce, dismiss, type Notice as NoticeOf, setAnnouncer, useSession } from '../session.ts';
import { Button, Disclosure, Notice } from '../ui/kit.ts';
import { downloadProject } from './crash-screen.tsx';

/** Messages at the bottom of the window. What they say is also spoken by the live region. */
export function Notices(): ReactNode {
  const notices = useSession((session) => session.notices);
  const last = notices.at(-1);
  useEffect(() => {
    if (last) announce(last.text);
  }, [last]);
  if (notices.length === 0) return null;
  return (
    <section className="notices" aria-label={t('app.notices')} data-react-aria-top-layer="true">
      {notices.map((notice) => (
        <Notice key={notice.id} tone={notice.tone} onClose={() => dismiss(notice.id)}>
          {notice.text}
          <Earlier notice={notice} />
        </Notice>
      ))}
    </section>
  );
}

/** The same message again is counted; others of its kind are listed on demand. */
function Earlier({ notice: { text, earlier } }: { notice: NoticeOf }): ReactNode {
  const others = [...new Set(earlier)].filter((said) => said !== text);
  if (earlier.length === 0) return null;
  if (others.length === 0)
    return <span className="muted"> {t('app.notice-times', { count: earlier.length + 1 })}</span>;
  return (
    <Disclosure title={t('app.notice-others', { count: others.length })}>
      <ul className="notice-others">
        {others.map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** The one polite live region. The same words twice are spoken twice. */
export function LiveRegion(): ReactNode {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  useEffect(() => {
    setAnnouncer((text) => setSaid((before) => ({ text, turn: before.turn + 1 })));
    return () => setAnnouncer(() => {});
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-react-aria-top-layer="true">
      <span key={said.turn}>{said.text}</span>
    </div>
  );
}

/** The engine is away: said at the top, without hiding anything. */
export function EngineBanner(): ReactNode {
  const phase = useSession((session) => session.phase);
  const reopening = useSession((session) => session.reopening);
  const isForeign = useSession((session) => session.isForeign);
  if (phase === 'restarting') {
    return (
      <div className="banner" role="status">
        <Notice tone="warning">
          {reopening
            ? t('app.rebuilding', { name: reopening.name, position: reopening.position, total: reopening.total })
            : t('app.restarting')}
        </Notice>
      </div>
    );
  }
  if (phase === 'lost') {
    return (
      <div className="banner" role="alert">
        <Notice
          tone="error"
          actions={
            <Button size="small" icon="export" onPress={downloadProject}>
              {t('app.crash-copy')}
            </Button>
          }
        >
          {t(isForeign ? 'host.foreign-page' : 'app.lost')}
        </Notice>
      </div>
    );
  }
  return null;
}
