import { AllCommunityModule, createGrid, ModuleRegistry } from 'ag-grid-community';
import { tableFromIPC } from 'apache-arrow';
import { makeColumns } from '../grid-page/provider.ts';
import { workerPages } from '../grid-page/worker-pages.ts';

// The same table, pages and delay as the grid's own bench, through AG Grid's row model for rows that come by pages.
const asked = new URLSearchParams(location.search);
const rows = Number(asked.get('rows') ?? 1_000_000);
const columns = makeColumns(Number(asked.get('columns') ?? 30));
const page = workerPages(rows, columns.length);
const names = columns.map((column) => column.name);
ModuleRegistry.registerModules([AllCommunityModule]);
const place = document.getElementById('app');
if (place)
  createGrid(place, {
    columnDefs: columns.map((column, index) => ({
      headerName: column.name,
      colId: String(index),
      width: 139,
      pinned: index < 2 ? ('left' as const) : null,
      valueGetter: ({ data }: { data?: Record<string, unknown> }) => data?.[column.name],
    })),
    rowHeight: 28,
    rowModelType: 'infinite',
    cacheBlockSize: 200,
    maxBlocksInCache: 8,
    infiniteInitialRowCount: rows,
    datasource: {
      rowCount: rows,
      async getRows({ startRow, endRow, successCallback }) {
        await new Promise((resolve) => setTimeout(resolve, 8));
        const table = tableFromIPC(await page(names, startRow, endRow - startRow));
        // Cells are read as they are shown, as in our own grid.
        successCallback(
          Array.from({ length: table.numRows }, (_, row) => table.get(row) as unknown as Record<string, unknown>),
          rows,
        );
      },
    },
  });
