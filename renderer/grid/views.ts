/** How a table is looked at: kept while the page lives, no part of the project. */
export type View = {
  widths: Map<string, number>;
  /** Columns that do not scroll; null until the grid or the user chose. */
  frozen: number | null;
  /** Most rows seen so far: the row numbers keep their width while filters come and go. */
  rows: number;
};

const views = new Map<string, View>();

export function viewOf(table: string): View {
  let view = views.get(table);
  if (!view) {
    view = { widths: new Map(), frozen: null, rows: 0 };
    views.set(table, view);
  }
  return view;
}
