import type { ReactNode } from 'react';
import { isNumeric } from '../../shared/recipe/column.ts';
import { figuresOf } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';
import { useColumns } from '../session.ts';
import { Checkbox, Disclosure, NumberField, RadioGroup } from '../ui/kit.ts';
import { guessPopulation, type PopulationFrom, type TargetDraft } from './draft.ts';
import { ColumnField, TableField } from './table-field.tsx';

/** A legal threshold, and what agents also ask for. */
const profiles = [
  { id: 'law', minPopulation: 3500, maxPopulation: null },
  { id: 'middle', minPopulation: 10_000, maxPopulation: 80_000 },
] as const;

function sourcesOf(draft: TargetDraft): PopulationFrom[] {
  if (draft.bodies === 'file') return ['own', 'ignored'];
  if (draft.bodies === 'communes') return [...figuresOf.communes, 'table'];
  return [...figuresOf[draft.bodies], 'ignored'];
}

export function PopulationFields(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change, openFile } = props;
  const profile = profiles.find(
    ({ minPopulation, maxPopulation }) =>
      minPopulation === draft.minPopulation && maxPopulation === draft.maxPopulation,
  );
  const own = useColumns(draft.populationFrom === 'own' ? draft.bodiesTable : null).value ?? [];
  return (
    <fieldset className="target-group">
      <legend>{t('assistant.population')}</legend>
      <div className="target-criterion">
        <div className="target-thresholds">
          <NumberField
            label={t('assistant.population.minimum')}
            value={draft.minPopulation}
            onChange={(minPopulation) => change({ minPopulation })}
            minValue={0}
            unit={t('assistant.population.unit')}
            isDisabled={draft.populationFrom === 'ignored'}
          />
          <Disclosure title={t('assistant.population.profile')}>
            <RadioGroup
              label={t('assistant.population.profile')}
              hideLabel
              value={profile?.id ?? null}
              onChange={(id) => {
                const found = profiles.find((one) => one.id === id);
                if (found) change({ minPopulation: found.minPopulation, maxPopulation: found.maxPopulation });
              }}
              options={profiles.map(({ id }) => ({ value: id, label: t(`assistant.profile.${id}`) }))}
            />
            <NumberField
              label={t('assistant.population.maximum')}
              value={draft.maxPopulation}
              onChange={(maxPopulation) => change({ maxPopulation })}
              minValue={0}
              unit={t('assistant.population.unit')}
            />
          </Disclosure>
        </div>
        <RadioGroup
          className="target-sources"
          label={t('assistant.population.from')}
          value={draft.populationFrom}
          onChange={(populationFrom) => change({ populationFrom })}
          options={sourcesOf(draft).map((value) => ({
            value,
            label: t(`assistant.population.${value}`),
            hint: t(
              value === 'totale' && draft.bodies !== 'communes'
                ? 'assistant.population.totale-epci-hint'
                : `assistant.population.${value}-hint`,
            ),
          }))}
        />
      </div>
      {draft.populationFrom === 'own' && (
        <ColumnField
          label={t('assistant.column.population')}
          columns={own.filter((column) => isNumeric(column.type))}
          value={draft.populationColumn}
          onChange={(populationColumn) => change({ populationColumn })}
        />
      )}
      {draft.populationFrom === 'table' && <PopulationTable draft={draft} change={change} openFile={openFile} />}
    </fieldset>
  );
}

function PopulationTable(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change, openFile } = props;
  const columns = useColumns(draft.populationTable).value ?? [];
  const key = draft.populationKey;
  return (
    <div className="target-from-table">
      <TableField
        value={draft.populationTable}
        onChange={(populationTable, found) => change({ populationTable, ...guessPopulation(found) })}
        openFile={openFile}
      />
      {draft.populationTable !== null && (
        <>
          <ColumnField
            label={t('assistant.column.population')}
            columns={columns.filter((column) => isNumeric(column.type))}
            value={draft.populationColumn}
            onChange={(populationColumn) => change({ populationColumn })}
          />
          {key.kind === 'code' ? (
            <ColumnField
              label={t('assistant.column.code-or')}
              columns={columns}
              value={key.column}
              onChange={(column) => change({ populationKey: { kind: 'code', column } })}
            />
          ) : (
            <>
              <ColumnField
                label={t('assistant.column.departement')}
                columns={columns}
                value={key.departement}
                onChange={(departement) => change({ populationKey: { ...key, departement } })}
              />
              <ColumnField
                label={t('assistant.column.commune')}
                columns={columns}
                value={key.commune}
                onChange={(commune) => change({ populationKey: { ...key, commune } })}
              />
            </>
          )}
          <Checkbox
            isSelected={key.kind === 'split'}
            onChange={(split) =>
              change({
                populationKey: split ? { kind: 'split', departement: '', commune: '' } : { kind: 'code', column: '' },
              })
            }
          >
            {t('assistant.column.split')}
          </Checkbox>
        </>
      )}
    </div>
  );
}
