import { type ReactNode, useMemo } from 'react';
import { markColumns, pickedMarks } from '../../shared/chart/picked.ts';
import type { Mark } from '../../shared/chart/rows.ts';
import { choicesOf, markCondition, rangeCondition, rangeHolds, toggleChoice } from '../../shared/chart/selection.ts';
import { describeCondition } from '../../shared/recipe/describe.ts';
import type { Condition } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import type { Answer } from '../chart-data.ts';
import { PickedNotice } from '../picked-notice.tsx';
import { usePickedRows } from '../picked-rows.ts';
import { announce, edit, newId, notify, project, showTable, useProject } from '../session.ts';
import { Button, Notice } from '../ui/kit.ts';
import { filterByView, ownCondition } from '../view-filter.ts';
import type { Range } from './brush.tsx';
import { ChartFigure } from './figure.tsx';

/** A chart whose marks filter the table, by one step of the recipe: the chart itself is drawn without it. */
export function LinkedFigure({ answer, caption }: { answer: Answer; caption: readonly string[] }): ReactNode {
  const { chart, columns, facts, rows, marks } = answer;
  const condition = ownCondition(useProject(), chart);
  const key = JSON.stringify(condition);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the condition
  const chosen = useMemo(() => {
    if (!condition) return null;
    const choices = new Set(choicesOf(condition).map((choice) => JSON.stringify(choice)));
    const isChosen = (rank: number) => {
      const own = markCondition(chart, columns, rows, rank, facts);
      return own !== null && (choices.has(JSON.stringify(own)) || rangeHolds(chart, condition, marks[rank]));
    };
    return new Set(rows.flatMap((_, rank) => (isChosen(rank) ? [rank] : [])));
  }, [key, chart, columns, rows, facts, marks]);

  const selection = usePickedRows(chart.table, condition ? [] : markColumns(chart));
  const highlighted = useMemo(() => {
    const found = selection && pickedMarks(chart, columns, rows, facts, selection);
    return found && found.size > 0 ? found : null;
  }, [selection, chart, columns, rows, facts]);

  const keep = (next: Condition | null) => {
    edit(t('chart.pick.action'), (current) => {
      const present = current.charts.find(({ id }) => id === chart.id) ?? chart;
      return filterByView(current, 'charts', present, next, newId());
    });
    announce(next ? t('chart.pick.on', { condition: describeCondition(next, columns) }) : t('chart.pick.off'));
  };
  const pick = (rank: number) => {
    const choice = markCondition(chart, columns, rows, rank, facts);
    if (!choice) return notify('error', t('chart.pick.none'));
    keep(toggleChoice(ownCondition(project(), chart), choice));
  };
  const chooseRange = (range: Range) => {
    const next = rangeCondition(chart, columns, { ...range, x: wholeBins(marks, range.x) });
    if (next) keep(next);
  };
  return (
    <>
      {condition && (
        <Notice
          tone="info"
          actions={
            <>
              <Button size="small" icon="table" onPress={() => showTable(chart.table)}>
                {t('map.filter.show')}
              </Button>
              <Button size="small" onPress={() => keep(null)}>
                {t('map.filter.clear')}
              </Button>
            </>
          }
        >
          {t('chart.pick.on', { condition: describeCondition(condition, columns) })}
        </Notice>
      )}
      {!condition && highlighted && <PickedNotice count={selection?.length ?? 0} />}
      <ChartFigure
        answer={answer}
        caption={caption}
        chosen={chosen ?? highlighted}
        onPick={pick}
        onRange={chooseRange}
      />
    </>
  );
}

/** A stretch of a histogram goes to the ends of the bins that it touches. */
function wholeBins(marks: readonly Mark[], [one, other]: [number, number]): [number, number] {
  const [from, to] = one <= other ? [one, other] : [other, one];
  const touched = marks.filter((mark) => mark.stop !== undefined && mark.stop > from && Number(mark.x) < to);
  const [first] = touched;
  return first ? [Number(first.x), touched.at(-1)?.stop ?? to] : [from, to];
}
