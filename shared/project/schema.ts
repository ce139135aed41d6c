import { z } from 'zod';
import { projectSchema } from './project.ts';

/** The published JSON Schema of `.crible` files, kept in resources/project.schema.json. */
export function projectJsonSchema(): Record<string, unknown> {
  return {
    title: 'Projet Crible (.crible)',
    description:
      'Un projet : fichiers ouverts, tables et leurs étapes, graphiques. Les fichiers eux-mêmes n’y sont pas, seulement leur nom et leur empreinte.',
    ...z.toJSONSchema(projectSchema, { io: 'input' }),
  };
}
