import { type ReactNode, useState } from 'react';
import type { SourceColumn } from '../../shared/project/project.ts';
import { guessMapping, type Mapping } from '../../shared/project/replay.ts';
import type { ExpectedFile } from '../../shared/project/shared-recipe.ts';
import { t } from '../../shared/text/t.ts';
import { closeDialog } from '../session.ts';
import { Button, Dialog } from '../ui/kit.ts';
import { MappingFields } from './mapping-fields.tsx';
import './replay.css';

/** While a project opens: the columns of a changed file that take the place of those that its steps use. */
export function RenamedColumnsDialog(props: {
  expected: ExpectedFile;
  columns: readonly SourceColumn[];
  answer: (mapping: Mapping | null) => void;
}): ReactNode {
  const { expected, columns, answer } = props;
  const [mapping, setMapping] = useState<Mapping>(() => guessMapping(expected, columns));
  const isWhole = ![...mapping.values()].includes(null);
  const close = (given: Mapping | null) => {
    closeDialog();
    answer(given);
  };
  return (
    <Dialog
      title={t('replay.reopen-title', { name: expected.name })}
      size="medium"
      onClose={() => close(null)}
      footer={
        <>
          <Button onPress={() => close(null)}>{t('replay.back')}</Button>
          <Button kind="primary" isDisabled={!isWhole} onPress={() => close(mapping)}>
            {t('replay.run')}
          </Button>
        </>
      }
    >
      <div className="replay">
        <p>{t('replay.reopen-intro')}</p>
        <MappingFields expected={expected} columns={columns} mapping={mapping} onChange={setMapping} />
        {!isWhole && <p className="field-hint">{t('replay.missing')}</p>}
      </div>
    </Dialog>
  );
}
