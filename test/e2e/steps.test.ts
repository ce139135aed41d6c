import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { fixture, openWindow, sizes, type Window } from './open-window.ts';

let window: Window;

// One person, one window: each test goes on where the one before it stopped.
describe('the steps of a table', () => {
  beforeAll(async () => {
    window = await openWindow();
    await window.openFile(fixture('communes.csv'));
    await window.headerMenu('Population municipale', /^Filtrer/);
    await window.page.getByRole('textbox', { name: 'Valeur minimale' }).fill('3500');
    await window.inDialog('Appliquer');
    await window.expectCount('24 lignes sur 30');
    await window.headerMenu('Agents', /décroissant/);
    await addStep('Limiter');
    await window.dialog().getByRole('textbox').first().fill('10');
    await window.inDialog('Ajouter l’étape');
    await window.expectCount('10 lignes sur 30');
  }, 120_000);
  afterAll(() => window?.close());
  // A second try starts from the table, whatever the first left open.
  beforeEach(() => window.closeAll());

  it('move by the keyboard', async () => {
    await window.page.getByRole('button', { name: 'Modifier l’étape 3' }).focus();
    await window.page.keyboard.press('Control+ArrowUp');
    await expectSteps(['Garder les lignes où', 'Garder les 10', 'Trier par Agents']);
    await window.page.keyboard.press('Control+ArrowDown');
    await expectSteps(['Garder les lignes où', 'Trier par Agents', 'Garder les 10']);
  });

  it('move by their handle, where a mark says, and Escape gives up', async () => {
    const { page } = window;
    const handle = page.locator('.step-handle');
    const from = await middle(handle.nth(2));
    const target = (await page.locator('.step').first().boundingBox())!;
    const drag = async () => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x, target.y + 4, { steps: 4 });
      await page.locator('.step[data-mark=before]').waitFor();
    };
    await drag();
    await window.look('steps-drag');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expectSteps(['Garder les lignes où', 'Trier par Agents', 'Garder les 10']);
    await drag();
    await page.mouse.up();
    await expectSteps(['Garder les 10', 'Garder les lignes où', 'Trier par Agents']);
    await page.keyboard.press('Control+Z');
    await expectSteps(['Garder les lignes où', 'Trier par Agents', 'Garder les 10']);
  });

  it('take a title and a comment', async () => {
    await stepMenu(1, 'Nommer, commenter…');
    await window.page.getByRole('textbox', { name: 'Titre' }).fill('Seuil de la loi');
    await window.page.getByRole('textbox', { name: 'Pourquoi cette étape' }).fill('3 500 habitants ou plus');
    expect(await checkScreen(window.page)).toEqual([]);
    await window.inDialog('Enregistrer');
    await expectSteps(['Seuil de la loi', 'Trier par Agents', 'Garder les 10']);
    await window.page.getByText('3 500 habitants ou plus').waitFor();
  });

  it('are grouped under a name, closed, opened and moved as one, by the keyboard', async () => {
    const { page } = window;
    await stepMenu(2, 'Grouper des étapes…');
    await page.locator('[role=dialog] input:focus').waitFor();
    await page.keyboard.type('Les dix premières');
    expect(await checkScreen(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const group = page.getByRole('button', { name: /^Les dix premières 2\sétapes/ });
    await group.waitFor();
    await window.look('steps-group');
    expect(await checkScreen(page)).toEqual([]);
    await group.focus();
    await page.keyboard.press('Enter');
    await expectSteps(['Seuil de la loi']);
    await page.getByRole('button', { name: 'Autres actions sur le groupe' }).click();
    await page.getByRole('menuitem', { name: 'Monter' }).click();
    await page.getByRole('button', { name: 'Annuler : Déplacer le groupe' }).waitFor();
    await page.keyboard.press('Control+Z');
    await group.click();
    await expectSteps(['Seuil de la loi', 'Trier par Agents', 'Garder les 10']);
  });

  it('show what they changed between two states', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Autres actions sur les étapes' }).click();
    await page.getByRole('menuitem', { name: 'Comparer deux états…' }).click();
    await page.getByText('20 lignes retirées').waitFor();
    await page.getByText('Les mêmes colonnes, sous les mêmes noms.').waitFor();
    await page.getByRole('cell', { name: /^16\s889$/ }).waitFor();
    await expectSound('steps-states');
    await page.keyboard.press('Escape');
  });

  it('break in red with the reason, make the next ones wait, and are mended in one click', async () => {
    const { page } = window;
    await stepMenu(1, 'Insérer avant…');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /^Renommer/ }).click();
    await page.getByRole('textbox', { name: 'Nouveau nom de Population municipale' }).fill('Habitants');
    await window.inDialog('Ajouter l’étape');
    await page.getByText('Cette étape ne peut pas s’appliquer.').waitFor();
    await page.getByText('en attente de l’étape 2').first().waitFor();
    await expectSound('steps-broken');
    await page
      .getByRole('button', {
        name: 'Utiliser « Habitants »'.replaceAll(/« | »/g, (sign) => sign.replace(' ', '\u00a0')),
      })
      .focus();
    await page.keyboard.press('Enter');
    await window.expectCount('10 lignes sur 30');
    await page.getByText('Cette étape ne peut pas s’appliquer.').waitFor({ state: 'hidden' });
  });

  it('give their query to the clipboard', async () => {
    const { page } = window;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Autres actions sur les étapes' }).click();
    await page.getByRole('menuitem', { name: 'Copier le SQL' }).click();
    await page.locator('.notice').getByText('Requête copiée').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^WITH\n {2}etape_1_renommage AS/);
  });

  it('stand in forced colours, without animations', async () => {
    const { page } = window;
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await window.look('steps-forced');
    const sound = await checkScreen(page);
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
    expect(sound).toEqual([]);
  });
});

describe('the pages of the help', () => {
  beforeAll(async () => {
    window = await openWindow();
  }, 120_000);
  afterAll(() => window?.close());

  it('lead from Excel to Crible, found by a word', async () => {
    const { page } = window;
    await window.command('D’Excel à Crible');
    await page.locator('[role=dialog] input:focus').waitFor();
    await page.keyboard.type('recherchev');
    await page.getByText('1 geste', { exact: true }).waitFor();
    await page.getByRole('cell', { name: /^« Croiser avec une autre table »/ }).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await expectSound('help-excel');
    await window.closeAll();
  });

  it('say what was tested for everyone to use Crible', async () => {
    await window.page.keyboard.press('F1');
    await window.inDialog('Accessibilité');
    await window.page.getByRole('heading', { name: 'Ce qui manque ou n’a pas été vérifié' }).waitFor();
    await expectSound('help-access');
  });

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});

async function addStep(kind: string): Promise<void> {
  await window.page.getByRole('button', { name: 'Ajouter une étape' }).click();
  await window.page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
  await window.dialog().waitFor();
}

async function stepMenu(position: number, entry: string): Promise<void> {
  await window.page.getByRole('button', { name: `Autres actions sur l’étape ${position}` }).click();
  await window.page.getByRole('menuitem', { name: entry }).click();
}

/** Waits for steps whose first words are these, in order. */
async function expectSteps(starts: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const sentences = await window.page.locator('.step .step-sentence').allInnerTexts();
      return sentences.map((sentence, at) => sentence.slice(0, starts[at]?.length));
    })
    .toEqual(starts);
}

/** Nothing to reproach to the screen, whole and at 200 %. */
async function expectSound(name: string): Promise<void> {
  const { page } = window;
  const found: Record<string, string[]> = {};
  for (const [size, viewport] of Object.entries(sizes).toReversed()) {
    await page.setViewportSize(viewport);
    const tab = page.getByRole('tab', { name: 'Étapes' });
    if ((await page.getByRole('dialog').count()) === 0 && (await tab.isVisible())) await tab.click();
    found[size] = await checkScreen(page);
    await window.look(`${name}-${size}`);
  }
  expect(found).toEqual({ zoomed: [], whole: [] });
}

async function middle(element: ReturnType<Window['dialog']>): Promise<{ x: number; y: number }> {
  const box = (await element.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
