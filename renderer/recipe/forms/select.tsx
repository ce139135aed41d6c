import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { useFilter } from 'react-aria-components';
import type { Select } from '../../../shared/recipe/steps/select.ts';
import { t } from '../../../shared/text/t.ts';
import { pinnedWith, setPinned, usePinned } from '../../pinned-columns.ts';
import { announce } from '../../session.ts';
import { Button, IconButton, SearchField } from '../../ui/kit.ts';
import { type ColumnChoice, choicesOf } from '../column-drafts.ts';
import type { Problems } from '../condition-draft.ts';
import { moveItem } from '../edit-recipe.ts';
import { type FormProps, problemText, StepFrame } from '../step-frame.tsx';

export function SelectForm({ place, step }: FormProps<Select>): ReactNode {
  const { columns } = place;
  const [choices, setChoices] = useState(() =>
    choicesOf(step?.columns ?? columns.map((column) => column.name), columns),
  );
  const kept = choices.filter((choice) => choice.kept).map((choice) => choice.name);
  const types = useMemo(() => new Map(columns.map((column) => [column.name, t(`type.${column.type}`)])), [columns]);
  const problems: Problems = kept.length === 0 ? { columns: 'steps.problem.no-column' } : {};
  return (
    <StepFrame
      place={place}
      step={step}
      kind="select"
      parts={kept.length > 0 ? { kind: 'select', columns: kept } : null}
      problems={problems}
      outcome={t('steps.select.kept', { count: kept.length, total: columns.length })}
    >
      {(shown) => (
        <>
          <ColumnChoices table={place.table} choices={choices} onChange={setChoices} types={types} />
          {problemText(shown, 'columns') && <span className="field-error">{problemText(shown, 'columns')}</span>}
          <p className="field-hint">{t('steps.select.keys')}</p>
        </>
      )}
    </StepFrame>
  );
}

/** Pins at once, as the menu of a header does: a way to look at the table, whatever becomes of the step. */
function PinButton(props: {
  name: string;
  isPinned: boolean;
  onPin: (name: string, isPinned: boolean) => void;
}): ReactNode {
  const { name, isPinned } = props;
  return (
    <IconButton
      icon="lock"
      size="small"
      kind={isPinned ? 'primary' : 'quiet'}
      label={t(isPinned ? 'steps.select.unpin' : 'steps.select.pin', { column: name })}
      onPress={() => props.onPin(name, isPinned)}
    />
  );
}

/** As many lines at once; the search reaches the others. */
const shownAtMost = 200;

/** Every column with a box, in the order it will have. Ticking acts on what the search shows. */
function ColumnChoices(props: {
  table: string;
  choices: ColumnChoice[];
  onChange: (choices: ColumnChoice[]) => void;
  types: ReadonlyMap<string, string>;
}): ReactNode {
  const { choices, onChange } = props;
  const pinned = usePinned(props.table);
  const [search, setSearch] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const shown = (name: string) => search === '' || contains(name, search);
  const found = choices.map((choice, index) => ({ choice, index })).filter(({ choice }) => shown(choice.name));
  const visible = found.slice(0, shownAtMost);
  const move = (name: string, to: number) => {
    const from = choices.findIndex((choice) => choice.name === name);
    if (to < 0 || to >= choices.length) return;
    onChange(moveItem(choices, from, to));
    announce(t('steps.select.moved', { column: name, position: to + 1 }));
  };
  const tick = (kept: boolean) =>
    onChange(choices.map((choice) => (shown(choice.name) ? { ...choice, kept } : choice)));
  const pin = (name: string, isPinned: boolean) => {
    announce(t(isPinned ? 'grid.unpinned' : 'grid.pinned', { column: name }));
    setPinned(props.table, isPinned ? pinned.filter((other) => other !== name) : pinnedWith(props.table, name));
  };
  const onKeyDown = (event: KeyboardEvent, name: string, index: number) => {
    if (!event.ctrlKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(name, event.key === 'ArrowUp' ? index - 1 : index + 1);
  };
  return (
    <>
      <div className="column-tools">
        <SearchField
          label={t('steps.select.search')}
          hideLabel
          value={search}
          onChange={setSearch}
          autoFocus
          placeholder={t('steps.select.search')}
        />
        <Button onPress={() => tick(true)}>{t('steps.select.all')}</Button>
        <Button onPress={() => tick(false)}>{t('steps.select.none')}</Button>
      </div>
      <ol className="column-choices" aria-label={t('steps.select.list')}>
        {visible.map(({ choice, index }) => (
          <li key={choice.name}>
            <label onKeyDown={(event) => onKeyDown(event, choice.name, index)}>
              <input
                type="checkbox"
                checked={choice.kept}
                onChange={(event) => onChange(choices.with(index, { ...choice, kept: event.target.checked }))}
              />
              <span className="column-name">{choice.name}</span>
              <span className="muted">{props.types.get(choice.name)}</span>
            </label>
            <span className="row-buttons">
              <PinButton name={choice.name} isPinned={pinned.includes(choice.name)} onPin={pin} />
              <IconButton
                icon="first"
                size="small"
                label={t('steps.select.top-of', { column: choice.name })}
                isDisabled={index === 0}
                onPress={() => move(choice.name, 0)}
              />
              <IconButton
                icon="arrow-up"
                size="small"
                label={t('steps.select.up', { column: choice.name })}
                isDisabled={index === 0}
                onPress={() => move(choice.name, index - 1)}
              />
              <IconButton
                icon="arrow-down"
                size="small"
                label={t('steps.select.down', { column: choice.name })}
                isDisabled={index === choices.length - 1}
                onPress={() => move(choice.name, index + 1)}
              />
            </span>
          </li>
        ))}
      </ol>
      {found.length > visible.length && (
        <p className="field-hint">{t('steps.select.more', { shown: visible.length, total: found.length })}</p>
      )}
    </>
  );
}
