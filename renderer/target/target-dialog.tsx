import { type ReactNode, useMemo, useState } from 'react';
import { t } from '../../shared/text/t.ts';
import { closeDialog, faultText, useColumns, useProject } from '../session.ts';
import { Button, Dialog, Notice, RadioGroup } from '../ui/kit.ts';
import { BodiesFields } from './bodies-fields.tsx';
import { createTarget } from './create.ts';
import { firstDraft, readDraft, type TargetDraft } from './draft.ts';
import { Law } from './law.tsx';
import { useOutcome } from './outcome.ts';
import { PopulationFields } from './population-fields.tsx';
import { useReferenceSource } from './reference-sources.ts';
import { Result } from './result.tsx';
import { type Figure, openFileThenReturn, takeKeptDraft } from './return.ts';
import { StaffFields } from './staff-fields.tsx';
import { useStaffKey } from './staff-key.tsx';
import { TerritoryFields } from './territory-fields.tsx';
import './target.css';

/** The « Collectivités cibles » assistant: three groups of choices, the count that they give, the table that they make. */
export function TargetDialog(): ReactNode {
  const [draft, setDraft] = useState<TargetDraft>(() => takeKeptDraft() ?? firstDraft);
  const change = (part: Partial<TargetDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { tables } = useProject();
  const { choices, missing } = useMemo(() => readDraft(draft), [draft]);
  const communes = useReferenceSource('communes', true);
  const oldCodes = useReferenceSource('anciens-codes', draft.populationFrom === 'table' || draft.staffFrom === 'table');
  const isListed = draft.bodies !== 'communes' && draft.bodies !== 'file';
  const bodies = useReferenceSource(isListed ? draft.bodies : 'epci', isListed);
  useStaffKey(draft, change, (isListed ? bodies : communes).source?.id ?? null);
  const populationTable = draft.populationFrom === 'table' ? draft.populationTable : null;
  const populationColumns = useColumns(populationTable);
  const outcome = useOutcome({
    choices,
    communes: communes.source?.id ?? null,
    oldCodes: oldCodes.source?.id ?? null,
    bodies: isListed ? (bodies.source?.id ?? null) : null,
    tables,
    populationColumns: populationColumns.value,
  });
  const openFile = (figure: Figure) => () => void openFileThenReturn(draft, figure);
  const fault = outcome.fault ?? communes.fault ?? oldCodes.fault ?? bodies.fault;
  const { settled } = outcome;
  const source = communes.source;

  return (
    <Dialog
      title={t('assistant.title')}
      size="full"
      onClose={closeDialog}
      className="target-dialog"
      footer={
        <>
          {/* What a choice changes, wherever one has scrolled to; said aloud beside the details. */}
          <span className="grow target-bar-counts" aria-hidden="true">
            {outcome.counts && missing === null && t('target-bar.counts', outcome.counts)}
          </span>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            icon="target"
            isDisabled={settled === null || source === null}
            onPress={() =>
              settled && source && createTarget(settled, source, oldCodes.source, isListed ? bodies.source : null)
            }
          >
            {t('assistant.create')}
          </Button>
        </>
      }
    >
      <div className="target-layout">
        <div className="target-choices">
          <p className="target-intro">{t('assistant.intro')}</p>
          <BodiesFields draft={draft} change={change} openFile={openFile('bodies')} />
          <TerritoryFields draft={draft} change={change} />
          <PopulationFields draft={draft} change={change} openFile={openFile('population')} />
          <div className="target-rule">
            <RadioGroup
              label={t('assistant.connective')}
              orientation="horizontal"
              value={draft.connective}
              onChange={(connective) => change({ connective })}
              isDisabled={draft.staffFrom === 'ignored' || draft.populationFrom === 'ignored'}
              options={[
                { value: 'and', label: t('assistant.connective.and') },
                { value: 'or', label: t('assistant.connective.or') },
              ]}
            />
            <RadioGroup
              label={t('assistant.operator')}
              orientation="horizontal"
              value={draft.operator}
              onChange={(operator) => change({ operator })}
              options={[
                { value: 'ge', label: t('assistant.operator.ge') },
                { value: 'gt', label: t('assistant.operator.gt') },
              ]}
            />
          </div>
          <StaffFields draft={draft} change={change} openFile={openFile('staff')} />
        </div>
        <aside className="target-side">
          {fault && <Notice tone="error">{faultText(fault)}</Notice>}
          <Result outcome={outcome} missing={missing} minimum={draft.minPopulation} />
          <Law bodies={draft.bodies} />
        </aside>
      </div>
    </Dialog>
  );
}
