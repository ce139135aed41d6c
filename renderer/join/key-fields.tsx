import type { ReactNode } from 'react';
import type { Column } from '../../shared/recipe/column.ts';
import { type TextKey, t } from '../../shared/text/t.ts';
import { Button, ComboBox, IconButton } from '../ui/kit.ts';
import { type JoinProblems, type KeyDraft, newKey } from './join-draft.ts';

type Side = { name: string; columns: Column[] };

/** The pairs of columns that must be equal: one, or several together. */
export function KeyFields(props: {
  on: KeyDraft[];
  left: Side;
  right: Side;
  problems: JoinProblems;
  onChange: (on: KeyDraft[]) => void;
}): ReactNode {
  const { on, left, right, problems, onChange } = props;
  const change = (index: number, part: Partial<KeyDraft>) =>
    onChange(on.map((key, place) => (place === index ? { ...key, ...part } : key)));
  return (
    <div className="stack-tight">
      <ol className="join-keys">
        {on.map((key, index) => (
          <li key={key.id}>
            {index > 0 && <span className="join-word">{t('join.and')}</span>}
            <div className="join-key">
              <KeyColumn
                side={left}
                value={key.left}
                error={problemText(problems, `${key.id}.left`)}
                onChange={(name) => change(index, { left: name })}
              />
              <span className="join-equals" aria-hidden="true">
                =
              </span>
              <KeyColumn
                side={right}
                value={key.right}
                error={problemText(problems, `${key.id}.right`)}
                onChange={(name) => change(index, { right: name })}
              />
              {on.length > 1 && (
                <IconButton
                  icon="close"
                  label={t('join.remove-key', { position: index + 1 })}
                  onPress={() => onChange(on.toSpliced(index, 1))}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button size="small" kind="quiet" icon="add" onPress={() => onChange([...on, newKey()])}>
          {t('join.add-key')}
        </Button>
      </div>
      {on.length > 1 && <p className="field-hint">{t('join.composite')}</p>}
    </div>
  );
}

function KeyColumn(props: {
  side: Side;
  value: string;
  error: string | null;
  onChange: (name: string) => void;
}): ReactNode {
  const { side, value } = props;
  return (
    <ComboBox
      label={t('join.key-in', { table: side.name })}
      value={value === '' ? null : value}
      error={props.error}
      onChange={(name) => props.onChange(name ?? '')}
      options={side.columns.map((column) => ({
        value: column.name,
        label: column.name,
        hint: column.label,
        end: column.meaning ? t(`meaning.${column.meaning}`) : t(`type.${column.type}`),
      }))}
    />
  );
}

function problemText(problems: JoinProblems, field: string): string | null {
  const key: TextKey | undefined = problems[field];
  return key ? t(key as 'join.problem.key') : null;
}
