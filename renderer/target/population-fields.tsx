import type { ReactNode } from 'react';
import { isNumeric } from '../../shared/recipe/column.ts';
import { referenceFigures } from '../../shared/target/choices.ts';
import { t } from '../../shared/text/t.ts';
import { useColumns } from '../session.ts';
import { Checkbox, NumberField, RadioGroup } from '../ui/kit.ts';
import { guessPopulation, type PopulationFrom, type TargetDraft } from './draft.ts';
import { ColumnField, TableField } from './table-field.tsx';

const sources: PopulationFrom[] = ['totale', 'municipale', 'municipale-dgcl', 'table'];

export function PopulationFields(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
  openFile: () => void;
}): ReactNode {
  const { draft, change, openFile } = props;
  return (
    <fieldset className="target-group">
      <legend>{t('assistant.population')}</legend>
      <div className="target-criterion">
        <NumberField
          label={t('assistant.population.minimum')}
          value={draft.minPopulation}
          onChange={(minPopulation) => change({ minPopulation })}
          minValue={0}
          unit={t('assistant.population.unit')}
        />
        <RadioGroup
          className="target-sources"
          label={t('assistant.population.from')}
          value={draft.populationFrom}
          onChange={(populationFrom) => change({ populationFrom })}
          options={sources.map((value) => ({
            value,
            label: t(`assistant.population.${value}`),
            hint: t(`assistant.population.${value}-hint`),
          }))}
        />
      </div>
      {!(draft.populationFrom in referenceFigures) && (
        <PopulationTable draft={draft} change={change} openFile={openFile} />
      )}
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
