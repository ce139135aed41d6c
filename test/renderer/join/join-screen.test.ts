import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkScreen } from '../../e2e/check-screen.ts';
import { openWindow, sizes, type Window } from '../../e2e/open-window.ts';

const left = `Code INSEE;Commune;Année;Agents;Habitants;Taux
1001;L'Abergement-Clémenciat;2019;5;770;6,5
1002;L'Abergement-de-Varey;2019;3;260;11,5
01033;Bellegarde-sur-Valserine;2019;120;11900;10
01091;Châtillon-en-Michaille;2019;30;3300;9
75101;Paris 1er;2019;10;16000;0,6
Total;;2019;168;32230;
97601;Acoua;2019;3;4600;0,6
`;
const right = `Code commune;Nom;Budget
01001;Abergement-Clémenciat (L');100
01002;Abergement-de-Varey (L');200
01033;Valserhône;300
01033;Valserhône bis;301
75056;Paris;9000
`;

let window: Window;
let folder: string;

// One person, one window: each test goes on where the one before it stopped.
describe('crossing tables and keeping a territory', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crible-join-'));
    for (const [name, text] of [
      ['agents.csv', left],
      ['budgets.csv', right],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
    window = await openWindow();
    await window.openFile(join(folder, 'budgets.csv'));
    await window.openFile(join(folder, 'agents.csv'));
  }, 120_000);
  afterAll(async () => {
    await window?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What is wrong on the screen, whole and at 200 %. */
  async function look(name: string): Promise<string[]> {
    const wrong = await checkScreen(window.page);
    await window.look(name);
    await window.page.setViewportSize(sizes.zoomed);
    wrong.push(...(await checkScreen(window.page)));
    await window.page.setViewportSize(sizes.whole);
    return wrong;
  }
  const matched = (text: RegExp) => window.dialog().getByText(text).first().waitFor();
  const press = (name: RegExp) => window.dialog().getByRole('button', { name }).first().click();

  test('each cause is repaired in one click, and undone in another', async () => {
    await window.command('Croiser avec une autre table');
    await press(/^budgets/);
    await matched(/^3 lignes sur 7 trouvent/);
    const wrong = await look('join-report');
    await press(/^Remplacer par les communes actuelles/);
    await matched(/^4 lignes sur 7 trouvent/);
    await press(/^Annuler$/);
    await matched(/^3 lignes sur 7 trouvent/);
    await press(/^Remplacer par les communes actuelles/);
    await matched(/^4 lignes sur 7 trouvent/);
    await press(/^Rattacher les arrondissements/);
    await matched(/^5 lignes sur 7 trouvent/);
    await press(/^Écarter ces lignes/);
    await matched(/^5 lignes sur 6 trouvent/);
    expect(wrong).toEqual([]);
  });

  test('doubles are aggregated first: the join gives as many rows as before', async () => {
    await press(/^Agréger d’abord/);
    await window.dialog().getByText('budgets (agrégée)').first().waitFor();
    await matched(/^5 lignes sur 6 trouvent/);
    await window.inDialog('Croiser');
    await window.expectCount('6 lignes sur 7');
  });

  test('the vintage of codes, and what is missing, are told on screens that anyone can use', async () => {
    await window.command('Couverture du territoire');
    await window
      .dialog()
      .getByText(/communes absentes/)
      .first()
      .waitFor();
    const wrong = await look('coverage');
    await window.closeAll();
    await window.command('Millésime des codes commune');
    await window
      .dialog()
      .getByText(/codes différents/)
      .waitFor();
    wrong.push(...(await look('vintage')));
    await window.closeAll();
    expect(wrong).toEqual([]);
  });

  test('a territory is kept on a table without a column of régions', async () => {
    await window.command('Garder un territoire');
    await window.dialog().getByRole('option', { name: /^Ain/ }).click();
    await window
      .dialog()
      .getByText(/lignes gardées sur 6/)
      .waitFor();
    const wrong = await look('perimeter');
    await window.inDialog('Garder ce territoire');
    await window.expectCount('4 lignes sur 7');
    expect({ wrong, complaints: window.complaints }).toEqual({ wrong: [], complaints: [] });
  });
});
