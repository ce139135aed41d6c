import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { TableView } from '../../../../renderer/grid/table-view.tsx';
import { editRecipe, getState, setAnnouncer, setClient, setState, undoEdit } from '../../../../renderer/session.ts';
import type { CallName, Client, OpenedSource } from '../../../../shared/contract.ts';
import { begin } from '../../../../shared/project/history.ts';
import { emptyProject } from '../../../../shared/project/project.ts';
import type { Step } from '../../../../shared/recipe/step.ts';
import { Fault, type FaultData } from '../../../../shared/rpc/fault.ts';

type Answer =
  | { kind: 'value'; value: unknown }
  | { kind: 'bytes'; base64: string; total: number }
  | { kind: 'fault'; fault: FaultData };

declare global {
  interface Window {
    /** The engine of the test, in Node. */
    askEngine(name: CallName, input: unknown, id: number): Promise<Answer>;
    /** Gives up a call made with this id. */
    cancelEngine(id: number): Promise<void>;
    testedSource(): Promise<OpenedSource>;
    /** What was said to the live region, and what the session holds, for the test to read. */
    said: string[];
    recipe(): unknown;
    frozen(): unknown;
    undo(): void;
    addStep(step: Step): void;
    dialog(): unknown;
  }
}

let calls = 0;

const client: Client = {
  async call(name, input, options) {
    const id = calls++;
    options?.signal?.addEventListener('abort', () => void window.cancelEngine(id), { once: true });
    const answer = await window.askEngine(name, input, id);
    if (options?.signal?.aborted) throw new Fault('cancelled');
    if (answer.kind === 'fault') throw new Fault(answer.fault.code, answer.fault.params);
    if (answer.kind === 'value') return answer.value as never;
    const rows = Uint8Array.from(atob(answer.base64), (sign) => sign.charCodeAt(0));
    return { rows, total: answer.total } as never;
  },
  closed: new Promise(() => {}),
};

window.said = [];
setAnnouncer((text) => window.said.push(text));
window.recipe = () => getState().history.present.state.tables[0]?.recipe;
window.frozen = () => getState().history.present.state.display?.frozen;
window.dialog = () => getState().dialog;
window.undo = undoEdit;
window.addStep = (step) => editRecipe('Essai', 't', (steps) => [...steps, step]);

const source = await window.testedSource();
setClient(client);
setState({
  phase: 'ready',
  table: 't',
  opened: { [source.source.id]: source },
  history: begin({
    ...emptyProject('p', 'Essai'),
    sources: [source.source],
    tables: [{ id: 't', name: 'Communes', source: source.source.id, recipe: [] }],
  }),
});

function Frame() {
  useEffect(() => document.documentElement.setAttribute('data-ready', ''));
  return (
    <main style={{ height: '100vh' }}>
      <h1 className="visually-hidden">Essai de la grille</h1>
      <TableView table="t" />
    </main>
  );
}

const place = document.getElementById('app');
if (place) createRoot(place).render(<Frame />);
