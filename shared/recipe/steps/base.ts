import { z } from 'zod';

/**
 * What every step has. `id` is unique in the project; `comment` is the user's own note, `title` stands in the place of
 * its sentence, and steps that follow one another with the same `group` are shown together under that name.
 */
export const stepBase = {
  id: z.string(),
  disabled: z.boolean().optional(),
  comment: z.string().optional(),
  title: z.string().optional(),
  group: z.string().optional(),
};
