import { type ReactNode, useMemo, useState } from 'react';
import type { CoverageReport } from '../../shared/contract.ts';
import { type Area, france, levelsOf } from '../../shared/territory/perimeter.ts';
import { formatPercent } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { useRested } from '../preview.tsx';
import { closeDialog, faultText, notifyFault, showTable, useCall } from '../session.ts';
import { TerritoryPicker } from '../territory-picker.tsx';
import { Button, Dialog, Disclosure, Notice, Progress } from '../ui/kit.ts';
import { CodeColumn } from './code-column.tsx';
import { makeAbsentTable, makeStrangersTable } from './coverage.ts';
import { Lines } from './lines.tsx';
import { areasText } from './perimeter.ts';
import { type Ground, meaningOf, useGround } from './place.ts';
import './territory.css';

/** What a table has, and lacks, of a territory. */
export function CoverageDialog({ table, at }: { table: string; at?: number | undefined }): ReactNode {
  const { ground, fault } = useGround(table, at);
  if (ground) return <Coverage ground={ground} />;
  return (
    <Dialog title={t('coverage.title')} onClose={closeDialog}>
      {fault ? (
        <Notice tone="error">{faultText(fault)}</Notice>
      ) : (
        <Progress label={t('common.loading')} fraction={null} />
      )}
    </Dialog>
  );
}

function Coverage({ ground }: { ground: Ground }): ReactNode {
  const [name, setName] = useState(ground.candidates[0]?.name ?? '');
  const column = ground.candidates.find((candidate) => candidate.name === name);
  const meaning = meaningOf(column);
  const [areas, setAreas] = useState<Area[]>([france]);
  const chosen = useMemo(() => areas.filter(({ kind }) => levelsOf(meaning).includes(kind)), [areas, meaning]);
  const asked = useCall(
    'territory.coverage',
    useRested(column && chosen.length > 0 ? { query: ground.before, column: column.name, areas: chosen } : null, 200),
  );
  const report = asked.value;
  const make = (work: Promise<string>) =>
    void work.then((id) => {
      closeDialog();
      showTable(id);
    }, notifyFault);
  return (
    <Dialog
      title={t('coverage.title')}
      size="large"
      className="territory-dialog"
      onClose={closeDialog}
      footer={<Button onPress={closeDialog}>{t('common.close')}</Button>}
    >
      <div className="coverage">
        <div className="stack">
          <CodeColumn ground={ground} value={name} onChange={setName} />
          <TerritoryPicker areas={areas} onChange={setAreas} levels={levelsOf(meaning)} />
        </div>
        <section className="stack" aria-label={t('coverage.report')}>
          {asked.fault && <Notice tone="error">{faultText(asked.fault)}</Notice>}
          {!report && asked.loading && <Progress label={t('coverage.computing')} fraction={null} />}
          {report && column && (
            <>
              <h3>{t('coverage.of', { areas: areasText(chosen) })}</h3>
              <p role="status">
                {t('coverage.present', {
                  present: report.present,
                  expected: report.expected,
                  share: formatPercent(shareOf(report)),
                })}
              </p>
              {report.truncated !== null && (
                <Notice tone="warning">{t('coverage.truncated', { count: report.truncated })}</Notice>
              )}
              <Absent report={report} onMake={() => make(makeAbsentTable(ground, column, meaning, chosen))} />
              <Strangers report={report} onMake={() => make(makeStrangersTable(ground, column, meaning))} />
              {report.outside > 0 && <p>{t('coverage.outside', { count: report.outside })}</p>}
            </>
          )}
        </section>
      </div>
    </Dialog>
  );
}

/** Never rounds up to 100 % while a place is missing. */
function shareOf({ present, expected }: CoverageReport): number {
  if (expected === 0) return 0;
  return present < expected ? Math.min(present / expected, 0.999) : 1;
}

function Absent({ report, onMake }: { report: CoverageReport; onMake: () => void }): ReactNode {
  const count = report.expected - report.present;
  if (count === 0) return <p>{t('coverage.complete')}</p>;
  return (
    <div className="stack-tight">
      <Disclosure level={4} title={t(`coverage.absent.${report.meaning}`, { count })} defaultExpanded>
        <Lines
          label={t(`coverage.absent.${report.meaning}`, { count })}
          lines={report.absent.map(({ code, name, departement }) =>
            t('coverage.place', { code, name, departement: departement ?? '–' }),
          )}
        />
        {count > report.absent.length && (
          <p className="field-hint">{t('common.rows-of', { shown: report.absent.length, total: count })}</p>
        )}
      </Disclosure>
      <div className="row">
        <Button size="small" icon="table" onPress={onMake}>
          {t('coverage.absent-table')}
        </Button>
      </div>
    </div>
  );
}

function Strangers({ report, onMake }: { report: CoverageReport; onMake: () => void }): ReactNode {
  if (report.strangers.length === 0) return <p>{t('coverage.no-stranger')}</p>;
  const rows = report.strangers.reduce((sum, group) => sum + group.rows, 0);
  return (
    <div className="stack-tight">
      <Disclosure level={4} title={t('coverage.strangers', { count: rows })} defaultExpanded>
        <Lines
          label={t('coverage.strangers', { count: rows })}
          lines={report.strangers.map(({ cause, rows: count, examples }) =>
            t('coverage.stranger', {
              count,
              cause: tDynamic(`coverage.cause.${cause}`, {}, 'coverage.cause.unknown'),
              examples: examples.join(', ') || '–',
            }),
          )}
        />
      </Disclosure>
      <div className="row">
        <Button size="small" icon="table" onPress={onMake}>
          {t('coverage.strangers-table')}
        </Button>
      </div>
    </div>
  );
}
