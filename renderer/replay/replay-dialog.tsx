import { type ReactNode, useMemo, useState } from 'react';
import { shareRecipe } from '../../shared/project/replay.ts';
import type { ExpectedFile, SharedRecipe } from '../../shared/project/shared-recipe.ts';
import { t } from '../../shared/text/t.ts';
import { browseRecipe } from '../project/share-recipe.ts';
import { asFault, closeDialog, faultText, getState, notifyFault, project, useCall } from '../session.ts';
import { Button, Dialog, Notice, Progress, SearchList } from '../ui/kit.ts';
import { compareLists } from './compare.ts';
import { ExpectedFileField } from './expected-file.tsx';
import { applyRecipe, type Replacement } from './load.ts';
import './replay.css';

/** Replays a table of the project on new files, or applies a recipe from elsewhere. */
export function ReplayDialog(props: { table?: string | undefined; recipe?: SharedRecipe | undefined }): ReactNode {
  const own = useMemo(() => {
    const table = project().tables.find(({ id }) => id === props.table);
    const { opened } = getState();
    return table ? shareRecipe(project(), table, (source) => opened[source]?.columns ?? []) : null;
  }, [props.table]);
  const [chosen, setChosen] = useState<SharedRecipe | null>(props.recipe ?? null);
  const recipe = own ?? chosen;
  if (!recipe) return <RecipeChoice onChoose={setChosen} />;
  return <Files recipe={recipe} isReplay={own !== null} />;
}

function RecipeChoice({ onChoose }: { onChoose: (recipe: SharedRecipe) => void }): ReactNode {
  const list = useCall('recipe.list', {});
  const recipes = list.value ?? [];
  return (
    <Dialog
      title={t('recipe.choose')}
      size="medium"
      onClose={closeDialog}
      footer={
        <>
          <Button icon="open" onPress={() => void browseRecipe()}>
            {t('recipe.open')}
          </Button>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
        </>
      }
    >
      {list.fault && <Notice tone="error">{faultText(list.fault)}</Notice>}
      <SearchList
        label={t('recipe.built-in')}
        mode="single"
        selected={[]}
        onChange={([name]) => {
          const found = recipes.find((recipe) => recipe.name === name);
          if (found) onChoose(found);
        }}
        options={recipes.map(({ name, description }) => ({ value: name, label: name, hint: description }))}
      />
    </Dialog>
  );
}

function Files({ recipe, isReplay }: { recipe: SharedRecipe; isReplay: boolean }): ReactNode {
  const [replacements, setReplacements] = useState<ReadonlyMap<string, Replacement>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const files = recipe.sources.filter((source): source is ExpectedFile => source.kind === 'file');
  const isWhole = isReplay ? replacements.size > 0 : files.every(({ id }) => replacements.has(id));
  const lacks = [...replacements.values()].some(({ mapping }) => [...mapping.values()].includes(null));
  const problem = !isWhole
    ? t(isReplay ? 'replay.needed' : 'replay.needed-recipe')
    : lacks
      ? t('replay.missing')
      : null;

  async function run(): Promise<void> {
    setRunning(true);
    setFault(null);
    try {
      const name = isReplay ? t('replay.copy', { name: recipe.name }) : recipe.name;
      const main = await applyRecipe(recipe, replacements, name);
      closeDialog();
      if (isReplay) await compareLists(recipe.main, main).catch(notifyFault);
    } catch (thrown) {
      setFault(faultText(asFault(thrown)));
      setRunning(false);
    }
  }

  return (
    <Dialog
      title={isReplay ? t('replay.title', { table: recipe.name }) : t('replay.title-recipe', { name: recipe.name })}
      size="large"
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{t('common.cancel')}</Button>
          <Button kind="primary" isDisabled={problem !== null || isRunning} onPress={() => void run()}>
            {t(isReplay ? 'replay.run' : 'replay.run-recipe')}
          </Button>
        </>
      }
    >
      <div className="replay">
        <p>{t(isReplay ? 'replay.intro' : 'replay.intro-recipe')}</p>
        {!isReplay && recipe.description !== '' && <p className="muted">{recipe.description}</p>}
        {files.length === 0 && <Notice tone="info">{t('replay.nothing')}</Notice>}
        {files.map((expected) => (
          <ExpectedFileField
            key={expected.id}
            expected={expected}
            isReplay={isReplay}
            replacement={replacements.get(expected.id) ?? null}
            onChange={(replacement) => setReplacements((before) => new Map(before).set(expected.id, replacement))}
          />
        ))}
        {files.length > 0 && problem && <p className="field-hint">{problem}</p>}
        {isRunning && <Progress label={t('replay.reading')} fraction={null} />}
        {fault && <Notice tone="error">{fault}</Notice>}
      </div>
    </Dialog>
  );
}
