import type { ReactNode } from 'react';
import { type Chart, type ChartKind, chartKinds } from '../../shared/chart/encoding.ts';
import { chartTitle } from '../../shared/chart/spec.ts';
import { changeKind, inapplicable, type Suggestion } from '../../shared/chart/suggest.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Tooltip } from '../ui/kit.ts';

/** Thumbnails of 48 x 32, drawn with the marks of each kind. */
const thumbnails: Record<ChartKind, string> = {
  bar: 'M4 5h36v5H4zM4 13h26v5H4zM4 21h14v5H4z',
  line: 'M4 26L14 16L22 20L32 8L44 5V7.5L33 10.5L22.5 23L14.5 19L6 27.5z',
  scatter:
    'M8 24a2 2 0 1 0 .1 0zM14 19a2 2 0 1 0 .1 0zM20 21a2 2 0 1 0 .1 0zM26 13a2 2 0 1 0 .1 0zM33 11a2 2 0 1 0 .1 0zM40 5a2 2 0 1 0 .1 0z',
  histogram: 'M4 22h6v6H4zM11 14h6v14h-6zM18 5h6v23h-6zM25 11h6v17h-6zM32 19h6v9h-6zM39 25h6v3h-6z',
};

/** Every kind, chosen or not; one that these columns cannot feed stays visible and says why. */
export function Kinds({
  chart,
  columns,
  onChange,
}: {
  chart: Chart;
  columns: readonly Column[];
  onChange: (chart: Chart) => void;
}): ReactNode {
  return (
    <fieldset className="chart-kinds" aria-label={t('chart.kinds')}>
      {chartKinds.map((kind) => {
        const reason = inapplicable(kind, columns);
        return (
          <Tooltip key={kind} text={reason ? t(reason) : t(`chart.kind.${kind}.use`)}>
            <Button
              className="chart-kind"
              kind="quiet"
              aria-pressed={chart.kind === kind}
              aria-disabled={reason !== null}
              aria-description={reason ? t(reason) : t(`chart.kind.${kind}.use`)}
              onPress={() => reason === null && onChange(changeKind(chart, kind, columns))}
            >
              <Thumbnail kind={kind} />
              {t(`chart.kind.${kind}`)}
            </Button>
          </Tooltip>
        );
      })}
    </fieldset>
  );
}

/** First charts worth a look, each with its reason. */
export function Suggestions({
  suggestions,
  onChoose,
}: {
  suggestions: readonly Suggestion[];
  onChoose: (chart: Chart) => void;
}): ReactNode {
  return (
    <section className="chart-suggestions">
      <h2>{t('chart.suggestions')}</h2>
      <p className="muted">{t('chart.suggestions.why')}</p>
      <ul>
        {suggestions.map(({ chart, reason }) => (
          <li key={`${chart.kind} ${chart.x} ${chart.y}`}>
            <Button className="chart-suggestion" onPress={() => onChoose(chart)}>
              <Thumbnail kind={chart.kind} />
              <span>
                <strong>{chartTitle(chart)}</strong>
                <span className="muted">{t(reason)}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Thumbnail({ kind }: { kind: ChartKind }): ReactNode {
  return (
    <svg className="chart-thumbnail" viewBox="0 0 48 32" aria-hidden="true">
      <path d={thumbnails[kind]} />
    </svg>
  );
}
