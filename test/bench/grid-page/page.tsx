import { createRoot } from 'react-dom/client';
import { TableView } from '../../../renderer/grid/table-view.tsx';
import { setClient, setState } from '../../../renderer/session.ts';
import { begin } from '../../../shared/project/history.ts';
import { emptyProject } from '../../../shared/project/project.ts';
import { makeClient, makeColumns } from './provider.ts';
import { workerPages } from './worker-pages.ts';

// A table of `rows` by `columns` generated cells, each page `delay` ms late: ?rows=1000000&columns=30&delay=8
const asked = new URLSearchParams(location.search);
const rows = Number(asked.get('rows') ?? 1_000_000);
const columns = makeColumns(Number(asked.get('columns') ?? 30));
setClient(makeClient(rows, columns, Number(asked.get('delay') ?? 8), workerPages(rows, columns.length)));
const project = {
  ...emptyProject('grille', 'Grille'),
  tables: [{ id: 'table', name: 'Communes', source: 'source', recipe: [] }],
};
setState({ phase: 'ready', history: begin(project), table: 'table' });
const place = document.getElementById('app');
if (place) createRoot(place).render(<TableView table="table" />);
