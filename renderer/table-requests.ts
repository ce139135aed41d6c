/** What a command, the palette or a shortcut asks of the table on screen. */
export type TableRequest =
  | { kind: 'find' | 'go-to-row' | 'record' }
  | { kind: 'density'; density: 'comfortable' | 'compact' | 'wrapped' }
  /** Brings a column into view and selects it. */
  | { kind: 'column'; name: string };

let listener: ((request: TableRequest) => void) | null = null;
let waiting: TableRequest | null = null;

/** Asks the table on screen, or the next one to be: a command may show it first. */
export function requestTable(request: TableRequest): void {
  if (listener) listener(request);
  else waiting = request;
}

/** Listens for requests, the one that waits first. Gives the way to stop. */
export function followTableRequests(listen: (request: TableRequest) => void): () => void {
  listener = listen;
  const first = waiting;
  waiting = null;
  if (first) listen(first);
  return () => {
    if (listener === listen) listener = null;
  };
}
