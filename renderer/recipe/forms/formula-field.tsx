import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type Completion, complete, completionsAt, functionAt } from '../../../shared/formula/complete.ts';
import { functions, type ListedFunction } from '../../../shared/formula/functions.ts';
import { problemSentence } from '../../../shared/formula/problem.ts';
import { readFormula } from '../../../shared/formula/understand.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { t } from '../../../shared/text/t.ts';
import { Disclosure } from '../../ui/kit.ts';

/** A formula as typed, what may follow at the cursor, the function being written, and what is wrong, with its place. */
export function FormulaField(props: {
  value: string;
  columns: readonly Column[];
  /** The first attempt to save was refused. */
  isRefused: boolean;
  onChange: (formula: string) => void;
}): ReactNode {
  const { value, columns, onChange } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const found = cursor === null ? null : completionsAt(value, cursor, columns);
  const called = functionAt(value, cursor ?? value.length);
  const { problem } = readFormula(value, columns);
  // What is being written is not wrong yet, but for the whole formula once it is asked for.
  const isShown = problem !== null && value.trim() !== '' && (props.isRefused || found === null);

  const take = (choice: Completion) => {
    if (!found) return;
    const done = complete(value, found, choice);
    onChange(done.text);
    setActive(null);
    setCursor(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(done.cursor, done.cursor);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!found) return;
    const { choices } = found;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(
        active === null ? (step === 1 ? 0 : choices.length - 1) : (active + step + choices.length) % choices.length,
      );
    } else if (event.key === 'Enter' && active !== null) take(choices[active]!);
    else if (event.key === 'Escape') {
      setCursor(null);
      setActive(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const follow = () => {
    const at = area.current?.selectionStart ?? null;
    if (at !== cursor) setActive(null);
    setCursor(at);
  };
  return (
    <div className="field formula">
      <label className="field-label" htmlFor={`${id}-area`}>
        {t('steps.formula.field')}
      </label>
      <textarea
        id={`${id}-area`}
        ref={area}
        className="input formula-area"
        rows={3}
        spellCheck={false}
        autoComplete="off"
        value={value}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        aria-describedby={`${id}-note`}
        aria-invalid={isShown || (props.isRefused && problem !== null) ? true : undefined}
        onChange={(event) => {
          onChange(event.target.value);
          setActive(null);
          setCursor(event.target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && follow()}
        onClick={follow}
        onBlur={() => setCursor(null)}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('steps.formula.choices')}
        className="formula-choices"
        hidden={!found}
      >
        {found?.choices.map((choice, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant
          <div
            key={`${choice.kind}-${choice.label}`}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            className="option"
            data-focused={place === active ? '' : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(choice)}
          >
            <span className="option-text">
              <span>{choice.kind === 'function' ? t(`formula.form.${choice.called.id}`) : choice.label}</span>
              {choice.kind === 'function' && (
                <span className="option-hint">{t(`formula.what.${choice.called.id}`)}</span>
              )}
            </span>
            <span className="option-end">
              {t(choice.kind === 'function' ? 'steps.formula.function' : 'steps.formula.column')}
            </span>
          </div>
        ))}
      </div>
      <div id={`${id}-note`}>
        {isShown ? (
          <>
            <p className="field-error">{problemSentence(problem)}</p>
            <Excerpt text={value} from={problem.from} to={problem.to} />
          </>
        ) : props.isRefused && problem ? (
          <p className="field-error">{problemSentence(problem)}</p>
        ) : (
          <p className="field-hint">{t('steps.formula.keys')}</p>
        )}
      </div>
      {called && <FunctionHelp called={called} />}
      <Disclosure title={t('steps.formula.functions')} level={3}>
        <dl className="formula-functions">
          {functions
            .filter(({ name }) => name !== 'CONCATENER')
            .map((one) => (
              <div key={one.name}>
                <dt>{t(`formula.form.${one.id}`)}</dt>
                <dd>
                  {t(`formula.what.${one.id}`)}
                  <br />
                  {t('steps.formula.example', { example: t(`formula.example.${one.id}`) })}
                </dd>
              </div>
            ))}
        </dl>
      </Disclosure>
    </div>
  );
}

/** The faulty part between what stands around it. */
function Excerpt({ text, from, to }: { text: string; from: number; to: number }): ReactNode {
  const start = Math.max(0, from - 16);
  const end = Math.min(text.length, to + 16);
  return (
    <p className="formula-excerpt">
      <span className="visually-hidden">{t('steps.formula.at', { place: from + 1 })}</span>
      <code>
        {start > 0 && '…'}
        {text.slice(start, from)}
        <mark>{text.slice(from, to) || '\u00a0'}</mark>
        {text.slice(to, end)}
        {end < text.length && '…'}
      </code>
    </p>
  );
}

function FunctionHelp({ called }: { called: ListedFunction }): ReactNode {
  return (
    <div className="formula-help">
      <p>
        <strong>{t(`formula.form.${called.id}`)}</strong>
      </p>
      <p>{t(`formula.what.${called.id}`)}</p>
      <p className="muted">{t('steps.formula.example', { example: t(`formula.example.${called.id}`) })}</p>
    </div>
  );
}
