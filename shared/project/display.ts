import { z } from 'zod';

/** How tall rows are: one line with air, one line without, up to three lines of text. */
export const densities = ['comfortable', 'compact', 'wrapped'] as const;
export type Density = (typeof densities)[number];

/**
 * How tables are looked at: the height of rows, and by table the columns that come first, in their order, and how many
 * on screen do not scroll. Those not given are guessed from the width of the window.
 */
export const displaySchema = z.object({
  density: z.enum(densities).optional(),
  pinned: z.record(z.string(), z.array(z.string())).optional(),
  frozen: z.record(z.string(), z.number().int().min(0)).optional(),
});
export type Display = z.infer<typeof displaySchema>;

type Displayed = { display?: Display | undefined };

/** The project with these columns of a table at the left. */
export function withPinned<P extends Displayed>(project: P, table: string, names: readonly string[]): P {
  const { [table]: _, ...others } = project.display?.pinned ?? {};
  const pinned = names.length > 0 ? { ...others, [table]: [...names] } : others;
  return { ...project, display: { ...project.display, pinned } };
}

/** The project with so many columns of a table kept from scrolling. */
export function withFrozen<P extends Displayed>(project: P, table: string, count: number): P {
  const frozen = { ...project.display?.frozen, [table]: count };
  return { ...project, display: { ...project.display, frozen } };
}

export function withDensity<P extends Displayed>(project: P, density: Density): P {
  return { ...project, display: { ...project.display, density } };
}
