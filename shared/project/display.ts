import { z } from 'zod';

/** How tall rows are: one line with air, one line without, up to three lines of text. */
export const densities = ['comfortable', 'compact', 'wrapped'] as const;
export type Density = (typeof densities)[number];

/** How tables are looked at: the height of rows, and by table the columns that stay at the left, in their order. */
export const displaySchema = z.object({
  density: z.enum(densities).optional(),
  pinned: z.record(z.string(), z.array(z.string())).optional(),
});
export type Display = z.infer<typeof displaySchema>;

type Displayed = { display?: Display | undefined };

/** The project with these columns of a table at the left. */
export function withPinned<P extends Displayed>(project: P, table: string, names: readonly string[]): P {
  const { [table]: _, ...others } = project.display?.pinned ?? {};
  const pinned = names.length > 0 ? { ...others, [table]: [...names] } : others;
  return { ...project, display: { ...project.display, pinned } };
}

export function withDensity<P extends Displayed>(project: P, density: Density): P {
  return { ...project, display: { ...project.display, density } };
}
