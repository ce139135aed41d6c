import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SharedRecipe, sharedRecipeSchema } from '../../../shared/project/shared-recipe.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Calls } from './call.ts';

export const recipeCalls: Calls<'recipe.list' | 'recipe.read'> = {
  async 'recipe.list'(session) {
    const folder = join(session.options.resources, 'recipes');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.crible-recette')).sort();
    return Promise.all(names.map(async (name) => decodeRecipe(await readFile(join(folder, name), 'utf8'))));
  },

  async 'recipe.read'(session, { file }) {
    const staged = await session.staging.stage(file.id);
    return decodeRecipe(await readFile(staged.path, 'utf8'));
  },
};

/** Throws Fault `recipe-damaged`. */
export function decodeRecipe(text: string): SharedRecipe {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Fault('recipe-damaged', { detail: 'JSON' });
  }
  try {
    const parsed = sharedRecipeSchema.safeParse(value);
    if (parsed.success && parsed.data.tables.some(({ id }) => id === parsed.data.main)) return parsed.data;
    const path = parsed.success ? 'main' : parsed.error.issues[0]?.path.join('.');
    throw new Fault('recipe-damaged', { detail: (path || 'format').slice(0, 80) });
  } catch (thrown) {
    // Conditions nested by the thousand exhaust the stack.
    if (thrown instanceof RangeError) throw new Fault('recipe-damaged', { detail: 'profondeur' });
    throw thrown;
  }
}
