import { shareRecipe } from '../../shared/project/replay.ts';
import { t } from '../../shared/text/t.ts';
import { deliver } from '../deliver.ts';
import { call, getState, notify, notifyFault, openDialog, project } from '../session.ts';
import { pickFiles } from './give-files.ts';

/** Writes the recipe of a table as a file without data. */
export async function exportRecipe(id: string): Promise<void> {
  const current = project();
  const table = current.tables.find((candidate) => candidate.id === id);
  if (!table) return;
  const { opened } = getState();
  const recipe = shareRecipe(current, table, (source) => opened[source]?.columns ?? []);
  try {
    const name = `${table.name}.crible-recette`;
    const bytes = new TextEncoder().encode(`${JSON.stringify(recipe, null, 2)}\n`);
    const { output } = await call('output.create', { name, bytes });
    const delivered = await deliver(output, name);
    if (delivered !== null) notify('success', t('recipe.exported', { name: delivered }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

/** Chooses a recipe file and goes on to the files that it wants. */
export async function browseRecipe(): Promise<void> {
  const [file] = await pickFiles('recipe', false);
  if (!file) return;
  try {
    openDialog({ kind: 'replay', recipe: await call('recipe.read', { file }) });
  } catch (thrown) {
    notifyFault(thrown);
  }
}
