import { type ReactNode, useState } from 'react';
import { useFilter } from 'react-aria-components';
import { t } from '../../shared/text/t.ts';
import { closeDialog } from '../session.ts';
import { Button, Dialog, SearchField } from '../ui/kit.ts';

const parts = {
  look: ['open', 'sheets', 'freeze', 'fit', 'height', 'hide', 'end', 'find', 'whole-cell', 'sum', 'copy'],
  keep: ['filter', 'dates', 'sort', 'advanced', 'top', 'duplicates', 'delete-rows'],
  compute: ['formula', 'if', 'round', 'text', 'percent', 'sumif', 'pivot'],
  match: ['lookup', 'stack', 'transpose'],
  repair: ['zeros', 'replace', 'cell', 'rename', 'undo', 'backup'],
  reuse: ['query', 'next-year', 'comment', 'chart', 'map', 'save'],
} as const;
const names = Object.keys(parts) as (keyof typeof parts)[];

/** What one does in Excel, and how here: a table to search. */
export function ExcelWindow(): ReactNode {
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const found = names.flatMap((part) => {
    const gestures = parts[part].filter((gesture) =>
      [t(`excel.${gesture}`), t(`excel.${gesture}-here`)].some((text) => contains(text, search.trim())),
    );
    return gestures.length > 0 ? [{ part, gestures }] : [];
  });
  const count = found.reduce((sum, { gestures }) => sum + gestures.length, 0);
  return (
    <Dialog
      title={t('excel.title')}
      size="large"
      onClose={closeDialog}
      footer={
        <>
          <span className="muted grow" role="status">
            {t('excel.count', { count })}
          </span>
          <Button kind="primary" onPress={closeDialog}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('excel.intro')}</p>
      <SearchField autoFocus label={t('excel.search')} value={search} onChange={setSearch} />
      {count === 0 && <p>{t('excel.none')}</p>}
      {count > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows
        <section className="help-scroll" tabIndex={0} aria-label={t('excel.title')}>
          <table className="help-gestures">
            <thead>
              <tr>
                <th scope="col">{t('excel.there')}</th>
                <th scope="col">{t('excel.here')}</th>
              </tr>
            </thead>
            {found.map(({ part, gestures }) => (
              <tbody key={part}>
                <tr>
                  <th scope="rowgroup" colSpan={2} className="help-gestures-part">
                    {t(`excel.part.${part}`)}
                  </th>
                </tr>
                {gestures.map((gesture) => (
                  <tr key={gesture}>
                    <td>{t(`excel.${gesture}`)}</td>
                    <td>{t(`excel.${gesture}-here`)}</td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </section>
      )}
    </Dialog>
  );
}
