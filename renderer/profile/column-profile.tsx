import { type ReactNode, useMemo } from 'react';
import type { Query } from '../../shared/contract.ts';
import { unitOf, warnOfColumn } from '../../shared/profile/warn.ts';
import { type Column, isCode } from '../../shared/recipe/column.ts';
import { describeReason } from '../../shared/recipe/describe.ts';
import type { Condition } from '../../shared/recipe/expression.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { editRecipe, faultText, newId, openDialog, useCall } from '../session.ts';
import { Button, Notice } from '../ui/kit.ts';
import { SpreadBars, TopBars } from './bars.tsx';
import { countShare, type Fact, FactList, quantityFacts } from './figures.tsx';

/** Everything about one column over all the rows of its table. Bars filter. */
export function ColumnProfile({ query, column }: { query: Query; column: Column }): ReactNode {
  const asked = useCall(
    'table.details',
    useMemo(() => ({ query, column: column.name }), [query, column.name]),
  );
  const profiled = useCall(
    'table.profile',
    useMemo(() => ({ query, columns: [column.name] }), [query, column.name]),
  );
  const details = asked.value?.name === column.name ? asked.value : null;
  if (asked.fault) return <p className="field-error">{faultText(asked.fault)}</p>;
  if (!details) return <p className="muted">{t('profile.loading')}</p>;
  const profile = profiled.value?.find(({ name }) => name === column.name);
  const reasons: [string, number][] = profile
    ? [
        ...Object.entries(profile.missingReasons),
        ...(profile.invalid > 0 ? [['invalid', profile.invalid] as [string, number]] : []),
      ]
    : [];
  const unit = unitOf(column);
  const keep = (condition: Condition) =>
    editRecipe(t('profile.action-filter', { column: column.name }), query.table, (steps) => [
      ...steps,
      { id: newId(), kind: 'filter', condition },
    ]);
  const facts: Fact[] = [
    { label: t('profile.type'), text: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`) },
    ...(unit ? [{ label: t('profile.unit'), text: unit }] : []),
    { label: t('profile.rows'), text: formatNumber(details.rows) },
    { label: t('profile.missing'), text: countShare(details.missing, details.rows) },
    ...reasons.map(([reason, count]) => ({
      label: t('profile.missing-reason', { reason: describeReason(reason) }),
      text: formatNumber(count),
      isPart: true,
    })),
    { label: t('profile.distinct'), text: formatNumber(details.distinct) },
    ...(details.lengths ? [{ label: t('profile.lengths'), text: lengthsText(details.lengths) }] : []),
  ];
  const quantities = isCode(column) ? [] : quantityFacts(column, details);
  return (
    <div className="profile-body" aria-busy={asked.loading}>
      {column.label && column.label !== column.name && <p className="muted">{column.label}</p>}
      <Warnings query={query} column={column} details={details} onKeep={keep} />
      <FactList label={t('profile.title')} facts={facts} />
      {quantities.length > 0 && (
        <>
          <h3 className="profile-heading">{t('profile.figures')}</h3>
          <FactList label={t('profile.figures')} facts={quantities} />
        </>
      )}
      {details.spread && !isCode(column) && (
        <>
          <h3 className="profile-heading">{t('profile.spread')}</h3>
          <SpreadBars column={column} spread={details.spread} onKeep={keep} />
        </>
      )}
      {details.top.length > 0 && (
        <>
          <h3 className="profile-heading">{t('profile.top')}</h3>
          <TopBars column={column} top={details.top} distinct={details.distinct} onKeep={keep} />
        </>
      )}
    </div>
  );
}

function Warnings(props: {
  query: Query;
  column: Column;
  details: Parameters<typeof warnOfColumn>[1];
  onKeep(condition: Condition): void;
}): ReactNode {
  const { query, column, details, onKeep } = props;
  const { quantities } = details;
  const step = (stepKind: 'clean') =>
    openDialog({ kind: 'step', table: query.table, step: null, stepKind, column: column.name });
  const showFar = () => {
    if (!quantities) return;
    const reach = 3 * (quantities.q3 - quantities.q1);
    onKeep({
      kind: 'any',
      of: [
        { kind: 'compare', column: column.name, operator: 'lt', value: quantities.q1 - reach },
        { kind: 'compare', column: column.name, operator: 'gt', value: quantities.q3 + reach },
      ],
    });
  };
  return (
    <>
      {warnOfColumn(column, details).map(({ kind, key, params }) => (
        <Notice
          key={kind}
          tone={kind === 'identifier' ? 'info' : 'warning'}
          actions={
            kind === 'outliers' ? (
              <Button size="small" onPress={showFar}>
                {t('profile.show-outliers')}
              </Button>
            ) : kind === 'numbers' ? (
              <Button size="small" onPress={() => step('clean')}>
                {t('profile.convert')}
              </Button>
            ) : undefined
          }
        >
          {tDynamic(key, params, 'profile.warnings')}
        </Notice>
      ))}
      {column.meaning === 'commune' && <VintageWarning query={query} column={column} />}
    </>
  );
}

/** Commune codes of several vintages of the COG, or of another than today's. */
function VintageWarning({ query, column }: { query: Query; column: Column }): ReactNode {
  const asked = useCall(
    'territory.vintage',
    useMemo(() => ({ query, column: column.name }), [query, column.name]),
  );
  const report = asked.value;
  if (!report?.guess || (report.guess.against === 0 && report.old === 0)) return null;
  const { from, to, against } = report.guess;
  const cog = from === to ? String(from) : `${from}–${to}`;
  return (
    <Notice
      tone="warning"
      actions={
        <Button size="small" onPress={() => openDialog({ kind: 'vintage', table: query.table })}>
          {t('profile.vintage-open')}
        </Button>
      }
    >
      {against > 0
        ? t('profile.warn-vintage-mixed', { count: against, cog })
        : t('profile.warn-vintage-old', { count: report.old, cog })}
    </Notice>
  );
}

function lengthsText({ least, most }: { least: number; most: number }): string {
  return least === most ? t('profile.length', { count: least }) : t('profile.lengths-value', { least, most });
}
