import { type ReactNode, useEffect, useRef } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { describeCondition } from '../../shared/recipe/describe.ts';
import type { Step, StepOf } from '../../shared/recipe/step.ts';
import { describeStep } from '../../shared/recipe/steps.ts';
import { t } from '../../shared/text/t.ts';
import { announce, editRecipe, newId, openDialog, useCall } from '../session.ts';
import { Button, Icon, IconButton, Switch, Tooltip } from '../ui/kit.ts';
import { DisplayMenu } from './display-menu.tsx';
import { areNeighbours, type FilterPart, joinFilters, membersOf, splitFilter } from './edits.ts';
import { SavedViews } from './saved-views.tsx';

export type FilterBarProps = {
  query: Query;
  columns: readonly Column[];
  /** Rows that come out of the recipe; null while unknown. */
  total: number | null;
  onEdit(at: FilterPart, anchor: HTMLElement): void;
};

const makesRows: ReadonlySet<Step['kind']> = new Set(['aggregate', 'append', 'pivot', 'unpivot']);

/** The filters of the recipe as sentences, what each leaves out, and the rows that remain. */
export function FilterBar({ query, columns, total, onEdit }: FilterBarProps): ReactNode {
  const recipe = query.tables.find((table) => table.id === query.table)?.recipe ?? [];
  const filters = recipe.filter(isChip);
  const counts = useCall('table.steps', filters.length > 0 ? { query } : null);
  // Rows of groups, of stacks or of columns turned into rows are not compared with those of the file.
  const shaped = recipe.findLastIndex(({ kind, disabled }) => !disabled && makesRows.has(kind));
  const before = (shaped < 0 ? counts.value?.before : counts.value?.rowCounts[shaped]) ?? null;
  const edit = (label: string, change: Parameters<typeof editRecipe>[2]) => editRecipe(label, query.table, change);

  const said = useRef<string | null>(null);
  const waiting = filters.length > 0 && (counts.loading || before === null);
  useEffect(() => {
    if (total === null || waiting) return;
    const text = countText(total, before);
    if (said.current !== null && said.current !== text) announce(text);
    said.current = text;
  }, [total, before, waiting]);

  /** Rows that a step leaves out of those that reach it. */
  const costOf = (step: ChipStep): number | null => {
    const place = recipe.indexOf(step);
    const after = counts.value?.rowCounts[place];
    const reaching = place === 0 ? counts.value?.before : counts.value?.rowCounts[place - 1];
    return step.disabled || after === undefined || reaching === undefined ? null : reaching - after;
  };

  return (
    <section className="filter-bar" aria-label={t('grid.filters')}>
      <ul className="filter-chips">
        {filters.length === 0 && <li className="muted filter-none">{t('grid.no-filter')}</li>}
        {filters.map((step, place) => {
          const following = filters[place + 1];
          return (
            <li key={step.id} className="filter-item">
              <Chip
                step={step}
                columns={columns}
                onEditTop={() => openDialog({ kind: 'step', table: query.table, step, stepKind: 'limit' })}
                cost={costOf(step)}
                onEdit={onEdit}
                onSplit={(after) => edit(t('grid.action-and'), (steps) => splitFilter(steps, step.id, after, newId()))}
                onToggle={(enabled) =>
                  edit(enabled ? t('grid.action-enable') : t('grid.action-disable'), (steps) =>
                    steps.map((other) =>
                      other.id === step.id ? { ...other, disabled: enabled ? undefined : true } : other,
                    ),
                  )
                }
                onRemove={() =>
                  edit(t('grid.action-unfilter'), (steps) => steps.filter((other) => other.id !== step.id))
                }
              />
              {following && (
                <Connective
                  word="and"
                  isFixed={
                    !areNeighbours(recipe, step.id, following.id) ||
                    step.kind === 'limit' ||
                    following.kind === 'limit' ||
                    Boolean(step.disabled || following.disabled)
                  }
                  onPress={() => edit(t('grid.action-or'), (steps) => joinFilters(steps, step.id, following.id))}
                />
              )}
            </li>
          );
        })}
      </ul>
      <div className="filter-acts">
        <div className="filter-more">
          <Button
            kind="quiet"
            size="small"
            icon="add"
            onPress={() => openDialog({ kind: 'step', table: query.table, step: null, stepKind: 'filter' })}
          >
            {t('grid.add-filter')}
          </Button>
          {total !== null && before !== null && total < before && (
            <Button kind="quiet" size="small" onPress={() => openDialog({ kind: 'absent', table: query.table })}>
              {t('absent.open')}
            </Button>
          )}
        </div>
        <SavedViews table={query.table} />
        <DisplayMenu />
        {total !== null && <p className="filter-count">{countText(total, before)}</p>}
      </div>
    </section>
  );
}

type ChipStep = StepOf<'filter'> | StepOf<'limit'>;

/** Filters, and the largest or smallest values kept: what leaves rows out for what they hold. */
function isChip(step: Step): step is ChipStep {
  return step.kind === 'filter' || (step.kind === 'limit' && step.top !== undefined);
}

function countText(total: number, before: number | null): string {
  return before === null || before === total
    ? t('grid.count-all', { count: total })
    : t('grid.count', { count: total, total: before });
}

function Chip(props: {
  step: ChipStep;
  columns: readonly Column[];
  cost: number | null;
  onEdit(at: FilterPart, anchor: HTMLElement): void;
  onEditTop(): void;
  onSplit(after: number): void;
  onToggle(enabled: boolean): void;
  onRemove(): void;
}): ReactNode {
  const { step, columns, cost } = props;
  const members: { words: string; whole: string }[] =
    step.kind === 'limit'
      ? [describeStep(step, columns)].map((words) => ({ words, whole: words }))
      : membersOf(step.condition).map((member) => ({
          words: describeCondition(member, columns),
          whole: describeCondition(member, columns, { whole: true }),
        }));
  const sentence = step.kind === 'limit' ? describeStep(step, columns) : describeCondition(step.condition, columns);
  return (
    <div className="filter-chip" data-disabled={step.disabled ? '' : undefined}>
      <Switch isSelected={!step.disabled} onChange={props.onToggle} aria-label={t('grid.chip-enable', { sentence })} />
      {members.map(({ words, whole }, place) => {
        return (
          <span key={place} className="filter-member">
            <button
              type="button"
              className="filter-sentence"
              title={whole}
              aria-label={t('grid.chip-edit', { sentence: words })}
              aria-haspopup="dialog"
              onClick={(event) =>
                step.kind === 'limit'
                  ? props.onEditTop()
                  : props.onEdit({ step: step.id, part: members.length > 1 ? place : null }, event.currentTarget)
              }
            >
              {words}
            </button>
            {place < members.length - 1 && (
              <Connective word="or" isFixed={step.disabled === true} onPress={() => props.onSplit(place)} />
            )}
          </span>
        );
      })}
      {cost !== null && cost > 0 && (
        <span className="filter-cost">
          <span aria-hidden="true">{t('grid.chip-cost-shown', { count: cost })}</span>
          <span className="visually-hidden">{t('grid.chip-cost', { count: cost })}</span>
        </span>
      )}
      <IconButton icon="close" size="small" label={t('grid.chip-remove', { sentence })} onPress={props.onRemove} />
    </div>
  );
}

/** ET or OU between two filters: a press turns one into the other. */
function Connective(props: { word: 'and' | 'or'; isFixed: boolean; onPress(): void }): ReactNode {
  const text = props.word === 'and' ? t('grid.and') : t('grid.or');
  if (props.isFixed) return <span className="filter-connective">{text}</span>;
  return (
    <Tooltip text={props.word === 'and' ? t('grid.and-hint') : t('grid.or-hint')}>
      <Button kind="quiet" size="small" className="filter-connective" onPress={props.onPress}>
        {text}
        <Icon name="chevron-down" size={10} />
      </Button>
    </Tooltip>
  );
}
