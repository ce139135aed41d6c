import { type PointerEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import type { Result } from 'vega-embed';

export type Range = { x: [number, number]; y: [number, number] | null };
type Corner = { x: number; y: number };

/** A shorter move is a click. */
const shortest = 6;

/** A stretch of the drawing under the pointer, as long as it is dragged; `onChoose` gets it in the units of the axes. */
export function useBrush(
  drawn: RefObject<Result | null>,
  sides: { x: boolean; y: boolean },
  onChoose: (range: Range) => void,
) {
  const from = useRef<Corner | null>(null);
  const [box, setBox] = useState<{ from: Corner; to: Corner } | null>(null);
  const at = (event: PointerEvent<HTMLElement>): Corner => {
    const frame = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button === 0 && sides.x) from.current = at(event);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!from.current) return;
      const to = at(event);
      if (!box && Math.abs(to.x - from.current.x) < shortest) return;
      if (!box) event.currentTarget.setPointerCapture(event.pointerId);
      setBox({ from: from.current, to });
    },
    onPointerUp() {
      const range = box && drawn.current && rangeOf(drawn.current, box, sides.y);
      from.current = null;
      setBox(null);
      if (range) onChoose(range);
    },
    onPointerCancel() {
      from.current = null;
      setBox(null);
    },
  };
  const veil: ReactNode = box && (
    <div
      className="chart-brush"
      style={{
        left: Math.min(box.from.x, box.to.x),
        width: Math.abs(box.to.x - box.from.x),
        ...(sides.y
          ? { top: Math.min(box.from.y, box.to.y), height: Math.abs(box.to.y - box.from.y) }
          : { top: 0, bottom: 0 }),
      }}
    />
  );
  return { handlers, veil, isBrushing: box !== null };
}

type Scale = { invert?: (pixel: number) => number | Date };

function rangeOf({ view }: Result, { from, to }: { from: Corner; to: Corner }, withY: boolean): Range | null {
  const [left, top] = view.origin();
  const ends = (side: 'x' | 'y', shift: number): [number, number] | null => {
    const scale = view.scale(side) as Scale | undefined;
    if (!scale?.invert) return null;
    const one = Number(scale.invert(from[side] - shift));
    const other = Number(scale.invert(to[side] - shift));
    return Number.isFinite(one) && Number.isFinite(other) ? [one, other] : null;
  };
  const x = ends('x', left ?? 0);
  const y = withY ? ends('y', top ?? 0) : null;
  return x && (!withY || y) ? { x, y } : null;
}
