import { type ReactNode, useMemo, useState } from 'react';
import { type Area, isPlace, levelsOf, type PlaceMeaning } from '../../shared/territory/perimeter.ts';
import { t } from '../../shared/text/t.ts';
import { useRested } from '../preview.tsx';
import { announce, closeDialog, faultText, newId, queryOf, useCall, useProject } from '../session.ts';
import { TerritoryPicker } from '../territory-picker.tsx';
import { Button, Checkbox, Dialog, Notice, Progress, Select } from '../ui/kit.ts';
import { CodeColumn } from './code-column.tsx';
import { areasText, type PerimeterIds, perimeterParts } from './perimeter.ts';
import { applySteps, type Ground, meaningOf, useGround, useReferences, withSteps } from './place.ts';
import './territory.css';

/** Keeps the rows of some places, whatever column says where they are. */
export function PerimeterDialog({ table, at }: { table: string; at?: number | undefined }): ReactNode {
  const { ground, fault } = useGround(table, at);
  if (ground) return <PerimeterForm ground={ground} />;
  return (
    <Dialog title={t('territory.title')} onClose={closeDialog}>
      {fault ? (
        <Notice tone="error">{faultText(fault)}</Notice>
      ) : (
        <Progress label={t('common.loading')} fraction={null} />
      )}
    </Dialog>
  );
}

const meanings: PlaceMeaning[] = ['commune', 'siren', 'epci', 'departement', 'region'];

function PerimeterForm({ ground }: { ground: Ground }): ReactNode {
  const current = useProject();
  const [name, setName] = useState(ground.candidates[0]?.name ?? '');
  const column = ground.candidates.find((candidate) => candidate.name === name);
  const [read, setRead] = useState<PlaceMeaning | null>(null);
  const meaning = read ?? meaningOf(column);
  const [areas, setAreas] = useState<Area[]>([]);
  const [follows, setFollows] = useState(true);
  const [ids] = useState<PerimeterIds>(() => ({
    table: newId(),
    filter: newId(),
    join: newId(),
    clean: newId(),
    recode: newId(),
  }));
  const { taken, fault } = useReferences(['communes', 'anciens-codes']);
  const levels = levelsOf(meaning);
  const chosen = useMemo(() => areas.filter(({ kind }) => levelsOf(meaning).includes(kind)), [areas, meaning]);
  const asked = useMemo(
    () => (column && chosen.length > 0 ? { query: ground.before, column: column.name, areas: chosen } : null),
    [column, chosen, ground.before],
  );
  const rested = useRested(asked, 200);
  const { value: coverage, loading } = useCall('territory.coverage', rested);
  // Until it answers, nobody knows whether former codes have to be followed: applying would lose their rows unsaid.
  const isKnown = rested === asked && !loading;
  const old =
    meaning === 'commune' ? (coverage?.strangers.find(({ cause }) => cause === 'commune-merged')?.rows ?? 0) : 0;
  const followsOld = old > 0 && follows;
  const isSpoilt = (coverage?.spoilt ?? 0) > 0;
  const parts = useMemo(() => {
    const { communes, 'anciens-codes': codes } = taken ?? {};
    if (!communes || !codes || !column || chosen.length === 0) return null;
    const made = perimeterParts({
      areas: chosen,
      column,
      meaning,
      columns: ground.columns,
      communes: communes.table.source,
      oldCodes: followsOld ? codes.table.id : null,
      spoilt: isSpoilt,
      ids,
    });
    return { ...made, references: followsOld ? [codes] : [], communes };
  }, [taken, column, chosen, meaning, ground.columns, followsOld, isSpoilt, ids]);
  const query = useMemo(() => {
    if (!parts) return null;
    const next = withSteps(current, ground, parts.references, [parts.table], parts.steps);
    return queryOf(ground.table.id, ground.at + parts.steps.length, next);
  }, [parts, current, ground]);
  const count = useCall('table.count', useRested(query && { query }, 200));
  const before = useCall(
    'table.count',
    useMemo(() => ({ query: ground.before }), [ground.before]),
  ).value;
  const apply = () => {
    if (!parts) return;
    const label = t('territory.action', { areas: areasText(chosen) });
    // The source of the communes is kept with the table of the perimeter; the whole list needs no table of its own.
    applySteps(label, ground, parts.references, [parts.table], parts.steps, parts.communes);
    announce(label);
    closeDialog();
  };
  return (
    <Dialog
      title={t('territory.title')}
      size="large"
      className="territory-dialog"
      onClose={closeDialog}
      footer={
        <>
          <span className="grow" role="status">
            {chosen.length > 0 && count.value !== null && before !== null
              ? t('territory.kept-rows', { count: count.value, before })
              : ''}
          </span>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          <Button kind="primary" isDisabled={!parts || !isKnown || count.fault !== null} onPress={apply}>
            {t('territory.apply')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <CodeColumn
          ground={ground}
          value={name}
          onChange={(next) => {
            setName(next);
            setRead(null);
          }}
        />
        {column && !isPlace(column.meaning) && (
          <Select
            label={t('territory.read-as')}
            value={meaning}
            onChange={setRead}
            options={meanings.map((value) => ({ value, label: t(`meaning.${value}`) }))}
          />
        )}
        {fault && <Notice tone="error">{faultText(fault)}</Notice>}
        {count.fault && <Notice tone="error">{faultText(count.fault)}</Notice>}
        <TerritoryPicker autoFocus areas={areas} onChange={setAreas} levels={levels} />
        {old > 0 && (
          <Checkbox isSelected={follows} onChange={setFollows} hint={t('territory.follow-hint')}>
            {t('territory.follow', { count: old })}
          </Checkbox>
        )}
      </div>
    </Dialog>
  );
}
