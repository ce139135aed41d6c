import { type ReactNode, useMemo, useState } from 'react';
import type { VintageReport } from '../../shared/contract.ts';
import type { CombinedColumn } from '../../shared/recipe/steps/combine.ts';
import { proposeCombination } from '../../shared/territory/combination.ts';
import { cogYear, oldestCog } from '../../shared/territory/vintage.ts';
import { t } from '../../shared/text/t.ts';
import { CombineFields } from '../combine-fields.tsx';
import { announce, closeDialog, faultText, notifyFault, showTable, useCall } from '../session.ts';
import { Button, Checkbox, Dialog, Disclosure, Notice, Progress } from '../ui/kit.ts';
import { CodeColumn } from './code-column.tsx';
import { convert, makeChangedTable } from './convert.ts';
import { Lines } from './lines.tsx';
import { type Ground, useGround } from './place.ts';
import './territory.css';

/** Of which COG the codes of a table are, what became of them, and the step that brings them to the present one. */
export function VintageDialog({ table, at }: { table: string; at?: number | undefined }): ReactNode {
  const { ground, fault } = useGround(table, at);
  if (ground) return <VintageForm ground={ground} />;
  return (
    <Dialog title={t('vintage.title')} onClose={closeDialog}>
      {fault ? (
        <Notice tone="error">{faultText(fault)}</Notice>
      ) : (
        <Progress label={t('common.loading')} fraction={null} />
      )}
    </Dialog>
  );
}

function VintageForm({ ground }: { ground: Ground }): ReactNode {
  const communes = ground.candidates.filter(({ meaning }) => meaning === 'commune' || meaning === null);
  const [name, setName] = useState(communes[0]?.name ?? '');
  const column = ground.candidates.find((candidate) => candidate.name === name);
  const asked = useCall(
    'territory.vintage',
    useMemo(() => (name === '' ? null : { query: ground.before, column: name }), [ground.before, name]),
  );
  const report = asked.value;
  const [municipal, setMunicipal] = useState(false);
  const [combines, setCombines] = useState(true);
  const [rules, setRules] = useState<CombinedColumn[] | null>(null);
  const kept = rules ?? proposeCombination(ground.columns, name);
  const wouldChange = report !== null && (report.old > 0 || (municipal && report.municipal > 0));
  const apply = () => {
    if (!column) return;
    convert(ground, column, { municipal, spoilt: (report?.spoilt ?? 0) > 0, combine: combines ? kept : null }).then(
      (label) => {
        announce(label);
        closeDialog();
      },
      notifyFault,
    );
  };
  const changed = () => {
    if (!column) return;
    makeChangedTable(ground, column, (report?.spoilt ?? 0) > 0).then((id) => {
      closeDialog();
      showTable(id);
    }, notifyFault);
  };
  return (
    <Dialog
      title={t('vintage.title')}
      size="large"
      className="territory-dialog"
      onClose={closeDialog}
      footer={
        <>
          <span className="grow field-hint">{t('vintage.source', { year: String(cogYear) })}</span>
          <Button onPress={closeDialog}>{t('common.close')}</Button>
          <Button kind="primary" isDisabled={!wouldChange} onPress={apply}>
            {t('vintage.convert', { year: String(cogYear) })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <CodeColumn ground={{ ...ground, candidates: communes }} value={name} onChange={setName} />
        {asked.fault && <Notice tone="error">{faultText(asked.fault)}</Notice>}
        {!report && asked.loading && <Progress label={t('vintage.computing')} fraction={null} />}
        {report && (
          <>
            <Notice tone={report.old > 0 ? 'warning' : 'info'}>
              <strong>{guessText(report)}</strong>
              <p className="field-hint">{t('vintage.how')}</p>
            </Notice>
            <Figures report={report} />
            <Lists report={report} />
            {report.silent.length > 0 && (
              <div className="row">
                <Button size="small" icon="table" onPress={changed}>
                  {t('vintage.changed-table')}
                </Button>
                <span className="field-hint">{t('vintage.changed-hint')}</span>
              </div>
            )}
            {(report.old > 0 || report.municipal > 0) && (
              <section className="stack" aria-label={t('vintage.conversion')}>
                <h3 className="field-label">{t('vintage.conversion')}</h3>
                {report.municipal > 0 && (
                  <Checkbox isSelected={municipal} onChange={setMunicipal}>
                    {t('vintage.municipal', { count: report.municipal })}
                  </Checkbox>
                )}
                <Checkbox isSelected={combines} onChange={setCombines} hint={t('vintage.combine-hint')}>
                  {t('vintage.combine')}
                </Checkbox>
                {combines && <CombineFields columns={ground.columns} code={name} rules={kept} onChange={setRules} />}
              </section>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function guessText({ guess, old, codes }: VintageReport): string {
  if (codes === 0) return t('vintage.no-codes');
  if (!guess) return t(old > 0 ? 'vintage.guess.partial-old' : 'vintage.guess.partial', { count: old });
  if (guess.to >= cogYear && old === 0) return t('vintage.guess.current', { year: String(cogYear) });
  if (guess.from < oldestCog) return t('vintage.guess.oldest', { year: String(oldestCog) });
  if (guess.from === guess.to) return t('vintage.guess.one', { year: String(guess.from) });
  return t('vintage.guess.run', { from: String(guess.from), to: String(guess.to) });
}

function Figures({ report }: { report: VintageReport }): ReactNode {
  const figures = [
    t('vintage.codes', { count: report.codes }),
    t('vintage.current', { count: report.current }),
    t('vintage.old', { count: report.old }),
    ...(report.municipal > 0 ? [t('vintage.arrondissements', { count: report.municipal })] : []),
    ...(report.unknown > 0 ? [t('vintage.unknown', { count: report.unknown })] : []),
  ];
  return (
    <ul className="territory-figures">
      {figures.map((figure) => (
        <li key={figure}>{figure}</li>
      ))}
    </ul>
  );
}

const shownAtMost = 200;

function Lists({ report }: { report: VintageReport }): ReactNode {
  const absent = (cause: VintageReport['absent'][number]['cause']) =>
    report.absent.filter((commune) => commune.cause === cause).map(({ code, name }) => `${code} ${name}`);
  const lists: [title: string, lines: string[]][] = [
    [
      t('vintage.list.gone', { count: report.gone.length }),
      report.gone.map(({ code, successor, name, nature, year }) =>
        t(year === null ? 'vintage.gone-line' : 'vintage.gone-line-year', {
          code,
          successor,
          name,
          nature,
          year: String(year),
        }),
      ),
    ],
    [
      t('vintage.list.silent', { count: report.silent.length }),
      report.silent.map(({ code, name, absorbed }) =>
        t('vintage.silent-line', { code, name, absorbed: absorbed.join(', ') }),
      ),
    ],
    ...(['renumbered', 'restored', 'no-epci', 'arrondissements', 'absent'] as const).map(
      (cause): [string, string[]] => [t(`vintage.list.${cause}`, { count: absent(cause).length }), absent(cause)],
    ),
  ];
  return (
    <div className="stack-tight">
      {lists
        .filter(([, lines]) => lines.length > 0)
        .map(([title, lines]) => (
          <Disclosure key={title} level={3} title={title}>
            <Lines label={title} lines={lines.slice(0, shownAtMost)} />
            {lines.length > shownAtMost && (
              <p className="field-hint">{t('common.rows-of', { shown: shownAtMost, total: lines.length })}</p>
            )}
          </Disclosure>
        ))}
    </div>
  );
}
