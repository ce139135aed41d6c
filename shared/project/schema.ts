import { z } from 'zod';
import { projectSchema } from './project.ts';
import { sharedRecipeSchema } from './shared-recipe.ts';

/** The published JSON Schema of `.crible` files, kept in resources/project.schema.json. */
export function projectJsonSchema(): Record<string, unknown> {
  return {
    title: 'Projet Crible (.crible)',
    description:
      'Un projet : fichiers ouverts, tables et leurs étapes, graphiques. Les fichiers eux-mêmes n’y sont pas, seulement leur nom et leur empreinte.',
    ...z.toJSONSchema(projectSchema, { io: 'input' }),
  };
}

/** The published JSON Schema of `.crible-recette` files, kept in resources/recipe.schema.json. */
export function recipeJsonSchema(): Record<string, unknown> {
  return {
    title: 'Recette Crible (.crible-recette)',
    description:
      'Une recette sans données : des tables et leurs étapes, et les fichiers qu’elles attendent, décrits par leurs colonnes.',
    ...z.toJSONSchema(sharedRecipeSchema, { io: 'input' }),
  };
}
