import { type ReactNode, useMemo, useState } from 'react';
import type { Source } from '../../shared/project/project.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { faultText, useCall } from '../session.ts';
import { Button, Dialog, Notice, Progress } from '../ui/kit.ts';

const pageRows = 100;

/** Each cell of the file that was not read as a value, with its row, its text and what it was taken for. */
export function IssuesDialog({ source, onClose }: { source: Source; onClose: () => void }): ReactNode {
  const [limit, setLimit] = useState(pageRows);
  const input = useMemo(() => ({ source: source.id, offset: 0, limit }), [source.id, limit]);
  const { value, fault } = useCall('source.issues', input);
  return (
    <Dialog
      title={t('steps.issues.title')}
      size="medium"
      onClose={onClose}
      footer={
        <>
          {value && value.total > value.issues.length && (
            <>
              <span className="grow muted">
                {t('steps.issues.shown', { shown: value.issues.length, total: value.total })}
              </span>
              <Button onPress={() => setLimit(Math.min(limit * 5, 10_000))} isDisabled={limit >= 10_000}>
                {t('steps.issues.more')}
              </Button>
            </>
          )}
          <Button kind="primary" onPress={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <p>{t('steps.issues.explain')}</p>
      {fault && <Notice tone="error">{faultText(fault)}</Notice>}
      {!value && !fault && <Progress label={t('common.loading')} fraction={null} />}
      {value && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('steps.issues.row')}</th>
              <th scope="col">{t('steps.issues.column')}</th>
              <th scope="col">{t('steps.issues.raw')}</th>
              <th scope="col">{t('steps.issues.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {value.issues.map((issue, index) => (
              <tr key={index}>
                <td>{formatNumber(issue.row)}</td>
                <td>{issue.column}</td>
                <td>
                  <code>{issue.raw}</code>
                </td>
                <td>{issue.reason === 'invalid' ? t('steps.issues.invalid') : issue.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
