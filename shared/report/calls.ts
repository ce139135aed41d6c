import { z } from 'zod';
import { projectSchema } from '../project/project.ts';
import { querySchema } from '../query.ts';
import { reportDocumentSchema } from './document.ts';
import { figureMeasures } from './measures.ts';

/** The calls of contract.ts that reports make. */
export const reportInputs = {
  /** What a key figure of a report measures. */
  'report.figure': z.object({ query: querySchema, measure: z.enum(figureMeasures), column: z.string().nullable() }),
  /** The « note de méthode » of a table, as data. */
  'report.note': z.object({ query: querySchema, project: projectSchema }),
  /**
   * Makes the file of a report. `attach`: with its data, inside or in one .zip; `tables` are the whole tables to join.
   * `pdf` prints the page of the desktop host, which must show the report; fault `print-failed` elsewhere.
   */
  'report.export': z.object({
    document: reportDocumentSchema,
    format: z.enum(['html', 'docx', 'pdf', 'xlsx']),
    attach: z.boolean(),
    tables: z.array(z.object({ name: z.string(), query: querySchema })),
  }),
} as const;
