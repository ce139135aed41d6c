import './theme.css';
import './controls.css';
import './overlays.css';

/** The kit in one import: `import { Button } from '../ui/kit.ts'`. Knows nothing of data. */
export * from './button.tsx';
export * from './check-tree.tsx';
export * from './choice.tsx';
export * from './dialog.tsx';
export * from './feedback.tsx';
export * from './field.tsx';
export * from './icons.tsx';
export * from './list.tsx';
export * from './menu.tsx';
export * from './popover.tsx';
export * from './stable.ts';
export * from './tabs.tsx';
export * from './tooltip.tsx';
