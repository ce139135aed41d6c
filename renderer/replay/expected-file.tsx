import { type ReactNode, useState } from 'react';
import type { FileRef } from '../../shared/contract.ts';
import { guessMapping } from '../../shared/project/replay.ts';
import type { ExpectedFile } from '../../shared/project/shared-recipe.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { pickFiles } from '../project/give-files.ts';
import { asFault, call, faultText } from '../session.ts';
import { Button, ComboBox, Notice, Progress, Select } from '../ui/kit.ts';
import { inspectReplacement, type Replacement } from './load.ts';

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
      {replacement && !isReading && <MappingFields expected={expected} replacement={replacement} onChange={onChange} />}
    </section>
  );
}

/** Only what is not found under its own name. */
function MappingFields(props: {
  expected: ExpectedFile;
  replacement: Replacement;
  onChange: (replacement: Replacement) => void;
}): ReactNode {
  const { expected, replacement, onChange } = props;
  const { mapping, inspection } = replacement;
  const changed = expected.columns.filter(({ name }) => mapping.get(name) !== name || !hasColumn(name));
  function hasColumn(name: string): boolean {
    return inspection.columns.some((column) => column.name === name);
  }
  if (changed.length === 0)
    return <p className="replay-found">{t('replay.all-found', { count: expected.columns.length })}</p>;
  return (
    <div className="replay-mapping">
      <p>{t('replay.ask')}</p>
      {changed.map(({ name }) => (
        <ComboBox
          key={name}
          label={t('replay.column', { name })}
          value={mapping.get(name) ?? null}
          onChange={(column) => onChange({ ...replacement, mapping: new Map(mapping).set(name, column) })}
          options={inspection.columns.map((column) => ({
            value: column.name,
            label: column.name,
            hint: column.label,
            end: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`),
          }))}
        />
      ))}
    </div>
  );
}
