import { z } from 'zod';
import { conditionSchema } from '../expression.ts';
import { stepBase } from './base.ts';

/** Keeps the rows that answer yes. */
export const filterSchema = z.object({ ...stepBase, kind: z.literal('filter'), condition: conditionSchema });
export type Filter = z.infer<typeof filterSchema>;
