import { memo, type ReactNode } from 'react';
import { inapplicable } from '../../shared/chart/change-kind.ts';
import type { Chart } from '../../shared/chart/encoding.ts';
import { type ChartKind, chartKinds } from '../../shared/chart/kinds.ts';
import { chartTitle } from '../../shared/chart/spec.ts';
import type { DistinctCounts, Suggestion } from '../../shared/chart/suggest.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { Button, Tooltip } from '../ui/kit.ts';

/** Thumbnails of 48 x 32, drawn with the marks of each kind. */
const thumbnails: Record<ChartKind, string> = {
  bar: 'M4 5h36v5H4zM4 13h26v5H4zM4 21h14v5H4z',
  line: 'M4 26L14 16L22 20L32 8L44 5V7.5L33 10.5L22.5 23L14.5 19L6 27.5z',
  scatter:
    'M8 24a2 2 0 1 0 .1 0zM14 19a2 2 0 1 0 .1 0zM20 21a2 2 0 1 0 .1 0zM26 13a2 2 0 1 0 .1 0zM33 11a2 2 0 1 0 .1 0zM40 5a2 2 0 1 0 .1 0z',
  dot: 'M4 7h32v1H4zM4 15h22v1H4zM4 23h12v1H4zM38 4.5a3 3 0 1 0 .1 0zM28 12.5a3 3 0 1 0 .1 0zM18 20.5a3 3 0 1 0 .1 0z',
  area: 'M4 28V20L16 12L26 17L44 6V28z',
  slope: 'M10 5L38 12V15L10 8zM10 22L38 6V9L10 25zM10 14L38 24V27L10 17z',
  box: 'M4 8h8V4h14v10H12V10H4zM26 8h10v2H26zM10 22h4v-4h18v10H14v-4h-4zM32 22h12v2H32zM18 4h2v10h-2zM22 18h2v10h-2z',
  heatmap: 'M4 4h9v7H4zM14 4h9v7h-9zM34 4h9v7h-9zM4 12h9v7H4zM24 12h9v7h-9zM14 20h9v7h-9zM24 20h9v7h-9zM34 20h9v7h-9z',
  pie: 'M23 4A12 12 0 1 0 35 17H23zM26 2A12 12 0 0 1 38 14H26z',
  pyramid:
    'M18 4h5v5h-5zM25 4h4v5h-4zM12 11h11v5H12zM25 11h9v5h-9zM8 18h15v5H8zM25 18h14v5H25zM4 25h19v5H4zM25 25h17v5H25z',
  histogram: 'M4 22h6v6H4zM11 14h6v14h-6zM18 5h6v23h-6zM25 11h6v17h-6zM32 19h6v9h-6zM39 25h6v3h-6z',
};

/** Every kind, chosen or not; one that these columns cannot feed stays visible and says why. */
export const Kinds = memo(function Kinds({
  chosen,
  columns,
  distinct,
  onChoose,
}: {
  chosen: ChartKind;
  columns: readonly Column[];
  distinct: DistinctCounts;
  onChoose: (kind: ChartKind) => void;
}): ReactNode {
  return (
    <fieldset className="chart-kinds" aria-label={t('chart.kinds')}>
      {chartKinds.map((kind) => {
        const reason = inapplicable(kind, columns, distinct);
        return (
          <Tooltip key={kind} text={reason ? t(reason) : t(`chart.kind.${kind}.use`)}>
            <Button
              className="chart-kind"
              kind="quiet"
              aria-pressed={chosen === kind}
              aria-disabled={reason !== null}
              aria-description={reason ? t(reason) : t(`chart.kind.${kind}.use`)}
              onPress={() => reason === null && onChoose(kind)}
            >
              <Thumbnail kind={kind} />
              {t(`chart.kind.${kind}`)}
            </Button>
          </Tooltip>
        );
      })}
    </fieldset>
  );
});

/** First charts worth a look, each with its reason. */
export function Suggestions({
  columns,
  suggestions,
  onChoose,
}: {
  columns: readonly Column[];
  suggestions: readonly Suggestion[];
  onChoose: (chart: Chart) => void;
}): ReactNode {
  return (
    <section className="chart-suggestions">
      <h2>{t('chart.suggestions')}</h2>
      <p className="muted">{t('chart.suggestions.why')}</p>
      <ul>
        {suggestions.map(({ chart, reason }) => (
          <li key={reason}>
            <Button className="chart-suggestion" onPress={() => onChoose(chart)}>
              <Thumbnail kind={chart.kind} />
              <span>
                <strong>{chartTitle(chart, columns)}</strong>
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
