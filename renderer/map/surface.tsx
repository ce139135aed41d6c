import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { boxOfShown, type Outlines } from '../../shared/map/outlines.ts';
import type { Painting } from '../../shared/map/paint.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { areaAt, drawMap, drawMarks, prepareStage, type Stage } from './canvas.ts';

/** The drawn map: colours on one canvas, what is pointed at or chosen on another over it. */
export function MapSurface(props: {
  outlines: Outlines;
  painting: Painting;
  summary: string;
  shown: ((area: number) => boolean) | null;
  selected: ReadonlySet<number>;
  highlighted: number | null;
  onPress: (area: number) => void;
}): ReactNode {
  const { outlines, painting, shown, selected, highlighted } = props;
  const host = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const size = useSize(host);
  const [pointed, setPointed] = useState<{ area: number; x: number; y: number } | null>(null);

  const stage = useMemo(() => {
    if (!size) return null;
    const isShown = shown ?? (() => true);
    const box = shown ? boxOfShown(outlines, shown) : outlines.bounds;
    return prepareStage(
      outlines,
      { ...size, ratio: window.devicePixelRatio || 1 },
      box ?? outlines.bounds,
      !shown,
      isShown,
    );
  }, [outlines, size, shown]);

  useEffect(() => {
    const context = stage && fitCanvas(base.current, stage)?.getContext('2d');
    if (context) drawMap(context, stage, painting);
  }, [stage, painting]);
  useEffect(() => {
    const context = stage && fitCanvas(marks.current, stage)?.getContext('2d');
    if (context) drawMarks(context, stage, selected, pointed?.area ?? highlighted);
  }, [stage, selected, highlighted, pointed?.area]);

  const find = (event: { clientX: number; clientY: number }) => {
    if (!stage || !host.current) return null;
    const box = host.current.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const area = areaAt(stage, painting, x * stage.ratio, y * stage.ratio);
    return area === null ? null : { area, x, y };
  };
  return (
    // The list beside the map is its keyboard path: the canvas only shortens the way for a mouse.
    <div
      ref={host}
      className="map-surface"
      data-pointing={pointed ? '' : undefined}
      onPointerMove={(event) => setPointed(find(event))}
      onPointerLeave={() => setPointed(null)}
      onPointerUp={(event) => {
        const found = event.button === 0 ? find(event) : null;
        if (found) props.onPress(found.area);
      }}
    >
      <canvas ref={base} role="img" aria-label={props.summary} />
      <canvas ref={marks} />
      {pointed && <AreaTip outlines={outlines} painting={painting} {...pointed} width={size?.width ?? 0} />}
    </div>
  );
}

function AreaTip(props: {
  outlines: Outlines;
  painting: Painting;
  area: number;
  x: number;
  y: number;
  width: number;
}): ReactNode {
  const { outlines, area } = props;
  const fact = props.painting.factOf.get(area);
  const name = outlines.names[area] || outlines.codes[area]!;
  const code = outlines.codes[area]!;
  const side = props.x > props.width / 2 ? { right: props.width - props.x + 14 } : { left: props.x + 14 };
  return (
    <div className="map-tip" style={{ ...side, top: Math.max(0, props.y - 12) }} aria-hidden="true">
      <strong>{name}</strong> <span className="muted">{code}</span>
      <br />
      {fact ? fact.text : t('map.legend.silent')}
      {fact && (fact.rows > 1 || fact.missing > 0) && (
        <>
          <br />
          <span className="muted">
            {t('map.area.rows', { count: fact.rows })}
            {fact.missing > 0 && `, ${t('map.area.missing', { count: fact.missing })}`}
          </span>
        </>
      )}
    </div>
  );
}

export function areaLabel(outlines: Outlines, painting: Painting, area: number): string {
  const params = { name: outlines.names[area] || outlines.codes[area]!, code: outlines.codes[area]! };
  const fact = painting.factOf.get(area);
  if (!fact) return t('map.area.silent', params);
  return t('map.area', {
    ...params,
    value: typeof fact.value === 'number' ? fact.text || formatNumber(fact.value) : fact.text,
  });
}

function fitCanvas(canvas: HTMLCanvasElement | null, stage: Stage): HTMLCanvasElement | null {
  if (!canvas) return null;
  if (canvas.width !== stage.width) canvas.width = stage.width;
  if (canvas.height !== stage.height) canvas.height = stage.height;
  return canvas;
}

/** The element's inner size, followed as the window changes; null until known. */
function useSize(element: React.RefObject<HTMLElement | null>): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      if (width > 0 && height > 0) setSize({ width: Math.round(width), height: Math.round(height) });
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
