import { z } from 'zod';

/** What every step has. `id` is unique in the project; `comment` is the user's own note. */
export const stepBase = { id: z.string(), disabled: z.boolean().optional(), comment: z.string().optional() };
