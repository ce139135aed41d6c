import { type ReactNode, useState } from 'react';
import type { FileRef } from '../../shared/contract.ts';
import { guessMapping } from '../../shared/project/replay.ts';
import type { ExpectedFile } from '../../shared/project/shared-recipe.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { pickFiles } from '../project/give-files.ts';
import { asFault, call, faultText } from '../session.ts';
import { Button, Notice, Progress, Select } from '../ui/kit.ts';
import { inspectReplacement, type Replacement } from './load.ts';
import { MappingFields } from './mapping-fields.tsx';

/** One file that a recipe reads: which file takes its place, and the columns that have changed, those only. */
export function ExpectedFileField(props: {
  expected: ExpectedFile;
  isReplay: boolean;
  replacement: Replacement | null;
  onChange: (replacement: Replacement) => void;
}): ReactNode {
  const { expected, isReplay, replacement, onChange } = props;
  const [isReading, setReading] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function read(file: FileRef, sheet?: string): Promise<void> {
    setReading(true);
    setFault(null);
    try {
      const entry = replacement?.inspection.options.entry;
      const inspection =
        sheet === undefined
          ? await inspectReplacement(file, expected)
          : await call('source.inspect', { file, options: { ...(entry === undefined ? {} : { entry }), sheet } });
      onChange({ file, inspection, mapping: guessMapping(expected, inspection.columns) });
    } catch (thrown) {
      setFault(faultText(asFault(thrown)));
    }
    setReading(false);
  }

  async function choose(): Promise<void> {
    const [file] = await pickFiles('data', false);
    if (file) await read(file);
  }

  const sheets = replacement?.inspection.sheets.filter(({ kind }) => kind === 'data') ?? [];
  return (
    <section className="replay-file">
      <h3>{t('replay.expected', { name: expected.name })}</h3>
      {expected.columns.length > 0 && (
        <p className="muted">{t('replay.wanted', { columns: formatList(expected.columns.map(({ name }) => name)) })}</p>
      )}
      <div className="replay-choice">
        <strong>
          {replacement ? t('replay.chosen', { name: replacement.file.name }) : isReplay ? t('replay.same') : null}
        </strong>
        <Button icon="open" onPress={() => void choose()} isDisabled={isReading}>
          {t(replacement ? 'replay.change' : 'replay.choose')}
        </Button>
        {replacement && sheets.length > 1 && (
          <Select
            label={t('replay.sheet')}
            value={replacement.inspection.sheet}
            onChange={(sheet) => void read(replacement.file, sheet)}
            options={sheets.map(({ name }) => ({ value: name, label: name }))}
          />
        )}
      </div>
      {isReading && <Progress label={t('replay.reading')} fraction={null} />}
      {fault && <Notice tone="error">{fault}</Notice>}
      {replacement && !isReading && (
        <MappingFields
          expected={expected}
          columns={replacement.inspection.columns}
          mapping={replacement.mapping}
          onChange={(mapping) => onChange({ ...replacement, mapping })}
        />
      )}
    </section>
  );
}
