import type { ReactNode } from 'react';

/** Our own 16 x 16 line icons: one path each, drawn on the pixel grid with a 1.5 stroke. */
const paths = {
  add: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  'chevron-down': 'M4 6l4 4 4-4',
  'chevron-right': 'M6 4l4 4-4 4',
  'chevron-up': 'M4 10l4-4 4 4',
  first: 'M3 2.5h10M8 14V6M4.5 9.5L8 6l3.5 3.5',
  'arrow-up': 'M8 13V3M4 7l4-4 4 4',
  'arrow-down': 'M8 3v10M4 9l4 4 4-4',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3L14 14',
  filter: 'M2 3h12L9.5 8.5V13L6.5 11.5v-3z',
  sort: 'M5 3v10M2.5 10.5L5 13l2.5-2.5M11 13V3M8.5 5.5L11 3l2.5 2.5',
  home: 'M2 7.5L8 2.5l6 5M3.5 6.5v7h9v-7M6.5 13.5v-4h3v4',
  open: 'M1.5 12.5v-9h4.5l1.5 2h6v2M1.5 12.5l2-5H15l-2 5z',
  save: 'M2.5 2.5h9l2 2v9h-11zM5 2.5v4h5.5v-4M4.5 13.5V9.5h7v4',
  undo: 'M6 3L2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10 3l3.5 3.5L10 10M13.5 6.5H6a3.5 3.5 0 0 0 0 7h4',
  export: 'M8 10V2M5 5l3-3 3 3M2.5 9.5v4h11v-4',
  help: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM6 6.2C6 5 6.9 4.3 8 4.3s2 .7 2 1.8c0 1.5-2 1.6-2 3M8 11.4v.4',
  edit: 'M3 13l.7-3L11 2.7l2.3 2.3L6 12.3zM9.5 4.2l2.3 2.3',
  delete: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  table: 'M2 3h12v10H2zM2 6.5h12M2 9.8h12M6 3v10',
  chart: 'M2.5 2v11.5H14M5.5 13V9M8.5 13V5M11.5 13V7',
  join: 'M6 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  target: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 4.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM8 8h.01',
  steps: 'M2.5 3.5h2M7 3.5h6.5M2.5 8h2M7 8h6.5M2.5 12.5h2M7 12.5h6.5',
  file: 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7v4.5M8 4.4v.4',
  warning: 'M8 2L15 14H1zM8 6.5v3.5M8 12v.3',
  error: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
  success: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5 8.3l2.2 2.2L11.2 6',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  'eye-off': 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM2.5 2.5l11 11',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  image: 'M2 3h12v10H2zM2 11l3.5-3.5L9 11l2-2 3 3M10.5 6.2h.01',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3',
  formula: 'M12.5 2.5h-9L8 8l-4.5 5.5h9',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  group: 'M2.5 3.5h5v3h-5zM2.5 9.5h5v3h-5zM10 5h3.5M10 11h3.5',
  rename: 'M8 2.5v11M6 2.5h4M6 13.5h4M1.5 5.5H6M10 5.5h4.5v5H10M6 10.5H1.5z',
  append: 'M2.5 2.5h11v4h-11zM8 7.5v5.5M5.5 10.5L8 13l2.5-2.5M2.5 9.5h1M12.5 9.5h1',
  unpivot: 'M2.5 2.5h11v3.5h-11zM6 2.5V6M10 2.5V6M2.5 8.5h4v5h-4zM2.5 11h4M9 9.5h3.5v3M10.5 11l2 2 2-2',
  clean: 'M9.5 2.5l4 4M11.5 4.5L7 9M4 8l4 4-1.5 1.5h-5V10z',
  paste: 'M5.5 3h-2v10.5h9V3h-2M5.5 2h5v2.5h-5z',
  limit: 'M2.5 4h11M2.5 7.5h7M2.5 13h11',
  distinct: 'M2.5 2.5h7v7h-7zM6.5 9.5v4h7v-7h-4',
  drag: 'M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01',
  keyboard: 'M1.5 4h13v8.5h-13zM4 6.8h.01M6.7 6.8h.01M9.3 6.8h.01M12 6.8h.01M4.5 10h7',
  lock: 'M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
} as const;

export type IconName = keyof typeof paths;

const dotted: ReadonlySet<string> = new Set(['more', 'drag']);

/** Decorative: the text beside it, or the button's label, carries the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={dotted.has(name) ? 2.2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
